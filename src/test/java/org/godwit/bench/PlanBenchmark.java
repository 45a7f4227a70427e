package org.godwit.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.godwit.Godwit;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringStatus;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.job.ConflictResolution;
import org.godwit.job.JobSchedule;
import org.godwit.job.JobSelection;
import org.godwit.job.JobStatus;
import org.godwit.job.JobType;
import org.godwit.job.LargeSource;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.job.NewMigrationJob;
import org.godwit.job.PlanningLab;
import org.godwit.sample.SampleSummary;
import org.godwit.schedule.Workload;
import org.godwit.security.RunAs;
import org.godwit.site.ObjectType;
import org.godwit.testing.SampleHierarchies;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Plans 10,000 objects with 30,000 dependencies: in memory, twice, the better time counts; then over a gathered source on an
 * embedded database, where the plan is stored, run, verified and undone. What is undone must be gone.
 */
public final class PlanBenchmark {

    private static final int OBJECTS = Integer.getInteger("objects", 10_000);
    private static final int DEPENDENCIES = 3 * OBJECTS;
    private static final int ROUNDS = 2;

    private final ConfigurableApplicationContext server;
    private final SampleSummary source;
    private final MigrationJobService jobs;
    private final JdbcTemplate database;

    private PlanBenchmark(ConfigurableApplicationContext server, SampleSummary source) {
        this.server = server;
        this.source = source;
        this.jobs = server.getBean(MigrationJobService.class);
        this.database = server.getBean(JdbcTemplate.class);
    }

    public static void main(String[] args) throws Exception {
        inMemory();
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path dataDir = Files.createTempDirectory(target, "bench-plan");
        SampleSummary source = LargeSource.generate(dataDir.resolve("source"), OBJECTS, DEPENDENCIES);
        try (ConfigurableApplicationContext server = SpringApplication.run(
                Godwit.class,
                "--godwit.data-dir=" + dataDir,
                "--godwit.bootstrap-admin-password=Bench-Admin-Passw0rd",
                "--godwit.schedule.poll-interval=20ms",
                "--server.port=0",
                "--logging.level.root=WARN")) {
            PlanBenchmark benchmark = new PlanBenchmark(server, source);
            server.getBean(RunAs.class).user("admin", benchmark::stored);
        }
    }

    private static void inMemory() {
        PlanningLab lab = new PlanningLab(OBJECTS, DEPENDENCIES);
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            if (lab.plan() != OBJECTS) {
                throw new IllegalStateException("a plan has an item for each object");
            }
            best = Math.min(best, seconds(start));
        }
        print("objects", OBJECTS, "objects");
        print("dependencies", DEPENDENCIES, "references");
        print("plan_s", best, "s");
        print("objects_per_s", OBJECTS / best, "objects/s");
    }

    private void stored() {
        long hierarchy = define();
        long objects = count("migration_entity");
        print("gathered_objects", objects, "objects");
        print("gathered_dependencies", count("entity_reference"), "references");
        MigrationJob job = jobs.create(everything(hierarchy), null);
        long start = System.nanoTime();
        int items = jobs.makePlan(job.id()).items().size();
        print("stored_plan_s", seconds(start), "s");

        try (Heap heap = new Heap()) {
            start = System.nanoTime();
            run(job.id());
            double took = seconds(start);
            print("run_s", took, "s");
            print("run_objects_per_s", items / took, "objects/s");
            print("run_heap_mb", heap.peak() / 1e6, "MB");
            double raw = raw(items);
            print("raw_rows_s", raw, "s");
            print("run_vs_raw_rows", took / raw, "ratio");
        }
        long made = count("destination_object");
        print("migrated_objects", made, "objects");
        MigrationJob undo = jobs.undo(job.id());
        start = System.nanoTime();
        run(undo.id());
        print("undo_s", seconds(start), "s");
        print("left_after_undo", count("destination_object"), "objects");
    }

    private void run(long jobId) {
        jobs.start(jobId);
        MigrationJob ended = jobs.get(jobId);
        while (ended.status() == JobStatus.RUNNING) {
            pause();
            ended = jobs.get(jobId);
        }
        if (ended.status() != JobStatus.COMPLETED) {
            throw new IllegalStateException(ended.status() + " " + ended.failure() + " " + ended.verification());
        }
    }

    private long define() {
        long id = SampleHierarchies.define(server.getBean(SourceHierarchyService.class), "Large", source, true);
        GatheringService gatherings = server.getBean(GatheringService.class);
        while (gatherings.state(id).status() != GatheringStatus.READY) {
            pause();
        }
        Workload.Probe scheduler = server.getBean(Workload.Probe.class);
        while (scheduler.now().running() > 0) { // the embedded database is still ending the gathering's transaction
            pause();
        }
        return id;
    }

    private static NewMigrationJob everything(long hierarchy) {
        return new NewMigrationJob(
                "Everything",
                null,
                JobType.OBJECT,
                hierarchy,
                new JobSelection(EnumSet.allOf(ObjectType.class), null, null, null, null),
                ConflictResolution.OVERWRITE,
                null,
                null,
                JobSchedule.later(),
                null,
                null,
                null);
    }

    /** The baseline: as many transactions, each of which inserts an object's three rows and nothing else. */
    private double raw(int objects) {
        database.execute("CREATE TABLE raw_object (id BIGINT NOT NULL PRIMARY KEY, payload NVARCHAR(MAX))");
        database.execute("CREATE TABLE raw_origin (id BIGINT NOT NULL PRIMARY KEY, source_key NVARCHAR(255))");
        database.execute("CREATE TABLE raw_change (id BIGINT NOT NULL PRIMARY KEY, kind NVARCHAR(20))");
        long start = System.nanoTime();
        try (Connection connection =
                        Objects.requireNonNull(server.getBean(DataSource.class)).getConnection();
                PreparedStatement object = connection.prepareStatement("INSERT INTO raw_object VALUES (?, ?)");
                PreparedStatement origin = connection.prepareStatement("INSERT INTO raw_origin VALUES (?, ?)");
                PreparedStatement change = connection.prepareStatement("INSERT INTO raw_change VALUES (?, ?)")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < objects; i++) {
                for (Map.Entry<PreparedStatement, String> row : List.of(
                        Map.entry(object, "{\"Name\":\"Object " + i + "\"}"),
                        Map.entry(origin, "XL" + i),
                        Map.entry(change, "CREATED"))) {
                    row.getKey().setLong(1, i);
                    row.getKey().setString(2, row.getValue());
                    row.getKey().executeUpdate();
                }
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return seconds(start);
    }

    private long count(String table) {
        return Objects.requireNonNull(database.queryForObject("SELECT COUNT(*) FROM " + table, Long.class));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void print(String figure, double value, String unit) {
        System.out.printf(Locale.ROOT, "bench plan %s %.3f %s%n", figure, value, unit);
    }

    /** Samples the heap in use, rubbish included; what may be in use at most is the heap the benchmark is given. */
    private static final class Heap implements AutoCloseable {
        private final AtomicLong peak = new AtomicLong();
        private final AtomicBoolean closed = new AtomicBoolean();

        Heap() {
            Thread sampler = new Thread(
                    () -> {
                        while (!closed.get()) {
                            Runtime runtime = Runtime.getRuntime();
                            peak.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory(), Math::max);
                            pause();
                        }
                    },
                    "heap-sampler");
            sampler.setDaemon(true);
            sampler.start();
        }

        long peak() {
            return peak.get();
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
