package org.godwit.client;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.godwit.client.DestinationIndex.Known;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Chunks;
import org.godwit.site.ClientAttributes;
import org.godwit.site.DataClass;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code client_record}, many rows at a time. */
@Repository
class RecordStore {

    private static final ClientField[] FIELDS = ClientField.values();
    static final String DATA_COLUMNS =
            Arrays.stream(FIELDS).map(ClientField::column).collect(Collectors.joining(", "));
    /** So few that the embedded database keeps a page in memory. */
    private static final int PAGE = 4_000;

    private static final String KNOWN = "sms_id, digest, hierarchy_id, last_active_time, status, blocked, block_lifted";

    private static final String INSERT = "INSERT INTO client_record (" + DATA_COLUMNS
            + ", digest, hierarchy_id, resource_id, job_id, run_id, migrated_at, status, site_code, blocked, block_lifted,"
            + " block_origin, sms_id) VALUES (" + "?, ".repeat(FIELDS.length + 11) + "?)";

    private static final String UPDATE = "UPDATE client_record SET "
            + Arrays.stream(FIELDS).map(f -> f.column() + " = ?").collect(Collectors.joining(", "))
            + ", digest = ?, hierarchy_id = ?, resource_id = ?, job_id = ?, run_id = ?, migrated_at = ?,"
            + " status = CASE WHEN assigned_at IS NULL THEN 'MIGRATED' ELSE 'ASSIGNED' END,"
            + " site_code = CASE WHEN assigned_at IS NULL THEN ? ELSE site_code END,"
            + " block_origin = CASE WHEN ? = 1 AND blocked = 0 AND block_lifted = 0 THEN 'SOURCE' ELSE block_origin END,"
            + " blocked = CASE WHEN ? = 1 AND block_lifted = 0 THEN 1 ELSE blocked END WHERE sms_id = ?";

    private static final String STAGE = "INSERT INTO client_record_staging (" + DATA_COLUMNS
            + ", digest, hierarchy_id, resource_id, job_id, run_id, migrated_at, site_code, blocked, sms_id) VALUES ("
            + "?, ".repeat(FIELDS.length + 8) + "?)";

    private static final String APPLY = "UPDATE r SET "
            + Arrays.stream(FIELDS).map(f -> f.column() + " = s." + f.column()).collect(Collectors.joining(", "))
            + ", digest = s.digest, hierarchy_id = s.hierarchy_id, resource_id = s.resource_id, job_id = s.job_id,"
            + " run_id = s.run_id, migrated_at = s.migrated_at,"
            + " status = CASE WHEN r.assigned_at IS NULL THEN 'MIGRATED' ELSE 'ASSIGNED' END,"
            + " site_code = CASE WHEN r.assigned_at IS NULL THEN s.site_code ELSE r.site_code END,"
            + " block_origin = CASE WHEN s.blocked = 1 AND r.blocked = 0 AND r.block_lifted = 0 THEN 'SOURCE'"
            + " ELSE r.block_origin END,"
            + " blocked = CASE WHEN s.blocked = 1 AND r.block_lifted = 0 THEN 1 ELSE r.blocked END"
            + " FROM client_record r JOIN client_record_staging s ON s.sms_id = r.sms_id WHERE s.run_id = :run";

    private final JdbcClient jdbc;
    private final BulkStore bulk;
    private final boolean sqlServer;

    RecordStore(JdbcClient jdbc, BulkStore bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
        this.sqlServer = bulk.sqlServer();
    }

    boolean sqlServer() {
        return sqlServer;
    }

    /** A client's record as a run writes it. */
    record Write(SourceRow row, boolean blocked) {}

    /** What all rows of one write have in common. */
    record Origin(ClientMigration.Run run, LocalDateTime at) {}

    /** @throws org.springframework.dao.DataIntegrityViolationException if a record of one of them came up meanwhile */
    void create(List<Write> writes, Origin origin) {
        bulk.insert(INSERT, writes, (statement, write) -> {
            int at = data(statement, write, origin);
            statement.setNString(at++, ClientStatus.MIGRATED.name());
            statement.setNString(at++, write.row().data().text(ClientField.SOURCE_SITE_CODE));
            statement.setBoolean(at++, write.blocked());
            statement.setBoolean(at++, false);
            statement.setNString(at++, write.blocked() ? BlockOrigin.SOURCE.name() : null);
            statement.setNString(at, write.row().migratedSmsId());
        });
    }

