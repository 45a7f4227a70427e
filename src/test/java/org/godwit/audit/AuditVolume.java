package org.godwit.audit;

import java.nio.charset.StandardCharsets;
import org.godwit.shared.Digests;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Fills the trail with many events, fast: they can be listed, and more can be added, but the chain does not verify. */
public final class AuditVolume {

    private static final int CHUNK = 250_000;
    private static final String[] INDEXES = {
        "ix_audit_event_outcome ON audit_event (outcome, seq)",
        "ix_audit_event_actor ON audit_event (actor, seq)",
        "ix_audit_event_action ON audit_event (action, seq)",
        "ix_audit_event_actor_action ON audit_event (actor, action, seq)",
        "ix_audit_event_actor_outcome ON audit_event (actor, outcome, seq)",
        "ix_audit_event_type ON audit_event (object_type, seq)",
        "ix_audit_event_object_id ON audit_event (object_id, seq)",
        "ix_audit_event_object_name ON audit_event (object_name, seq)",
        "ix_audit_event_object ON audit_event (object_type, object_id, seq)",
        "ix_audit_event_occurred ON audit_event (occurred_at, seq)"
    };

    private AuditVolume() {}

    /** Adds events until there are so many, one a second up to now. */
    public static void fill(ApplicationContext server, long events) {
        AuditStore store = server.getBean(AuditStore.class);
        AuditKey key = server.getBean(AuditKey.class);
        JdbcTemplate jdbc = server.getBean(JdbcTemplate.class);
        TransactionTemplate transaction = new TransactionTemplate(
                new JdbcTransactionManager(java.util.Objects.requireNonNull(jdbc.getDataSource())));
        for (String index : INDEXES) {
            jdbc.execute("DROP INDEX " + index.substring(0, index.indexOf(' ')) + " ON audit_event");
        }
        long from = store.head().events();
        while (from < events) {
            int count = (int) Math.min(CHUNK, events - from);
            long first = from + 1;
            transaction.executeWithoutResult(status -> {
                byte[] last = java.util.HexFormat.of()
                        .parseHex(Digests.sha256Hex(String.valueOf(first).getBytes(StandardCharsets.UTF_8)));
                store.lockHead(count);
                insert(jdbc, first, first + count - 1, events, last);
                store.moveHead(new AuditHead(first + count - 1, last, key.hash().head(first + count - 1, last)));
            });
            from += count;
        }
        for (String index : INDEXES) {
            jdbc.execute("CREATE INDEX " + index);
        }
    }

    private static void insert(JdbcTemplate jdbc, long first, long last, long events, byte[] hash) {
        jdbc.update("""
                INSERT INTO audit_event (seq, occurred_at, actor, address, action, object_type, object_id, object_name,
                    outcome, correlation_id, details, hash)
                SELECT x, DATEADD('SECOND', x - ?, CURRENT_TIMESTAMP), 'admin-' || MOD(x, 40), '10.1.2.' || MOD(x, 250),
                    CASE WHEN MOD(x, 5000) = 0 THEN 'MIGRATION_JOB_CREATED' WHEN MOD(x, 3) = 0 THEN 'MIGRATION_JOB_STARTED'
                        ELSE 'SIGN_IN_SUCCEEDED' END,
                    CASE WHEN MOD(x, 5000) = 0 OR MOD(x, 3) = 0 THEN 'MIGRATION_JOB' ELSE 'ADMIN_USER' END,
                    CASE WHEN MOD(x, 5000) = 0 THEN CAST(x AS VARCHAR) ELSE CAST(MOD(x, 5000) AS VARCHAR) END,
                    'Clients of site ' || MOD(x, 5000), CASE WHEN MOD(x, 50) = 0 THEN 'REFUSED' ELSE 'SUCCESS' END,
                    '3b241101-e2bb-4255-8caf-4136c566a962', '{"run":' || x || '}', ?
                FROM SYSTEM_RANGE(?, ?)
                """, events, hash, first, last);
    }
}
