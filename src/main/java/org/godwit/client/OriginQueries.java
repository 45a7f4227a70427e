package org.godwit.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where a client record came from and how it was assigned. */
@Repository
class OriginQueries {

    private final JdbcClient jdbc;

    OriginQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a record says of its origin; null where it says nothing. */
    record Origin(
            @Nullable Long hierarchyId,
            @Nullable Long resourceId,
            @Nullable Long jobId,
            @Nullable Long runId,
            @Nullable Instant migratedAt,
            ClientStatus status,
            @Nullable String siteCode,
            @Nullable Instant assignedAt,
            boolean blocked,
            boolean blockLifted,
            @Nullable String blockOrigin,
            @Nullable String hardwareId,
            @Nullable String previousSmsId) {}

    Optional<Origin> find(String smsId) {
        return jdbc.sql(
                        "SELECT hierarchy_id, resource_id, job_id, run_id, migrated_at, status, site_code, assigned_at,"
                                + " blocked, block_lifted, block_origin, hardware_id, previous_sms_id FROM client_record WHERE sms_id = :smsId")
                .param("smsId", smsId)
                .query((row, n) -> new Origin(
                        row.getObject(1, Long.class),
                        row.getObject(2, Long.class),
                        row.getObject(3, Long.class),
                        row.getObject(4, Long.class),
                        instant(row, 5),
                        ClientStatus.valueOf(row.getString(6)),
                        row.getString(7),
                        instant(row, 8),
                        row.getBoolean(9),
                        row.getBoolean(10),
                        row.getString(11),
                        row.getString(12),
                        row.getString(13)))
                .optional();
    }

    /** When it was found to have assigned itself before its block was known. */
    List<ClientDecision> early(String smsId) {
        return jdbc.sql(
                        "SELECT hierarchy_id, site_code, found_at FROM early_assignment WHERE sms_id = :smsId ORDER BY id")
                .param("smsId", smsId)
                .query((row, n) -> new ClientDecision(
                        "EARLY_ASSIGNMENT",
                        Objects.requireNonNull(instant(row, 3)),
                        "It had assigned itself to site " + row.getString(2) + " before the block of source hierarchy "
                                + row.getLong(1) + " was known here; it was blocked when that was found."))
                .list();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
}
