package org.godwit.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.godwit.distribution.DistributionPoint;
import org.godwit.distribution.DistributionPointService;
import org.godwit.distribution.Location;
import org.godwit.distribution.NewDistributionPoint;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.job.ClientChoice;
import org.godwit.job.JobFilter;
import org.godwit.job.JobSchedule;
import org.godwit.job.JobSelection;
import org.godwit.job.JobStatus;
import org.godwit.job.JobType;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.job.NewMigrationJob;
import org.godwit.job.PackageChoice;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The demo's migration: a destination distribution point, and one job that moves everything. */
@Component
@ConditionalOnProperty("godwit.demo.enabled")
class DemoMigration {

    private static final String JOB = "Everything of Contoso";
    private static final String POINT = "GDWDP1.godwit.example";

    private final DistributionPointService points;
    private final MigrationJobService jobs;
    private final GodwitProperties godwit;

    DemoMigration(DistributionPointService points, MigrationJobService jobs, GodwitProperties godwit) {
        this.points = points;
        this.jobs = jobs;
        this.godwit = godwit;
    }

    /** @return id of the destination's distribution point */
    long distributionPoint(Terminal terminal) {
        Terminal.Line line = terminal.begin("Destination");
        DistributionPoint point = points.list(PageQuery.first(PageQuery.MAX_SIZE)).items().stream()
                .filter(p -> p.name().equals(POINT))
                .findFirst()
                .orElseGet(this::makePoint);
        line.done("distribution point " + point.name() + " of site " + point.siteCode());
        return point.id();
    }

    private DistributionPoint makePoint() {
        Path library = godwit.dataDir().toAbsolutePath().normalize().resolve("demo/destination/GDWDP1/SCCMContentLib");
        try {
            Files.createDirectories(library);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Location location = new Location.Directory(library.toString(), List.of());
        return points.create(new NewDistributionPoint(POINT, godwit.siteCode(), location, null));
    }

    /** Makes the job, or takes up the one there is, and waits until it ends. */
    MigrationJob run(SourceHierarchy hierarchy, long point, Terminal terminal) {
        Terminal.Line line = terminal.begin("Migration");
        MigrationJob job = jobs.list(JobFilter.any(), PageQuery.first(PageQuery.MAX_SIZE)).items().stream()
                .filter(j -> j.name().equals(JOB) && j.sourceHierarchyId() == hierarchy.id())
                .findFirst()
                .orElseGet(() -> jobs.create(everything(hierarchy, point), null));
        job = switch (job.status()) {
            case STOPPED -> jobs.start(job.id());
            case FAILED -> jobs.retryFailed(job.id());
            case NOT_STARTED, RUNNING, COMPLETED -> job;
        };
        while (job.status() == JobStatus.RUNNING || job.status() == JobStatus.NOT_STARTED) {
            show(job, line);
            Pause.brief();
            job = jobs.get(job.id());
        }
        if (job.status() == JobStatus.COMPLETED) {
            line.done(job.status().name());
        } else {
            line.failed(job.status().name());
        }
        return job;
    }

    private static NewMigrationJob everything(SourceHierarchy hierarchy, long point) {
        JobSelection select = new JobSelection(
                Set.of(ObjectType.values()), null, ClientChoice.everyone(), PackageChoice.everything(), List.of(point));
        return new NewMigrationJob(
                JOB,
                "Blocked clients first, then objects, all other clients, and content; made by the demo.",
                JobType.OBJECT,
                hierarchy.id(),
                select,
                null,
                null,
                null,
                JobSchedule.now(),
                null,
                null,
                null);
    }

    private static void show(MigrationJob job, Terminal.Line line) {
        MigrationJob.Progress progress = job.progress();
        if (progress == null) {
            line.update("waits for its turn");
            return;
        }
        boolean bytes = progress.bytesTotal() > 0;
        double fraction = bytes
                ? Figures.fraction(progress.bytesDone(), progress.bytesTotal())
                : Figures.fraction(progress.done(), progress.total());
        String text = bytes
                ? Figures.bytes(progress.bytesDone()) + " of " + Figures.bytes(progress.bytesTotal())
                : Figures.of(progress.done(), progress.total());
        if (progress.ratePerSecond() > 0) {
            text += bytes
                    ? ", " + Figures.bytes(progress.ratePerSecond()) + "/s"
                    : ", " + Figures.count(Math.round(progress.ratePerSecond())) + "/s";
        }
        line.progress(progress.phase(), fraction, text);
    }
}
