package org.godwit.live;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.live.LiveComparison.Mode;
import org.godwit.security.Actor;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The live destination as admins meet it. */
@Service
@Transactional
class LiveDestinationManager implements LiveDestinationService {

    private final LiveProperties properties;
    private final LiveStore store;
    private final SchedulerClient scheduler;
    private final AuditTrail audit;
    private final Clock clock;

    LiveDestinationManager(
            LiveProperties properties, LiveStore store, SchedulerClient scheduler, AuditTrail audit, Clock clock) {
        this.properties = properties;
        this.store = store;
        this.scheduler = scheduler;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public LiveDestination get() {
        LiveComparison latest =
                store.list(PageQuery.first(1)).items().stream().findFirst().orElse(null);
        return new LiveDestination(
                properties.enabled(),
                properties.urls(),
                properties.mode(),
                properties.every(),
                store.completedLast(properties.connection()),
                latest);
    }

    @Override
    @Transactional(readOnly = true)
    public Page<LiveComparison> comparisons(PageQuery page) {
        return store.list(page);
    }

    @Override
    @Transactional(readOnly = true)
    public LiveComparison comparison(long id) {
        return store.find(id)
                .orElseThrow(() -> GodwitException.notFound(
                        "LIVE_COMPARISON_NOT_FOUND",
                        "There is no comparison " + id + " with the live destination.",
                        "Look it up in the list; only the newest are kept."));
    }

    @Override
    @Transactional(readOnly = true)
    public Page<LiveDifference> differences(long id, LiveDifference.@Nullable Kind kind, PageQuery page) {
        comparison(id);
        return store.differences(id, kind, page);
    }

    @Override
    public LiveComparison begin(Mode mode) {
        if (!properties.enabled()) {
            throw GodwitException.conflict(
                    "LIVE_DESTINATION_OFF",
                    "There is no live destination.",
                    "Set godwit.live-destination.enabled and godwit.live-destination.urls, and restart.");
        }
        if (mode == Mode.BLOCK && !store.completedLast(properties.connection())) {
            throw GodwitException.conflict(
                    "LIVE_DRY_RUN_FIRST",
                    "The live destination has not been compared yet since its connection was set.",
                    "Compare with DRY_RUN first, look at the differences, then block.");
        }
        long id = store.begin(mode, Actor.current().name(), properties.connection(), clock.instant());
        scheduler.scheduleIfNotExists(LiveConfiguration.comparison(id), clock.instant());
        audit.record(AuditEntry.success("LIVE_DESTINATION_COMPARISON_BEGUN", LiveRuns.OBJECT_TYPE, id, null)
                .with("mode", mode.name()));
        return comparison(id);
    }
}
