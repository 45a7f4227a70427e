package org.godwit.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.godwit.Godwit;
import org.godwit.gathering.DisclosureService;
import org.godwit.gathering.DisclosureService.ViewDisclosure;
import org.godwit.gathering.Gathering;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringStatus;
import org.godwit.hierarchy.SourceHierarchyDefinition;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.security.RunAs;
import org.godwit.site.DataClass;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Gathers a large sample site, and again with nothing changed, on the embedded database. The bare read beside it reads the
 * same columns of the same client views row by row and keeps nothing.
 */
public final class GatherBenchmark {

    private static final Set<DataClass> OF_CLIENTS =
            EnumSet.of(DataClass.DEVICE_IDENTITY, DataClass.NETWORK_ADDRESSES, DataClass.SOFTWARE);
    private static final Set<String> CLIENT_VIEWS = Set.of("v_R_System", "v_CombinedDeviceResources", "ClientKeyData");

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
                .withPackages(Integer.getInteger("packages", 2_000))
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
        double raw = Double.MAX_VALUE;
        List<ViewDisclosure> views = asSystem(() -> clientViews(id));
        for (int i = 0; i < 3; i++) {
            raw = Math.min(raw, rawRead(views));
        }
        Gathering first = gather(id);
        double firstSeconds = seconds(first);
        double unchanged = Math.min(seconds(gather(id)), seconds(gather(id)));
        long rows = sample.rows().getOrDefault("v_R_System", 0L);
        print("clients", rows, "rows");
        print("objects", first.counts().objects(), "objects");
        print("raw_read", rows / raw, "rows/s");
        print("first", rows / firstSeconds, "rows/s");
        print("first_seconds", firstSeconds, "s");
        print("unchanged_seconds", unchanged, "s");
        print("vs_raw_read", raw / firstSeconds, "ratio");
        print("unchanged_vs_first", unchanged / firstSeconds, "ratio");
    }

    private long define() {
        return server.getBean(SourceHierarchyService.class)
                .create(
                        new SourceHierarchyDefinition(
                                "Benchmark",
                                new SourceHierarchyDefinition.TopLevelSite(
                                        sample.siteServer(),
                                        new SourceHierarchyDefinition.Database(sample.jdbcUrl(), null),
                                        null,
                                        null),
                                Duration.ofDays(1),
                                null,
                                false),
                        null)
                .id();
    }

    private List<ViewDisclosure> clientViews(long id) {
        return server.getBean(DisclosureService.class).disclosure(id).stream()
                .filter(c -> OF_CLIENTS.contains(c.dataClass()))
                .flatMap(c -> c.views().stream())
                .filter(v -> CLIENT_VIEWS.contains(v.view()) || v.view().startsWith("v_RA_System_"))
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

    private Gathering gather(long id) throws InterruptedException {
        GatheringService gatherings = server.getBean(GatheringService.class);
        int number = asSystem(() -> gatherings.start(id));
        Gathering gathering = asSystem(() -> gatherings.get(id, number));
        while (gathering.status() == GatheringStatus.RUNNING) {
            Thread.sleep(20);
            gathering = asSystem(() -> gatherings.get(id, number));
        }
        if (gathering.status() != GatheringStatus.READY) {
            throw new IllegalStateException("gathering failed: " + gathering.message());
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
