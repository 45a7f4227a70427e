package org.godwit.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.godwit.Godwit;
import org.godwit.gathering.DisclosureService;
import org.godwit.gathering.DisclosureService.ClassDisclosure;
import org.godwit.gathering.DisclosureService.ViewDisclosure;
import org.godwit.gathering.Gathering;
import org.godwit.gathering.GatheringPhase;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringStatus;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.security.RunAs;
import org.godwit.testing.SampleHierarchies;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Gathers a large sample site, again with nothing changed, and again with 1 % of clients and objects changed, on the embedded
 * database. The bare read beside it reads the same columns of the same views row by row and keeps nothing.
 */
public final class GatherBenchmark {

    private static final int PERCENT = 100;

    private final ConfigurableApplicationContext server;
    private final SampleSummary sample;

    private GatherBenchmark(ConfigurableApplicationContext server, SampleSummary sample) {
        this.server = server;
        this.sample = sample;
    }

    public static void main(String[] args) throws Exception {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path dataDir = Files.createTempDirectory(target, "bench-gather");
        SampleSummary sample = SampleSite.generate(SampleSpec.standard(dataDir.resolve("sample"))
                .withClients(Integer.getInteger("clients", 150_000))
                .withPackages(Integer.getInteger("packages", 3_000))
                .withFiles(1, 64));
        try (ConfigurableApplicationContext server = SpringApplication.run(
                Godwit.class,
                "--godwit.data-dir=" + dataDir,
                "--godwit.schedule.poll-interval=20ms",
                "--server.port=0",
                "--logging.level.root=WARN")) {
            new GatherBenchmark(server, sample).run();
        }
    }

    private void run() throws Exception {
        long id = asSystem(this::define);
        List<ViewDisclosure> views = asSystem(() -> views(id));
        double raw = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            raw = Math.min(raw, rawRead(views));
        }
        Gathering first = gather(id, "first");
        double firstSeconds = seconds(first);
        double unchanged = Math.min(seconds(gather(id, "unchanged")), seconds(gather(id, "unchanged")));
        change(1);
        Gathering changed = gather(id, "changed");
        change(2);
        Gathering changedAgain = gather(id, "changed");
        double changedSeconds = Math.min(seconds(changed), seconds(changedAgain));
        long rows = sample.rows().getOrDefault("v_R_System", 0L);
        print("clients", rows, "rows");
        print("objects", first.counts().objects(), "objects");
        print("raw_read", rows / raw, "rows/s");
        print("raw_seconds", raw, "s");
        print("first", rows / firstSeconds, "rows/s");
        print("first_seconds", firstSeconds, "s");
        print("unchanged_seconds", unchanged, "s");
        print("changed_rows", changed.added() + changed.modified() + changed.removed(), "rows");
        print("changed_seconds", changedSeconds, "s");
        print("heap_limit", Runtime.getRuntime().maxMemory() / 1048576.0, "MiB");
        print("heap_peak", peakHeap() / 1048576.0, "MiB");
        print("vs_raw_read", raw / firstSeconds, "ratio");
        print("unchanged_vs_first", unchanged / firstSeconds, "ratio");
        print("changed_vs_first", changedSeconds / firstSeconds, "ratio");
    }

    /** One in a hundred clients reports a new version, and one in a hundred packages has a new description. */
    private void change(int nth) throws SQLException, InterruptedException {
        try (Connection connection = writable();
                Statement statement = connection.createStatement()) {
            String one = " WHERE MOD(%s, " + PERCENT + ") = 7";
            for (String sql : List.of(
                    "UPDATE v_R_System SET Client_Version0 = '5.00.9999.100" + nth + "'" + one.formatted("ResourceID"),
                    "UPDATE v_CombinedDeviceResources SET ClientVersion = '5.00.9999.100" + nth + "',"
                            + " LastDDR = DATEADD(DAY, 1, LastDDR)" + one.formatted("MachineID"),
                    "UPDATE v_AgentDiscoveries SET AgentTime = DATEADD(DAY, 1, AgentTime)"
                            + one.formatted("ResourceId"),
                    "UPDATE v_Package SET Description = 'Changed " + nth + "' WHERE PackageID LIKE '%07'",
                    "UPDATE v_Collection SET Comment = 'Changed " + nth + "' WHERE CollectionID LIKE '%07'")) {
                statement.execute(sql);
            }
        }
    }

    /** While the gathering before still closes its connection, the file stays open for reading only. */
    private Connection writable() throws SQLException, InterruptedException {
        Connection connection = DriverManager.getConnection(sample.jdbcUrl(), "sa", "");
        while (connection.isReadOnly()) {
            connection.close();
            Thread.sleep(100);
            connection = DriverManager.getConnection(sample.jdbcUrl(), "sa", "");
        }
        return connection;
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private long define() {
        return SampleHierarchies.define(server.getBean(SourceHierarchyService.class), "Benchmark", sample, false);
    }

    /** Everything that is read of the classes that are ticked. */
    private List<ViewDisclosure> views(long id) {
        return server.getBean(DisclosureService.class).disclosure(id).stream()
                .filter(ClassDisclosure::ticked)
                .flatMap(c -> c.views().stream())
                .toList();
    }

    private double rawRead(List<ViewDisclosure> views) throws SQLException {
        long start = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(sample.jdbcUrl(), "sa", "");
                Statement statement = connection.createStatement()) {
            for (String view :
                    views.stream().map(ViewDisclosure::view).distinct().toList()) {
                String columns = views.stream()
                        .filter(v -> v.view().equals(view))
                        .flatMap(v -> v.columns().stream())
                        .distinct()
                        .map(column -> "\"" + column + "\"")
                        .collect(Collectors.joining(", "));
                read(statement, "SELECT " + columns + " FROM " + view);
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void read(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    rows.getObject(i);
                }
            }
        }
    }

    private Gathering gather(long id, String what) throws InterruptedException {
        GatheringService gatherings = server.getBean(GatheringService.class);
        int number = asSystem(() -> gatherings.start(id));
        Map<GatheringPhase, Long> phases = new EnumMap<>(GatheringPhase.class);
        Gathering gathering = asSystem(() -> gatherings.get(id, number));
        while (gathering.status() == GatheringStatus.RUNNING) {
            if (gathering.phase() != null) {
                phases.putIfAbsent(gathering.phase(), System.nanoTime());
            }
            Thread.sleep(100);
            gathering = asSystem(() -> gatherings.get(id, number));
        }
        if (gathering.status() != GatheringStatus.READY) {
            throw new IllegalStateException("gathering failed: " + gathering.message());
        }
        long end = System.nanoTime();
        for (GatheringPhase phase : phases.keySet()) {
            long next = phases.entrySet().stream()
                    .filter(e -> e.getKey().compareTo(phase) > 0)
                    .mapToLong(Map.Entry::getValue)
                    .min()
                    .orElse(end);
            print(what + "_" + phase.name().toLowerCase(Locale.ROOT), (next - phases.get(phase)) / 1e9, "s");
        }
        return gathering;
    }

    private static double seconds(Gathering gathering) {
        return Duration.between(gathering.startedAt(), gathering.finishedAt()).toNanos() / 1e9;
    }

    private <T> T asSystem(Supplier<T> work) {
        return server.getBean(RunAs.class).system(work);
    }

    private static void print(String figure, double value, String unit) {
        System.out.printf(Locale.ROOT, "bench gather %s %.3f %s%n", figure, value, unit);
    }
}
