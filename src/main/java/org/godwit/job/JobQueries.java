package org.godwit.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds jobs, and asks what a running one must know often. */
@Component
class JobQueries {

    private static final Map<String, String> SORTABLE = Map.of(
            "id", "j.id",
            "name", "j.name",
            "type", "j.job_type",
            "status", "j.status",
            "createdBy", "j.created_by",
            "createdAt", "j.created_at",
            "nextRunAt", "j.next_run_at");

    private final JdbcClient jdbc;

    JobQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ids of jobs, newest first unless sorted otherwise. @param scopes names of scopes to look in; null for all */
    Page<Long> search(JobFilter filter, @Nullable List<String> scopes, PageQuery page) {
        StringBuilder where = new StringBuilder(" WHERE 1 = 1");
        Map<String, Object> params = new HashMap<>();
        equal(
                where,
                params,
                "j.status",
                "status",
                filter.status() == null ? null : filter.status().name());
        equal(
                where,
                params,
                "j.job_type",
                "type",
                filter.type() == null ? null : filter.type().name());
        equal(where, params, "j.hierarchy_id", "hierarchy", filter.sourceHierarchyId());
        if (filter.name() != null) {
            where.append(" AND j.name LIKE :name ESCAPE '!'");
            params.put("name", "%" + filter.name().replaceAll("[!%_\\[]", "!$0") + "%");
        }
        if (scopes != null) {
            where.append(
                    scopes.isEmpty()
                            ? " AND 1 = 0"
                            : " AND EXISTS (SELECT 1 FROM migration_job_scope s WHERE s.job_id = j.id"
                                    + " AND s.scope_name IN (:scopes))");
            if (!scopes.isEmpty()) {
                params.put("scopes", scopes);
            }
        }
        Long total = jdbc.sql("SELECT COUNT(*) FROM migration_job j" + where)
                .params(params)
                .query(Long.class)
                .single();
        List<Long> ids = jdbc.sql("SELECT j.id FROM migration_job j" + where + " ORDER BY "
                        + page.orderBy(SORTABLE, "j.id DESC", "j.id")
                        + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .params(params)
                .param("offset", page.offset())
                .param("size", page.size())
                .query((row, number) -> row.getLong(1))
                .list();
        return new Page<>(ids, page.page(), page.size(), total);
    }

    boolean stopRequested(long jobId) {
        return jdbc.sql("SELECT stop_requested FROM migration_job WHERE id = :id")
                .param("id", jobId)
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    /** True if some run has executed, or is executing, this plan. */
    boolean planUsed(long planId) {
        return jdbc.sql("SELECT COUNT(*) FROM migration_run WHERE plan_id = :plan")
                        .param("plan", planId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static void equal(
            StringBuilder where, Map<String, Object> params, String column, String name, @Nullable Object value) {
        if (value != null) {
            where.append(" AND ").append(column).append(" = :").append(name);
            params.put(name, value);
        }
    }
}
