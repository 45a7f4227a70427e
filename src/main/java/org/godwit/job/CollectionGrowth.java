package org.godwit.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.Catalogue.EntityReference;
import org.godwit.catalog.MigrationEntity;
import org.godwit.client.ClientMigration;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.job.MigrationPlan.Growth;
import org.godwit.site.ClientRead;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which collections would have more members at the destination than at the source (CM-84). A collection's queries are asked
 * over all clients of the destination, so they can find clients that came from elsewhere. A collection that is limited by a
 * collection of the destination (CM-83), or that names a site in each of its queries (CM-85), is bounded by that; one without
 * queries has the members that its rules name, which grow with a collection that it includes.
 */
@Component
class CollectionGrowth {

    /** Collections whose members are counted at the source. */
    private static final int MOST_COUNTED = 100;

    private static final String INCLUDE = "INCLUDE_COLLECTION";

    private final ClientMigration clients;
    private final Catalogue catalogue;
    private final SourceConnections sources;

    CollectionGrowth(ClientMigration clients, Catalogue catalogue, SourceConnections sources) {
        this.clients = clients;
        this.catalogue = catalogue;
        this.sources = sources;
    }

    /** @param collections that are to be written, with payloads */
    List<Growth> of(long hierarchyId, JobSettings settings, List<PlannedItem> collections) {
        List<PlannedItem> unbounded = unbounded(hierarchyId, settings, collections);
        long others = unbounded.isEmpty() ? 0 : clients.recordsNotFrom(hierarchyId);
        if (others == 0) {
            return List.of();
        }
        Map<Long, List<String>> targeting = targeting(hierarchyId, unbounded);
        Map<String, Long> members = members(hierarchyId, unbounded);
        List<Growth> growth = new ArrayList<>();
        for (PlannedItem collection : unbounded) {
            growth.add(new Growth(
                    collection.entityId(),
                    collection.sourceKey(),
                    collection.name(),
                    members.get(collection.sourceKey()),
                    others,
                    targeting.getOrDefault(collection.entityId(), List.of())));
        }
        return growth;
    }

    /** Those that can find others by their own queries, and those that include one of them, however indirectly. */
    private List<PlannedItem> unbounded(long hierarchyId, JobSettings settings, List<PlannedItem> collections) {
        Map<Long, PlannedItem> found = new LinkedHashMap<>();
        collections.stream().filter(c -> isUnbounded(c, settings)).forEach(c -> found.put(c.entityId(), c));
        Map<Long, PlannedItem> others = new LinkedHashMap<>();
        collections.stream()
                .filter(c -> !found.containsKey(c.entityId()) && !isLimited(fields(c), settings))
                .forEach(c -> others.put(c.entityId(), c));
        List<Long> next = List.copyOf(found.keySet());
        while (!next.isEmpty() && !others.isEmpty()) {
            List<Long> including = new ArrayList<>();
            for (EntityReference reference : catalogue.referencesTo(hierarchyId, next)) {
                PlannedItem one = reference.kind().equals(INCLUDE) ? others.remove(reference.fromEntityId()) : null;
                if (one != null) {
                    found.put(one.entityId(), one);
                    including.add(one.entityId());
                }
            }
            next = including;
        }
        return List.copyOf(found.values());
    }

    static boolean isUnbounded(PlannedItem collection, JobSettings settings) {
        Map<String, @Nullable Object> fields = fields(collection);
        return !isLimited(fields, settings)
                && fields.get("QueryRules") instanceof List<?> rules
                && rules.stream()
                        .anyMatch(rule -> rule instanceof Map<?, ?> columns
                                && columns.get("QueryExpression") instanceof String query
                                && !Advice.SITE_IN_QUERY.matcher(query).find());
    }

    private static Map<String, @Nullable Object> fields(PlannedItem collection) {
        String payload = collection.payload();
        return TargetRenderer.fields(payload == null ? "{}" : payload);
    }

    private static boolean isLimited(Map<String, @Nullable Object> fields, JobSettings settings) {
        Object limit = fields.get("LimitToCollectionID");
        return limit != null && settings.collectionMapping().containsValue(limit.toString());
    }

    private Map<Long, List<String>> targeting(long hierarchyId, List<PlannedItem> collections) {
        Map<Long, Long> targets = new HashMap<>();
        catalogue
                .referencesTo(
                        hierarchyId,
                        collections.stream().map(PlannedItem::entityId).toList())
                .stream()
                .filter(r -> r.kind().equals(ObjectSelector.TARGET_COLLECTION) && r.toEntityId() != null)
                .forEach(r -> targets.put(r.fromEntityId(), r.toEntityId()));
        Map<Long, List<String>> targeting = new HashMap<>();
        Set<Long> deployments = targets.keySet();
        for (MigrationEntity deployment : catalogue.byIds(hierarchyId, deployments)) {
            Long collection = targets.get(deployment.id());
            if (collection != null) {
                targeting
                        .computeIfAbsent(collection, id -> new ArrayList<>())
                        .add(deployment.type() + " " + deployment.sourceKey() + " (" + deployment.name() + ")");
            }
        }
        return targeting;
    }

    /** How many members the collections have at the source, by CollectionID; without those it does not say. */
    private Map<String, Long> members(long hierarchyId, List<PlannedItem> collections) {
        Map<String, Long> members = new HashMap<>();
        try (SourceDatabase source = sources.open(hierarchyId)) {
            for (PlannedItem collection : collections.subList(0, Math.min(MOST_COUNTED, collections.size()))) {
                ClientRead read = new ClientRead(Long.MIN_VALUE, collection.sourceKey(), Set.of());
                members.put(collection.sourceKey(), source.countClients(read));
            }
        } catch (SourceFailure e) {
            return members; // a plan can be made while the source is away; the rest stays uncounted
        }
        return members;
    }
}
