package org.godwit.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.catalog.CatalogueService;
import org.godwit.catalog.EntityDetail;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.ExcludedEntity;
import org.godwit.catalog.MigrationEntity;
import org.godwit.catalog.TypeCount;
import org.godwit.distribution.SourceDistributionPointService;
import org.godwit.distribution.SourcePoint;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.shared.Pages;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the job wizard offers to choose from a catalogue, and what a choice brings along. */
@Component
class ObjectChoice {

    private static final int SHOWN = 60;
    /** Objects chosen one by one whose dependencies are looked up while one chooses; the review knows them all. */
    private static final int LOOKED_AT = 100;

    private final CatalogueService catalogue;
    private final SourceDistributionPointService sourcePoints;

    ObjectChoice(CatalogueService catalogue, SourceDistributionPointService sourcePoints) {
        this.catalogue = catalogue;
        this.sourcePoints = sourcePoints;
    }

    /** @param count objects that are at the source now, excluded ones not counted */
    record TypeChoice(ObjectType type, long count, long migrated) {}

    /**
     * One page of the objects that match.
     *
     * @param more how many match that neither this page nor one before it lists
     */
    record Found(List<MigrationEntity> items, long more, Set<Long> excluded) {}

    /**
     * @param items what comes along without having been chosen, direct needs first
     * @param excluded on the exclusion list
     * @param missing needed, but never gathered
     * @param partly more was chosen than was looked at
     */
    record Along(List<Needed> items, long excluded, long missing, boolean partly) {}

    /** @param neededBy name of the chosen object that needs it */
    record Needed(EntityDetail.Dependency object, String neededBy, boolean onExclusionList) {}

    List<TypeChoice> types(long source) {
        Map<ObjectType, Long> there = new EnumMap<>(ObjectType.class);
        Map<ObjectType, Long> migrated = new EnumMap<>(ObjectType.class);
        for (TypeCount count : counts(source)) {
            if (count.status() != EntityStatus.REMOVED && count.status() != EntityStatus.EXCLUDED) {
                there.merge(count.type(), count.count(), Long::sum);
            }
            if (count.status() == EntityStatus.MIGRATED) {
                migrated.merge(count.type(), count.count(), Long::sum);
            }
        }
        return Arrays.stream(ObjectType.values())
                .map(t -> new TypeChoice(t, there.getOrDefault(t, 0L), migrated.getOrDefault(t, 0L)))
                .toList();
    }

    /** @param page counted from 0 */
    Found find(long source, @Nullable String type, @Nullable String text, int page) {
        ObjectType wanted = Arrays.stream(ObjectType.values())
                .filter(t -> t.name().equals(type))
                .findFirst()
                .orElse(null);
        String part = text == null || text.isBlank() ? null : text.strip();
        if (wanted == null && part == null) {
            return new Found(List.of(), 0, Set.of());
        }
        PageQuery query = new PageQuery(page, SHOWN, null);
        var found = catalogue.list(source, new EntityFilter(wanted, null, part), query);
        return new Found(
                found.items(), found.total() - query.offset() - found.items().size(), excluded(source));
    }

    /** The distribution points of a source, those first that can be reassigned. */
    List<SourcePoint> points(long source) {
        return Actor.current().may(Right.SOURCE_HIERARCHY_READ)
                ? Pages.all(page -> sourcePoints.list(source, page))
                        .sorted(Comparator.comparing((SourcePoint p) -> !p.reassignable())
                                .thenComparing(SourcePoint::serverName))
                        .toList()
                : List.of();
    }

    List<MigrationEntity> chosen(@Nullable Long source, @Nullable Set<Long> ids) {
        return details(source, ids).stream().map(EntityDetail::entity).toList();
    }

    Along along(JobForm form) {
        Set<Long> ids = Objects.requireNonNullElse(form.entities(), Set.of());
        Set<ObjectType> types = Objects.requireNonNullElse(form.types(), Set.of());
        Set<Long> excluded = ids.isEmpty() ? Set.of() : excluded(Objects.requireNonNullElse(form.source(), 0L));
        Map<String, Needed> needed = new LinkedHashMap<>();
        for (EntityDetail detail : details(form.source(), ids)) {
            for (EntityDetail.Dependency object : detail.dependsOn()) {
                Long id = object.entityId();
                if ((id == null || !ids.contains(id)) && !types.contains(object.type())) {
                    needed.putIfAbsent(
                            object.type() + "/" + object.sourceKey(),
                            new Needed(object, detail.entity().name(), id != null && excluded.contains(id)));
                }
            }
        }
        List<Needed> items = new ArrayList<>(needed.values());
        items.sort(Comparator.comparingInt((Needed n) -> n.object().distance())
                .thenComparing(n -> n.object().type())
                .thenComparing(n -> String.valueOf(n.object().name())));
        return new Along(
                items,
                items.stream().filter(Needed::onExclusionList).count(),
                items.stream().filter(n -> n.object().entityId() == null).count(),
                ids.size() > LOOKED_AT);
    }

    private List<EntityDetail> details(@Nullable Long source, @Nullable Set<Long> ids) {
        if (source == null || ids == null || !Actor.current().may(Right.CATALOG_READ)) {
            return List.of();
        }
        List<EntityDetail> found = new ArrayList<>();
        ids.stream().sorted().limit(LOOKED_AT).forEach(id -> {
            try {
                found.add(catalogue.get(source, id));
            } catch (GodwitException e) {
                if (e.kind() != GodwitException.Kind.NOT_FOUND) { // a draft may name what is gone by now
                    throw e;
                }
            }
        });
        return found;
    }

    private List<TypeCount> counts(long source) {
        return Actor.current().may(Right.CATALOG_READ) ? catalogue.counts(source) : List.of();
    }

    private Set<Long> excluded(long source) {
        return Actor.current().may(Right.CATALOG_READ)
                ? catalogue.exclusionList(source).stream()
                        .map(ExcludedEntity::entityId)
                        .collect(Collectors.toCollection(HashSet::new))
                : Set.of();
    }
}
