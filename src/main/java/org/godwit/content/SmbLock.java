package org.godwit.content;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.share.DiskEntry;
import com.hierynomus.smbj.share.DiskShare;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a library on a share: a file that nobody else may open while it is held. The server removes it when it is closed,
 * and when the connection is gone by which it was opened. Its own monitor guards it.
 */
final class SmbLock {

    private final String file;
    private @Nullable DiskEntry entry;
    private long generation;

    /** @param file name of the lock inside the share */
    SmbLock(String file) {
        this.file = file;
    }

    /** @return false while somebody has it, here or elsewhere */
    synchronized boolean take(DiskShare share, long connection) {
        if (entry != null) {
            return false;
        }
        entry = hold(share);
        generation = connection;
        return entry != null;
    }

    /** Whether it is wanted here and went with the connection by which it was taken. */
    synchronized boolean lost(long connection) {
        return entry != null && generation != connection;
    }

    /** @return false if somebody else has it by now */
    synchronized boolean takeAgain(DiskShare share, long connection) {
        DiskEntry again = hold(share);
        if (again == null) {
            return false;
        }
        entry = again;
        generation = connection;
        return true;
    }

    /** @return what is to be closed; null if it went with its connection */
    synchronized @Nullable DiskEntry give(long connection) {
        DiskEntry mine = generation == connection ? entry : null;
        entry = null;
        return mine;
    }

    private @Nullable DiskEntry hold(DiskShare share) {
        try {
            return share.openFile(
                    file,
                    EnumSet.of(AccessMask.GENERIC_WRITE, AccessMask.DELETE),
                    EnumSet.of(FileAttributes.FILE_ATTRIBUTE_NORMAL),
                    EnumSet.noneOf(SMB2ShareAccess.class),
                    SMB2CreateDisposition.FILE_OPEN_IF,
                    EnumSet.of(SMB2CreateOptions.FILE_DELETE_ON_CLOSE));
        } catch (SMBApiException e) {
            if (SmbFailures.held(e) || SmbFailures.missing(e)) {
                return null;
            }
            throw e;
        }
    }
}
