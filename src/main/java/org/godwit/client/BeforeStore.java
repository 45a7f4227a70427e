package org.godwit.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Chunks;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What client records were before a job wrote over them, table {@code client_record_before}, and giving it back. */
@Repository
class BeforeStore {

    /** So few that the embedded database keeps a page in memory. */
    private static final int PAGE = 1_000;

    private static final ClientField[] FIELDS = ClientField.values();
    private static final String STATE =
            "digest, hierarchy_id, resource_id, job_id, run_id, migrated_at, status, site_code,"
                    + " assigned_at, blocked, block_lifted, block_origin, " + RecordStore.DATA_COLUMNS;
    private static final int STATE_COLUMNS = 12;

    private static final String RESTORE = "UPDATE client_record SET "
            + Arrays.stream(FIELDS).map(f -> f.column() + " = ?").collect(Collectors.joining(", "))
            + ", digest = ?, hierarchy_id = ?, resource_id = ?, job_id = ?, run_id = ?, migrated_at = ?, status = ?,"
            + " site_code = ? WHERE sms_id = ?";

    /** A record with nothing but its block still says by what the client is known. */
    private static final String REDUCE = "UPDATE client_record SET "
            + Arrays.stream(FIELDS)
                    .filter(f -> f != ClientField.NAME && f != ClientField.SOURCE_SITE_CODE)
                    .map(f -> f.column() + " = NULL")
                    .collect(Collectors.joining(", "))
            + ", digest = NULL, migrated_at = NULL, status = 'BLOCK_ONLY' WHERE sms_id IN (:ids)";

    private final JdbcClient jdbc;
    private final BulkStore bulk;

