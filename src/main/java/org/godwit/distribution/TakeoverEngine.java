package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.content.ContentException;
import org.godwit.distribution.Takeover.Status;
import org.godwit.shared.GodwitException;
import org.godwit.shared.RunControl;
import org.godwit.shared.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Goes through the steps of reassignments, with a point before each where it can be paused, stopped or aborted. */
@Component
class TakeoverEngine {

    private static final Logger LOG = LoggerFactory.getLogger(TakeoverEngine.class);
    static final String TYPE = "TAKEOVER";
    private static final String PHASE = "TAKEOVER";

    private final TakeoverStore store;
    private final TakeoverSteps steps;
    private final TransferProperties properties;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TakeoverEngine(
            TakeoverStore store,
            TakeoverSteps steps,
            TransferProperties properties,
            AuditTrail audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.steps = steps;
        this.properties = properties;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Does what these have not done yet; returns when they are done, waiting, failed or stopped. */
    void carryOn(List<Takeover> takeovers, RunControl control) {
        List<Takeover> open = takeovers.stream()
                .filter(t -> t.status() != Status.COMPLETED && t.status() != Status.ABORTED)
                .toList();
        RunScope scope = new RunScope(control, open.size(), 0);
        try (scope) {
            scope.tick(PHASE);
            Threads.forEach(
                    "takeover",
                    properties.distributionPoints(),
                    open,
                    takeover -> {
                        one(takeover.id(), scope);
                        scope.packageDone();
                    },
                    () -> scope.tick(PHASE));
            scope.tick(PHASE);
        }
    }

    /** Completes those whose point the source no longer shows. */
    void sourceGathered(long hierarchyId) {
        try (RunScope scope = new RunScope(RunControl.none(), 1, 0)) {
            store.waiting(hierarchyId).forEach(t -> one(t.id(), scope));
        }
    }

    private void one(long id, RunScope scope) {
        store.begin(id);
        while (true) {
            Takeover takeover = store.find(id).orElseThrow();
            TakeoverStep step = takeover.nextStep();
            if (step == null) {
                end(takeover, Status.COMPLETED, "TAKEOVER_COMPLETED");
                return;
            }
            if (store.abortRequested(id)) {
                transaction.executeWithoutResult(t -> abort(takeover));
                return;
            }
            if (scope.stopped() || step == takeover.pauseBefore()) {
                store.status(id, scope.stopped() ? Status.STOPPED : Status.PAUSED);
                return;
            }
            if (!did(takeover, step, scope)) {
                return;
            }
        }
    }

    /** @return whether to go on */
    private boolean did(Takeover takeover, TakeoverStep step, RunScope scope) {
        try {
            if (step == TakeoverStep.VERIFY_CONTENT || step == TakeoverStep.COPY_MISSING) {
                steps.take(takeover, step, scope);
                store.done(takeover.id(), step);
                return true;
            }
            boolean done = Boolean.TRUE.equals(transaction.execute(t -> {
                boolean taken = take(takeover, step, scope);
                if (taken) {
                    store.done(takeover.id(), step);
                }
                return taken;
            }));
            if (!done) {
                store.status(takeover.id(), Status.WAITING_FOR_SOURCE);
            }
            return done;
        } catch (ContentException e) {
            if (e.code() == ContentException.Code.STOPPED) {
                store.status(takeover.id(), Status.STOPPED);
            } else {
                failed(takeover, step, e.code().name(), e.getMessage());
            }
        } catch (IOException e) {
            failed(takeover, step, "LOCATION_FAILED", takeover.serverName() + ": " + e.getMessage() + ".");
        } catch (GodwitException e) {
            failed(takeover, step, e.code(), e.getMessage());
        }
        return false;
    }

    private boolean take(Takeover takeover, TakeoverStep step, RunScope scope) {
        try {
            return steps.take(takeover, step, scope);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void failed(Takeover takeover, TakeoverStep step, String code, String message) {
        LOG.warn("{} was not taken over, step {}: {}", takeover.serverName(), step, message);
        transaction.executeWithoutResult(t -> {
            store.failed(takeover.id(), code, message, clock.instant());
            audit.record(AuditEntry.failed("TAKEOVER_FAILED", TYPE, takeover.id(), takeover.serverName())
                    .with("step", step.name())
                    .with("code", code)
                    .with("message", message));
        });
    }

    /** Takes back what was done; in the caller's transaction. */
    void abort(Takeover takeover) {
        steps.takeBack(takeover);
        TakeoverStep done = takeover.lastDone();
        store.ended(takeover.id(), Status.ABORTED, clock.instant());
        audit.record(AuditEntry.success("TAKEOVER_ABORTED", TYPE, takeover.id(), takeover.serverName())
                .with("lastDone", done == null ? null : done.name()));
    }

    /** In the caller's transaction, or in one of its own. */
    void end(Takeover takeover, Status status, String action) {
        transaction.executeWithoutResult(t -> {
            store.ended(takeover.id(), status, clock.instant());
            audit.record(AuditEntry.success(action, TYPE, takeover.id(), takeover.serverName())
                    .with("distributionPoint", takeover.distributionPointId())
                    .with("packages", takeover.packages())
                    .with("bytesMoved", takeover.bytesMoved()));
        });
    }
}
