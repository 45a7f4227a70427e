package org.godwit.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of samples. */
@Component
class ProgressStore {

    private static final String COLUMNS =
            "taken_at, objects_migrated, objects_remaining, clients_migrated, clients_at_sources, content_bytes";

    private final JdbcClient jdbc;

    ProgressStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ProgressSample> last() {
        return jdbc.sql("SELECT TOP 1 " + COLUMNS + " FROM progress_sample ORDER BY taken_at DESC")
                .query(ProgressStore::sample)
                .optional();
    }

    List<ProgressSample> since(Instant from) {
        return jdbc.sql(
                        "SELECT " + COLUMNS + " FROM progress_sample WHERE taken_at >= COALESCE("
                                + "(SELECT MAX(taken_at) FROM progress_sample WHERE taken_at <= :from), :from) ORDER BY taken_at")
                .param("from", utc(from))
                .query(ProgressStore::sample)
                .list();
    }

    void insert(ProgressSample sample) {
        jdbc.sql("INSERT INTO progress_sample (" + COLUMNS + ") VALUES (:at, :om, :or, :cm, :cs, :bytes)")
                .param("at", utc(sample.at()))
                .param("om", sample.objectsMigrated())
                .param("or", sample.objectsRemaining())
                .param("cm", sample.clientsMigrated())
                .param("cs", sample.clientsAtSources())
                .param("bytes", sample.contentBytes())
                .update();
    }

    /** Keeps the last sample of each hour before {@code fineUntil}, and none from before {@code kept}. */
    void thinOut(Instant fineUntil, Instant kept) {
        jdbc.sql("DELETE FROM progress_sample WHERE taken_at < :kept")
                .param("kept", utc(kept))
                .update();
        Instant hour = fineUntil.truncatedTo(ChronoUnit.HOURS);
        // one hour at a time becomes old: those before were thinned out when they did
        for (Instant until = hour;
                until.isAfter(hour.minus(3, ChronoUnit.HOURS));
                until = until.minus(1, ChronoUnit.HOURS)) {
            Instant from = until.minus(1, ChronoUnit.HOURS);
            jdbc.sql(
                            "DELETE FROM progress_sample WHERE taken_at >= :from AND taken_at < :until AND taken_at <"
                                    + " (SELECT MAX(taken_at) FROM progress_sample WHERE taken_at >= :from AND taken_at < :until)")
                    .param("from", utc(from))
                    .param("until", utc(until))
                    .update();
        }
    }

    private static ProgressSample sample(ResultSet row, int number) throws SQLException {
        return new ProgressSample(
                row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                row.getLong("objects_migrated"),
                row.getLong("objects_remaining"),
                row.getLong("clients_migrated"),
                row.getLong("clients_at_sources"),
                row.getLong("content_bytes"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
