package org.godwit.bench;

import com.github.kagkarlsson.scheduler.task.Execution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.godwit.Godwit;
import org.godwit.agent.process.AgentLoad;
import org.godwit.client.Assignment;
import org.godwit.client.ClientService;
import org.godwit.credential.Account;
import org.godwit.distribution.Consignment;
import org.godwit.distribution.Delivery;
import org.godwit.distribution.Location;
import org.godwit.distribution.RemoteTransfers;
import org.godwit.distribution.TransferLoad;
import org.godwit.security.RunAs;
import org.godwit.shared.GodwitException;
import org.godwit.shared.SiteCode;
import org.godwit.shared.SmsId;
import org.godwit.testing.SqlServers;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * An estate of 5,000 distribution points and 800,000 clients as the database meets it: agents that look for orders, say that
 * they live and work orders off, a server that gives and follows the orders of one run for every point, rows of transfers, and
 * clients that assign themselves past the block guard. Each kind of work is done as fast as the database takes it; nothing is
 * moved. On the embedded database in this process, where a network adds nothing; and, if {@code GODWIT_TEST_SQLSERVER_URL} is
 * set, once more on the server it names.
 */
public final class ScaleBenchmark {

    private static final int POINTS = Integer.getInteger("points", 5_000);
    private static final int LOCATIONS = Integer.getInteger("locations", 500);
    private static final long CLIENTS = Long.getLong("clients", 800_000);
    private static final int THREADS = 8;
    private static final long MILLIS = Long.getLong("millis", 3_000);
    private static final long RUN = 1_000_000;

    private final ConfigurableApplicationContext server;
    private final String database;
    private final JdbcTemplate jdbc;
    private final List<AgentLoad> agents = new ArrayList<>();

    private ScaleBenchmark(ConfigurableApplicationContext server, String database) {
        this.server = server;
        this.database = database;
        this.jdbc = server.getBean(JdbcTemplate.class);
    }

    public static void main(String[] args) throws Exception {
        on("h2", List.of());
        if (System.getenv("GODWIT_TEST_SQLSERVER_URL") != null) {
            on("sqlserver", List.of("--spring.datasource.url=" + SqlServers.newDatabase("godwit_scale")));
        }
    }

    private static void on(String database, List<String> settings) throws Exception {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path dataDir = Files.createTempDirectory(target, "bench-scale");
        List<String> all = new ArrayList<>(List.of(
                "--godwit.data-dir=" + dataDir,
                "--godwit.bootstrap-admin-password=Benchmark-Passw0rd-1",
                "--godwit.schedule.poll-interval=5s",
                "--server.port=0",
                "--logging.level.root=WARN"));
        all.addAll(settings);
        try (ConfigurableApplicationContext server = SpringApplication.run(Godwit.class, all.toArray(String[]::new))) {
            ScaleBenchmark bench = new ScaleBenchmark(server, database);
            bench.fill();
            bench.run();
        } finally {
            FileSystemUtils.deleteRecursively(dataDir);
        }
    }

    private void fill() {
        long begun = System.nanoTime();
        new ScaleEstate(jdbc).fill(CLIENTS, POINTS, LOCATIONS, RUN);
        if (database.equals("h2")) {
            jdbc.execute("ANALYZE");
        }
        DataSource dataSource = server.getBean(DataSource.class);
        jdbc.query("SELECT id, location FROM agent", row -> {
            agents.add(new AgentLoad(dataSource, row.getLong(1), row.getString(2)));
        });
        print("clients", CLIENTS, "records");
        print("distribution_points", POINTS, "points");
        print("agents", agents.size(), "agents");
        print("transfers", (long) POINTS * ScaleEstate.TRANSFERS_OF_A_POINT, "rows");
        print("filled_in", (System.nanoTime() - begun) / 1e9, "s");
    }

    private void run() throws Exception {
        timed("poll_idle", i -> any(agents, i).poll());
        timed("agent_beat", i -> any(agents, i).beat());
        ScaleEstate.agentsStay(jdbc);
        List<RemoteTransfers.Dispatch<Delivery>> dispatches = give();
        look("look_all_open", dispatches);
        timed("poll_due", i -> any(agents, i).poll());
        ConcurrentLinkedQueue<Picked> picked = new ConcurrentLinkedQueue<>();
        for (AgentLoad agent : agents) {
            agent.poll().forEach(due -> picked.add(new Picked(agent, agent.pick(due))));
        }
        List<Picked> held = List.copyOf(picked);
        timed("execution_beat", i -> {
            Picked one = any(held, i);
            one.agent().executionBeat(one.execution());
        });
        timedOnce("order_worked_off", held.size(), i -> {
            Picked one = java.util.Objects.requireNonNull(picked.poll());
            one.agent().work(one.execution());
        });
        look("look_all_done", dispatches);
        transfers();
        clients();
    }

    private record Picked(AgentLoad agent, Execution execution) {}

