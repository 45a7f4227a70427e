package org.godwit.site.share;

import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.share.DiskShare;

/** A share that is open, with the connection it needs. Closing it ends both. */
public final class ContentShare implements AutoCloseable {

    private final SMBClient client;
    private final DiskShare disk;

    ContentShare(SMBClient client, DiskShare disk) {
        this.client = client;
        this.disk = disk;
    }

    /** The share itself; paths in it are relative, with backslashes. */
    public DiskShare disk() {
        return disk;
    }

    @Override
    public void close() {
        client.close();
    }
}
