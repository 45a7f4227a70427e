package org.godwit.site.provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.ObjectType;
import org.godwit.site.SourceObject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Include and exclude rules of collections as an SMS Provider gives them: a lazy property, so each collection is asked for by its
 * key (reference H). They get the form they have in the table {@code Collection_Rules}.
 */
final class ProviderCollectionRules {

    /** For what is disclosed; the rules themselves come with single collections. */
    static final ProviderQuery COLLECTIONS = ProviderQuery.byText("SMS_Collection", "CollectionID", "CollectionID");

    private static final int INCLUDE = 3;
    private static final int EXCLUDE = 4;

    private final SmsProvider provider;
    private long unseen;

    ProviderCollectionRules(SmsProvider provider) {
        this.provider = provider;
    }

    /** How many collections the account's role did not show, so that their rules stay unknown. */
    long unseen() {
        return unseen;
    }

    SourceObject completed(SourceObject collection) {
        Optional<JsonNode> found = provider.get(COLLECTIONS.className(), collection.key());
        if (found.isEmpty()) {
            unseen++;
            return collection;
        }
        List<Map<String, @Nullable Object>> rules = new ArrayList<>();
        List<SourceObject.Reference> references = new ArrayList<>(collection.references());
        for (JsonNode rule : found.get().path("CollectionRules")) {
            add(collection.key(), rule, "IncludeCollectionID", INCLUDE, "INCLUDE_COLLECTION", rules, references);
            add(collection.key(), rule, "ExcludeCollectionID", EXCLUDE, "EXCLUDE_COLLECTION", rules, references);
        }
        Map<String, @Nullable Object> payload = new LinkedHashMap<>(collection.payload());
        payload.put(
                "CollectionRules",
                rules.stream()
                        .sorted(Comparator.comparing(CanonicalJson::write))
                        .toList());
        return new SourceObject(
                collection.type(), collection.key(), collection.name(), collection.version(), payload, references);
    }

    private static void add(
            String owner,
            JsonNode rule,
            String property,
            int type,
            String kind,
            List<Map<String, @Nullable Object>> rules,
            List<SourceObject.Reference> references) {
        String other = rule.path(property).asString("").strip();
        if (other.isEmpty()) {
            return;
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("QueryName", rule.path("RuleName").asString(""));
        row.put("RuleType", type);
        row.put("ReferencedCollectionID", other);
        rules.add(row);
        SourceObject.Reference reference = new SourceObject.Reference(ObjectType.COLLECTION, other, kind);
        if (!other.equalsIgnoreCase(owner) && !references.contains(reference)) {
            references.add(reference);
        }
    }
}
