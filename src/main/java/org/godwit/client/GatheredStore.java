package org.godwit.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.shared.Chunks;
import org.godwit.site.DataClass;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code gathered_client}: one row for each row of the source, with its fate and digest. */
@Repository
class GatheredStore {

    /** So few that the embedded database keeps a page in memory. */
    private static final int PAGE = 4_000;

    static final String COLUMNS =
            "resource_id, sms_id, name, site_code, digest, mark, last_active, own_block, blocked, fate";

    /** With the hierarchy, so that every database sees that the primary key gives the order. */
    private static final String IN_ORDER = " ORDER BY hierarchy_id, resource_id";

    private final JdbcClient jdbc;
    private final BulkStore bulk;

    GatheredStore(JdbcClient jdbc, BulkStore bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /**
     * A row as gathered.
     *
     * @param name of the client; null if the source has none
     * @param mark its change mark at the source; null if that offers none
     * @param ownBlock whether this very row says blocked
     * @param blocked whether any row of its SMSID says blocked
     */
    record Gathered(
            long resourceId,
            @Nullable String smsId,
            @Nullable String name,
            @Nullable String siteCode,
            Digest digest,
            @Nullable Long mark,
            long lastActive,
            boolean ownBlock,
            boolean blocked,
            Fate fate) {}

    /** The record of a client that is to be migrated. */
    record Candidate(
            long resourceId, String smsId, @Nullable String siteCode, boolean blocked) {}

    /** A change of what the rows of an SMSID together decide. */
    record Settled(long resourceId, Fate fate, boolean blocked) {}

    /** Rows with ResourceIDs above {@code after} and up to {@code upTo}, ascending. */
    List<Gathered> between(long hierarchyId, long after, long upTo) {
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM gathered_client WHERE hierarchy_id = :hierarchy AND resource_id > :after"
                        + " AND resource_id <= :upTo" + IN_ORDER)
                .param("hierarchy", hierarchyId)
                .param("after", after)
                .param("upTo", upTo)
                .query((row, n) -> gathered(row))
                .list();
    }

    /** Every row of the hierarchy in ascending ResourceID, a page at a time. */
    void each(long hierarchyId, Consumer<Gathered> sink) {
        eachAfter(hierarchyId, Long.MIN_VALUE, sink);
    }

    /** Every row with a greater ResourceID, in ascending order, a page at a time. */
    void eachAfter(long hierarchyId, long resourceId, Consumer<Gathered> sink) {
        paged(hierarchyId, resourceId, COLUMNS, "", GatheredStore::gathered, sink);
    }

    /** The records of blocked clients, in ascending ResourceID. */
    void eachBlocked(long hierarchyId, Consumer<Gathered> sink) {
        paged(
                hierarchyId,
                Long.MIN_VALUE,
                COLUMNS,
                " AND blocked = 1 AND fate = 'MIGRATE'",
                GatheredStore::gathered,
                sink);
    }

