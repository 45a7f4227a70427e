package org.godwit.report;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.godwit.catalog.CatalogueService;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.TypeCount;
import org.godwit.client.ClientService;
import org.godwit.distribution.ContentTransfer;
import org.godwit.distribution.ContentTransferService;
import org.godwit.distribution.DistributionPointService;
import org.godwit.distribution.DistributionPointTotals;
import org.godwit.distribution.TransferFilter;
import org.godwit.gathering.Gathering;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringState;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.job.JobFilter;
import org.godwit.job.JobStatus;
import org.godwit.job.MigrationJobService;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.shared.Pages;
import org.springframework.stereotype.Service;

/** The figures of the dashboard, each part read with the caller's own rights. */
@Service
public class DashboardService {

    private static final int LATEST = 8;

    private final Clock clock;
    private final GodwitProperties properties;
    private final SourceHierarchyService hierarchies;
    private final GatheringService gatherings;
    private final CatalogueService catalogue;
    private final MigrationJobService jobs;
    private final ClientService clients;
    private final DistributionPointService points;
    private final ContentTransferService transfers;

    DashboardService(
            Clock clock,
            GodwitProperties properties,
            SourceHierarchyService hierarchies,
            GatheringService gatherings,
            CatalogueService catalogue,
            MigrationJobService jobs,
            ClientService clients,
            DistributionPointService points,
            ContentTransferService transfers) {
        this.clock = clock;
        this.properties = properties;
        this.hierarchies = hierarchies;
        this.gatherings = gatherings;
        this.catalogue = catalogue;
        this.jobs = jobs;
        this.clients = clients;
        this.points = points;
        this.transfers = transfers;
    }

    @Requires(Right.REPORT_READ)
    public Dashboard dashboard() {
        Actor reader = Actor.current();
        boolean seesSources = reader.may(Right.SOURCE_HIERARCHY_READ) && reader.may(Right.CATALOG_READ);
        boolean seesContent = reader.may(Right.DISTRIBUTION_POINT_READ) && reader.may(Right.CONTENT_READ);
        return new Dashboard(
                clock.instant(),
                properties.siteCode(),
                seesSources ? sources() : null,
                reader.may(Right.MIGRATION_JOB_READ) ? jobs() : null,
                reader.may(Right.CLIENT_READ) ? clients.counts() : null,
                seesContent ? content() : null);
    }

    private List<Dashboard.Source> sources() {
        return Pages.all(hierarchies::list).map(this::source).toList();
    }

    private Dashboard.Source source(SourceHierarchy hierarchy) {
        GatheringState state = gatherings.state(hierarchy.id());
        Gathering last = state.last();
        Gathering.Counts counts = last == null ? Gathering.Counts.NONE : last.counts();
        Map<EntityStatus, Long> objects = new EnumMap<>(EntityStatus.class);
        for (TypeCount count : catalogue.counts(hierarchy.id())) {
            objects.merge(count.status(), count.count(), Long::sum);
        }
        return new Dashboard.Source(
                hierarchy.id(),
                hierarchy.name(),
                hierarchy.siteCode(),
                hierarchy.state(),
                state.status(),
                state.lastSuccess(),
                state.nextAt(),
                objects,
                counts.clients(),
                counts.blocked(),
                counts.packages(),
                counts.distributionPoints());
    }

    private Dashboard.Jobs jobs() {
        Map<JobStatus, Long> byStatus = new EnumMap<>(JobStatus.class);
        for (JobStatus status : JobStatus.values()) {
            byStatus.put(
                    status,
                    jobs.list(new JobFilter(status, null, null), PageQuery.first(1))
                            .total());
        }
        return new Dashboard.Jobs(
                byStatus, jobs.list(JobFilter.any(), PageQuery.first(LATEST)).items());
    }

    private Dashboard.Content content() {
        DistributionPointTotals all = points.totals();
        Map<String, Long> byStatus = new TreeMap<>();
        for (ContentTransfer.Status status : ContentTransfer.Status.values()) {
            byStatus.put(
                    status.name(),
                    transfers
                            .list(TransferFilter.of(status), PageQuery.first(1))
                            .total());
        }
        return new Dashboard.Content(all.points(), all.packages(), all.bytes(), byStatus);
    }
}
