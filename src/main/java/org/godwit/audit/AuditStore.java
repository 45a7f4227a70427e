package org.godwit.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The tables {@code audit_event} and {@code audit_head}: appending to the chain, and reading along it. */
@Repository
class AuditStore {

    static final String COLUMNS = "seq, occurred_at, actor, address, action, object_type, object_id, object_name,"
            + " outcome, correlation_id, details, hash";
    private static final int CHUNK = 5_000;

    /** Before every event, also before one that somebody put before the first. */
    static final long START = Long.MIN_VALUE;

    private final JdbcTemplate jdbc;

    AuditStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the head until the caller's transaction ends and gives it, as it was. The UPDATE takes the row lock on every
     * database; a writer that had to wait sees what the one before it committed.
     */
    AuditHead lockHead(int newEvents) {
        jdbc.update("UPDATE audit_head SET events = events + ? WHERE id = 1", newEvents);
        AuditHead after = head();
        return new AuditHead(after.events() - newEvents, after.lastHash(), after.mac());
    }

    void moveHead(AuditHead head) {
        jdbc.update("UPDATE audit_head SET last_hash = ?, mac = ? WHERE id = 1", head.lastHash(), head.mac());
    }

    AuditHead head() {
        AuditHead head = jdbc.queryForObject(
                "SELECT events, last_hash, mac FROM audit_head WHERE id = 1",
                (rs, n) -> new AuditHead(rs.getLong(1), rs.getBytes(2), rs.getBytes(3)));
        if (head == null) {
            throw new IllegalStateException("audit_head has no row");
        }
        return head;
    }

    /** Sees to it that what was committed outlives this process: H2 writes commits a moment later, other databases at once. */
    void makeDurable() {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CHECKPOINT SYNC");
                }
            }
            return true;
        });
    }

    void insert(List<ChainedRow> rows) {
        jdbc.batchUpdate(
                "INSERT INTO audit_event (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
                CHUNK,
                AuditStore::set);
    }

    /** The last two events, the last one first; fewer if there are fewer. */
    List<ChainedRow> lastTwo() {
        return jdbc.query("SELECT TOP 2 " + COLUMNS + " FROM audit_event ORDER BY seq DESC", (rs, n) -> row(rs));
    }

    /**
     * Gives every event after the given number in the order of the chain, in bounded memory.
     *
     * @return number of the last one; the given number if there was none
     */
    long forEachAfter(long sequence, Consumer<ChainedRow> consumer) {
        return forEachBetween(sequence, Long.MAX_VALUE, consumer);
    }

    /** As {@link #forEachAfter}, up to the second number and including it. */
    long forEachBetween(long sequence, long last, Consumer<ChainedRow> consumer) {
        long after = sequence;
        int read;
        do {
            List<ChainedRow> chunk = jdbc.query(
                    "SELECT TOP " + CHUNK + " " + COLUMNS + " FROM audit_event WHERE seq > ? AND seq <= ? ORDER BY seq",
                    (rs, n) -> row(rs),
                    after,
                    last);
            chunk.forEach(consumer);
            read = chunk.size();
            if (read > 0) {
                after = chunk.get(read - 1).sequence();
            }
        } while (read == CHUNK);
        return after;
    }

    /** Gives the first events after the given number, so many at most. */
    void next(long sequence, int most, Consumer<ChainedRow> consumer) {
        jdbc.query(
                        "SELECT TOP " + most + " " + COLUMNS + " FROM audit_event WHERE seq > ? ORDER BY seq",
                        (rs, n) -> row(rs),
                        sequence)
                .forEach(consumer);
    }

    Optional<ChainedRow> find(long sequence) {
        return jdbc
                .query("SELECT " + COLUMNS + " FROM audit_event WHERE seq = ?", (rs, n) -> row(rs), sequence)
                .stream()
                .findFirst();
    }

    /**
     * Number of the last event that, like all from the first number up to it, is older than the instant.
     *
     * @return less than the first number if there is none
     */
    long lastBefore(long first, Instant before) {
        List<Long> next = jdbc.query(
                "SELECT TOP 1 seq FROM audit_event WHERE seq >= ? AND occurred_at >= ? ORDER BY seq",
                (rs, n) -> rs.getLong(1),
                first,
                before.atOffset(ZoneOffset.UTC));
        return next.isEmpty() ? head().events() : next.get(0) - 1;
    }

    static ChainedRow row(ResultSet rs) throws SQLException {
        AuditRow event = new AuditRow(
                rs.getObject(2, OffsetDateTime.class).toInstant(),
                rs.getString(3),
                rs.getString(4),
                rs.getString(5),
                rs.getString(6),
                rs.getString(7),
                rs.getString(8),
                rs.getString(9),
                rs.getString(10),
                rs.getString(11));
        return new ChainedRow(rs.getLong(1), event, rs.getBytes(12));
    }

    private static void set(PreparedStatement statement, ChainedRow row) throws SQLException {
        AuditRow event = row.event();
        statement.setLong(1, row.sequence());
        statement.setObject(2, event.at().atOffset(ZoneOffset.UTC));
        text(statement, 3, event.actor());
        text(statement, 4, event.address());
        text(statement, 5, event.action());
        text(statement, 6, event.objectType());
        text(statement, 7, event.objectId());
        text(statement, 8, event.objectName());
        text(statement, 9, event.outcome());
        text(statement, 10, event.correlationId());
        text(statement, 11, event.details());
        statement.setBytes(12, row.hash());
    }

    private static void text(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
        if (text == null) {
            statement.setNull(index, Types.NVARCHAR);
        } else {
            statement.setString(index, text);
        }
    }
}