    BeforeStore(JdbcClient jdbc, BulkStore bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /** A record as it is now. */
    record Present(long id, String smsId, RecordState now) {}

    /** @param state null if it was purged */
    record Before(@Nullable RecordState state) {}

    /** Keeps what these records are, before a job writes over them for the first time. */
    void keep(long jobId, List<String> smsIds) {
        for (List<String> some : Chunks.forStatements(smsIds)) {
            List<Present> present = jdbc.sql("SELECT id, sms_id, " + STATE
                            + " FROM client_record WHERE sms_id IN (:ids) AND (job_id IS NULL OR job_id <> :job)")
                    .param("ids", some)
                    .param("job", jobId)
                    .query((row, n) -> present(row))
                    .list();
            Map<String, Before> kept = of(jobId, some);
            List<Present> fresh =
                    present.stream().filter(p -> !kept.containsKey(p.smsId())).toList();
            bulk.insert(
                    "INSERT INTO client_record_before (job_id, sms_id, record_job_id, record_hierarchy_id, state)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    fresh,
                    (statement, record) -> {
                        statement.setLong(1, jobId);
                        statement.setNString(2, record.smsId());
                        statement.setObject(3, record.now().jobId(), Types.BIGINT);
                        statement.setObject(4, record.now().hierarchyId(), Types.BIGINT);
                        statement.setNString(5, CanonicalJson.write(record.now()));
                    });
        }
    }

    /** The records that hold data which a job wrote, by id; at most a page. */
    List<Present> writtenBy(long jobId, long afterId) {
        return jdbc.sql("SELECT TOP " + PAGE + " id, sms_id, " + STATE + " FROM client_record"
                        + " WHERE job_id = :job AND status <> 'BLOCK_ONLY' AND id > :after ORDER BY id")
                .param("job", jobId)
                .param("after", afterId)
                .query((row, n) -> present(row))
                .list();
    }

    /** Lets nobody else write these records until the caller's transaction ends. */
    void lock(List<String> smsIds) {
        for (List<String> some : Chunks.forStatements(smsIds)) {
            jdbc.sql("UPDATE client_record SET job_id = job_id WHERE sms_id IN (:ids)")
                    .param("ids", some)
                    .update();
        }
    }

    /** What a job kept of these, by SMSID. */
    Map<String, Before> of(long jobId, List<String> smsIds) {
        Map<String, Before> before = new LinkedHashMap<>();
        for (List<String> some : Chunks.forStatements(smsIds)) {
            jdbc.sql("SELECT sms_id, state FROM client_record_before WHERE job_id = :job AND sms_id IN (:ids)")
                    .param("job", jobId)
                    .param("ids", some)
                    .query((row, n) -> {
                        String state = row.getString(2);
                        return before.put(
                                row.getString(1),
                                new Before(state == null ? null : CanonicalJson.read(state, RecordState.class)));
                    })
                    .list();
        }
        return before;
    }

    /** How many records that a job wrote another job has written over since. */
    long writtenOver(long jobId) {
        return jdbc.sql(
                        "SELECT (SELECT COUNT(*) FROM client_record r JOIN client_record_before b ON b.sms_id = r.sms_id"
                                + " WHERE b.job_id = :job AND (r.job_id IS NULL OR r.job_id <> :job))"
                                + " + (SELECT COUNT(*) FROM client_record_before l WHERE l.record_job_id = :job AND l.job_id <> :job"
                                + " AND NOT EXISTS (SELECT 1 FROM client_record_before o WHERE o.job_id = :job"
                                + " AND o.sms_id = l.sms_id))")
                .param("job", jobId)
                .query(Long.class)
                .single();
    }

    void remove(List<String> smsIds) {
        for (List<String> some : Chunks.forStatements(smsIds)) {
            jdbc.sql("DELETE FROM client_record WHERE sms_id IN (:ids)")
                    .param("ids", some)
                    .update();
        }
    }

    void reduceToBlock(List<String> smsIds) {
        for (List<String> some : Chunks.forStatements(smsIds)) {
            jdbc.sql(REDUCE).param("ids", some).update();
        }
    }

    /** Gives records what they were, but never less of a block; what was kept for it is then no longer needed. */
    void restore(long jobId, Map<String, RecordState> states) {
        bulk.update(RESTORE, List.copyOf(states.entrySet()), (statement, record) -> {
            RecordState state = record.getValue();
            int at = 1;
            for (ClientField field : FIELDS) {
                Object value = state.value(field);
                switch (field.kind()) {
                    case NUMBER -> statement.setObject(at++, value, Types.INTEGER);
                    case FLAG -> statement.setObject(at++, value, Types.BIT);
                    case TIME -> statement.setObject(at++, value, Types.TIMESTAMP);
                    default -> statement.setNString(at++, (String) value);
                }
            }
            String digest = state.digest();
            statement.setBytes(at++, digest == null ? null : HexFormat.of().parseHex(digest));
            statement.setObject(at++, state.hierarchyId(), Types.BIGINT);
            statement.setObject(at++, state.resourceId(), Types.BIGINT);
            statement.setObject(at++, state.jobId(), Types.BIGINT);
            statement.setObject(at++, state.runId(), Types.BIGINT);
            statement.setObject(at++, state.migratedAt(), Types.TIMESTAMP);
            statement.setNString(at++, state.status().name());
            statement.setNString(at++, state.siteCode());
            statement.setNString(at, record.getKey());
        });
        for (List<String> some : Chunks.forStatements(states.keySet())) {
            jdbc.sql("DELETE FROM client_record_before WHERE job_id = :job AND sms_id IN (:ids)")
                    .param("job", jobId)
                    .param("ids", some)
                    .update();
        }
    }

    /** Former states that hold data of a source are forgotten: undo then leaves their records alone. */
    void forget(long hierarchyId) {
        jdbc.sql("UPDATE client_record_before SET state = NULL WHERE record_hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .update();
    }

    private static Present present(ResultSet row) throws SQLException {
        int at = 3;
        byte[] digest = row.getBytes(at);
        return new Present(
                row.getLong(1),
                row.getString(2),
                new RecordState(
                        RecordState.fields(RecordStore.data(row, at + STATE_COLUMNS)),
                        digest == null ? null : HexFormat.of().formatHex(digest),
                        row.getObject(at + 1, Long.class),
                        row.getObject(at + 2, Long.class),
                        row.getObject(at + 3, Long.class),
                        row.getObject(at + 4, Long.class),
                        row.getObject(at + 5, LocalDateTime.class),
                        ClientStatus.valueOf(row.getString(at + 6)),
                        row.getString(at + 7),
                        row.getObject(at + 8, LocalDateTime.class),
                        row.getBoolean(at + 9),
                        row.getBoolean(at + 10),
                        row.getString(at + 11)));
    }
}
