package org.godwit.gathering;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.catalog.CatalogueGathering;
import org.godwit.catalog.CatalogueGathering.Intake;
import org.godwit.catalog.CatalogueGathering.Merged;
import org.godwit.client.ClientMigration;
import org.godwit.distribution.ContentMigration;
import org.godwit.gathering.Gathering.Counts;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.hierarchy.SourceGaps;
import org.godwit.hierarchy.SourceRequirements;
import org.godwit.hierarchy.SourceSites;
import org.godwit.site.DataClass;
import org.godwit.site.ObjectType;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceFailure;
import org.godwit.site.SourceRight;
import org.godwit.site.SourceSiteInfo;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One cycle: HIERARCHY, OBJECTS, CLIENTS, PACKAGE_STATUS. Sites and objects are read first, objects into a staging table; then
 * one transaction takes clients and package status in, merges the objects and closes the cycle. So a cycle that fails in any
 * phase leaves everything as it was.
 */
@Component
class GatheringCycle {

    private final SourceConnections connections;
    private final SourceSites sites;
    private final SourceGaps gaps;
    private final SourceRequirements requirements;
    private final CatalogueGathering catalogue;
    private final ClientMigration clients;
    private final ContentMigration content;
    private final GatheringStore store;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    GatheringCycle(
            SourceConnections connections,
            SourceSites sites,
            SourceGaps gaps,
            SourceRequirements requirements,
            CatalogueGathering catalogue,
            ClientMigration clients,
            ContentMigration content,
            GatheringStore store,
            AuditTrail audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.connections = connections;
        this.sites = sites;
        this.gaps = gaps;
        this.requirements = requirements;
        this.catalogue = catalogue;
        this.clients = clients;
        this.content = content;
        this.store = store;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * @throws GatheringControl.Interrupted if the cycle was asked to end
     * @throws SourceFailure if the source cannot be read
     */
    void run(long hierarchyId, int number, GatheringControl control) {
        Set<DataClass> classes = connections.dataClasses(hierarchyId);
        try (SourceDatabase source = connections.open(hierarchyId)) {
            control.enter(GatheringPhase.HIERARCHY);
            List<SourceSiteInfo> found = source.sites();
            requirements.check(hierarchyId, found);
            control.enter(GatheringPhase.OBJECTS);
            long objects = readObjects(hierarchyId, source, classes, control);
            transaction.executeWithoutResult(
                    status -> takeIn(hierarchyId, number, source, classes, found, objects, control));
        }
    }

    private long readObjects(
            long hierarchyId, SourceDatabase source, Set<DataClass> classes, GatheringControl control) {
        Intake intake = catalogue.begin(hierarchyId);
        List<ObjectType> types = source.objectTypes().stream()
                .filter(t -> classes.contains(t.dataClass()))
                .sorted(Comparator.naturalOrder())
                .toList();
        for (ObjectType type : types) {
            source.objects(type, object -> {
                control.endIfAsked();
                intake.accept(object);
                control.progress(GatheringPhase.OBJECTS.name(), intake.taken(), 0);
            });
            intake.complete(type);
        }
        return intake.taken();
    }

    private void takeIn(
            long hierarchyId,
            int number,
            SourceDatabase source,
            Set<DataClass> classes,
            List<SourceSiteInfo> found,
            long objects,
            GatheringControl control) {
        control.enter(GatheringPhase.CLIENTS);
        ClientMigration.Gathered gathered = classes.contains(DataClass.DEVICE_IDENTITY)
                ? clients.gather(hierarchyId, source, control)
                : new ClientMigration.Gathered(0, 0, 0, 0, 0, Map.of());
        control.enter(GatheringPhase.PACKAGE_STATUS);
        ContentMigration.Gathered packages = classes.contains(DataClass.CONTENT)
                ? content.gather(hierarchyId, source, control)
                : new ContentMigration.Gathered(0, 0, 0, 0, 0);
        control.endIfAsked();
        Merged merged = catalogue.merge(hierarchyId);
        SourceSites.Replaced replaced = sites.replace(hierarchyId, found);
        Set<SourceRight> lacking = source.lacking();
        gaps.replace(hierarchyId, lacking);
        Counts counts = new Counts(
                replaced.total(),
                objects,
                gathered.clients(),
                gathered.blocked(),
                packages.packages(),
                packages.distributionPoints());
        long added = merged.added() + gathered.added() + packages.added() + replaced.added();
        long modified = merged.modified() + gathered.modified() + packages.modified() + replaced.modified();
        long removed = merged.removed() + gathered.removed() + packages.removed() + replaced.removed();
        store.succeed(hierarchyId, number, counts, added, modified, removed, clock.instant());
        audit.record(AuditEntry.success("SOURCE_GATHERED", "SOURCE_HIERARCHY", hierarchyId, null)
                .with("gathering", number)
                .with("dataClasses", classes.stream().map(Enum::name).sorted().toList())
                .with("lacking", lacking.stream().map(Enum::name).sorted().toList())
                .with("objects", objects)
                .with("clients", gathered.clients())
                .with("blocked", gathered.blocked())
                .with("added", added)
                .with("modified", modified)
                .with("removed", removed));
    }
}
