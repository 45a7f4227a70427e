package org.godwit.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.client.GuardStore.Kind;
import org.godwit.shared.SmsId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads who is blocked off the guard and the records. */
@Repository
class BlockedQueries implements BlockedClients {

    private final JdbcClient jdbc;

    BlockedQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<BlockedClient> all() {
        Set<String> atSource = guarded("");
        Set<String> lifted = guarded(" AND EXISTS (SELECT 1 FROM client_record r WHERE r.sms_id = g.sms_id"
                + " AND r.block_lifted = 1 AND r.blocked = 0)");
        Set<String> all = new TreeSet<>(atSource);
        all.addAll(jdbc.sql("SELECT sms_id FROM client_record WHERE blocked = 1")
                .query((row, n) -> row.getString(1))
                .list());
        return all.stream()
                .map(id -> new BlockedClient(new SmsId(id), atSource.contains(id), lifted.contains(id)))
                .toList();
    }

    private Set<String> guarded(String condition) {
        return new HashSet<>(jdbc.sql("SELECT DISTINCT g.sms_id FROM block_guard g WHERE g.kind = :kind"
                        + " AND g.hierarchy_id <> :destination" + condition)
                .param("kind", Kind.SMS_ID.name())
                .param("destination", GuardStore.DESTINATION)
                .query((row, n) -> row.getString(1))
                .list());
    }
}
