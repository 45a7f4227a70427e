package org.godwit.bench;

import com.github.kagkarlsson.scheduler.task.Execution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.godwit.Godwit;
import org.godwit.agent.process.AgentLoad;
import org.godwit.agent.wire.Envelope;
import org.godwit.agent.wire.Protocol;
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
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An estate of 5,000 distribution points and 800,000 clients as the database meets it: agents that look for orders, say that
 * they live and work orders off, a server that gives and follows the orders of one run for every point, rows of transfers, and
 * clients that assign themselves past the block guard. Each kind of work is done as fast as the database takes it; nothing is
 * moved. On the embedded database in this process: what a network adds is not in it.
 */
public final class ScaleBenchmark {

    private static final int POINTS = Integer.getInteger("points", 5_000);
    private static final int LOCATIONS = Integer.getInteger("locations", 500);
    private static final long CLIENTS = Long.getLong("clients", 800_000);
    private static final int TRANSFERS_OF_A_POINT = 40;
    private static final int THREADS = 8;
    private static final long MILLIS = Long.getLong("millis", 5_000);
    private static final long RUN = 1_000_000;

    private final ConfigurableApplicationContext server;
    private final JdbcTemplate jdbc;
    private final List<AgentLoad> agents = new ArrayList<>();

    private ScaleBenchmark(ConfigurableApplicationContext server) {
        this.server = server;
        this.jdbc = server.getBean(JdbcTemplate.class);
    }

    public static void main(String[] args) throws Exception {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path dataDir = Files.createTempDirectory(target, "bench-scale");
        try (ConfigurableApplicationContext server = SpringApplication.run(
                Godwit.class,
                "--godwit.data-dir=" + dataDir,
                "--godwit.bootstrap-admin-password=Benchmark-Passw0rd-1",
                "--godwit.schedule.poll-interval=5s",
                "--server.port=0",
                "--logging.level.root=WARN")) {
            ScaleBenchmark bench = new ScaleBenchmark(server);
            bench.fill();
            bench.run();
        } finally {
            try (Stream<Path> files = Files.walk(dataDir)) {
                files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
            }
        }
    }

    private void fill() {
        Volume.clients(jdbc, CLIENTS);
        jdbc.update("""
                INSERT INTO distribution_point (name, site_code, location, created_at, modified_at, [version])
                SELECT 'DP' || x, 'GDW', '{"kind":"SMB","server":"dp' || x || '","share":"SCCMContentLib$"}',
                    CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0 FROM SYSTEM_RANGE(1, ?)""", POINTS);
        jdbc.update("""
                INSERT INTO agent_location (name, server_may_help, megabytes_per_second, points_at_a_time)
                SELECT 'BRANCH' || x, 1, 0, 0 FROM SYSTEM_RANGE(1, ?)""", LOCATIONS);
        jdbc.update("""
                INSERT INTO agent_location_point (distribution_point_id, location)
                SELECT id, 'BRANCH' || (1 + MOD(id, ?)) FROM distribution_point""", LOCATIONS);
        jdbc.update("""
                INSERT INTO agent (name, location, public_key, database_user, enrolled_at, enrolled_by)
                SELECT 'agent' || x, 'BRANCH' || x, ?, 'agent' || x, CURRENT_TIMESTAMP, 'bench' FROM SYSTEM_RANGE(1, ?)""", Envelope.newKeys().getPublic().getEncoded(), LOCATIONS);
        jdbc.update("""
                INSERT INTO agent_beat (agent_id, at, godwit_version, protocol, running, bytes_done, bytes_per_second,
                    in_maintenance)
                SELECT id, DATEADD('HOUR', 1, CURRENT_TIMESTAMP), '1', ?, 0, 0, 0, 0 FROM agent""", Protocol.NUMBER);
        jdbc.update("""
                INSERT INTO content_transfer (job_id, run_id, hierarchy_id, package_id, distribution_point_id, status, attempts,
                    files, bytes, bytes_moved, bytes_saved)
                SELECT 1, ?, 1, 'PK' || n.x, p.id, 'NOT_STARTED', 0, 0, 0, 0, 0
                FROM distribution_point p CROSS JOIN SYSTEM_RANGE(1, ?) n""", RUN, TRANSFERS_OF_A_POINT);
        jdbc.execute("ANALYZE");
        DataSource dataSource = server.getBean(DataSource.class);
        jdbc.query("SELECT id, location FROM agent", row -> {
            agents.add(new AgentLoad(dataSource, row.getLong(1), row.getString(2)));
        });
        print("clients", CLIENTS, "records");
        print("distribution_points", POINTS, "points");
        print("agents", agents.size(), "agents");
        print("transfers", (long) POINTS * TRANSFERS_OF_A_POINT, "rows");
    }

    private void run() throws Exception {
        timed("poll_idle", i -> any(agents, i).poll());
        timed("agent_beat", i -> any(agents, i).beat());
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
                                    List.of(),
                                    LongStream.rangeClosed(1, TRANSFERS_OF_A_POINT)
                                            .mapToObj(p -> new Consignment.Parcel(p, "PK" + p, List.of(), List.of(0)))
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

    private static void look(String name, List<RemoteTransfers.Dispatch<Delivery>> dispatches) {
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
        long all = (long) POINTS * TRANSFERS_OF_A_POINT;
        timed("transfer_begun_and_done", i -> load.bring(first + i % all));
    }

    /** Every 33rd is blocked. */
    private void clients() throws Exception {
        ClientService service = server.getBean(ClientService.class);
        RunAs runAs = server.getBean(RunAs.class);
        SiteCode site = new SiteCode("GDW");
        timed(
                "assignment_blocked",
                i -> runAs.user("admin", () -> {
                    try {
                        service.assign(new Assignment(client(33 * (1 + i % (CLIENTS / 33))), site));
                        throw new IllegalStateException("a blocked client was assigned");
                    } catch (GodwitException refused) {
                        return refused;
                    }
                }));
        timed(
                "assignment_accepted",
                i -> runAs.user("admin", () -> {
                    long number = 1 + ThreadLocalRandom.current().nextLong(CLIENTS);
                    return service.assign(new Assignment(client(number % 33 == 0 ? number - 1 : number), site));
                }));
    }

    private static SmsId client(long number) {
        return SmsId.parse(String.format(Locale.ROOT, "GUID:%08d-0000-4000-8000-000000000001", number));
    }

    private static <T> T any(List<T> all, long i) {
        return all.get((int) (i * 7919 % all.size()));
    }

    private static void timed(String kind, LongConsumer work) throws Exception {
        measure(kind, work, Long.MAX_VALUE, System.nanoTime() + MILLIS * 1_000_000);
    }

    private static void timedOnce(String kind, long times, LongConsumer work) throws Exception {
        measure(kind, work, times, Long.MAX_VALUE);
    }

    private static void measure(String kind, LongConsumer work, long times, long until) throws Exception {
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
        for (Future<?> thread : threads) {
            thread.get();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        pool.shutdown();
        long[] all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        print(kind + "_per_s", all.length / seconds, "/s");
        print(kind + "_p50_ms", all[all.length / 2] / 1e6, "ms");
        print(kind + "_p99_ms", all[(int) (all.length * 0.99)] / 1e6, "ms");
    }

    private static void print(String figure, double value, String unit) {
        System.out.printf(Locale.ROOT, "bench scale %s %.2f %s%n", figure, value, unit);
    }
}