    /** One order for each point, sealed for the agent of its location; each location is followed for itself, as runs do. */
    private List<RemoteTransfers.Dispatch<Delivery>> give() {
        Map<String, List<Consignment>> byPlace = new TreeMap<>();
        jdbc.query(
                "SELECT p.id, p.name, l.location FROM distribution_point p"
                        + " JOIN agent_location_point l ON l.distribution_point_id = p.id ORDER BY p.id",
                row -> {
                    byPlace.computeIfAbsent(row.getString(3), place -> new ArrayList<>())
                            .add(new Consignment(
                                    new Consignment.Library(
                                            Consignment.Library.Kind.DESTINATION,
                                            row.getLong(1),
                                            row.getString(2),
                                            new Location.Smb(row.getString(2), "SCCMContentLib$", null, null)),
                                    null,
                                    ZoneOffset.UTC,
                                    List.of(),
                                    LongStream.rangeClosed(1, ScaleEstate.TRANSFERS_OF_A_POINT)
                                            .mapToObj(p -> new Consignment.Parcel(
                                                    p,
                                                    "PK" + p,
                                                    List.of(),
                                                    List.of(new Consignment.Origin(0, List.of()))))
                                            .toList()));
                });
        RemoteTransfers transfers = server.getBean(RemoteTransfers.class);
        long begun = System.nanoTime();
        List<RemoteTransfers.Dispatch<Delivery>> dispatches = new ArrayList<>();
        byPlace.forEach((place, consignments) ->
                dispatches.add(transfers.transfer(place, RUN, consignments, Set.of(), library -> Account.computer())));
        print("order_given_per_s", POINTS / ((System.nanoTime() - begun) / 1e9), "orders/s");
        return dispatches;
    }

    private void look(String name, List<RemoteTransfers.Dispatch<Delivery>> dispatches) {
        long begun = System.nanoTime();
        dispatches.forEach(dispatch -> dispatch.collect(delivery -> {}));
        print(name + "_first_ms", (System.nanoTime() - begun) / 1e6, "ms");
        begun = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            dispatches.forEach(dispatch -> dispatch.collect(delivery -> {}));
        }
        print(name + "_ms", (System.nanoTime() - begun) / 5e6, "ms");
    }

    private void transfers() throws Exception {
        TransferLoad load = new TransferLoad(server);
        long first = java.util.Objects.requireNonNull(
                jdbc.queryForObject("SELECT MIN(id) FROM content_transfer", Long.class));
        long all = (long) POINTS * ScaleEstate.TRANSFERS_OF_A_POINT;
        timed("package_published", i -> load.publish(first + i % all));
    }

    private void clients() throws Exception {
        ClientService service = server.getBean(ClientService.class);
        RunAs runAs = server.getBean(RunAs.class);
        SiteCode site = new SiteCode("GDW");
        timed(
                "assignment_blocked",
                i -> runAs.user("admin", () -> {
                    try {
                        service.assign(new Assignment(
                                client(ScaleEstate.BLOCKED_EVERY * (1 + i % (CLIENTS / ScaleEstate.BLOCKED_EVERY))),
                                site));
                        throw new IllegalStateException("a blocked client was assigned");
                    } catch (GodwitException refused) {
                        return refused;
                    }
                }));
        timed(
                "assignment_accepted",
                i -> runAs.user("admin", () -> {
                    long number = 1 + ThreadLocalRandom.current().nextLong(CLIENTS);
                    return service.assign(new Assignment(
                            client(number % ScaleEstate.BLOCKED_EVERY == 0 ? number - 1 : number), site));
                }));
    }

    private static SmsId client(long number) {
        return SmsId.parse(ScaleEstate.smsId(number));
    }

    private static <T> T any(List<T> all, long i) {
        return all.get((int) (i * 7919 % all.size()));
    }

    private void timed(String kind, LongConsumer work) throws Exception {
        measure(kind, work, Long.MAX_VALUE, System.nanoTime() + MILLIS * 1_000_000);
    }

    private void timedOnce(String kind, long times, LongConsumer work) throws Exception {
        measure(kind, work, times, Long.MAX_VALUE);
    }

    private void measure(String kind, LongConsumer work, long times, long until) throws Exception {
        AtomicLong turn = new AtomicLong();
        ConcurrentLinkedQueue<long[]> latencies = new ConcurrentLinkedQueue<>();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        long begun = System.nanoTime();
        List<Future<?>> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            threads.add(pool.submit(() -> {
                LongStream.Builder mine = LongStream.builder();
                for (long i = turn.getAndIncrement();
                        i < times && System.nanoTime() < until;
                        i = turn.getAndIncrement()) {
                    long before = System.nanoTime();
                    work.accept(i);
                    mine.add(System.nanoTime() - before);
                }
                latencies.add(mine.build().toArray());
            }));
        }
        try {
            for (Future<?> thread : threads) {
                thread.get();
            }
        } finally {
            pool.shutdownNow();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        long[] all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        print(kind + "_per_s", all.length / seconds, "/s");
        print(kind + "_p50_ms", all[all.length / 2] / 1e6, "ms");
        print(kind + "_p99_ms", all[(int) (all.length * 0.99)] / 1e6, "ms");
    }

    private void print(String figure, double value, String unit) {
        System.out.printf(Locale.ROOT, "bench scale %s_%s %.2f %s%n", database, figure, value, unit);
    }
}
