package org.godwit.job;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.MigrationEntity;
import org.godwit.client.ClientMigration;
import org.godwit.destination.DestinationObjects;
import org.godwit.distribution.ContentMigration;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.security.SecurityScopes;
import org.godwit.shared.GodwitException;
import org.godwit.shared.SiteCode;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether everything exists that a request for a job names: a typing error is told at once, not when the job runs. */
@Component
class JobReferences {

    private static final int SHOWN = 5;

    /** Configuration Manager's own collections, which every destination has. */
    private static final String BUILT_IN = "SMS";

    private final Catalogue catalogue;
    private final SourceConnections sources;
    private final DestinationObjects destination;
    private final ContentMigration content;
    private final ClientMigration clients;
    private final TakeoverPhase takeover;
    private final SecurityScopes scopes;

    JobReferences(
            Catalogue catalogue,
            SourceConnections sources,
            DestinationObjects destination,
            ContentMigration content,
            ClientMigration clients,
            TakeoverPhase takeover,
            SecurityScopes scopes) {
        this.catalogue = catalogue;
        this.sources = sources;
        this.destination = destination;
        this.content = content;
        this.clients = clients;
        this.takeover = takeover;
        this.scopes = scopes;
    }

    /** @throws GodwitException that names what does not exist */
    void check(NewMigrationJob request) {
        entities(request);
        clients(request);
        content(request);
        takeover(request);
        scopes.choose(request.securityScopes());
        if (request.scopesByType() != null) {
            request.scopesByType().values().forEach(scopes::choose);
        }
        sites(request);
        collections(request);
        bootImages(request.bootImages());
    }

    private void entities(NewMigrationJob request) {
        JobSelection select = request.select();
        Set<Long> named = new TreeSet<>(select.entityIds());
        named.addAll(select.except());
        if (request.conflicts() != null) {
            named.addAll(request.conflicts().keySet());
        }
        catalogue.byIds(request.sourceHierarchyId(), named).stream()
                .filter(e -> e.status() != EntityStatus.REMOVED)
                .map(MigrationEntity::id)
                .forEach(named::remove);
        require(
                named,
                "ENTITY_NOT_FOUND",
                "Source hierarchy " + request.sourceHierarchyId() + " has no object",
                "Choose objects of the catalogue of this source hierarchy; those gone at the source cannot be migrated.");
    }

    private void clients(NewMigrationJob request) {
        ClientChoice choice = request.select().clients();
        String collection = choice == null ? null : choice.collectionId();
        if (collection != null) {
            require(
                    unknownCollections(request.sourceHierarchyId(), Set.of(collection)),
                    "COLLECTION_NOT_FOUND",
                    "The source hierarchy has no collection",
                    "Give the CollectionID of a gathered collection, for example PS100014.");
        }
        String site = choice == null ? null : choice.siteCode();
        if (site != null) {
            require(
                    unknownSites(request.sourceHierarchyId(), Set.of(site)),
                    "SITE_NOT_FOUND",
                    "The source hierarchy has no site",
                    "Give the code of a gathered site that clients report to.");
        }
        if (choice != null) {
            clients.check(request.sourceHierarchyId(), choice.selection());
        }
    }

    private Set<String> unknownCollections(long hierarchyId, Collection<String> collectionIds) {
        Set<String> unknown = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        unknown.addAll(collectionIds);
        catalogue.byKeys(hierarchyId, ObjectType.COLLECTION, collectionIds).stream()
                .map(MigrationEntity::sourceKey)
                .forEach(unknown::remove);
        return unknown;
    }

    private void content(NewMigrationJob request) {
        ContentMigration.Unknown unknown =
                content.unknown(request.sourceHierarchyId(), PlanDraft.contentSelection(request.select()));
        require(
                unknown.packageIds(),
                "PACKAGE_NOT_FOUND",
                "The source hierarchy has no package with content",
                "Give PackageIDs as its distribution points list them, or \"ALL\".");
        require(
                unknown.distributionPointIds(),
                "DISTRIBUTION_POINT_NOT_FOUND",
                "There is no distribution point",
                "List the distribution points of the destination to see their ids; leave them out for every one.");
    }

    private void sites(NewMigrationJob request) {
        TakeoverChoice takeover = request.select().takeover();
        if (takeover != null && takeover.siteCode() != null) {
            new SiteCode(takeover.siteCode());
        }
        if (request.contentOwner() != null) {
            new SiteCode(request.contentOwner());
        }
        Map<String, String> mapping = request.siteCodeMapping();
        if (mapping == null || mapping.isEmpty()) {
            return;
        }
        mapping.values().forEach(SiteCode::new);
        require(
                unknownSites(request.sourceHierarchyId(), mapping.keySet()),
                "SITE_NOT_FOUND",
                "The source hierarchy has no site",
                "Map from site codes of the source to site codes of the destination.");
    }

    private Set<String> unknownSites(long hierarchyId, Collection<String> codes) {
        Set<String> unknown =
                codes.stream().map(code -> new SiteCode(code).value()).collect(Collectors.toCollection(TreeSet::new));
        unknown.removeAll(sources.siteCodes(hierarchyId));
        return unknown;
    }

    private void takeover(NewMigrationJob request) {
        require(
                takeover.unknown(request.sourceHierarchyId(), request.select()),
                "DISTRIBUTION_POINT_NOT_FOUND",
                "The source hierarchy has no distribution point",
                "List the distribution points of the source hierarchy to see their ids.");
    }

    private void collections(NewMigrationJob request) {
        Map<String, String> mapping = request.collectionMapping();
        if (mapping == null || mapping.isEmpty()) {
            return;
        }
        require(
                unknownCollections(request.sourceHierarchyId(), mapping.keySet()),
                "COLLECTION_NOT_FOUND",
                "The source hierarchy has no collection",
                "Map from CollectionIDs of the source to CollectionIDs of the destination.");
        Set<String> own = mapping.values().stream()
                .filter(key -> !key.toUpperCase(Locale.ROOT).startsWith(BUILT_IN))
                .collect(Collectors.toCollection(TreeSet::new));
        require(
                notAtDestination(ObjectType.COLLECTION, own),
                "COLLECTION_MAPPING_INVALID",
                "The destination has no collection",
                "Map to a collection of the destination, or to a built-in one such as SMS00001.");
    }

    private void bootImages(@Nullable Map<Architecture, String> images) {
        if (images != null) {
            require(
                    notAtDestination(ObjectType.BOOT_IMAGE, new TreeSet<>(images.values())),
                    "BOOT_IMAGE_NOT_FOUND",
                    "The destination has no boot image",
                    "Give the PackageID of a boot image of the destination for each architecture.");
        }
    }

    private Set<String> notAtDestination(ObjectType type, Collection<String> keys) {
        Set<String> there = destination.existing(type, keys);
        return keys.stream()
                .filter(key -> !there.contains(key.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void require(Collection<?> unknown, String code, String beginning, String hint) {
        if (!unknown.isEmpty()) {
            List<?> shown = List.copyOf(unknown).subList(0, Math.min(SHOWN, unknown.size()));
            throw GodwitException.invalid(
                    code, beginning + " " + shown + (unknown.size() > SHOWN ? " and others." : "."), hint);
        }
    }
}
