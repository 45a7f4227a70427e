package org.godwit.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.godwit.shared.Chunks;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The block guard, table {@code block_guard}: by what blocked clients are known, before and without any record of them. */
@Repository
class GuardStore {

    /** Stands for the destination itself where a source hierarchy's id is expected: its own admins' blocks. */
    static final long DESTINATION = 0;

    private final JdbcClient jdbc;
    private final BulkStore bulk;

    GuardStore(JdbcClient jdbc, BulkStore bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /** What of a blocked client is recognised. */
    enum Kind {
        SMS_ID,
        HARDWARE_ID,
        THUMBPRINT
    }

    /**
     * @param smsId the blocked client
     * @param kind what is recognised
     * @param value its value, in upper case
     */
    record Guarded(String smsId, Kind kind, String value) {

        /** All by which a blocked row of a source is recognised; nothing if it has no SMSID. */
        static void of(SourceRow row, Consumer<Guarded> sink) {
            if (row.smsId() != null) {
                of(
                        row.smsId(),
                        row.data().text(ClientField.HARDWARE_ID),
                        row.data().text(ClientField.CERTIFICATE_THUMBPRINT),
                        sink);
            }
        }

        static void of(String smsId, @Nullable String hardwareId, @Nullable String thumbprint, Consumer<Guarded> sink) {
            sink.accept(new Guarded(smsId, Kind.SMS_ID, smsId));
            if (hardwareId != null) {
                sink.accept(new Guarded(smsId, Kind.HARDWARE_ID, hardwareId));
            }
            if (thumbprint != null) {
                sink.accept(new Guarded(smsId, Kind.THUMBPRINT, thumbprint));
            }
        }
    }

    Set<Guarded> of(long hierarchyId) {
        return new HashSet<>(jdbc.sql(
                        "SELECT sms_id, kind, guarded_value FROM block_guard WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .query((row, n) -> new Guarded(row.getString(1), Kind.valueOf(row.getString(2)), row.getString(3)))
                .list());
    }

    void add(long hierarchyId, List<Guarded> entries) {
        bulk.insert(
                "INSERT INTO block_guard (hierarchy_id, sms_id, kind, guarded_value) VALUES (?, ?, ?, ?)",
                entries,
                (statement, entry) -> {
                    statement.setLong(1, hierarchyId);
                    statement.setNString(2, entry.smsId());
                    statement.setNString(3, entry.kind().name());
                    statement.setNString(4, entry.value());
                });
    }

    void remove(long hierarchyId, List<String> smsIds) {
        for (List<String> some : Chunks.forStatements(smsIds)) {
            jdbc.sql("DELETE FROM block_guard WHERE hierarchy_id = :hierarchy AND sms_id IN (:ids)")
                    .param("hierarchy", hierarchyId)
                    .param("ids", some)
                    .update();
        }
    }

    /**
     * The blocked clients that something of this kind and value belongs to, but for those whose block an admin of the
     * destination has lifted.
     */
    List<String> blockedBy(Kind kind, String value) {
        return jdbc.sql("SELECT DISTINCT g.sms_id FROM block_guard g WHERE g.kind = :kind AND g.guarded_value = :value"
                        + " AND NOT EXISTS (SELECT 1 FROM client_record r WHERE r.sms_id = g.sms_id"
                        + " AND r.block_lifted = 1)")
                .param("kind", kind.name())
                .param("value", value)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** The sources that block a client, and {@link #DESTINATION} if an admin here does. */
    List<Long> blockingHierarchies(String smsId) {
        return jdbc.sql("SELECT DISTINCT hierarchy_id FROM block_guard WHERE sms_id = :smsId ORDER BY hierarchy_id")
                .param("smsId", smsId)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    long countSmsIds() {
        return jdbc.sql("SELECT COUNT(DISTINCT sms_id) FROM block_guard WHERE kind = :kind")
                .param("kind", Kind.SMS_ID.name())
                .query(Long.class)
                .single();
    }
}
