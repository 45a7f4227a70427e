package org.godwit.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of alerts. */
@Component
class AlertStore {

    private static final Map<String, String> SORTABLE =
            Map.of("id", "id", "kind", "kind", "severity", "severity", "lastAt", "last_at", "firstAt", "first_at");

    private final JdbcClient jdbc;

    AlertStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page<Alert> list(@Nullable Boolean open, PageQuery query) {
        String where =
                open == null ? "" : open ? " WHERE acknowledged_at IS NULL" : " WHERE acknowledged_at IS NOT NULL";
        long total =
                jdbc.sql("SELECT COUNT(*) FROM alert" + where).query(Long.class).single();
        return new Page<>(
                jdbc.sql("SELECT * FROM alert" + where + " ORDER BY "
                                + query.orderBy(SORTABLE, "last_at DESC, id DESC", "id")
                                + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                        .param("offset", query.offset())
                        .param("size", query.size())
                        .query(AlertStore::alert)
                        .list(),
                query.page(),
                query.size(),
                total);
    }

    Optional<Alert> find(long id) {
        return jdbc.sql("SELECT * FROM alert WHERE id = :id")
                .param("id", id)
                .query(AlertStore::alert)
                .optional();
    }

    /** Counts the condition on its open alert, or opens one. */
    void raise(AlertCondition condition, Instant at) {
        int counted = jdbc.sql(
                        "UPDATE alert SET occurrences = occurrences + 1, last_at = :at, message = :message"
                                + " WHERE kind = :kind AND subject_type = :type AND subject_id = :id AND acknowledged_at IS NULL")
                .param("at", utc(at))
                .param("message", shorten(condition.message()))
                .param("kind", condition.kind().name())
                .param("type", condition.subjectType())
                .param("id", condition.subjectId())
                .update();
        if (counted == 0) {
            jdbc.sql(
                            "INSERT INTO alert (kind, severity, subject_type, subject_id, message, occurrences, first_at, last_at)"
                                    + " VALUES (:kind, :severity, :type, :id, :message, 1, :at, :at)")
                    .param("kind", condition.kind().name())
                    .param("severity", condition.kind().severity().name())
                    .param("type", condition.subjectType())
                    .param("id", condition.subjectId())
                    .param("message", shorten(condition.message()))
                    .param("at", utc(at))
                    .update();
        }
    }

    void acknowledge(long id, String by, Instant at) {
        jdbc.sql("UPDATE alert SET acknowledged_at = :at, acknowledged_by = :by"
                        + " WHERE id = :id AND acknowledged_at IS NULL")
                .param("at", utc(at))
                .param("by", by)
                .param("id", id)
                .update();
    }

    private static Alert alert(ResultSet row, int number) throws SQLException {
        AlertCondition.Kind kind = AlertCondition.Kind.valueOf(row.getString("kind"));
        OffsetDateTime acknowledged = row.getObject("acknowledged_at", OffsetDateTime.class);
        return new Alert(
                row.getLong("id"),
                kind,
                kind.severity(),
                row.getString("subject_type"),
                row.getString("subject_id"),
                row.getString("message"),
                row.getLong("occurrences"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant(),
                acknowledged == null ? null : acknowledged.toInstant(),
                row.getString("acknowledged_by"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String shorten(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 999) + "…";
    }
}
