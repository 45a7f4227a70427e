package org.godwit.maintenance;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The row that says whether changes are taken. */
@Component
class MaintenanceStore {

    private final JdbcClient jdbc;

    MaintenanceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(
            boolean readOnly,
            String reason,
            @Nullable Instant changedAt,
            @Nullable String changedBy) {}

    Row read() {
        return jdbc.sql("SELECT read_only, reason, changed_at, changed_by FROM maintenance_mode WHERE id = 1")
                .query((rs, n) -> {
                    OffsetDateTime at = rs.getObject("changed_at", OffsetDateTime.class);
                    return new Row(
                            rs.getBoolean("read_only"),
                            rs.getString("reason"),
                            at == null ? null : at.toInstant(),
                            rs.getString("changed_by"));
                })
                .single();
    }

    void write(boolean readOnly, String reason, Instant at, String by) {
        jdbc.sql("UPDATE maintenance_mode SET read_only = ?, reason = ?, changed_at = ?, changed_by = ? WHERE id = 1")
                .params(readOnly, reason, at.atOffset(ZoneOffset.UTC), by)
                .update();
    }
}
