package org.godwit.client;

import org.godwit.site.ClientRead;
import org.godwit.site.SourceClient;

/** A source of any number of clients that are made as they are read: 3 % blocked, 2 % obsolete, 1 % duplicates. */
public final class SyntheticSource extends FakeSource {

    private static final int BLOCKED_OF_100 = 3;
    private static final int OBSOLETE_OF_100 = 2;

    private final long clients;

    public SyntheticSource(long clients) {
        this.clients = clients;
    }

    @Override
    public void clients(ClientRead read, ClientSink sink) {
        for (long n = Math.max(1, read.afterResourceId() + 1); n <= clients; n++) {
            if ((!read.blockedOnly() || blocked(n)) && !sink.accept(row(n))) {
                return;
            }
        }
    }

    @Override
    public long countClients(ClientRead read) {
        return clients;
    }

    private static boolean blocked(long n) {
        return n % 100 < BLOCKED_OF_100;
    }

    private static SourceClient row(long n) {
        long kind = n % 100;
        return SourceClients.client(n)
                .blocked(blocked(n))
                .obsolete(kind >= 50 && kind < 50 + OBSOLETE_OF_100)
                .smsId(SourceClients.smsId(kind == 99 ? n - 1 : n))
                .build();
    }
}
