package org.godwit.gathering;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.gathering.GatheringStore.State;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.hierarchy.SourceHierarchyEvent;
import org.godwit.security.Actor;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins gatherings, on request and when something happens to a source hierarchy, and shows them. */
@Service
@Transactional
class Gatherings implements GatheringService {

    private final GatheringStore store;
    private final SourceConnections hierarchies;
    private final SchedulerClient scheduler;
    private final AuditTrail audit;
    private final Clock clock;
    private final TransactionTemplate apart;

    Gatherings(
            GatheringStore store,
            SourceConnections hierarchies,
            SchedulerClient scheduler,
            AuditTrail audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.hierarchies = hierarchies;
        this.scheduler = scheduler;
        this.audit = audit;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public int start(long hierarchyId) {
        if (!hierarchies.active(hierarchyId)) {
            throw GodwitException.conflict(
                    "GATHERING_STOPPED",
                    "Gathering of this source hierarchy is stopped.",
                    "Resume gathering of the source hierarchy first.");
        }
        return begin(hierarchyId);
    }

    @Override
    @Transactional(readOnly = true)
    public Page<Gathering> list(long hierarchyId, PageQuery query) {
        hierarchies.active(hierarchyId);
        return store.list(hierarchyId, query);
    }

    @Override
    @Transactional(readOnly = true)
    public Gathering get(long hierarchyId, int number) {
        hierarchies.active(hierarchyId);
        return store.find(hierarchyId, number)
                .orElseThrow(() -> GodwitException.notFound(
                        "GATHERING_NOT_FOUND",
                        "This source hierarchy has no gathering " + number + ".",
                        "List the gatherings of the hierarchy to see their numbers."));
    }

    @Override
    @Transactional(readOnly = true)
    public GatheringState state(long hierarchyId) {
        boolean active = hierarchies.active(hierarchyId);
        Optional<State> state = store.state(hierarchyId);
        GatheringStatus status = state.map(State::status).orElse(GatheringStatus.NEVER);
        return new GatheringState(
                hierarchyId,
                active || status == GatheringStatus.RUNNING ? status : GatheringStatus.STOPPED,
                state.flatMap(s -> store.find(hierarchyId, s.lastNumber())).orElse(null),
                state.map(State::lastSuccess).orElse(null),
                state.map(State::nextAt).orElse(null));
    }

    /** Follows what happens to source hierarchies, in the transaction in which it happens. */
    @EventListener
    void on(SourceHierarchyEvent event) {
        long hierarchyId = event.hierarchyId();
        if (event instanceof SourceHierarchyEvent.GatheringStopped) {
            store.requestStop(hierarchyId);
            if (store.state(hierarchyId).filter(State::running).isPresent()) {
                GatheringTask.schedule(scheduler, hierarchyId, clock.instant()); // only its execution can end it
            } else {
                GatheringTask.cancel(scheduler, hierarchyId);
            }
        } else if (event instanceof SourceHierarchyEvent.Defined defined && !defined.gatherAtOnce()) {
            Instant first = clock.instant().plus(defined.gatherEvery());
            store.prepare(hierarchyId, Actor.current().name());
            store.dueAt(hierarchyId, first);
            GatheringTask.schedule(scheduler, hierarchyId, first);
        } else {
            boolean changed = event instanceof SourceHierarchyEvent.Changed;
            if (changed && store.state(hierarchyId).filter(State::running).isPresent()) {
                store.again(hierarchyId);
            } else {
                begin(hierarchyId);
            }
        }
    }

    /** Begins a gathering, or finds the one that runs. */
    private int begin(long hierarchyId) {
        String user = Actor.current().name();
        store.prepare(hierarchyId, user);
        Optional<Integer> begun = store.begin(hierarchyId, user, clock.instant());
        if (begun.isEmpty()) {
            GatheringTask.schedule(scheduler, hierarchyId, clock.instant()); // if it waits for its source
            return store.state(hierarchyId).orElseThrow().lastNumber();
        }
        audit.record(AuditEntry.success("GATHERING_STARTED", "SOURCE_HIERARCHY", hierarchyId, null)
                .with("gathering", begun.get()));
        if (!GatheringTask.schedule(scheduler, hierarchyId, clock.instant())) {
            scheduleAfterCommit(hierarchyId);
        }
        return begun.get();
    }

    /**
     * The execution of the gathering before is ending at this moment. It looks for what was begun when it has ended; should
     * it look just before this transaction commits, the schedule is moved from here.
     */
    private void scheduleAfterCommit(long hierarchyId) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                apart.executeWithoutResult(status -> GatheringTask.schedule(scheduler, hierarchyId, clock.instant()));
            }
        });
    }
}