    /** The records of all clients in ascending ResourceID, as far as choosing among them needs it. */
    void eachClient(long hierarchyId, Consumer<Candidate> sink) {
        paged(
                hierarchyId,
                Long.MIN_VALUE,
                "resource_id, sms_id, site_code, blocked",
                " AND fate = 'MIGRATE'",
                row -> new Candidate(row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4)),
                sink);
    }

    /** The rows with so many ResourceIDs: joined, since H2 takes an IN on the second column of a key for every row of the first. */
    static String these(int ids) {
        return " FROM (VALUES " + String.join(", ", Collections.nCopies(ids, "(CAST(? AS BIGINT))"))
                + ") AS wanted (id) JOIN gathered_client ON hierarchy_id = ? AND resource_id = wanted.id";
    }

    static List<Long> withHierarchy(List<Long> resourceIds, long hierarchyId) {
        return Stream.concat(resourceIds.stream(), Stream.of(hierarchyId)).toList();
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @param columns with {@code resource_id} as the first */
    private <T> void paged(
            long hierarchyId, long from, String columns, String condition, Reader<T> reader, Consumer<T> sink) {
        String sql = "SELECT TOP " + PAGE + " " + columns + " FROM gathered_client WHERE hierarchy_id = :hierarchy"
                + " AND resource_id > :after" + condition + IN_ORDER;
        long[] after = {from};
        List<T> page;
        do {
            page = jdbc.sql(sql)
                    .param("hierarchy", hierarchyId)
                    .param("after", after[0])
                    .query((row, n) -> {
                        after[0] = row.getLong(1);
                        return reader.read(row);
                    })
                    .list();
            page.forEach(sink);
        } while (page.size() == PAGE);
    }

    static Gathered gathered(ResultSet row) throws SQLException {
        Digest digest = Digest.ofColumn(row.getBytes(5));
        return new Gathered(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                digest == null ? new Digest(0, 0) : digest,
                row.getObject(6, Long.class),
                row.getLong(7),
                row.getBoolean(8),
                row.getBoolean(9),
                Fate.valueOf(row.getString(10)));
    }

    /** The rows with these ResourceIDs, in any order. */
    List<Gathered> byIds(long hierarchyId, List<Long> resourceIds) {
        List<Gathered> found = new ArrayList<>();
        for (List<Long> some : Chunks.forStatements(resourceIds)) {
            found.addAll(jdbc.sql("SELECT " + COLUMNS + these(some.size()))
                    .params(withHierarchy(some, hierarchyId))
                    .query((row, n) -> gathered(row))
                    .list());
        }
        return found;
    }

    /** Every row, as far as it takes to see what changes. */
    GatheredIndex index(long hierarchyId) {
        GatheredIndex index = new GatheredIndex();
        paged(
                hierarchyId,
                Long.MIN_VALUE,
                "resource_id, mark, sms_id, fate, blocked",
                "",
                row -> {
                    Fate fate = Fate.valueOf(row.getString(4));
                    index.add(row.getLong(1), row.getLong(2), row.getString(3), fate, row.getBoolean(5));
                    return index;
                },
                row -> {});
        return index;
    }

    /** When all rows were last compared by their content, with these data classes; empty if never. */
    Optional<Instant> compared(long hierarchyId, Set<DataClass> classes) {
        return jdbc.sql("SELECT compared_at FROM client_comparison"
                        + " WHERE hierarchy_id = :hierarchy AND data_classes = :classes")
                .param("hierarchy", hierarchyId)
                .param("classes", names(classes))
                .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    void setCompared(long hierarchyId, Set<DataClass> classes, Instant at) {
        forgetComparison(hierarchyId);
        jdbc.sql("INSERT INTO client_comparison (hierarchy_id, compared_at, data_classes)"
                        + " VALUES (:hierarchy, :at, :classes)")
                .param("hierarchy", hierarchyId)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("classes", names(classes))
                .update();
    }

    /** The next gathering compares all rows by their content. */
    void forgetComparison(long hierarchyId) {
        jdbc.sql("DELETE FROM client_comparison WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .update();
    }

    private static String names(Set<DataClass> classes) {
        return classes.stream().sorted().map(Enum::name).collect(Collectors.joining(" "));
    }

    boolean any(long hierarchyId) {
        return !jdbc.sql("SELECT TOP 1 resource_id FROM gathered_client WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .query(Long.class)
                .list()
                .isEmpty();
    }

    /** Adds rows, and notes those that are left out. */
    void add(long hierarchyId, List<Gathered> rows) {
        bulk.insert(
                "INSERT INTO gathered_client (hierarchy_id, resource_id, sms_id, name, site_code, digest, mark, last_active,"
                        + " own_block, blocked, fate) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
                (statement, row) -> {
                    statement.setLong(1, hierarchyId);
                    statement.setLong(2, row.resourceId());
                    statement.setNString(3, row.smsId());
                    statement.setNString(4, row.name());
                    statement.setNString(5, row.siteCode());
                    statement.setBytes(6, row.digest().bytes());
                    statement.setObject(7, row.mark(), Types.BIGINT);
                    statement.setLong(8, row.lastActive());
                    statement.setBoolean(9, row.ownBlock());
                    statement.setBoolean(10, row.blocked());
                    statement.setNString(11, row.fate().name());
                });
        bulk.insert(
                "INSERT INTO gathered_left_out (hierarchy_id, resource_id, sms_id) VALUES (?, ?, ?)",
                rows.stream()
                        .filter(row -> row.fate() != Fate.MIGRATE && row.smsId() != null)
                        .toList(),
                (statement, row) -> {
                    statement.setLong(1, hierarchyId);
                    statement.setLong(2, row.resourceId());
                    statement.setNString(3, row.smsId());
                });
    }

    void change(long hierarchyId, List<Gathered> rows) {
        bulk.update(
                "UPDATE gathered_client SET sms_id = ?, name = ?, site_code = ?, digest = ?, mark = ?,"
                        + " last_active = ?, own_block = ? WHERE hierarchy_id = ? AND resource_id = ?",
                rows,
                (statement, row) -> {
                    statement.setObject(1, row.smsId(), Types.NVARCHAR);
                    statement.setObject(2, row.name(), Types.NVARCHAR);
                    statement.setObject(3, row.siteCode(), Types.NVARCHAR);
                    statement.setBytes(4, row.digest().bytes());
                    statement.setObject(5, row.mark(), Types.BIGINT);
                    statement.setLong(6, row.lastActive());
                    statement.setBoolean(7, row.ownBlock());
                    statement.setLong(8, hierarchyId);
                    statement.setLong(9, row.resourceId());
                });
    }

    /** Rows that are as they were, but for their change mark. */
    void mark(long hierarchyId, List<Gathered> rows) {
        bulk.update(
                "UPDATE gathered_client SET mark = ? WHERE hierarchy_id = ? AND resource_id = ?",
                rows,
                (statement, row) -> {
                    statement.setObject(1, row.mark(), Types.BIGINT);
                    statement.setLong(2, hierarchyId);
                    statement.setLong(3, row.resourceId());
                });
    }

    void settle(long hierarchyId, List<Settled> rows) {
        bulk.update(
                "UPDATE gathered_client SET fate = ?, blocked = ? WHERE hierarchy_id = ? AND resource_id = ?",
                rows,
                (statement, row) -> {
                    statement.setNString(1, row.fate().name());
                    statement.setBoolean(2, row.blocked());
                    statement.setLong(3, hierarchyId);
                    statement.setLong(4, row.resourceId());
                });
    }

    void remove(long hierarchyId, List<Long> resourceIds) {
        bulk.update(
                "DELETE FROM gathered_client WHERE hierarchy_id = ? AND resource_id = ?",
                resourceIds,
                (statement, id) -> {
                    statement.setLong(1, hierarchyId);
                    statement.setLong(2, id);
                });
    }

    int removeAfter(long hierarchyId, long resourceId) {
        return jdbc.sql("DELETE FROM gathered_client WHERE hierarchy_id = :hierarchy AND resource_id > :after")
                .param("hierarchy", hierarchyId)
                .param("after", resourceId)
                .update();
    }

    /** The clients of these SMSIDs are blocked, as the source says since they were gathered. */
    void block(long hierarchyId, List<String> smsIds) {
        for (List<String> some : Chunks.forStatements(smsIds)) {
            jdbc.sql("UPDATE gathered_client SET blocked = 1 WHERE hierarchy_id = :hierarchy AND sms_id IN (:ids)")
                    .param("hierarchy", hierarchyId)
                    .param("ids", some)
                    .update();
        }
    }
}
