package org.godwit.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.godwit.client.Reconciliation.Figures;
import org.godwit.client.Reconciliation.Status;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The tables {@code client_reconciliation} and {@code client_difference}. */
@Repository
class ReconciliationStore {

    private static final String COLUMNS =
            "id, hierarchy_id, status, requested_by, started_at, finished_at, figures, failure";
    private static final int LONGEST_VALUE = 2_000;

    private final JdbcClient jdbc;
    private final BulkStore bulk;

    ReconciliationStore(JdbcClient jdbc, BulkStore bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    long begin(long hierarchyId, String requestedBy, Instant at) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO client_reconciliation (hierarchy_id, status, requested_by, started_at)"
                        + " VALUES (:hierarchy, :status, :by, :at)")
                .param("hierarchy", hierarchyId)
                .param("status", Status.RUNNING.name())
                .param("by", requestedBy)
                .param("at", ClientField.time(at), Types.TIMESTAMP)
                .update(key, "id");
        return Objects.requireNonNull(key.getKey(), "an identity is generated").longValue();
    }

    void completed(long id, Figures figures, Instant at) {
        end(id, Status.COMPLETED, CanonicalJson.write(figures), null, at);
    }

    void add(long id, List<ClientDifference> differences) {
        bulk.insert(
                "INSERT INTO client_difference (reconciliation_id, kind, sms_id, field, source_value, destination_value)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                differences,
                (statement, difference) -> {
                    statement.setLong(1, id);
                    statement.setNString(2, difference.kind().name());
                    statement.setNString(3, difference.smsId());
                    statement.setNString(4, difference.field());
                    statement.setNString(5, shortened(difference.source()));
                    statement.setNString(6, shortened(difference.destination()));
                });
    }

    private static @Nullable String shortened(@Nullable String value) {
        return value == null || value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE);
    }

    void failed(long id, String failure, Instant at) {
        end(id, Status.FAILED, null, failure, at);
    }

    private void end(long id, Status status, @Nullable String figures, @Nullable String failure, Instant at) {
        jdbc.sql("UPDATE client_reconciliation SET status = :status, finished_at = :at, figures = :figures,"
                        + " failure = :failure WHERE id = :id")
                .param("status", status.name())
                .param("at", ClientField.time(at), Types.TIMESTAMP)
                .param("figures", figures, Types.NVARCHAR)
                .param("failure", failure, Types.NVARCHAR)
                .param("id", id)
                .update();
    }

    /** Gathered sources that records came from, and that none was begun for since this time. */
    List<Long> due(Instant since) {
        return jdbc.sql("SELECT c.hierarchy_id FROM client_comparison c WHERE NOT EXISTS (SELECT 1"
                        + " FROM client_reconciliation r WHERE r.hierarchy_id = c.hierarchy_id AND r.started_at > :since)"
                        + " AND EXISTS (SELECT 1 FROM client_record d WHERE d.hierarchy_id = c.hierarchy_id"
                        + " AND d.digest IS NOT NULL) ORDER BY c.hierarchy_id")
                .param("since", ClientField.time(since), Types.TIMESTAMP)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    Optional<Reconciliation> find(long id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM client_reconciliation WHERE id = :id")
                .param("id", id)
                .query((row, n) -> reconciliation(row))
                .optional();
    }

    Page<Reconciliation> list(long hierarchyId, PageQuery page) {
        List<Reconciliation> items = jdbc.sql("SELECT " + COLUMNS
                        + " FROM client_reconciliation WHERE hierarchy_id = :hierarchy"
                        + " ORDER BY id DESC OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("hierarchy", hierarchyId)
                .param("offset", page.offset())
                .param("size", page.size())
                .query((row, n) -> reconciliation(row))
                .list();
        long total = jdbc.sql("SELECT COUNT(*) FROM client_reconciliation WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .query(Long.class)
                .single();
        return new Page<>(items, page.page(), page.size(), total);
    }

    Page<ClientDifference> differences(long id, ClientDifference.@Nullable Kind kind, PageQuery page) {
        String condition = " FROM client_difference WHERE reconciliation_id = :id AND (:kind = '' OR kind = :kind)";
        String name = kind == null ? "" : kind.name();
        List<ClientDifference> items = jdbc.sql("SELECT kind, sms_id, field, source_value, destination_value"
                        + condition + " ORDER BY id OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .param("id", id)
                .param("kind", name)
                .param("offset", page.offset())
                .param("size", page.size())
                .query((row, n) -> new ClientDifference(
                        ClientDifference.Kind.valueOf(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .list();
        long total = jdbc.sql("SELECT COUNT(*)" + condition)
                .param("id", id)
                .param("kind", name)
                .query(Long.class)
                .single();
        return new Page<>(items, page.page(), page.size(), total);
    }

    private static Reconciliation reconciliation(ResultSet row) throws SQLException {
        LocalDateTime finished = row.getObject(6, LocalDateTime.class);
        String figures = row.getString(7);
        return new Reconciliation(
                row.getLong(1),
                row.getLong(2),
                Status.valueOf(row.getString(3)),
                row.getString(4),
                row.getObject(5, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                finished == null ? null : finished.toInstant(ZoneOffset.UTC),
                figures == null ? null : CanonicalJson.read(figures, Figures.class),
                row.getString(8));
    }
}