    /** Overwrites what came from a source; assignment and lifted blocks stay, and a block is only ever added. */
    void update(List<Write> writes, Origin origin) {
        if (sqlServer) {
            bulk.insert(STAGE, writes, (statement, write) -> {
                int at = data(statement, write, origin);
                statement.setNString(at++, write.row().data().text(ClientField.SOURCE_SITE_CODE));
                statement.setBoolean(at++, write.blocked());
                statement.setNString(at, write.row().migratedSmsId());
            });
            long run = origin.run().runId();
            jdbc.sql(APPLY).param("run", run).update();
            jdbc.sql("DELETE FROM client_record_staging WHERE run_id = :run")
                    .param("run", run)
                    .update();
        } else {
            bulk.update(UPDATE, writes, (statement, write) -> {
                int at = data(statement, write, origin);
                statement.setNString(at++, write.row().data().text(ClientField.SOURCE_SITE_CODE));
                statement.setInt(at++, write.blocked() ? 1 : 0);
                statement.setInt(at++, write.blocked() ? 1 : 0);
                statement.setNString(at, write.row().migratedSmsId());
            });
        }
    }

    /** @return the position of the next parameter */
    private static int data(PreparedStatement statement, Write write, Origin origin) throws SQLException {
        ClientData data = write.row().data();
        int at = 1;
        for (ClientField field : FIELDS) {
            Object value = data.value(field);
            switch (field.kind()) {
                case NUMBER -> statement.setObject(at++, value, Types.INTEGER);
                case FLAG -> statement.setObject(at++, value, Types.BIT);
                case TIME -> statement.setObject(at++, value, Types.TIMESTAMP);
                default -> statement.setNString(at++, (String) value);
            }
        }
        statement.setBytes(at++, write.row().digest().bytes());
        statement.setLong(at++, origin.run().hierarchyId());
        statement.setLong(at++, write.row().resourceId());
        statement.setLong(at++, origin.run().jobId());
        statement.setLong(at++, origin.run().runId());
        statement.setObject(at++, origin.at(), Types.TIMESTAMP);
        return at;
    }

    long notFrom(long hierarchyId) {
        return jdbc.sql("SELECT COUNT(*) FROM client_record WHERE hierarchy_id IS NULL OR hierarchy_id <> :hierarchy")
                .param("hierarchy", hierarchyId)
                .query(Long.class)
                .single();
    }

    /** Every record of the destination, a page at a time. */
    void eachKnown(Consumer<Known> sink) {
        paged(KNOWN, (row, n) -> known(row, 2), sink);
    }

    /** The records of these SMSIDs. */
    List<Known> known(List<String> smsIds) {
        List<Known> found = new ArrayList<>();
        for (List<String> some : Chunks.forStatements(smsIds)) {
            found.addAll(jdbc.sql("SELECT " + KNOWN + " FROM client_record WHERE sms_id IN (:ids)")
                    .param("ids", some)
                    .query((row, n) -> known(row, 1))
                    .list());
        }
        return found;
    }

    private static Known known(ResultSet row, int first) throws SQLException {
        LocalDateTime active = row.getObject(first + 3, LocalDateTime.class);
        return new Known(
                row.getString(first),
                Digest.ofColumn(row.getBytes(first + 1)),
                row.getObject(first + 2, Long.class),
                active == null
                        ? Long.MIN_VALUE
                        : active.toInstant(ZoneOffset.UTC).toEpochMilli(),
                ClientStatus.valueOf(row.getString(first + 4)),
                row.getBoolean(first + 5),
                row.getBoolean(first + 6));
    }

    /**
     * A record read back whole.
     *
     * @param data the fields as they are stored now
     * @param digest as it was stored with them
     */
    record Stored(Known known, ClientData data) {}

    /** Every record that holds data of a source, a page at a time. */
    void eachStored(Consumer<Stored> sink) {
        paged(KNOWN + ", " + DATA_COLUMNS, (row, n) -> new Stored(known(row, 2), data(row, 9)), sink);
    }

    /** The records that hold data which a job was the last to write, a page at a time. */
    void eachStoredBy(long jobId, Consumer<Stored> sink) {
        long[] after = {0};
        int found;
        do {
            List<Stored> page = jdbc.sql(
                            "SELECT TOP " + PAGE + " id, " + KNOWN + ", " + DATA_COLUMNS
                                    + " FROM client_record WHERE job_id = :job AND status <> 'BLOCK_ONLY' AND id > :after ORDER BY id")
                    .param("job", jobId)
                    .param("after", after[0])
                    .query((row, n) -> {
                        after[0] = row.getLong(1);
                        return new Stored(known(row, 2), data(row, 9));
                    })
                    .list();
            page.forEach(sink);
            found = page.size();
        } while (found == PAGE);
    }

