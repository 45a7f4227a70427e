package org.godwit.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Digests;
import org.godwit.site.ArrivalRules;
import org.godwit.site.ObjectRules;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * Turns an object as gathered into the object as the destination will hold it: keys that are other ones there, site codes in
 * collection queries (CM-85), and what the rules of its type say. Everything else stays as the source has it.
 */
final class TargetRenderer {

    private static final String QUERY_FIELD = "QueryExpression";

    /** @param payload canonical JSON text; @param digest SHA-256 of it, lower-case hex */
    record Target(String payload, String digest, Map<String, @Nullable Object> fields) {}

    private final ObjectRules rules;
    private final Map<String, String> siteCodes;
    private final @Nullable Pattern siteCodePattern;

    TargetRenderer(Map<String, String> siteCodeMapping, ObjectRules rules) {
        this.rules = rules;
        this.siteCodes = Map.copyOf(siteCodeMapping);
        this.siteCodePattern = siteCodes.isEmpty()
                ? null
                : Pattern.compile("([\"'])("
                        + String.join(
                                "|",
                                siteCodes.keySet().stream().map(Pattern::quote).toList()) + ")\\1");
    }

    /**
     * @param payload canonical JSON text of the source's columns
     * @param name the object's name at the source
     * @param targetName its name at the destination
     * @param keys from source keys it refers to (its own among them) to those keys at the destination that differ
     */
    Target render(ObjectType type, String payload, String name, String targetName, Map<String, String> keys) {
        Map<String, @Nullable Object> fields = fields(payload);
        ArrivalRules arrival = rules.of(type);
        boolean untouched = !arrival.change(fields)
                && keys.isEmpty()
                && name.equals(targetName)
                && (siteCodePattern == null || type != ObjectType.COLLECTION);
        if (untouched) {
            return new Target(payload, Digests.sha256Hex(payload), fields);
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        fields.forEach((field, value) -> changed.put(
                field,
                !name.equals(targetName) && name.equals(value) && field.endsWith("Name")
                        ? targetName
                        : rendered(type, field, value, keys)));
        arrival.apply(changed);
        String text = CanonicalJson.write(changed);
        return new Target(text, Digests.sha256Hex(text), changed);
    }

    private @Nullable Object rendered(ObjectType type, String field, @Nullable Object value, Map<String, String> keys) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> inner = new LinkedHashMap<>();
            map.forEach((k, v) -> inner.put(String.valueOf(k), rendered(type, String.valueOf(k), v, keys)));
            return inner;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(v -> rendered(type, field, v, keys)).toList();
        }
        if (value instanceof String text && type == ObjectType.COLLECTION && field.contains(QUERY_FIELD)) {
            return withSiteCodes(text);
        }
        if (value != null && isKeyField(field)) {
            String other = keys.get(value.toString());
            return other == null ? value : other;
        }
        return value;
    }

    private String withSiteCodes(String query) {
        if (siteCodePattern == null) {
            return query;
        }
        return siteCodePattern
                .matcher(query)
                .replaceAll(m -> Matcher.quoteReplacement(
                        m.group(1) + Objects.requireNonNull(siteCodes.get(m.group(2))) + m.group(1)));
    }

    private static boolean isKeyField(String field) {
        return field.endsWith("ID")
                || field.endsWith("IDs")
                || field.endsWith("Id")
                || field.endsWith("ModelName")
                || field.equals("InstanceKey");
    }

    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> fields(String payload) {
        return CanonicalJson.read(payload, Map.class);
    }
}
