package org.godwit.live;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.godwit.live.LiveComparison.Figures;
import org.godwit.live.LiveComparison.Mode;
import org.godwit.live.LiveComparison.Status;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** Comparisons with the live site: tables {@code live_comparison} and {@code live_difference}. */
@Repository
class LiveStore {

    private static final int BATCH = 1_000;
    private static final String COLUMNS = "id, mode, status, requested_by, started_at, finished_at, blocked_here,"
            + " blocked_at_source, blocked_there, unknown_there, not_blocked_there, blocked_there_only, lifted, blocked_now,"
            + " failed, failure, blocked_here_only";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    LiveStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** @param connection by which settings the site is asked */
    long begin(Mode mode, String requestedBy, String connection, Instant at) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO live_comparison (mode, status, requested_by, started_at, connection_digest)"
                        + " VALUES (:mode, :status, :by, :at, :connection)")
                .param("mode", mode.name())
                .param("status", Status.RUNNING.name())
                .param("by", requestedBy)
                .param("connection", connection)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update(key, "id");
        return Objects.requireNonNull(key.getKey(), "an identity is generated").longValue();
    }

    /** Whether the newest comparison that completed was by these settings; the first by any is a dry run. */
    boolean completedLast(String connection) {
        return jdbc.sql("SELECT connection_digest FROM live_comparison WHERE status = :status ORDER BY id DESC"
                        + " OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY")
                .param("status", Status.COMPLETED.name())
                .query((row, n) -> connection.equals(row.getString(1)))
                .optional()
                .orElse(false);
    }

    void completed(long id, BlockComparison.Result result, Instant at) {
        Figures figures = result.figures();
        jdbc.sql("UPDATE live_comparison SET status = :status, finished_at = :at, blocked_here = :here,"
                        + " blocked_at_source = :source, blocked_there = :there, unknown_there = :unknown,"
                        + " not_blocked_there = :missing, blocked_there_only = :only, lifted = :lifted, blocked_now = :now,"
                        + " blocked_here_only = :hereOnly, failed = :failed WHERE id = :id")
                .param("status", Status.COMPLETED.name())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("here", figures.blockedHere())
                .param("source", figures.blockedAtSource())
                .param("there", figures.blockedThere())
                .param("unknown", figures.unknownThere())
                .param("missing", figures.notBlockedThere())
                .param("only", figures.blockedThereOnly())
                .param("hereOnly", figures.blockedHereOnly())
                .param("lifted", figures.lifted())
                .param("now", figures.blockedNow())
                .param("failed", figures.failed())
                .param("id", id)
                .update();
        batches.batchUpdate(
                "INSERT INTO live_difference (comparison_id, kind, sms_id, live_resource_id, detail) VALUES (?, ?, ?, ?, ?)",
                result.differences(),
                BATCH,
                (statement, difference) -> {
                    statement.setLong(1, id);
                    statement.setNString(2, difference.kind().name());
                    statement.setNString(3, difference.smsId());
                    statement.setObject(4, difference.resourceId(), Types.BIGINT);
                    statement.setNString(5, difference.detail());
                });
    }

    void failed(long id, String failure, Instant at) {
        jdbc.sql("UPDATE live_comparison SET status = :status, finished_at = :at, failure = :failure WHERE id = :id")
                .param("status", Status.FAILED.name())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("failure", failure)
                .param("id", id)
                .update();
    }

    /** Removes all but the newest so many. */
    void keepNewest(int comparisons) {
        jdbc.sql("DELETE FROM live_comparison WHERE id <= (SELECT MAX(id) FROM live_comparison) - :keep")
                .param("keep", comparisons)
                .update();
    }

    Optional<LiveComparison> find(long id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM live_comparison WHERE id = :id")
                .param("id", id)
                .query((row, n) -> comparison(row))
                .optional();
    }

    Page<LiveComparison> list(PageQuery page) {
        List<LiveComparison> items = jdbc.sql("SELECT " + COLUMNS
                        + " FROM live_comparison ORDER BY id DESC OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("offset", page.offset())
                .param("size", page.size())
                .query((row, n) -> comparison(row))
                .list();
        long total = jdbc.sql("SELECT COUNT(*) FROM live_comparison")
                .query(Long.class)
                .single();
        return new Page<>(items, page.page(), page.size(), total);
    }

    Page<LiveDifference> differences(long id, LiveDifference.@Nullable Kind kind, PageQuery page) {
        String condition = " FROM live_difference WHERE comparison_id = :id AND (:kind = '' OR kind = :kind)";
        String name = kind == null ? "" : kind.name();
        List<LiveDifference> items = jdbc.sql("SELECT kind, sms_id, live_resource_id, detail" + condition
                        + " ORDER BY id OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("id", id)
                .param("kind", name)
                .param("offset", page.offset())
                .param("size", page.size())
                .query((row, n) -> new LiveDifference(
                        LiveDifference.Kind.valueOf(row.getString(1)),
                        row.getString(2),
                        row.getObject(3, Long.class),
                        row.getString(4)))
                .list();
        long total = jdbc.sql("SELECT COUNT(*)" + condition)
                .param("id", id)
                .param("kind", name)
                .query(Long.class)
                .single();
        return new Page<>(items, page.page(), page.size(), total);
    }

    private static LiveComparison comparison(ResultSet row) throws SQLException {
        Status status = Status.valueOf(row.getString(3));
        OffsetDateTime finished = row.getObject(6, OffsetDateTime.class);
        Figures figures = status != Status.COMPLETED
                ? null
                : new Figures(
                        row.getLong(7),
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getLong(12),
                        row.getLong(17),
                        row.getLong(13),
                        row.getLong(14),
                        row.getLong(15));
        return new LiveComparison(
                row.getLong(1),
                Mode.valueOf(row.getString(2)),
                status,
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                figures,
                row.getString(16));
    }
}