    /** The records of these SMSIDs, whole. */
    List<Stored> stored(List<String> smsIds) {
        List<Stored> found = new ArrayList<>();
        for (List<String> some : Chunks.forStatements(smsIds)) {
            found.addAll(
                    jdbc.sql("SELECT " + KNOWN + ", " + DATA_COLUMNS + " FROM client_record WHERE sms_id IN (:ids)")
                            .param("ids", some)
                            .query((row, n) -> new Stored(known(row, 1), data(row, 8)))
                            .list());
        }
        return found;
    }

    /** SMSID and name of every record whose data came from this source. */
    void eachOfSource(long hierarchyId, BiConsumer<String, @Nullable String> sink) {
        record Named(String smsId, @Nullable String name, long hierarchyId, boolean complete) {}
        paged(
                "sms_id, name, hierarchy_id, digest",
                (row, n) -> new Named(row.getString(2), row.getString(3), row.getLong(4), row.getBytes(5) != null),
                named -> {
                    if (named.complete() && named.hierarchyId() == hierarchyId) {
                        sink.accept(named.smsId(), named.name());
                    }
                });
    }

    static ClientData data(ResultSet row, int first) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[FIELDS.length];
        for (int i = 0; i < FIELDS.length; i++) {
            values[i] = switch (FIELDS[i].kind()) {
                case NUMBER -> row.getObject(first + i, Integer.class);
                case FLAG -> row.getObject(first + i, Boolean.class);
                case TIME -> row.getObject(first + i, LocalDateTime.class);
                default -> row.getString(first + i);
            };
        }
        return new ClientData(values);
    }

    /** Rows come with their id as the first column. */
    private <T> void paged(String columns, org.springframework.jdbc.core.RowMapper<T> mapper, Consumer<T> sink) {
        long[] after = {0};
        int found;
        do {
            List<T> page = jdbc.sql("SELECT TOP " + PAGE + " id, " + columns
                            + " FROM client_record WHERE id > :after ORDER BY id")
                    .param("after", after[0])
                    .query((row, n) -> {
                        after[0] = row.getLong(1);
                        return mapper.mapRow(row, n);
                    })
                    .list();
            page.forEach(sink);
            found = page.size();
        } while (found == PAGE);
    }

    /**
     * Empties what the records that came from a hierarchy hold of a class: these fields, and its attributes.
     *
     * @return records that had any of it
     */
    long empty(long hierarchyId, DataClass dataClass, ClientField... fields) {
        String emptied = Arrays.stream(fields).map(f -> f.column() + " = NULL").collect(Collectors.joining(", "));
        String any = Arrays.stream(fields).map(f -> f.column() + " IS NOT NULL").collect(Collectors.joining(" OR "));
        long attributesAlone = emptyAttributes(hierarchyId, ClientAttributes.of(dataClass), any);
        return attributesAlone
                + jdbc.sql("UPDATE client_record SET " + emptied
                                + ", digest = NULL WHERE hierarchy_id = :hierarchy AND (" + any + ")")
                        .param("hierarchy", hierarchyId)
                        .update();
    }

    /**
     * @param other condition of the records that something else is emptied of
     * @return records without anything else
     */
    private long emptyAttributes(long hierarchyId, Set<String> names, String other) {
        record Found(long id, long hierarchyId, @Nullable String json, boolean other) {}
        long[] alone = {0};
        List<Found> changed = new ArrayList<>();
        paged(
                "hierarchy_id, attributes, CASE WHEN " + other + " THEN 1 ELSE 0 END",
                (row, n) -> new Found(row.getLong(1), row.getLong(2), row.getString(3), row.getInt(4) == 1),
                found -> {
                    if (found.json() == null || found.hierarchyId() != hierarchyId) {
                        return;
                    }
                    Map<?, ?> attributes = new TreeMap<>(CanonicalJson.read(found.json(), Map.class));
                    if (attributes.keySet().removeAll(names)) {
                        String json = attributes.isEmpty() ? null : CanonicalJson.write(attributes);
                        changed.add(new Found(found.id(), hierarchyId, json, found.other()));
                        alone[0] += found.other() ? 0 : 1;
                    }
                });
        bulk.update(
                "UPDATE client_record SET attributes = ?, digest = NULL WHERE id = ?", changed, (statement, found) -> {
                    statement.setObject(1, found.json(), Types.NVARCHAR);
                    statement.setLong(2, found.id());
                });
        return alone[0];
    }
}
