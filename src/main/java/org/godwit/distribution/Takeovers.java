package org.godwit.distribution;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import java.util.List;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.distribution.Takeover.Status;
import org.godwit.security.Actor;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reassignments in the database. */
@Service
@Transactional
class Takeovers implements TakeoverService {

    private final TakeoverStore store;
    private final SourcePointStore sourcePoints;
    private final SourceRemoval removal;
    private final TakeoverEngine engine;
    private final ScopeGuard scopes;
    private final SchedulerClient scheduler;
    private final AuditTrail audit;
    private final Clock clock;

    Takeovers(
            TakeoverStore store,
            SourcePointStore sourcePoints,
            SourceRemoval removal,
            TakeoverEngine engine,
            ScopeGuard scopes,
            SchedulerClient scheduler,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.sourcePoints = sourcePoints;
        this.removal = removal;
        this.engine = engine;
        this.scopes = scopes;
        this.scheduler = scheduler;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Page<Takeover> list(PageQuery query) {
        return store.list(scopes.inReach(Securable.SOURCE_HIERARCHY), query);
    }

    @Override
    @Transactional(readOnly = true)
    public Takeover get(long id) {
        return store.find(id)
                .filter(t -> scopes.reaches(Securable.SOURCE_HIERARCHY, t.hierarchyId()))
                .orElseThrow(() -> GodwitException.notFound(
                        "TAKEOVER_NOT_FOUND",
                        "There is no reassignment " + id + ".",
                        "List the reassignments to see their ids."));
    }

    @Override
    @Transactional(readOnly = true)
    public List<ChecklistItem> checklist(long id) {
        return removal.dryRun(sourcePoints.find(get(id).sourcePointId()).orElseThrow());
    }

    @Override
    public Takeover resume(long id) {
        Takeover takeover = get(id);
        if (takeover.status() != Status.PAUSED
                && takeover.status() != Status.FAILED
                && takeover.status() != Status.STOPPED) {
            throw state(takeover, "only one that is paused, failed or stopped can be carried on");
        }
        store.carryOn(id);
        scheduler.scheduleIfNotExists(ContentTasks.TAKEOVER
                .instance(Long.toString(id))
                .data(new ContentTasks.TakeoverData(id, Actor.current().name()))
                .scheduledTo(clock.instant()));
        audit.record(AuditEntry.success("TAKEOVER_RESUMED", TakeoverEngine.TYPE, id, takeover.serverName()));
        return get(id);
    }

    @Override
    public Takeover abort(long id) {
        Takeover takeover = get(id);
        if (takeover.status() == Status.COMPLETED || takeover.status() == Status.ABORTED) {
            throw state(takeover, "one that has ended cannot be aborted");
        }
        store.requestAbort(id);
        audit.record(AuditEntry.success("TAKEOVER_ABORT_REQUESTED", TakeoverEngine.TYPE, id, takeover.serverName()));
        if (takeover.status() != Status.RUNNING) {
            engine.abort(takeover);
        }
        return get(id);
    }

    @Override
    public Takeover removed(long id) {
        Takeover takeover = get(id);
        if (takeover.status() != Status.WAITING_FOR_SOURCE) {
            throw state(takeover, "the source has nothing to do for it");
        }
        store.done(id, TakeoverStep.REMOVE_AT_SOURCE);
        engine.end(takeover, Status.COMPLETED, "TAKEOVER_REMOVED_AT_SOURCE");
        return get(id);
    }

    private static GodwitException state(Takeover takeover, String why) {
        return GodwitException.conflict(
                "TAKEOVER_STATE",
                "The reassignment of " + takeover.serverName() + " is " + takeover.status() + ": " + why + ".",
                "Look at its status.");
    }
}
