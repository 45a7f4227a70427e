package org.godwit.distribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.MigrationEntity;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.ObjectType;
import org.springframework.stereotype.Component;

/** Finds what comes with the shared distribution points of a hierarchy, from what was gathered. */
@Component
class SharedContents {

    private static final int MOST_REASONS = 20;

    private final GatheredStore gathered;
    private final Catalogue catalogue;

    SharedContents(GatheredStore gathered, Catalogue catalogue) {
        this.gathered = gathered;
        this.catalogue = catalogue;
    }

    /** By NAL path in upper case; a point of which nothing is known is missing. */
    Map<String, SharedContent> of(long hierarchyId) {
        Map<String, List<SharedContent.BoundaryGroup>> groups = boundaryGroups(hierarchyId);
        Map<String, SharedContent> byPoint = new HashMap<>();
        gathered.versions(hierarchyId).forEach((nalPath, versions) -> {
            List<GatheredStore.HeldVersion> old =
                    versions.stream().filter(v -> v.held() < v.newest()).toList();
            byPoint.put(
                    nalPath,
                    new SharedContent(
                            versions.size() - (long) old.size(),
                            old.size(),
                            old.stream()
                                    .limit(MOST_REASONS)
                                    .map(v -> "Package " + v.packageId() + " is there in version " + v.held()
                                            + "; the source has version " + v.newest() + ".")
                                    .toList(),
                            groups.getOrDefault(nalPath, List.of())));
        });
        groups.forEach((nalPath, named) -> byPoint.putIfAbsent(nalPath, new SharedContent(0, 0, List.of(), named)));
        return byPoint;
    }

    private Map<String, List<SharedContent.BoundaryGroup>> boundaryGroups(long hierarchyId) {
        List<MigrationEntity> groups = catalogue.selectable(hierarchyId, Set.of(ObjectType.BOUNDARY_GROUP));
        if (groups.isEmpty()) {
            return Map.of();
        }
        Map<Long, List<String>> boundaries = boundariesOf(hierarchyId, groups);
        Map<Long, String> payloads =
                catalogue.payloads(groups.stream().map(MigrationEntity::id).toList());
        Map<String, List<SharedContent.BoundaryGroup>> byPoint = new HashMap<>();
        for (MigrationEntity group : groups) {
            SharedContent.BoundaryGroup shown = new SharedContent.BoundaryGroup(
                    group.id(), group.name(), group.status().name(), boundaries.getOrDefault(group.id(), List.of()));
            for (String nalPath : nalPaths(payloads.getOrDefault(group.id(), "{}"))) {
                byPoint.computeIfAbsent(nalPath, p -> new ArrayList<>()).add(shown);
            }
        }
        return byPoint;
    }

    private Map<Long, List<String>> boundariesOf(long hierarchyId, List<MigrationEntity> groups) {
        List<Catalogue.EntityReference> references =
                catalogue
                        .references(
                                hierarchyId,
                                groups.stream().map(MigrationEntity::id).toList())
                        .stream()
                        .filter(r -> r.toType() == ObjectType.BOUNDARY)
                        .toList();
        Map<Long, String> names = catalogue
                .byIds(
                        hierarchyId,
                        references.stream()
                                .flatMap(r -> Optional.ofNullable(r.toEntityId()).stream())
                                .collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(MigrationEntity::id, MigrationEntity::name));
        return references.stream()
                .collect(Collectors.groupingBy(
                        Catalogue.EntityReference::fromEntityId,
                        Collectors.mapping(
                                r -> r.toEntityId() == null ? r.toKey() : names.getOrDefault(r.toEntityId(), r.toKey()),
                                Collectors.toList())));
    }

    /** The site systems that a boundary group names, in upper case. */
    private static Set<String> nalPaths(String payload) {
        Set<String> paths = new TreeSet<>();
        if (CanonicalJson.read(payload, Map.class).get("SiteSystems") instanceof List<?> systems) {
            for (Object system : systems) {
                if (system instanceof Map<?, ?> columns && columns.get("ServerNALPath") instanceof String path) {
                    paths.add(path.toUpperCase(Locale.ROOT));
                }
            }
        }
        return paths;
    }
}
