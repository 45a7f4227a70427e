package org.godwit.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.godwit.archive.SourceAuditArchive.Status;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The tables of archives. */
@Repository
class ArchiveStore {

    private final JdbcClient jdbc;

    ArchiveStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long add(long hierarchyId, String requestedBy, Instant at) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO archive_source_audit (hierarchy_id, status, messages, bytes, requested_by, requested_at)"
                        + " VALUES (:hierarchy, 'RUNNING', 0, 0, :by, :at)")
                .param("hierarchy", hierarchyId)
                .param("by", requestedBy)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update(key, "id");
        Number id = key.getKey();
        if (id == null) {
            throw new IllegalStateException("the database gave no key");
        }
        return id.longValue();
    }

    boolean running(long hierarchyId) {
        return jdbc.sql(
                                "SELECT COUNT(*) FROM archive_source_audit WHERE hierarchy_id = :hierarchy AND status = 'RUNNING'")
                        .param("hierarchy", hierarchyId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    Optional<SourceAuditArchive> find(long id) {
        return jdbc.sql("SELECT * FROM archive_source_audit WHERE id = :id")
                .param("id", id)
                .query((row, n) -> archive(row))
                .optional();
    }

    Page<SourceAuditArchive> list(PageQuery query) {
        long total = jdbc.sql("SELECT COUNT(*) FROM archive_source_audit")
                .query(Long.class)
                .single();
        return new Page<>(
                jdbc.sql("SELECT * FROM archive_source_audit ORDER BY id DESC"
                                + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                        .param("offset", query.offset())
                        .param("size", query.size())
                        .query((row, n) -> archive(row))
                        .list(),
                query.page(),
                query.size(),
                total);
    }

    /** Forgets what an interrupted attempt left. */
    void clear(long id) {
        jdbc.sql("DELETE FROM archive_source_audit_part WHERE archive_id = :id")
                .param("id", id)
                .update();
    }

    void addPart(long id, int number, byte[] content) {
        jdbc.sql("INSERT INTO archive_source_audit_part (archive_id, number, content)"
                        + " VALUES (:id, :number, :content)")
                .param("id", id)
                .param("number", number)
                .param("content", content, Types.VARBINARY)
                .update();
    }

    Optional<byte[]> part(long id, int number) {
        return jdbc.sql("SELECT content FROM archive_source_audit_part WHERE archive_id = :id AND number = :number")
                .param("id", id)
                .param("number", number)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    void seal(long id, long messages, long bytes, String sha256, Instant at) {
        jdbc.sql("UPDATE archive_source_audit SET status = 'SEALED', messages = :messages, bytes = :bytes,"
                        + " sha256 = :sha256, ended_at = :at WHERE id = :id AND status = 'RUNNING'")
                .param("messages", messages)
                .param("bytes", bytes)
                .param("sha256", sha256)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    void fail(long id, String message, String hint, Instant at) {
        jdbc.sql("UPDATE archive_source_audit SET status = 'FAILED', message = :message, hint = :hint, ended_at = :at"
                        + " WHERE id = :id AND status = 'RUNNING'")
                .param("message", message)
                .param("hint", hint)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    private static SourceAuditArchive archive(ResultSet row) throws SQLException {
        return new SourceAuditArchive(
                row.getLong("id"),
                row.getLong("hierarchy_id"),
                Status.valueOf(row.getString("status")),
                row.getLong("messages"),
                row.getLong("bytes"),
                row.getString("sha256"),
                row.getString("message"),
                row.getString("hint"),
                row.getString("requested_by"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
