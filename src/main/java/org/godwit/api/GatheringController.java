package org.godwit.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.godwit.catalog.CatalogueService;
import org.godwit.catalog.EntityDetail;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.ExcludedEntity;
import org.godwit.catalog.MigrationEntity;
import org.godwit.gathering.DisclosureService;
import org.godwit.gathering.Gathering;
import org.godwit.gathering.GatheringService;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.site.DataClass;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Gatherings of a source hierarchy, and the catalogue they fill. */
@RestController
@RequestMapping("/api/v1/source-hierarchies/{hierarchyId}")
class GatheringController {

    private final GatheringService gatherings;
    private final CatalogueService catalogue;
    private final DisclosureService disclosures;

    GatheringController(GatheringService gatherings, CatalogueService catalogue, DisclosureService disclosures) {
        this.gatherings = gatherings;
        this.catalogue = catalogue;
        this.disclosures = disclosures;
    }

    @PostMapping("/gatherings")
    ResponseEntity<Gathering> start(@PathVariable long hierarchyId) {
        int number = gatherings.start(hierarchyId);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/source-hierarchies/" + hierarchyId + "/gatherings/" + number))
                .body(gatherings.get(hierarchyId, number));
    }

    @GetMapping("/gatherings")
    Page<Gathering> list(@PathVariable long hierarchyId, PageQuery query) {
        return gatherings.list(hierarchyId, query);
    }

    @GetMapping("/gatherings/{number}")
    Gathering get(@PathVariable long hierarchyId, @PathVariable int number) {
        return gatherings.get(hierarchyId, number);
    }

    /** What is, or would be, read of this source, by class of information. */
    @GetMapping("/disclosure")
    Page<DisclosureService.ClassDisclosure> disclosure(@PathVariable long hierarchyId) {
        return Page.whole(disclosures.disclosure(hierarchyId));
    }

    /** Removes what was read of a class of information that is not read any more. */
    @DeleteMapping("/data-classes/{dataClass}")
    Map<String, Long> purge(@PathVariable long hierarchyId, @PathVariable DataClass dataClass) {
        return disclosures.purge(hierarchyId, dataClass);
    }

    /** What is not in the catalogue, since no migration moves it. */
    @GetMapping("/not-migrated")
    Page<CatalogueService.NotMigratedKind> notMigrated(@PathVariable long hierarchyId) {
        return Page.whole(catalogue.notMigrated(hierarchyId));
    }

    @GetMapping("/entities")
    Page<MigrationEntity> entities(
            @PathVariable long hierarchyId,
            @RequestParam(required = false) @Nullable ObjectType type,
            @RequestParam(required = false) @Nullable EntityStatus status,
            @RequestParam(required = false) @Nullable String site,
            @RequestParam(required = false) @Nullable String name,
            PageQuery query) {
        return catalogue.list(hierarchyId, new EntityFilter(type, status, site, name), query);
    }

    @GetMapping("/entities/{entityId}")
    EntityWithDependencies entity(@PathVariable long hierarchyId, @PathVariable long entityId) {
        EntityDetail detail = catalogue.get(hierarchyId, entityId);
        return new EntityWithDependencies(
                detail.entity(), detail.payload(), detail.dependsOn(), detail.requiredBy(), detail.history());
    }

    @GetMapping("/exclusion-list")
    Page<ExcludedEntity> exclusionList(@PathVariable long hierarchyId) {
        return Page.whole(catalogue.exclusionList(hierarchyId));
    }

    @PutMapping("/exclusion-list")
    Page<ExcludedEntity> exclude(@PathVariable long hierarchyId, @RequestBody Exclusion exclusion) {
        return Page.whole(catalogue.replaceExclusionList(
                hierarchyId, exclusion.entityIds() == null ? List.of() : exclusion.entityIds(), exclusion.reason()));
    }

    /** Excludes some and includes others in one call; with {@code dependents}, what needs an excluded one is excluded too. */
    @PostMapping("/exclusion-list")
    Page<ExcludedEntity> changeExclusions(@PathVariable long hierarchyId, @RequestBody ExclusionChange change) {
        return Page.whole(catalogue.changeExclusionList(
                hierarchyId,
                change.exclude() == null ? List.of() : change.exclude(),
                change.include() == null ? List.of() : change.include(),
                Boolean.TRUE.equals(change.dependents()),
                change.reason()));
    }

    /** @param dependents whether what needs an excluded entity is excluded too; null means no */
    record ExclusionChange(
            @Nullable List<Long> exclude,
            @Nullable List<Long> include,
            @Nullable Boolean dependents,
            @Nullable String reason) {}

    /** @param entityIds the entities that are to be on the list, and no others */
    record Exclusion(
            @Nullable List<Long> entityIds, @Nullable String reason) {}

    /** @param dependencies what the entity needs, directly or by way of others */
    record EntityWithDependencies(
            @JsonUnwrapped MigrationEntity entity,
            Map<String, @Nullable Object> payload,
            List<EntityDetail.Dependency> dependencies,
            List<EntityDetail.Dependency> requiredBy,
            List<EntityDetail.HistoryEntry> history) {}
}
