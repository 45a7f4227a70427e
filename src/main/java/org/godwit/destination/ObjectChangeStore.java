package org.godwit.destination;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Chunks;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What jobs did to objects, with the state before: what undo lives on. */
@Component
class ObjectChangeStore {

    private static final int BATCH = 500;

    enum Kind {
        CREATED,
        OVERWRITTEN,
        RESTORED,
        REMOVED
    }

    /**
     * A change as it is made.
     *
     * @param before state before the change; null if the object was created by it
     * @param after state after the change; null if the object was removed by it
     */
    record NewChange(
            long objectId,
            Kind kind,
            @Nullable ObjectState before,
            @Nullable ObjectState after) {}

    /**
     * Everything a job did to one object.
     *
     * @param before state before the job first touched it; null if the job created it
     * @param digestAfter {@link ObjectState#digest()} as the job left it; null if the job removed it
     */
    record Changes(
            long objectId,
            Kind lastKind,
            @Nullable ObjectState before,
            @Nullable String digestAfter) {

        Changes then(Changes later) {
            return new Changes(objectId, later.lastKind, before, later.digestAfter);
        }
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    ObjectChangeStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    void insert(long jobId, Instant at, List<NewChange> changes) {
        batches.batchUpdate(
                "INSERT INTO destination_object_change (object_id, job_id, changed_at, kind, state_before, digest_after)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                changes,
                BATCH,
                (statement, change) -> {
                    ObjectState before = change.before();
                    ObjectState after = change.after();
                    statement.setLong(1, change.objectId());
                    statement.setLong(2, jobId);
                    statement.setObject(3, DestinationObjectStore.utc(at));
                    statement.setString(4, change.kind().name());
                    statement.setString(5, before == null ? null : CanonicalJson.write(before));
                    statement.setString(6, after == null ? null : after.digest());
                });
    }

    /** The objects a job touched, in the order in which it first touched them. */
    List<Long> objectsOfJob(long jobId) {
        return jdbc.sql("SELECT object_id FROM destination_object_change WHERE job_id = :job GROUP BY object_id"
                        + " ORDER BY MIN(id)")
                .param("job", jobId)
                .query((rs, n) -> rs.getLong(1))
                .list();
    }

    /** What a job did to some objects, by their ids; without those it did not touch. */
    Map<Long, Changes> ofJob(long jobId, Collection<Long> objectIds) {
        Map<Long, Changes> byObject = new LinkedHashMap<>();
        for (List<Long> chunk : Chunks.forStatements(objectIds)) {
            List<Changes> found = new ArrayList<>();
            jdbc.sql("SELECT object_id, kind, state_before, digest_after FROM destination_object_change"
                            + " WHERE job_id = :job AND object_id IN (:objects) ORDER BY id")
                    .param("job", jobId)
                    .param("objects", chunk)
                    .query((row, n) -> found.add(read(row)))
                    .list();
            found.forEach(change -> byObject.merge(change.objectId(), change, Changes::then));
        }
        return byObject;
    }

    private static Changes read(ResultSet row) throws SQLException {
        String before = row.getString("state_before");
        return new Changes(
                row.getLong("object_id"),
                Kind.valueOf(row.getString("kind")),
                before == null ? null : CanonicalJson.read(before, ObjectState.class),
                row.getString("digest_after"));
    }
}
