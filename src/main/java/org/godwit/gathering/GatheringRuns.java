package org.godwit.gathering;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.gathering.GatheringStore.State;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.security.RunAs;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.godwit.site.SourceFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What the schedule calls when gathering of a hierarchy is due: runs the cycle, keeps how it ended, says when the next is. */
@Component
class GatheringRuns {

    private static final Logger LOG = LoggerFactory.getLogger(GatheringRuns.class);

    private final GatheringStore store;
    private final GatheringCycle cycle;
    private final SourceConnections connections;
    private final RunAs runAs;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final RetryProperties retries;
    private final Clock clock;

    GatheringRuns(
            GatheringStore store,
            GatheringCycle cycle,
            SourceConnections connections,
            RunAs runAs,
            AuditTrail audit,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            RetryProperties retries,
            Clock clock) {
        this.store = store;
        this.cycle = cycle;
        this.connections = connections;
        this.runAs = runAs;
        this.audit = audit;
        this.transaction = transaction;
        this.events = events;
        this.retries = retries;
        this.clock = clock;
    }

    /** When to run next. @param goesOn whether the gathering goes on then; else it has ended, and the next cycle is due */
    record Due(Instant at, boolean goesOn) {}

    /**
     * Runs the gathering that was begun, or one that is due by the clock. A cycle that a killed server left behind is run
     * again under its number.
     *
     * @return when to run next; empty if not any more
     */
    Optional<Due> run(long hierarchyId, BooleanSupplier shuttingDown) {
        Optional<State> state = store.state(hierarchyId);
        if (state.isEmpty() || state.get().status() == GatheringStatus.STOPPED) {
            return Optional.empty();
        }
        String requestedBy = state.get().requestedBy();
        if (!active(hierarchyId)) {
            if (state.get().running()) { // begun, and stopped before this execution
                end(hierarchyId, state.get().lastNumber(), requestedBy, GatheringEnd.STOPPED);
            }
            return Optional.empty();
        }
        int number = transaction
                .execute(status -> store.begin(hierarchyId, requestedBy, clock.instant()))
                .orElseGet(() -> store.state(hierarchyId).orElseThrow().lastNumber());
        store.goOn(hierarchyId);
        Instant goOnAt = runOne(hierarchyId, number, requestedBy, shuttingDown);
        return goOnAt == null ? next(hierarchyId).map(at -> new Due(at, false)) : Optional.of(new Due(goOnAt, true));
    }

    /** @return when to go on with this gathering; null if it ended */
    private @Nullable Instant runOne(long hierarchyId, int number, String requestedBy, BooleanSupplier shuttingDown) {
        GatheringControl control = new GatheringControl(store, hierarchyId, number, shuttingDown, clock);
        try {
            as(requestedBy, () -> cycle.run(hierarchyId, number, control));
            transaction.executeWithoutResult(status -> events.publishEvent(new AlertCleared(
                    AlertCondition.Kind.GATHERING_FAILED, "SOURCE_HIERARCHY", Long.toString(hierarchyId))));
            return null;
        } catch (GatheringControl.Interrupted e) {
            if (shuttingDown.getAsBoolean()) {
                return clock.instant();
            }
            end(hierarchyId, number, requestedBy, GatheringEnd.STOPPED);
            return null;
        } catch (SourceFailure e) {
            Instant retryAt = retryAt(hierarchyId, number, e);
            if (retryAt != null) {
                LOG.info(
                        "Gathering {} of source hierarchy {} goes on at {}: {}",
                        number,
                        hierarchyId,
                        retryAt,
                        e.getMessage());
                return retryAt;
            }
            LOG.warn("Gathering {} of source hierarchy {} failed: {}", number, hierarchyId, e.getMessage(), e);
            end(hierarchyId, number, requestedBy, GatheringEnd.of(e));
            return null;
        } catch (RuntimeException e) {
            if (shuttingDown.getAsBoolean()) {
                return clock.instant();
            }
            LOG.error("Gathering {} of source hierarchy {} failed", number, hierarchyId, e);
            end(hierarchyId, number, requestedBy, GatheringEnd.of(e));
            return null;
        }
    }

    /** @return null if it is not tried again */
    private @Nullable Instant retryAt(long hierarchyId, int number, SourceFailure failure) {
        if (!failure.passing()) {
            return null;
        }
        int attempts = store.nextAttempt(hierarchyId, number);
        List<Duration> waits = retries.retryAfter();
        if (attempts > waits.size()) {
            return null;
        }
        Instant at = clock.instant().plus(waits.get(attempts - 1));
        transaction.executeWithoutResult(status -> store.waiting(hierarchyId, number, GatheringEnd.of(failure), at));
        return at;
    }

    /** With the rights of whoever asked for gathering, as they are now. */
    private void as(String userName, Runnable work) {
        Supplier<Boolean> checked = () -> {
            if (!Actor.current().may(Right.SOURCE_HIERARCHY_GATHER)) {
                throw new GodwitException(
                        GodwitException.Kind.FORBIDDEN,
                        "RIGHT_MISSING",
                        "The user '" + userName + "', who started gathering, may not gather any more.",
                        "Let somebody with the right SOURCE_HIERARCHY:GATHER start gathering.");
            }
            work.run();
            return true;
        };
        if (userName.equals(Actor.SYSTEM.name())) {
            runAs.system(checked);
        } else {
            runAs.user(userName, checked);
        }
    }

    private void end(long hierarchyId, int number, String requestedBy, GatheringEnd end) {
        transaction.executeWithoutResult(status -> {
            store.end(hierarchyId, number, end, clock.instant());
            boolean failed = end.status() == GatheringStatus.FAILED;
            AuditEntry entry = failed
                    ? AuditEntry.failed("SOURCE_GATHERED", "SOURCE_HIERARCHY", hierarchyId, null)
                    : AuditEntry.success("GATHERING_INTERRUPTED", "SOURCE_HIERARCHY", hierarchyId, null);
            audit.record(entry.with("gathering", number)
                    .with("requestedBy", requestedBy)
                    .with("cause", end.cause()));
            if (failed) {
                events.publishEvent(new AlertCondition(
                        AlertCondition.Kind.GATHERING_FAILED,
                        "SOURCE_HIERARCHY",
                        Long.toString(hierarchyId),
                        "Gathering of source hierarchy " + hierarchyId + " failed: " + end.message()));
            }
        });
    }

    private Optional<Instant> next(long hierarchyId) {
        return transaction.execute(status -> {
            State state = store.state(hierarchyId).orElseThrow();
            if (state.status() == GatheringStatus.STOPPED || !active(hierarchyId)) {
                return Optional.empty();
            }
            Instant at = state.again() ? clock.instant() : clock.instant().plus(connections.gatherEvery(hierarchyId));
            if (!store.dueAt(hierarchyId, at)) { // stopped, or begun anew, at this very moment
                State now = store.state(hierarchyId).orElseThrow();
                return now.running() ? Optional.of(at) : Optional.empty();
            }
            return Optional.of(at);
        });
    }

    private boolean active(long hierarchyId) {
        try {
            return connections.active(hierarchyId);
        } catch (GodwitException gone) {
            return false;
        }
    }
}
