package org.godwit.site.provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.ObjectType;
import org.godwit.site.SourceObject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Boundaries and boundary groups as an SMS Provider gives them, in the form of the database's views (reference C, H). */
final class ProviderBoundaries {

    static final ProviderQuery BOUNDARIES =
            ProviderQuery.byNumber("SMS_Boundary", "BoundaryID", "BoundaryID", "BoundaryType", "Value", "DisplayName");
    static final ProviderQuery GROUPS =
            ProviderQuery.byNumber("SMS_BoundaryGroup", "GroupID", "GroupID", "Description", "DefaultSiteCode", "Name");
    static final ProviderQuery MEMBERS =
            ProviderQuery.byPartOfKey("SMS_BoundaryGroupMembers", "GroupID", "GroupID", "BoundaryID");
    static final ProviderQuery SITE_SYSTEMS =
            ProviderQuery.byPartOfKey("SMS_BoundaryGroupSiteSystems", "GroupID", "GroupID", "ServerNALPath", "Flags");

    private ProviderBoundaries() {}

    static void boundaries(SmsProvider provider, Consumer<SourceObject> sink) {
        provider.each(
                BOUNDARIES,
                node -> sink.accept(object(
                        ObjectType.BOUNDARY, node, BOUNDARIES, List.of("DisplayName", "Value"), Map.of(), List.of())));
    }

    static void groups(SmsProvider provider, Consumer<SourceObject> sink) {
        Map<String, List<Map<String, @Nullable Object>>> members = byGroup(provider, MEMBERS);
        Map<String, List<Map<String, @Nullable Object>>> siteSystems = byGroup(provider, SITE_SYSTEMS);
        provider.each(GROUPS, node -> {
            String group = key(node, GROUPS);
            List<Map<String, @Nullable Object>> boundaries = sorted(members.getOrDefault(group, List.of()));
            sink.accept(object(
                    ObjectType.BOUNDARY_GROUP,
                    node,
                    GROUPS,
                    List.of("Name"),
                    Map.of("Boundaries", boundaries, "SiteSystems", sorted(siteSystems.getOrDefault(group, List.of()))),
                    boundaries.stream()
                            .map(row -> new SourceObject.Reference(
                                    ObjectType.BOUNDARY, String.valueOf(row.get("BoundaryID")), "BOUNDARY"))
                            .distinct()
                            .toList()));
        });
    }

    private static SourceObject object(
            ObjectType type,
            JsonNode node,
            ProviderQuery query,
            List<String> names,
            Map<String, List<Map<String, @Nullable Object>>> details,
            List<SourceObject.Reference> references) {
        Map<String, @Nullable Object> payload = values(node, query.select());
        payload.putAll(details);
        String key = key(node, query);
        String name = names.stream()
                .map(n -> node.path(n).asString(""))
                .filter(n -> !n.isBlank())
                .findFirst()
                .orElse(key);
        return new SourceObject(type, key, name.strip(), null, payload, references);
    }

    private static Map<String, List<Map<String, @Nullable Object>>> byGroup(SmsProvider provider, ProviderQuery query) {
        Map<String, List<Map<String, @Nullable Object>>> rows = new HashMap<>();
        List<String> columns = query.select().stream()
                .filter(column -> !column.equals(query.key()))
                .toList();
        provider.each(
                query,
                node -> rows.computeIfAbsent(key(node, query), k -> new ArrayList<>())
                        .add(values(node, columns)));
        return rows;
    }

    private static String key(JsonNode node, ProviderQuery query) {
        return Long.toString(node.path(query.key()).longValue());
    }

    private static Map<String, @Nullable Object> values(JsonNode node, List<String> columns) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String column : columns) {
            JsonNode value = node.path(column);
            values.put(
                    column,
                    value.isIntegralNumber()
                            ? (Object) value.longValue()
                            : value.isString() ? value.stringValue() : null);
        }
        return values;
    }

    /** In an order of their own, so that the same rows always make the same payload. */
    private static List<Map<String, @Nullable Object>> sorted(List<Map<String, @Nullable Object>> rows) {
        return rows.stream().sorted(Comparator.comparing(CanonicalJson::write)).toList();
    }
}
