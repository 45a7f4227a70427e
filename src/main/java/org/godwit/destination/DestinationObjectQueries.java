package org.godwit.destination;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists and figures over destination objects. */
@Component
class DestinationObjectQueries {

    private static final Map<String, String> SORTABLE = Map.of(
            "id", "o.id",
            "type", "o.object_type",
            "key", "o.object_key",
            "name", "o.name",
            "version", "o.version",
            "modifiedAt", "o.modified_at");

    private final JdbcClient jdbc;

    DestinationObjectQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param scopes names of scopes to look in; null for all */
    Page<DestinationObject> list(
            @Nullable ObjectType type, @Nullable String name, @Nullable List<String> scopes, PageQuery page) {
        StringBuilder where = new StringBuilder(" WHERE 1 = 1");
        Map<String, Object> params = new HashMap<>();
        if (type != null) {
            where.append(" AND o.object_type = :type");
            params.put("type", type.name());
        }
        if (name != null && !name.isBlank()) {
            where.append(" AND (o.name LIKE :name ESCAPE '!' OR o.object_key LIKE :name ESCAPE '!')");
            params.put("name", "%" + escape(name.strip()) + "%");
        }
        inScopes(where, params, scopes);
        Long total = jdbc.sql("SELECT COUNT(*) FROM destination_object o" + where)
                .params(params)
                .query(Long.class)
                .single();
        String order = page.orderBy(SORTABLE, "o.object_type, o.name, o.id", "o.id");
        List<DestinationObject> objects = jdbc.sql(
                        """
                SELECT o.id, o.object_type, o.object_key, o.name, o.version, '' AS payload, o.payload_digest,
                       o.content_owner, o.created_at, o.modified_at, s.hierarchy_id, s.source_key
                FROM destination_object o LEFT JOIN destination_object_origin s ON s.object_id = o.id
                """ + where + " ORDER BY " + order + " OFFSET :offset ROWS FETCH NEXT :size ROWS ONLY")
                .params(params)
                .param("offset", page.offset())
                .param("size", page.size())
                .query((row, n) -> DestinationObjectStore.read(row, Set.of()))
                .list();
        return new Page<>(objects, page.page(), page.size(), total);
    }

    Map<ObjectType, Long> counts(@Nullable List<String> scopes) {
        StringBuilder where = new StringBuilder(" WHERE 1 = 1");
        Map<String, Object> params = new HashMap<>();
        inScopes(where, params, scopes);
        Map<ObjectType, Long> counts = new EnumMap<>(ObjectType.class);
        jdbc.sql("SELECT o.object_type, COUNT(*) AS objects FROM destination_object o" + where
                        + " GROUP BY o.object_type")
                .params(params)
                .query((row, n) -> counts.put(ObjectType.valueOf(row.getString("object_type")), row.getLong("objects")))
                .list();
        return counts;
    }

    private static void inScopes(StringBuilder where, Map<String, Object> params, @Nullable List<String> scopes) {
        if (scopes == null) {
            return;
        }
        if (scopes.isEmpty()) {
            where.append(" AND 1 = 0");
            return;
        }
        where.append(" AND EXISTS (SELECT 1 FROM destination_object_scope c WHERE c.object_id = o.id"
                + " AND c.scope_name IN (:scopes))");
        params.put("scopes", scopes);
    }

    private static String escape(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_").replace("[", "![");
    }
}
