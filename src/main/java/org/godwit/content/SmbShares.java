package org.godwit.content;

import com.hierynomus.mssmb2.SMB2Dialect;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.Share;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shares of one server over one SMB 3 connection, signed and encrypted; a connection that broke is made anew. */
final class SmbShares implements AutoCloseable {

    private static final int DEFAULT_PORT = 445;
    private static final long TIMEOUT_SECONDS = 60;
    private static final int BUFFER = 1024 * 1024;

    private final SMBClient client;
    private final String host;
    private final int port;
    private final Supplier<AuthenticationContext> login;
    private final Map<String, DiskShare> shares = new HashMap<>();
    private @Nullable List<String> spanned;
    private long generation;
    private @Nullable Connection connection;
    private @Nullable Session session;

    /**
     * @param server host, or {@code host:port}
     * @param login asked for at each connection
     */
    SmbShares(String server, boolean encrypted, Supplier<AuthenticationContext> login) {
        int colon = server.indexOf(':') == server.lastIndexOf(':') ? server.indexOf(':') : -1;
        this.host = colon < 0 ? server : server.substring(0, colon);
        this.port = colon < 0 ? DEFAULT_PORT : Integer.parseInt(server.substring(colon + 1));
        this.login = login;
        this.client = new SMBClient(SmbConfig.builder()
                .withDialects(SMB2Dialect.SMB_3_1_1, SMB2Dialect.SMB_3_0_2, SMB2Dialect.SMB_3_0)
                .withEncryptData(encrypted)
                .withSigningRequired(true)
                .withDfsEnabled(true)
                .withBufferSize(BUFFER)
                .withTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .withSoTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .build());
    }

    /** @throws IOException if the server or the share cannot be reached, or refuses */
    synchronized DiskShare get(String name) throws IOException {
        Connection open = connection;
        if (open == null || !open.isConnected()) {
            drop();
            open = client.connect(host, port);
            connection = open;
            session = open.authenticate(login.get());
        }
        DiskShare share = shares.get(name);
        if (share == null || !share.isConnected()) {
            Share found = java.util.Objects.requireNonNull(session).connectShare(name);
            if (!(found instanceof DiskShare disk)) {
                found.close();
                throw ContentException.refused("\\\\" + host + "\\" + name + " is not a share of files.");
            }
            share = disk;
            shares.put(name, share);
        }
        return share;
    }

    /**
     * The shares of further drives beside {@code SCCMContentLib$}, which are looked for once.
     *
     * @throws IOException if it cannot be told: only the server's word that there is no such share counts as its absence
     */
    synchronized List<String> spanning() throws IOException {
        List<String> known = spanned;
        if (known == null) {
            List<String> found = new ArrayList<>();
            for (char letter = 'C'; letter <= 'Z'; letter++) {
                String further = "SCCMContentLib" + letter + "$";
                try {
                    get(further);
                    found.add(further);
                } catch (SMBRuntimeException e) {
                    if (!SmbFailures.noSuchShare(e)) {
                        throw e;
                    }
                }
            }
            known = List.copyOf(found);
            spanned = known;
        }
        return known;
    }

    /** By which connection the next call will be made. */
    synchronized long generation() {
        return generation;
    }

    /** A call over that connection failed below the protocol: the next one makes a new connection, whatever this one says. */
    synchronized void broken(long of) {
        if (of == generation) {
            drop();
        }
    }

    private void drop() {
        generation++;
        shares.clear();
        session = null;
        Connection old = connection;
        connection = null;
        if (old != null) {
            try {
                old.close(true);
            } catch (IOException e) {
                // it is broken already
            }
        }
    }

    @Override
    public synchronized void close() {
        drop();
        client.close();
    }
}
