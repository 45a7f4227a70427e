package org.godwit.client;

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.godwit.client.ClientMigration.Run;
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.shared.Chunks;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Blocks in {@code client_record}, and the list of clients that had assigned themselves before: {@code early_assignment}. */
@Repository
class BlockStore {

    private final JdbcClient jdbc;
    private final BulkStore bulk;

    BlockStore(JdbcClient jdbc, BulkStore bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /** A record that is not blocked although it should be. */
    record Unblocked(
            String smsId,
            @Nullable String siteCode,
            @Nullable LocalDateTime assignedAt) {}

    /** Of these, the records that are not blocked and whose block no admin has lifted. */
    List<Unblocked> unblocked(List<String> smsIds) {
        List<Unblocked> found = new ArrayList<>();
        for (List<String> some : Chunks.forStatements(smsIds)) {
            found.addAll(jdbc.sql("SELECT sms_id, site_code, assigned_at FROM client_record"
                            + " WHERE sms_id IN (:ids) AND blocked = 0 AND block_lifted = 0")
                    .param("ids", some)
                    .query((row, n) -> unblocked(row))
                    .list());
        }
        return found;
    }

    /**
     * Clients on the guard of this source that have assigned themselves and are not blocked: by their SMSID, and, where no
     * source has said anything of the record, by the hardware id or the certificate that it came with.
     */
    List<Unblocked> assignedAndGuarded(long hierarchyId) {
        List<Unblocked> found = new ArrayList<>(bySmsId(hierarchyId));
        found.addAll(byWhatItCameWith(hierarchyId));
        return found;
    }

    private List<Unblocked> bySmsId(long hierarchyId) {
        return jdbc.sql("SELECT r.sms_id, r.site_code, r.assigned_at FROM block_guard g JOIN client_record r"
                        + " ON r.sms_id = g.sms_id WHERE g.hierarchy_id = :hierarchy AND g.kind = 'SMS_ID'"
                        + " AND r.blocked = 0 AND r.block_lifted = 0 AND r.assigned_at IS NOT NULL")
                .param("hierarchy", hierarchyId)
                .query((row, n) -> unblocked(row))
                .list();
    }

    private List<Unblocked> byWhatItCameWith(long hierarchyId) {
        String guarded = "EXISTS (SELECT 1 FROM block_guard g WHERE g.guarded_value = r.%s AND g.kind = '%s'"
                + " AND g.hierarchy_id = :hierarchy AND g.sms_id <> r.sms_id AND NOT EXISTS (SELECT 1 FROM client_record o"
                + " WHERE o.sms_id = g.sms_id AND o.block_lifted = 1))";
        return jdbc.sql("SELECT r.sms_id, r.site_code, r.assigned_at FROM client_record r WHERE r.status = :status"
                        + " AND r.blocked = 0 AND r.block_lifted = 0 AND ("
                        + guarded.formatted("hardware_id", GuardStore.Kind.HARDWARE_ID) + " OR "
                        + guarded.formatted("certificate_thumbprint", GuardStore.Kind.THUMBPRINT) + ")")
                .param("hierarchy", hierarchyId)
                .param("status", ClientStatus.ASSIGNED_EARLY.name())
                .query((row, n) -> unblocked(row))
                .list();
    }

    private static Unblocked unblocked(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Unblocked(row.getString(1), row.getString(2), row.getObject(3, LocalDateTime.class));
    }

    /** @return how many became blocked by this call */
    int block(List<String> smsIds) {
        int blocked = 0;
        for (List<String> some : Chunks.forStatements(smsIds)) {
            blocked += jdbc.sql("UPDATE client_record SET blocked = 1, block_origin = 'SOURCE'"
                            + " WHERE sms_id IN (:ids) AND blocked = 0 AND block_lifted = 0")
                    .param("ids", some)
                    .update();
        }
        return blocked;
    }

    /** The source has unblocked these itself: should it block them again, that is a new decision. */
    void forgetLifted(List<String> smsIds) {
        for (List<String> some : Chunks.forStatements(smsIds)) {
            jdbc.sql("UPDATE client_record SET block_lifted = 0 WHERE sms_id IN (:ids) AND block_lifted = 1")
                    .param("ids", some)
                    .update();
        }
    }

    /** Records that hold nothing but the block, and by what the client is known. */
    void createBlocks(List<Gathered> clients, Run run) {
        bulk.insert(
                "INSERT INTO client_record (sms_id, name, source_site_code, site_code, hierarchy_id, resource_id, job_id,"
                        + " run_id, status, blocked, block_lifted, block_origin)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                clients,
                (statement, client) -> {
                    statement.setNString(1, client.smsId());
                    statement.setNString(2, client.name());
                    statement.setNString(3, client.siteCode());
                    statement.setNString(4, client.siteCode());
                    statement.setLong(5, run.hierarchyId());
                    statement.setLong(6, client.resourceId());
                    statement.setLong(7, run.jobId());
                    statement.setLong(8, run.runId());
                    statement.setNString(9, ClientStatus.BLOCK_ONLY.name());
                    statement.setBoolean(10, true);
                    statement.setBoolean(11, false);
                    statement.setNString(12, BlockOrigin.SOURCE.name());
                });
    }

    void addEarly(long hierarchyId, List<Unblocked> found, Instant at) {
        bulk.update(
                "INSERT INTO early_assignment (hierarchy_id, sms_id, site_code, assigned_at, found_at)"
                        + " VALUES (?, ?, ?, ?, ?)",
                found,
                (statement, client) -> {
                    statement.setLong(1, hierarchyId);
                    statement.setNString(2, client.smsId());
                    statement.setNString(3, client.siteCode());
                    statement.setObject(4, client.assignedAt(), Types.TIMESTAMP);
                    statement.setObject(5, ClientField.time(at), Types.TIMESTAMP);
                });
    }
}
