package org.godwit.hierarchy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.credential.StoredCredential;
import org.godwit.hierarchy.FinishReview.Step;
import org.godwit.security.Actor;
import org.godwit.shared.GodwitException;
import org.godwit.site.SourceSiteInfo;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The end of migration from a source: stop, let go of secrets, clean up. Every step is a transaction with its own audit
 * event, and each finds nothing left to do when it is run again; so a finish that broke off is simply repeated.
 */
@Component
class Completion {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final HierarchyLookup hierarchies;
    private final HierarchyAccounts accounts;
    private final SourceSites sites;
    private final ObjectProvider<MigrationData> migrationData;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Completion(
            HierarchyLookup hierarchies,
            HierarchyAccounts accounts,
            SourceSites sites,
            ObjectProvider<MigrationData> migrationData,
            AuditTrail audit,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.hierarchies = hierarchies;
        this.accounts = accounts;
        this.sites = sites;
        this.migrationData = migrationData;
        this.audit = audit;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    FinishReview review(SourceHierarchyEntity hierarchy) {
        List<String> sitesToStop = childrenFirst(hierarchy);
        List<String> credentials =
                accounts.stored(hierarchy.id()).stream().map(Completion::shown).toList();
        List<String> data =
                migrationData.orderedStream().map(MigrationData::what).toList();
        boolean finished = hierarchy.state() == SourceHierarchy.State.FINISHED;
        return new FinishReview(
                sitesToStop,
                credentials,
                List.of(
                        new Step(
                                Step.Name.STOP_GATHERING,
                                "Data gathering stops, children before parents: " + String.join(", ", sitesToStop)
                                        + ".",
                                !hierarchy.active()),
                        new Step(
                                Step.Name.REMOVE_CREDENTIALS,
                                "Stored credentials are removed so that no copy of them can be opened: "
                                        + (credentials.isEmpty()
                                                ? "there are none."
                                                : String.join(", ", credentials) + "."),
                                credentials.isEmpty()),
                        new Step(
                                Step.Name.CLEAN_UP,
                                "Migration data is removed (" + String.join(", ", data)
                                        + "). Which object came from where, client records, blocks and content stay.",
                                hierarchy.cleanedUpAt() != null),
                        new Step(
                                Step.Name.COMPLETE,
                                "Migration from '" + hierarchy.name() + "' is completed.",
                                finished)),
                blockers(hierarchy.id()),
                migrationData
                        .orderedStream()
                        .flatMap(each -> each.warnings(hierarchy.id()).stream())
                        .toList());
    }

    /** Stops gathering in the caller's transaction, children before parents (CM-132); nothing if it is stopped. */
    void stop(SourceHierarchyEntity hierarchy) {
        if (!hierarchy.active()) {
            return;
        }
        hierarchy.stop();
        hierarchy.modified(Actor.current().name(), clock.instant());
        audit.record(
                AuditEntry.success("GATHERING_STOPPED", SourceHierarchies.OBJECT_TYPE, hierarchy.id(), hierarchy.name())
                        .with("sitesInOrder", childrenFirst(hierarchy)));
        events.publishEvent(new SourceHierarchyEvent.GatheringStopped(hierarchy.id()));
    }

    /**
     * Work that goes on may still need the secrets, so they go when it has ended.
     *
     * @throws GodwitException {@code SOURCE_HIERARCHY_BUSY} while work on it goes on; gathering is stopped by then
     */
    void finish(long id) {
        step(id, this::stop);
        awaitEndOfGathering(id);
        requireIdle(id);
        step(id, this::letGoOfSecrets);
        step(id, hierarchy -> {
            cleanUp(hierarchy);
            if (hierarchy.state() != SourceHierarchy.State.FINISHED) {
                hierarchy.finish(clock.instant());
                hierarchy.modified(Actor.current().name(), clock.instant());
                audit.record(AuditEntry.success(
                        "SOURCE_HIERARCHY_FINISHED", SourceHierarchies.OBJECT_TYPE, id, hierarchy.name()));
            }
        });
    }

    /** @throws GodwitException {@code SOURCE_HIERARCHY_ACTIVE} or {@code SOURCE_HIERARCHY_BUSY} */
    void cleanUp(long id) {
        requireStopped(hierarchies.required(id));
        requireIdle(id);
        step(id, this::cleanUp);
    }

    /** @throws GodwitException {@code SOURCE_HIERARCHY_ACTIVE} or {@code SOURCE_HIERARCHY_BUSY} */
    void delete(long id) {
        requireStopped(hierarchies.required(id));
        requireIdle(id);
        step(id, hierarchy -> {
            letGoOfSecrets(hierarchy);
            cleanUp(hierarchy);
            sites.replace(id, List.of());
            hierarchy.delete(clock.instant());
            hierarchy.modified(Actor.current().name(), clock.instant());
            audit.record(
                    AuditEntry.success("SOURCE_HIERARCHY_DELETED", SourceHierarchies.OBJECT_TYPE, id, hierarchy.name())
                            .with("before", HierarchyViews.forAudit(hierarchy)));
        });
    }

    private void letGoOfSecrets(SourceHierarchyEntity hierarchy) {
        int removed = accounts.removeAll(hierarchy.id());
        if (removed > 0) {
            audit.record(AuditEntry.success(
                            "SOURCE_CREDENTIALS_REMOVED",
                            SourceHierarchies.OBJECT_TYPE,
                            hierarchy.id(),
                            hierarchy.name())
                    .with("credentials", removed));
        }
    }

    private void cleanUp(SourceHierarchyEntity hierarchy) {
        Map<String, Long> removed = new LinkedHashMap<>();
        migrationData.orderedStream().forEach(data -> removed.put(data.what(), data.cleanUp(hierarchy.id())));
        boolean any = removed.values().stream().anyMatch(rows -> rows > 0);
        if (hierarchy.cleanedUpAt() == null || any) {
            hierarchy.cleanedUp(clock.instant());
            hierarchy.modified(Actor.current().name(), clock.instant());
            audit.record(AuditEntry.success(
                            "MIGRATION_DATA_CLEANED_UP",
                            SourceHierarchies.OBJECT_TYPE,
                            hierarchy.id(),
                            hierarchy.name())
                    .with("rowsRemoved", removed));
        }
    }

    private static void requireStopped(SourceHierarchyEntity hierarchy) {
        if (hierarchy.active()) {
            throw GodwitException.conflict(
                    "SOURCE_HIERARCHY_ACTIVE",
                    "Data is being gathered from '" + hierarchy.name() + "'.",
                    "Stop gathering or finish the source hierarchy first.");
        }
    }

    /** A gathering that was just stopped ends at its next row; that is waited for, so that one call is enough. */
    private void awaitEndOfGathering(long id) {
        Instant until = clock.instant().plus(LONGEST_WAIT);
        while (gatheringEnds(id) && clock.instant().isBefore(until)) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean gatheringEnds(long id) {
        return migrationData
                .orderedStream()
                .filter(MigrationData::endsWithGathering)
                .anyMatch(data -> !data.runningWork(id).isEmpty());
    }

    private void requireIdle(long id) {
        List<String> blockers = blockers(id);
        if (!blockers.isEmpty()) {
            throw GodwitException.conflict(
                    "SOURCE_HIERARCHY_BUSY",
                    "Work on the source hierarchy goes on: " + String.join(" ", blockers),
                    "Wait until it has ended, or stop it; then try again.");
        }
    }

    private List<String> blockers(long id) {
        return migrationData
                .orderedStream()
                .flatMap(data -> data.runningWork(id).stream())
                .toList();
    }

    private List<String> childrenFirst(SourceHierarchyEntity hierarchy) {
        List<String> codes = new ArrayList<>(
                sites.of(hierarchy.id()).stream().map(SourceSiteInfo::siteCode).toList());
        Collections.reverse(codes);
        return codes.isEmpty() ? List.of(hierarchy.siteCode()) : codes;
    }

    private static String shown(StoredCredential credential) {
        String domain = credential.domain();
        return credential.owner().purpose() + ": " + (domain == null ? "" : domain + "\\") + credential.user();
    }

    private void step(long id, java.util.function.Consumer<SourceHierarchyEntity> work) {
        transaction.executeWithoutResult(status -> work.accept(hierarchies.required(id)));
    }
}
