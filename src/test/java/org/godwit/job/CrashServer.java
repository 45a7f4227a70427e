package org.godwit.job;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.godwit.Godwit;
import org.godwit.audit.AuditService;
import org.godwit.distribution.DistributionPointService;
import org.godwit.distribution.Location;
import org.godwit.distribution.NewDistributionPoint;
import org.godwit.distribution.SourceDistributionPointService;
import org.godwit.distribution.SourcePoint;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringStatus;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.security.RunAs;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.godwit.testing.SampleHierarchies;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A server to be killed: {@code prepare DIR} gathers a sample source and makes a job of everything; {@code run DIR} starts the
 * job, or takes up the one that was running, prints what happens, and ends when the job has ended.
 */
public final class CrashServer {

    static final String ENDED = "ENDED ";
    static final String EVENT = "EVENT ";

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final ConfigurableApplicationContext context;
    private final Path directory;
    private final PrintStream out;

    private CrashServer(ConfigurableApplicationContext context, Path directory, PrintStream out) {
        this.context = context;
        this.directory = directory;
        this.out = out;
    }

    public static void main(String[] args) {
        Path directory = Path.of(args[1]);
        SpringApplication application = new SpringApplication(Godwit.class);
        application.setLazyInitialization(true);
        try (ConfigurableApplicationContext context = application.run(
                "--server.port=0",
                "--godwit.data-dir=" + directory.resolve("data"),
                "--godwit.content.roots=" + directory,
                "--godwit.network.allow-loopback=true",
                "--godwit.clients.chunk=500",
                "--godwit.schedule.poll-interval=100ms",
                "--godwit.schedule.heartbeat-interval=300ms",
                "--logging.level.root=warn")) {
            CrashServer server = new CrashServer(context, directory, System.out);
            context.getBean(RunAs.class).user("admin", args[0].equals("prepare") ? server::prepare : server::run);
        }
    }

    private void prepare() {
        SampleSummary site = SampleSite.generate(SampleSpec.small(directory.resolve("data/source"))
                .withClients(6_000)
                .withPackages(40)
                .withFiles(8, 8_000));
        long hierarchy = SampleHierarchies.define(context.getBean(SourceHierarchyService.class), "Contoso", site, true);
        GatheringService gatherings = context.getBean(GatheringService.class);
        await(() -> gatherings.state(hierarchy).status() == GatheringStatus.READY);
        SourceDistributionPointService points = context.getBean(SourceDistributionPointService.class);
        for (SourcePoint point : points.list(hierarchy, PageQuery.first(100)).items()) {
            site.distributionPoints().stream()
                    .filter(l -> l.serverName().equalsIgnoreCase(point.serverName()))
                    .forEach(l -> points.setLocation(
                            hierarchy, point.id(), new Location.Directory(l.path(), l.additionalPaths())));
        }
        context.getBean(DistributionPointService.class)
                .create(new NewDistributionPoint(
                        "dp1.fabrikam.example",
                        "GDW",
                        new Location.Directory(directory.resolve("library").toString(), null),
                        null));
        JobSelection everything = new JobSelection(
                EnumSet.allOf(ObjectType.class), null, ClientChoice.everyone(), PackageChoice.everything(), null);
        MigrationJobService jobs = context.getBean(MigrationJobService.class);
        jobs.create(
                new NewMigrationJob(
                        "Everything",
                        null,
                        JobType.OBJECT,
                        hierarchy,
                        everything,
                        null,
                        null,
                        null,
                        JobSchedule.later(),
                        null,
                        null,
                        null),
                null);
        out.println("PREPARED");
    }

    private void run() {
        MigrationJobService jobs = context.getBean(MigrationJobService.class);
        out.println("READY");
        MigrationJob job =
                jobs.list(JobFilter.any(), PageQuery.first(1)).items().get(0);
        long[] last = {0};
        List<JobEvent> past = jobs.events(job.id(), 0);
        past.forEach(e -> last[0] = e.id());
        if (job.status() == JobStatus.NOT_STARTED) {
            jobs.start(job.id());
        }
        await(() -> {
            jobs.events(job.id(), last[0]).forEach(e -> {
                last[0] = e.id();
                out.println(EVENT + e.code() + " " + e.message());
            });
            return jobs.get(job.id()).status() != JobStatus.RUNNING;
        });
        MigrationJob ended = jobs.get(job.id());
        out.println(ENDED + ended.status() + " " + ended.verification() + " " + ended.failure() + " "
                + context.getBean(AuditService.class).verify().verdict());
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await()
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(20))
                .atMost(LONGEST)
                .until(condition::getAsBoolean);
    }
}
