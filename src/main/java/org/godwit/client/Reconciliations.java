package org.godwit.client;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.client.Reconciliation.Figures;
import org.godwit.client.Reconciliation.Status;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.security.Actor;
import org.godwit.security.RunAs;
import org.godwit.security.SystemOnly;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins, executes and shows reconciliations. One that died with its node is executed again. */
@Service
class Reconciliations implements ReconciliationService {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliations.class);

    private static final String OBJECT_TYPE = "SOURCE_HIERARCHY";

    private final SourceConnections connections;
    private final Reconciler reconciler;
    private final ReconciliationStore store;
    private final ReconciliationFile file;
    private final ReconciliationProperties properties;
    private final SchedulerClient scheduler;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final RunAs runAs;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Reconciliations(
            SourceConnections connections,
            Reconciler reconciler,
            ReconciliationStore store,
            ReconciliationFile file,
            ReconciliationProperties properties,
            SchedulerClient scheduler,
            AuditTrail audit,
            ApplicationEventPublisher events,
            RunAs runAs,
            TransactionTemplate transaction,
            Clock clock) {
        this.connections = connections;
        this.reconciler = reconciler;
        this.store = store;
        this.file = file;
        this.properties = properties;
        this.scheduler = scheduler;
        this.audit = audit;
        this.events = events;
        this.runAs = runAs;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public Reconciliation begin(long hierarchyId) {
        connections.dataClasses(hierarchyId); // throws if there is no such hierarchy
        long id = Objects.requireNonNull(transaction.execute(status -> {
            long begun = store.begin(hierarchyId, Actor.current().name(), clock.instant());
            scheduler.scheduleIfNotExists(ReconciliationTask.of(begun), clock.instant());
            audit.record(AuditEntry.success("CLIENT_RECONCILIATION_BEGUN", OBJECT_TYPE, hierarchyId, null)
                    .with("reconciliation", begun));
            return begun;
        }));
        return get(hierarchyId, id);
    }

    /** Begins those that are due: of sources that are gathered and that records here came from. */
    @SystemOnly("Executed by the schedule, which asks in nobody's name")
    void beginDue() {
        if (properties.every().isZero()) {
            return;
        }
        Instant due = clock.instant().minus(properties.every());
        for (long hierarchyId : store.due(due)) {
            try {
                if (connections.active(hierarchyId)) {
                    runAs.system(() -> begin(hierarchyId));
                }
            } catch (GodwitException e) {
                LOG.warn("Source hierarchy {} is not reconciled: {}", hierarchyId, e.getMessage());
            }
        }
    }

    /** Does nothing if it has ended already. */
    @SystemOnly("Executed by the schedule for a reconciliation whose right was checked when it was begun")
    void run(long id) {
        Reconciliation reconciliation = store.find(id).orElse(null);
        if (reconciliation == null || reconciliation.status() != Status.RUNNING) {
            return;
        }
        runAs.system(() -> {
            try (SourceDatabase source = connections.open(reconciliation.hierarchyId())) {
                completed(reconciliation, reconciler.run(reconciliation.hierarchyId(), source));
            } catch (SourceFailure | GodwitException e) {
                failed(reconciliation, String.valueOf(e.getMessage()));
            }
        });
    }

    private void completed(Reconciliation reconciliation, Reconciler.Result result) {
        transaction.executeWithoutResult(status -> {
            store.add(reconciliation.id(), result.differences());
            Figures figures = result.figures().sealed(file.digest(reconciliation.id()));
            store.completed(reconciliation.id(), figures, clock.instant());
            audit.record(event(
                            AuditEntry.success("CLIENTS_RECONCILED", OBJECT_TYPE, reconciliation.hierarchyId(), null),
                            reconciliation)
                    .with("verdict", figures.verdict().name())
                    .with("digest", figures.digest())
                    .with("figures", figures));
            String subject = Long.toString(reconciliation.hierarchyId());
            events.publishEvent(
                    figures.notBlockedHere() == 0
                            ? new AlertCleared(AlertCondition.Kind.RECONCILIATION_DIFFERENT, OBJECT_TYPE, subject)
                            : new AlertCondition(
                                    AlertCondition.Kind.RECONCILIATION_DIFFERENT,
                                    OBJECT_TYPE,
                                    subject,
                                    figures.notBlockedHere()
                                            + " client(s) that the source blocks are not refused here: gather it again."));
        });
    }

    private void failed(Reconciliation reconciliation, String why) {
        transaction.executeWithoutResult(status -> {
            store.failed(reconciliation.id(), why, clock.instant());
            audit.record(event(
                            AuditEntry.failed("CLIENTS_RECONCILED", OBJECT_TYPE, reconciliation.hierarchyId(), null),
                            reconciliation)
                    .with("failure", why));
        });
    }

    private static AuditEntry event(AuditEntry entry, Reconciliation reconciliation) {
        return entry.with("reconciliation", reconciliation.id()).with("requestedBy", reconciliation.requestedBy());
    }

    @Override
    public Page<Reconciliation> list(long hierarchyId, PageQuery page) {
        return store.list(hierarchyId, page);
    }

    @Override
    public Reconciliation get(long hierarchyId, long id) {
        return store.find(id)
                .filter(found -> found.hierarchyId() == hierarchyId)
                .orElseThrow(() -> GodwitException.notFound(
                        "RECONCILIATION_NOT_FOUND",
                        "Source hierarchy " + hierarchyId + " has no reconciliation " + id + ".",
                        "Look it up in the list of reconciliations."));
    }

    @Override
    public Page<ClientDifference> differences(
            long hierarchyId, long id, ClientDifference.@Nullable Kind kind, PageQuery page) {
        get(hierarchyId, id);
        return store.differences(id, kind, page);
    }

    @Override
    public String csv(long hierarchyId, long id) {
        return file.csv(get(hierarchyId, id));
    }

    @Override
    public String html(long hierarchyId, long id) {
        return file.html(get(hierarchyId, id), "source hierarchy " + hierarchyId);
    }
}
