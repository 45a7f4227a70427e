package org.godwit.gathering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.godwit.gathering.Gathering.Counts;
import org.godwit.gathering.Gathering.Progress;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The tables of gathering. */
@Repository
class GatheringStore {

    private final JdbcClient jdbc;

    GatheringStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is kept for each hierarchy. */
    record State(
            GatheringStatus status,
            int lastNumber,
            String requestedBy,
            boolean stopRequested,
            boolean again,
            @Nullable Instant lastSuccess,
            @Nullable Instant nextAt) {

        boolean running() {
            return status == GatheringStatus.RUNNING;
        }
    }

    Optional<State> state(long hierarchyId) {
        return jdbc.sql("SELECT * FROM gathering_state WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .query((row, n) -> new State(
                        GatheringStatus.valueOf(row.getString("status")),
                        row.getInt("last_number"),
                        row.getString("requested_by"),
                        row.getBoolean("stop_requested"),
                        row.getBoolean("again"),
                        instant(row, "last_success"),
                        instant(row, "next_at")))
                .optional();
    }

    /** Makes the row of a hierarchy that has none; the primary key settles who was first. */
    void prepare(long hierarchyId, String requestedBy) {
        jdbc.sql("INSERT INTO gathering_state"
                        + " (hierarchy_id, status, last_number, requested_by, stop_requested, again)"
                        + " SELECT :hierarchy, 'NEVER', 0, :by, 0, 0"
                        + " WHERE NOT EXISTS (SELECT 1 FROM gathering_state WHERE hierarchy_id = :hierarchy)")
                .param("hierarchy", hierarchyId)
                .param("by", requestedBy)
                .update();
    }

    /**
     * Begins a gathering unless one runs; the row's lock makes one of two requests.
     *
     * @return its number; empty if one runs
     */
    Optional<Integer> begin(long hierarchyId, String requestedBy, Instant now) {
        int begun = jdbc.sql("UPDATE gathering_state SET status = 'RUNNING', last_number = last_number + 1,"
                        + " requested_by = :by, stop_requested = 0, again = 0, next_at = NULL"
                        + " WHERE hierarchy_id = :hierarchy AND status <> 'RUNNING'")
                .param("by", requestedBy)
                .param("hierarchy", hierarchyId)
                .update();
        if (begun == 0) {
            return Optional.empty();
        }
        int number = state(hierarchyId).orElseThrow().lastNumber();
        jdbc.sql(
                        "INSERT INTO gathering (hierarchy_id, number, status, phase, progress_done, progress_total, attempt,"
                                + " sites, objects, clients, blocked, packages, distribution_points, added, modified, removed,"
                                + " requested_by, started_at)"
                                + " VALUES (:hierarchy, :number, 'RUNNING', 'HIERARCHY', 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, :by, :now)")
                .param("hierarchy", hierarchyId)
                .param("number", number)
                .param("by", requestedBy)
                .param("now", offset(now))
                .update();
        return Optional.of(number);
    }

    /** Asks the running cycle to be followed by another one at once. */
    void again(long hierarchyId) {
        jdbc.sql("UPDATE gathering_state SET again = 1 WHERE hierarchy_id = :hierarchy AND status = 'RUNNING'")
                .param("hierarchy", hierarchyId)
                .update();
    }

    /** Asks a running cycle to end; where none runs, gathering is stopped at once. */
    void requestStop(long hierarchyId) {
        jdbc.sql("UPDATE gathering_state SET stop_requested = 1, again = 0, next_at = NULL,"
                        + " status = CASE WHEN status = 'RUNNING' THEN status ELSE 'STOPPED' END"
                        + " WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .update();
    }

    /**
     * Notes when the next cycle is due.
     *
     * @return false if one runs, or gathering was stopped
     */
    boolean dueAt(long hierarchyId, @Nullable Instant at) {
        return jdbc.sql("UPDATE gathering_state SET next_at = :at"
                                + " WHERE hierarchy_id = :hierarchy AND status NOT IN ('RUNNING', 'STOPPED')")
                        .param("at", at == null ? null : offset(at), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("hierarchy", hierarchyId)
                        .update()
                == 1;
    }

    /** In a transaction of its own, so that it is seen while the cycle's own transaction is open. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void progress(long hierarchyId, int number, GatheringPhase phase, long done, long total) {
        jdbc.sql("UPDATE gathering SET phase = :phase, progress_done = :done, progress_total = :total"
                        + " WHERE hierarchy_id = :hierarchy AND number = :number")
                .param("phase", phase.name())
                .param("done", done)
                .param("total", total)
                .param("hierarchy", hierarchyId)
                .param("number", number)
                .update();
    }

    /** Counts one more attempt at a cycle whose source did not answer; answers how many there were before. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public int nextAttempt(long hierarchyId, int number) {
        int before = jdbc.sql("SELECT attempt FROM gathering WHERE hierarchy_id = :hierarchy AND number = :number")
                .param("hierarchy", hierarchyId)
                .param("number", number)
                .query(Integer.class)
                .single();
        jdbc.sql("UPDATE gathering SET attempt = attempt + 1 WHERE hierarchy_id = :hierarchy AND number = :number")
                .param("hierarchy", hierarchyId)
                .param("number", number)
                .update();
        return before;
    }

    /** Notes why a cycle was broken off and when it goes on. */
    void waiting(long hierarchyId, int number, GatheringEnd why, Instant goesOn) {
        tell(hierarchyId, number, why);
        jdbc.sql("UPDATE gathering_state SET next_at = :at WHERE hierarchy_id = :hierarchy AND status = 'RUNNING'")
                .param("at", offset(goesOn))
                .param("hierarchy", hierarchyId)
                .update();
    }

    /** Notes that a cycle which waited goes on now. */
    void goOn(long hierarchyId) {
        jdbc.sql("UPDATE gathering_state SET next_at = NULL"
                        + " WHERE hierarchy_id = :hierarchy AND status = 'RUNNING' AND next_at IS NOT NULL")
                .param("hierarchy", hierarchyId)
                .update();
    }

    private void tell(long hierarchyId, int number, GatheringEnd why) {
        jdbc.sql("UPDATE gathering SET cause = :cause, cause_code = :code, message = :message, hint = :hint"
                        + " WHERE hierarchy_id = :hierarchy AND number = :number")
                .param("cause", why.cause(), Types.NVARCHAR)
                .param("code", why.causeCode(), Types.INTEGER)
                .param("message", why.message(), Types.NVARCHAR)
                .param("hint", why.hint(), Types.NVARCHAR)
                .param("hierarchy", hierarchyId)
                .param("number", number)
                .update();
    }

    /** Closes a cycle that succeeded, in the transaction that merges what it found. */
    void succeed(long hierarchyId, int number, Counts counts, long added, long modified, long removed, Instant now) {
        jdbc.sql("UPDATE gathering SET status = 'READY', phase = NULL, progress_done = 0, progress_total = 0,"
                        + " cause = NULL, cause_code = NULL, message = NULL, hint = NULL, sites = :sites, objects = :objects, clients = :clients, blocked = :blocked,"
                        + " packages = :packages, distribution_points = :points, added = :added,"
                        + " modified = :modified, removed = :removed, finished_at = :now"
                        + " WHERE hierarchy_id = :hierarchy AND number = :number")
                .params(Map.of(
                        "sites", counts.sites(),
                        "objects", counts.objects(),
                        "clients", counts.clients(),
                        "blocked", counts.blocked(),
                        "packages", counts.packages(),
                        "points", counts.distributionPoints(),
                        "added", added,
                        "modified", modified,
                        "removed", removed))
                .param("now", offset(now))
                .param("hierarchy", hierarchyId)
                .param("number", number)
                .update();
        jdbc.sql("UPDATE gathering_state SET status = CASE WHEN stop_requested = 1 THEN 'STOPPED' ELSE 'READY' END,"
                        + " last_success = :now WHERE hierarchy_id = :hierarchy")
                .param("now", offset(now))
                .param("hierarchy", hierarchyId)
                .update();
    }

    /** Closes a cycle that changed nothing: it failed, or was stopped. */
    void end(long hierarchyId, int number, GatheringEnd end, Instant now) {
        tell(hierarchyId, number, end);
        jdbc.sql("UPDATE gathering SET status = :status, finished_at = :now"
                        + " WHERE hierarchy_id = :hierarchy AND number = :number")
                .param("status", end.status().name())
                .param("now", offset(now))
                .param("hierarchy", hierarchyId)
                .param("number", number)
                .update();
        jdbc.sql("UPDATE gathering_state SET status = CASE WHEN stop_requested = 1 THEN 'STOPPED' ELSE :status END"
                        + " WHERE hierarchy_id = :hierarchy")
                .param("status", end.status().name())
                .param("hierarchy", hierarchyId)
                .update();
    }

    Page<Gathering> list(long hierarchyId, PageQuery query) {
        long total = jdbc.sql("SELECT COUNT(*) FROM gathering WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .query(Long.class)
                .single();
        return new Page<>(
                jdbc.sql("SELECT * FROM gathering WHERE hierarchy_id = :hierarchy ORDER BY "
                                + query.orderBy(Map.of("number", "number"), "number DESC", "number")
                                + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                        .param("hierarchy", hierarchyId)
                        .param("offset", query.offset())
                        .param("size", query.size())
                        .query(GatheringStore::gathering)
                        .list(),
                query.page(),
                query.size(),
                total);
    }

    Optional<Gathering> find(long hierarchyId, int number) {
        return jdbc.sql("SELECT * FROM gathering WHERE hierarchy_id = :hierarchy AND number = :number")
                .param("hierarchy", hierarchyId)
                .param("number", number)
                .query(GatheringStore::gathering)
                .optional();
    }

    /** Forgets the gatherings of a hierarchy of which none runs; should it be gathered again, that is its first one. */
    long forget(long hierarchyId) {
        return jdbc.sql("DELETE FROM gathering WHERE hierarchy_id = :hierarchy AND status <> 'RUNNING'")
                        .param("hierarchy", hierarchyId)
                        .update()
                + jdbc.sql("DELETE FROM gathering_state WHERE hierarchy_id = :hierarchy AND status <> 'RUNNING'")
                        .param("hierarchy", hierarchyId)
                        .update();
    }

    private static Gathering gathering(ResultSet row, int n) throws SQLException {
        String phase = row.getString("phase");
        int code = row.getInt("cause_code");
        Integer causeCode = row.wasNull() ? null : code;
        return new Gathering(
                row.getLong("hierarchy_id"),
                row.getInt("number"),
                GatheringStatus.valueOf(row.getString("status")),
                phase == null ? null : GatheringPhase.valueOf(phase),
                new Progress(row.getLong("progress_done"), row.getLong("progress_total")),
                row.getString("cause"),
                causeCode,
                row.getString("message"),
                row.getString("hint"),
                new Counts(
                        row.getLong("sites"),
                        row.getLong("objects"),
                        row.getLong("clients"),
                        row.getLong("blocked"),
                        row.getLong("packages"),
                        row.getLong("distribution_points")),
                row.getLong("added"),
                row.getLong("modified"),
                row.getLong("removed"),
                row.getString("requested_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row, "finished_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** Removes what ended before the moment, but for the last ten of each hierarchy. */
    int purge(Instant before) {
        return jdbc.sql("DELETE FROM gathering WHERE finished_at < :before AND number <= (SELECT s.last_number - 10"
                        + " FROM gathering_state s WHERE s.hierarchy_id = gathering.hierarchy_id)")
                .param("before", offset(before))
                .update();
    }

    private static OffsetDateTime offset(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
