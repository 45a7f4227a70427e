package org.godwit.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The table {@code audit_segment}, and the removal of events that it allows. */
@Repository
class SegmentStore {

    private static final String COLUMNS = "first_seq, last_seq, first_at, last_at, file_name, file_bytes, file_sha256,"
            + " sealed_at, sealed_by, removed_at, removed_by, previous_hash, last_hash, mac";

    private final JdbcTemplate jdbc;

    SegmentStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Every segment, the oldest first. */
    List<SegmentRecord> all() {
        return jdbc.query("SELECT " + COLUMNS + " FROM audit_segment ORDER BY first_seq", SegmentStore::row);
    }

    /** How many events have left the database. */
    long removedEvents() {
        Long last =
                jdbc.queryForObject("SELECT MAX(last_seq) FROM audit_segment WHERE removed_at IS NOT NULL", Long.class);
        return last == null ? 0 : last;
    }

    /** @throws org.springframework.dao.DuplicateKeyException if another node has sealed from there */
    void insert(SegmentRecord row) {
        AuditSegment s = row.segment();
        jdbc.update(
                "INSERT INTO audit_segment (first_seq, last_seq, first_at, last_at, file_name, file_bytes, file_sha256,"
                        + " sealed_at, sealed_by, previous_hash, last_hash, mac)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                s.first(),
                s.last(),
                s.firstAt().atOffset(ZoneOffset.UTC),
                s.lastAt().atOffset(ZoneOffset.UTC),
                s.file(),
                s.bytes(),
                s.sha256(),
                s.sealedAt().atOffset(ZoneOffset.UTC),
                s.sealedBy(),
                row.previousHash(),
                row.lastHash(),
                row.mac());
    }

    /**
     * Marks the segment as removed, and removes its events.
     *
     * @return false if it was marked already
     */
    boolean remove(SegmentRecord row) {
        AuditSegment s = row.segment();
        Instant at = java.util.Objects.requireNonNull(s.removedAt());
        int marked = jdbc.update(
                "UPDATE audit_segment SET removed_at = ?, removed_by = ?, mac = ?"
                        + " WHERE first_seq = ? AND removed_at IS NULL",
                at.atOffset(ZoneOffset.UTC),
                s.removedBy(),
                row.mac(),
                s.first());
        if (marked == 1) {
            jdbc.update("DELETE FROM audit_event WHERE seq >= ? AND seq <= ?", s.first(), s.last());
        }
        return marked == 1;
    }

    private static SegmentRecord row(ResultSet rs, int number) throws SQLException {
        AuditSegment segment = new AuditSegment(
                rs.getLong(1),
                rs.getLong(2),
                rs.getObject(3, OffsetDateTime.class).toInstant(),
                rs.getObject(4, OffsetDateTime.class).toInstant(),
                rs.getString(5),
                rs.getLong(6),
                rs.getString(7),
                rs.getObject(8, OffsetDateTime.class).toInstant(),
                rs.getString(9),
                instant(rs.getObject(10, OffsetDateTime.class)),
                rs.getString(11));
        return new SegmentRecord(segment, rs.getBytes(12), rs.getBytes(13), rs.getBytes(14));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
