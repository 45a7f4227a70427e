package org.godwit.job;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of idempotency keys: which request made which job. */
@Component
class JobRequestStore {

    record Made(String requestDigest, long jobId) {}

    private final JdbcClient jdbc;

    JobRequestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Made> find(String user, String key) {
        return jdbc.sql("SELECT request_digest, job_id FROM migration_job_request"
                        + " WHERE user_name = :user AND idempotency_key = :key")
                .param("user", user)
                .param("key", key)
                .query((row, n) -> new Made(row.getString("request_digest"), row.getLong("job_id")))
                .optional();
    }

    /** @throws org.springframework.dao.DuplicateKeyException if the same request is being made at the same time */
    void insert(String user, String key, String digest, long jobId, Instant at) {
        jdbc.sql("""
                INSERT INTO migration_job_request (user_name, idempotency_key, request_digest, job_id, created_at)
                VALUES (:user, :key, :digest, :job, :at)
                """)
                .param("user", user)
                .param("key", key)
                .param("digest", digest)
                .param("job", jobId)
                .param("at", ColumnsStore.utc(at))
                .update();
    }

    void deleteOfJob(long jobId) {
        jdbc.sql("DELETE FROM migration_job_request WHERE job_id = :job")
                .param("job", jobId)
                .update();
    }
}
