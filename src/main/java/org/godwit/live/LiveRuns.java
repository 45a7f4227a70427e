package org.godwit.live;

import java.time.Clock;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.client.BlockedClients;
import org.godwit.live.LiveComparison.Figures;
import org.godwit.live.LiveComparison.Mode;
import org.godwit.live.LiveComparison.Status;
import org.godwit.live.LiveDifference.Kind;
import org.godwit.security.Actor;
import org.godwit.security.RunAs;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.godwit.site.SourceFailure;
import org.godwit.site.provider.ClientBlocks;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Executes comparisons. One that died with its node is executed again: blocking twice comes to the same. */
@Component
class LiveRuns {

    static final String OBJECT_TYPE = "LIVE_DESTINATION";

    private static final String SUBJECT = "site";
    private static final int KEPT = 200;
    private static final int NAMED = 100;

    private final LiveProperties properties;
    private final LiveSite liveSite;
    private final BlockedClients blocked;
    private final LiveStore store;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final RunAs runAs;
    private final TransactionTemplate transaction;
    private final Clock clock;

    LiveRuns(
            LiveProperties properties,
            LiveSite liveSite,
            BlockedClients blocked,
            LiveStore store,
            AuditTrail audit,
            ApplicationEventPublisher events,
            RunAs runAs,
            TransactionTemplate transaction,
            Clock clock) {
        this.properties = properties;
        this.liveSite = liveSite;
        this.blocked = blocked;
        this.store = store;
        this.audit = audit;
        this.events = events;
        this.runAs = runAs;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The comparison whose time has come, the first by these settings a dry run; nothing where there is no live site. */
    void scheduled() {
        if (properties.enabled()) {
            Mode mode = mayBlock() ? properties.mode() : Mode.DRY_RUN;
            run(store.begin(mode, Actor.SYSTEM.name(), properties.connection(), clock.instant()));
        }
    }

    private boolean mayBlock() {
        return store.completedLast(properties.connection());
    }

    /** Does nothing if it has ended already. */
    void run(long comparisonId) {
        LiveComparison comparison = store.find(comparisonId).orElse(null);
        if (comparison == null || comparison.status() != Status.RUNNING) {
            return;
        }
        runAs.system(() -> {
            if (comparison.mode() == Mode.BLOCK && !mayBlock()) {
                failed(comparison, "Its connection was changed after it had been begun: compare with DRY_RUN first.");
                return;
            }
            try (ClientBlocks site = liveSite.open()) {
                completed(comparison, new BlockComparison(blocked.all()).run(site, comparison.mode()));
            } catch (SourceFailure | GodwitException e) {
                failed(comparison, String.valueOf(e.getMessage()));
            }
        });
    }

    private void completed(LiveComparison comparison, BlockComparison.Result result) {
        Figures figures = result.figures();
        transaction.executeWithoutResult(status -> {
            store.completed(comparison.id(), result, clock.instant());
            store.keepNewest(KEPT);
            audit.record(event("LIVE_DESTINATION_COMPARED", comparison).with("figures", figures));
            if (comparison.mode() == Mode.BLOCK && figures.blockedNow() + figures.failed() > 0) {
                audit.record(event("LIVE_DESTINATION_BLOCKED", comparison)
                        .with("blocked", figures.blockedNow())
                        .with("failed", figures.failed())
                        .with(
                                "smsIds",
                                result.differences().stream()
                                        .filter(d -> d.kind() == Kind.BLOCKED_NOW)
                                        .limit(NAMED)
                                        .map(LiveDifference::smsId)
                                        .toList()));
            }
            if (figures.unsafe()) {
                alert(figures.notBlockedThere()
                        + " client record(s) that are blocked here are not blocked at the live destination.");
            } else {
                events.publishEvent(new AlertCleared(AlertCondition.Kind.LIVE_BLOCKS_DIFFERENT, OBJECT_TYPE, SUBJECT));
            }
        });
    }

    private void failed(LiveComparison comparison, String why) {
        transaction.executeWithoutResult(status -> {
            store.failed(comparison.id(), why, clock.instant());
            audit.record(AuditEntry.failed("LIVE_DESTINATION_COMPARED", OBJECT_TYPE, comparison.id(), null)
                    .with("mode", comparison.mode().name())
                    .with("failure", why));
            alert("The live destination could not be compared: " + why);
        });
    }

    private static AuditEntry event(String action, LiveComparison comparison) {
        return AuditEntry.success(action, OBJECT_TYPE, comparison.id(), null)
                .with("mode", comparison.mode().name())
                .with("requestedBy", comparison.requestedBy());
    }

    private void alert(String message) {
        events.publishEvent(
                new AlertCondition(AlertCondition.Kind.LIVE_BLOCKS_DIFFERENT, OBJECT_TYPE, SUBJECT, message));
    }
}
