package org.godwit.client;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Clients of a source without a record at the destination, and the table {@code client_missing_record} with their number. */
@Repository
class MissingRecordStore {

    private final JdbcClient jdbc;

    MissingRecordStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param clients without a record
     * @param basis what was there when they were counted
     */
    record Counted(long clients, Basis basis, Instant at) {}

    /**
     * @param gathered rows gathered of the source
     * @param records of the destination
     */
    record Basis(long gathered, long records) {}

    /** How many clients that are to be migrated have no record at the destination; takes seconds for very many. */
    long count(long hierarchyId) {
        return jdbc.sql("""
                        SELECT COUNT(*) FROM gathered_client g WHERE g.hierarchy_id = :hierarchy AND g.fate = 'MIGRATE'
                            AND NOT EXISTS (SELECT 1 FROM client_record c WHERE c.sms_id = g.sms_id)
                        """).param("hierarchy", hierarchyId).query(Long.class).single();
    }

    boolean hasMoreThan(long hierarchyId, int rows) {
        return jdbc.sql("SELECT COUNT(*) FROM (SELECT TOP " + (rows + 1)
                                + " resource_id FROM gathered_client WHERE hierarchy_id = :hierarchy) AS counted")
                        .param("hierarchy", hierarchyId)
                        .query(Long.class)
                        .single()
                > rows;
    }

    Basis basis(long hierarchyId) {
        return jdbc.sql("SELECT (SELECT COUNT(*) FROM gathered_client WHERE hierarchy_id = :hierarchy),"
                        + " (SELECT COUNT(*) FROM client_record)")
                .param("hierarchy", hierarchyId)
                .query((row, n) -> new Basis(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** Hierarchies whose clients were gathered. */
    List<Long> hierarchies() {
        return jdbc.sql("SELECT hierarchy_id FROM client_comparison")
                .query((row, n) -> row.getLong(1))
                .list();
    }

    Optional<Counted> find(long hierarchyId) {
        return jdbc.sql("SELECT clients, gathered, records, counted_at FROM client_missing_record"
                        + " WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .query((row, n) -> new Counted(
                        row.getLong(1),
                        new Basis(row.getLong(2), row.getLong(3)),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .optional();
    }

    void put(long hierarchyId, Counted counted) {
        if (write(
                        "UPDATE client_missing_record SET clients = :clients, gathered = :gathered, records = :records,"
                                + " counted_at = :at WHERE hierarchy_id = :hierarchy",
                        hierarchyId,
                        counted)
                == 0) {
            try {
                write(
                        "INSERT INTO client_missing_record (hierarchy_id, clients, gathered, records, counted_at)"
                                + " VALUES (:hierarchy, :clients, :gathered, :records, :at)",
                        hierarchyId,
                        counted);
            } catch (DuplicateKeyException e) {
                // somebody else has counted at the same moment
            }
        }
    }

    private int write(String sql, long hierarchyId, Counted counted) {
        return jdbc.sql(sql)
                .param("hierarchy", hierarchyId)
                .param("clients", counted.clients())
                .param("gathered", counted.basis().gathered())
                .param("records", counted.basis().records())
                .param("at", counted.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    void forget(long hierarchyId) {
        jdbc.sql("DELETE FROM client_missing_record WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .update();
    }
}
