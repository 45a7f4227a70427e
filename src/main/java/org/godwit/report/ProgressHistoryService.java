package org.godwit.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.godwit.catalog.EntityStatus;
import org.godwit.client.ClientCounts;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.security.SystemOnly;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The course of migration: its figures once a minute while they change, else once an hour. Samples older than two days are
 * thinned out to one an hour, and kept for a year.
 */
@Service
public class ProgressHistoryService {

    private static final Duration AT_LEAST_EVERY = Duration.ofHours(1);
    private static final Duration FINE = Duration.ofDays(2);
    private static final Duration KEPT = Duration.ofDays(365);

    private final ProgressStore store;
    private final DashboardService dashboards;
    private final Clock clock;

    ProgressHistoryService(ProgressStore store, DashboardService dashboards, Clock clock) {
        this.store = store;
        this.dashboards = dashboards;
        this.clock = clock;
    }

    /** Samples of the time before now, oldest first; the last one before that time comes first. */
    @Requires(Right.REPORT_READ)
    @Transactional(readOnly = true)
    public List<ProgressSample> history(Duration before) {
        return store.since(clock.instant().minus(before));
    }

    /** Takes a sample, if there is something new to keep. */
    @SystemOnly("the schedule takes samples")
    @Transactional
    public void sample() {
        ProgressSample now = sample(dashboards.dashboard());
        Optional<ProgressSample> last = store.last();
        boolean news = last.isEmpty()
                || !last.get().sameFigures(now)
                || last.get().at().plus(AT_LEAST_EVERY).isBefore(now.at());
        if (news) {
            store.insert(now);
            store.thinOut(now.at().minus(FINE), now.at().minus(KEPT));
        }
    }

    private static ProgressSample sample(Dashboard dashboard) {
        long migrated = 0;
        long remaining = 0;
        long atSources = 0;
        for (Dashboard.Source source : Objects.requireNonNullElse(dashboard.sources(), List.<Dashboard.Source>of())) {
            atSources += source.clients();
            for (var count : source.objects().entrySet()) {
                if (count.getKey() == EntityStatus.MIGRATED) {
                    migrated += count.getValue();
                } else if (count.getKey() != EntityStatus.EXCLUDED && count.getKey() != EntityStatus.REMOVED) {
                    remaining += count.getValue();
                }
            }
        }
        ClientCounts clients = dashboard.clients();
        Dashboard.Content content = dashboard.content();
        Instant at = dashboard.at();
        return new ProgressSample(
                at,
                migrated,
                remaining,
                clients == null ? 0 : clients.total(),
                atSources,
                content == null ? 0 : content.bytes());
    }
}
