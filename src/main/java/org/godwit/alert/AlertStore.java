package org.godwit.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
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

    /**
     * Counts the condition on its open alert, or opens one.
     *
     * @return the alert if this opened it; of several that raise it at the same moment only one did
     */
    Optional<Alert> raise(AlertCondition condition, Instant at) {
        if (count(condition, at)) {
            return Optional.empty();
        }
        try {
            jdbc.sql(
                            "INSERT INTO alert (kind, severity, subject_type, subject_id, message, occurrences, first_at, last_at,"
                                    + " open_key) VALUES (:kind, :severity, :type, :id, :message, 1, :at, :at, :key)")
                    .param("kind", condition.kind().name())
                    .param("severity", condition.kind().severity().name())
                    .param("type", condition.subjectType())
                    .param("id", condition.subjectId())
                    .param("message", shorten(condition.message()))
                    .param("at", utc(at))
                    .param("key", key(condition.kind(), condition.subjectType(), condition.subjectId()))
                    .update();
        } catch (DuplicateKeyException e) {
            count(condition, at);
            return Optional.empty();
        }
        return jdbc.sql("SELECT * FROM alert WHERE open_key = ?")
                .param(key(condition.kind(), condition.subjectType(), condition.subjectId()))
                .query(AlertStore::alert)
                .optional();
    }

    private boolean count(AlertCondition condition, Instant at) {
        return jdbc.sql("UPDATE alert SET occurrences = occurrences + 1, last_at = :at, message = :message"
                                + " WHERE open_key = :key")
                        .param("at", utc(at))
                        .param("message", shorten(condition.message()))
                        .param("key", key(condition.kind(), condition.subjectType(), condition.subjectId()))
                        .update()
                > 0;
    }

    /** Closes the condition's open alert, if there is one. */
    void clear(AlertCleared cleared, String by, Instant at) {
        jdbc.sql("SELECT id FROM alert WHERE open_key = ?")
                .param(key(cleared.kind(), cleared.subjectType(), cleared.subjectId()))
                .query(Long.class)
                .optional()
                .ifPresent(id -> acknowledge(id, by, at));
    }

    long open(AlertCondition.Severity severity) {
        return jdbc.sql("SELECT COUNT(*) FROM alert WHERE severity = ? AND acknowledged_at IS NULL")
                .param(severity.name())
                .query(Long.class)
                .single();
    }

    /** What the open alerts of a kind concern. */
    List<String> openSubjects(AlertCondition.Kind kind) {
        return jdbc.sql("SELECT subject_id FROM alert WHERE kind = ? AND acknowledged_at IS NULL")
                .param(kind.name())
                .query((row, number) -> row.getString("subject_id"))
                .list();
    }

    /** Alerts that opened after the first moment and not after the second, in that order. */
    List<Alert> openedBetween(Instant after, Instant until) {
        return jdbc.sql("SELECT * FROM alert WHERE first_at > :after AND first_at <= :until ORDER BY first_at, id")
                .param("after", utc(after))
                .param("until", utc(until))
                .query(AlertStore::alert)
                .list();
    }

    void acknowledge(long id, String by, Instant at) {
        jdbc.sql("UPDATE alert SET acknowledged_at = :at, acknowledged_by = :by, open_key = :closed"
                        + " WHERE id = :id AND acknowledged_at IS NULL")
                .param("at", utc(at))
                .param("by", by)
                .param("closed", Long.toString(id))
                .param("id", id)
                .update();
    }

    int purge(Instant acknowledgedBefore) {
        return jdbc.sql("DELETE FROM alert WHERE acknowledged_at < ?")
                .param(utc(acknowledgedBefore))
                .update();
    }

    private static String key(AlertCondition.Kind kind, String subjectType, String subjectId) {
        return kind.name() + "|" + subjectType + "|" + subjectId;
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
