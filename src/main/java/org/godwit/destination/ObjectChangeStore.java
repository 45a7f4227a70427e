package org.godwit.destination;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What jobs did to objects, with the state before: what undo lives on. */
@Component
class ObjectChangeStore {

    enum Kind {
        CREATED,
        OVERWRITTEN,
        RESTORED,
        REMOVED
    }

    /**
     * @param before state before the change; null if the object was created by it
     * @param digestAfter {@link ObjectState#digest()} after the change; null if the object was removed by it
     */
    record Change(
            long id,
            long objectId,
            long jobId,
            Instant at,
            Kind kind,
            @Nullable ObjectState before,
            @Nullable String digestAfter) {}

    private final JdbcClient jdbc;

    ObjectChangeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(
            long objectId,
            long jobId,
            Instant at,
            Kind kind,
            @Nullable ObjectState before,
            @Nullable ObjectState after) {
        jdbc.sql("""
                INSERT INTO destination_object_change (object_id, job_id, changed_at, kind, state_before, digest_after)
                VALUES (:object, :job, :at, :kind, :before, :after)
                """)
                .param("object", objectId)
                .param("job", jobId)
                .param("at", DestinationObjectStore.utc(at))
                .param("kind", kind.name())
                .param("before", before == null ? null : CanonicalJson.write(before))
                .param("after", after == null ? null : after.digest())
                .update();
    }

    /** Every change a job made, oldest first. */
    List<Change> ofJob(long jobId) {
        return jdbc.sql("SELECT * FROM destination_object_change WHERE job_id = :job ORDER BY id")
                .param("job", jobId)
                .query((row, n) -> read(row))
                .list();
    }

    /** Every change a job made to one object, oldest first. */
    List<Change> ofJob(long jobId, long objectId) {
        return jdbc.sql(
                        "SELECT * FROM destination_object_change WHERE job_id = :job AND object_id = :object ORDER BY id")
                .param("job", jobId)
                .param("object", objectId)
                .query((row, n) -> read(row))
                .list();
    }

    private static Change read(ResultSet row) throws SQLException {
        String before = row.getString("state_before");
        return new Change(
                row.getLong("id"),
                row.getLong("object_id"),
                row.getLong("job_id"),
                DestinationObjectStore.instant(row, "changed_at"),
                Kind.valueOf(row.getString("kind")),
                before == null ? null : CanonicalJson.read(before, ObjectState.class),
                row.getString("digest_after"));
    }
}
