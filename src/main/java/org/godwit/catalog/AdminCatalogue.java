package org.godwit.catalog;

import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.security.Actor;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The catalogue for administrators. */
@Service
@Transactional
class AdminCatalogue implements CatalogueService {

    private static final int LONGEST_REASON = 400;

    private final CatalogueStore store;
    private final ExclusionStore exclusions;
    private final SourceConnections hierarchies;
    private final AuditTrail audit;
    private final Clock clock;

    AdminCatalogue(
            CatalogueStore store,
            ExclusionStore exclusions,
            SourceConnections hierarchies,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.exclusions = exclusions;
        this.hierarchies = hierarchies;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Page<MigrationEntity> list(long hierarchyId, EntityFilter filter, PageQuery query) {
        requireHierarchy(hierarchyId);
        return store.list(hierarchyId, filter, query);
    }

    @Override
    @SuppressWarnings("unchecked") // a payload is a JSON object
    public EntityDetail get(long hierarchyId, long entityId) {
        requireHierarchy(hierarchyId);
        MigrationEntity entity = store.find(hierarchyId, entityId).orElseThrow(() -> notFound(Set.of(entityId)));
        String payload = store.payloads(Set.of(entityId)).getOrDefault(entityId, "{}");
        DependencyClosure closure = new DependencyClosure(store, hierarchyId);
        return new EntityDetail(
                entity,
                (Map<String, @Nullable Object>) CanonicalJson.read(payload, Map.class),
                closure.dependsOn(entityId),
                closure.requiredBy(entityId),
                store.history(entityId));
    }

    @Override
    public List<TypeCount> counts(long hierarchyId) {
        requireHierarchy(hierarchyId);
        return store.counts(hierarchyId);
    }

    @Override
    public List<NotMigratedKind> notMigrated(long hierarchyId) {
        requireHierarchy(hierarchyId);
        return Arrays.stream(NotMigrated.values())
                .map(kind -> new NotMigratedKind(kind.name(), kind.reason(), kind.instead()))
                .toList();
    }

    @Override
    public List<ExcludedEntity> exclusionList(long hierarchyId) {
        requireHierarchy(hierarchyId);
        return exclusions.list(hierarchyId);
    }

    @Override
    public List<ExcludedEntity> replaceExclusionList(
            long hierarchyId, Collection<Long> entityIds, @Nullable String reason) {
        requireHierarchy(hierarchyId);
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw GodwitException.invalid(
                    "REASON_TOO_LONG",
                    "The reason is longer than " + LONGEST_REASON + " characters.",
                    "Give a shorter one.");
        }
        Set<Long> wanted = new TreeSet<>(entityIds);
        Set<Long> known = store.byIds(hierarchyId, wanted).stream()
                .map(MigrationEntity::id)
                .collect(Collectors.toSet());
        if (!known.containsAll(wanted)) {
            wanted.removeAll(known);
            throw notFound(wanted);
        }
        Set<Long> before = exclusions.ids(hierarchyId);
        Set<Long> added = minus(wanted, before);
        Set<Long> removed = minus(before, wanted);
        if (!added.isEmpty() || !removed.isEmpty()) {
            exclusions.remove(removed);
            exclusions.add(hierarchyId, added, Actor.current().name(), clock.instant(), reason);
            audit.record(AuditEntry.success("EXCLUSION_LIST_CHANGED", "SOURCE_HIERARCHY", hierarchyId, null)
                    .with("excluded", List.copyOf(added))
                    .with("includedAgain", List.copyOf(removed))
                    .with("reason", reason));
        }
        return exclusions.list(hierarchyId);
    }

    @Override
    public List<ExcludedEntity> changeExclusionList(
            long hierarchyId,
            Collection<Long> exclude,
            Collection<Long> include,
            boolean dependents,
            @Nullable String reason) {
        requireHierarchy(hierarchyId);
        Set<Long> both = new TreeSet<>(exclude);
        both.retainAll(Set.copyOf(include));
        if (!both.isEmpty()) {
            throw GodwitException.invalid(
                    "EXCLUSION_CONTRADICTORY",
                    "Entity " + both.iterator().next() + " is to be excluded and included.",
                    "Name it in one of the two lists.");
        }
        Set<Long> wanted = exclusions.ids(hierarchyId);
        wanted.addAll(exclude);
        if (dependents) {
            wanted.addAll(new DependencyClosure(store, hierarchyId).dependents(exclude));
        }
        Set<Long> named = new TreeSet<>(include);
        store.byIds(hierarchyId, named).forEach(e -> named.remove(e.id()));
        if (!named.isEmpty()) {
            throw notFound(named);
        }
        wanted.removeAll(include);
        return replaceExclusionList(hierarchyId, wanted, reason);
    }

    private void requireHierarchy(long hierarchyId) {
        hierarchies.active(hierarchyId);
    }

    private static Set<Long> minus(Set<Long> from, Set<Long> what) {
        Set<Long> rest = new HashSet<>(from);
        rest.removeAll(what);
        return new TreeSet<>(rest);
    }

    private static GodwitException notFound(Set<Long> ids) {
        return GodwitException.notFound(
                "ENTITY_NOT_FOUND",
                "This source hierarchy has no entity " + ids.iterator().next() + ".",
                "List the entities of the hierarchy to see their ids.");
    }
}
