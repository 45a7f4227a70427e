package org.godwit.audit;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.godwit.shared.GodwitProperties;
import org.godwit.testing.H2Databases;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes a million events into an embedded database file and verifies them. */
public final class AuditBenchmarkRun {

    private static final int EVENTS = Integer.getInteger("events", 1_000_000);
    private static final int BATCH = 10_000;

    private AuditBenchmarkRun() {}

    static AuditProperties properties(int eventsInSegment) {
        return new AuditProperties(
                null,
                Duration.ofMinutes(1),
                WorkingHoursTest.HOURS,
                "-",
                new AuditProperties.Segments(null, eventsInSegment, null, null),
                AuditProperties.Syslog.OFF);
    }

    public static void run() throws Exception {
        Path dir = Files.createTempDirectory("godwit-audit-bench");
        JdbcConnectionPool database = JdbcConnectionPool.create(H2Databases.inFile(dir.resolve("db")), "", "");
        try {
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/migration", "classpath:db/vendor/h2")
                    .load()
                    .migrate();
            AuditStore store = new AuditStore(new JdbcTemplate(database));
            SegmentStore segments = new SegmentStore(new JdbcTemplate(database));
            GodwitProperties server = new GodwitProperties(
                    dir, "GDW", new GodwitProperties.Content(List.of()), new GodwitProperties.Network(false));
            AuditProperties properties = properties(EVENTS / 2);
            AuditKey key = new AuditKey(server, properties, store);
            AuditCheckpoints checkpoints = new AuditCheckpoints(store, key, Clock.systemUTC(), server, properties);
            long started = System.nanoTime();
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
            write(store, key.hash(), transaction);
            double writeSeconds = (System.nanoTime() - started) / 1e9;
            checkpoints.take();
            double best = 0;
            for (int run = 0; run < 3; run++) {
                best = Math.max(best, verify(store, segments, key, checkpoints));
            }
            line("append_batched_events_per_s", EVENTS / writeSeconds);
            line("verify_events_per_s", best);
            tamper(new JdbcTemplate(database), store, segments, key, checkpoints);
            MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            System.out.printf(Locale.ROOT, "bench audit heap_limit_mb %d MB%n", heap.getMax() >> 20);
        } finally {
            database.dispose();
            try (var files = Files.walk(dir)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(p -> p.toFile().delete());
            }
        }
    }

    /** Does to a million events, one after the other, what an owner of the database could do, and undoes it. */
    private static void tamper(
            JdbcTemplate jdbc, AuditStore store, SegmentStore segments, AuditKey key, AuditCheckpoints checkpoints) {
        jdbc.execute("DROP TRIGGER tr_audit_event_append_only");
        int at = EVENTS * 9 / 10;
        int free = 2 * EVENTS;
        Supplier<AuditVerification> verify = () -> new TrailWalk(store, segments, key, checkpoints).verify();
        jdbc.update("UPDATE audit_event SET actor = actor + 'x' WHERE seq = ?", at);
        found("changed_field", at, verify.get());
        jdbc.update("UPDATE audit_event SET actor = LEFT(actor, LEN(actor) - 1) WHERE seq = ?", at);
        jdbc.update("UPDATE audit_event SET seq = ? WHERE seq = ?", free, at);
        jdbc.execute("CREATE TABLE kept AS SELECT * FROM audit_event WHERE seq >= " + free);
        jdbc.update("DELETE FROM audit_event WHERE seq = ?", free);
        found("deleted_row", at, verify.get());
        jdbc.update("INSERT INTO audit_event SELECT * FROM kept");
        jdbc.update("UPDATE audit_event SET seq = ? WHERE seq = ?", at, free);
        jdbc.update("UPDATE kept SET seq = ?", EVENTS + 1);
        jdbc.update("INSERT INTO audit_event SELECT * FROM kept");
        found("inserted_row", EVENTS + 1, verify.get());
        jdbc.update("DELETE FROM audit_event WHERE seq > ?", EVENTS);
        swap(jdbc, at, at + 10, free);
        found("swapped_rows", at, verify.get());
        swap(jdbc, at, at + 10, free);
        jdbc.execute("DROP TABLE kept");
        jdbc.execute("CREATE TABLE kept AS SELECT * FROM audit_event WHERE seq > " + at);
        jdbc.update("DELETE FROM audit_event WHERE seq > ?", at);
        found("cut_tail", at + 1, verify.get());
        byte[] last = Objects.requireNonNull(
                jdbc.queryForObject("SELECT hash FROM audit_event WHERE seq = ?", byte[].class, at));
        jdbc.update(
                "UPDATE audit_head SET events = ?, last_hash = ?, mac = ?",
                at,
                last,
                key.hash().head(at, last));
        found("restored_older_database", at + 1, verify.get());
    }

    private static void swap(JdbcTemplate jdbc, int one, int other, int free) {
        jdbc.update("UPDATE audit_event SET seq = ? WHERE seq = ?", free, one);
        jdbc.update("UPDATE audit_event SET seq = ? WHERE seq = ?", one, other);
        jdbc.update("UPDATE audit_event SET seq = ? WHERE seq = ?", other, free);
    }

    private static void found(String what, long sequence, AuditVerification verification) {
        AuditVerification.BrokenLink link = verification.firstBroken();
        if (link == null || link.sequence() != sequence) {
            throw new IllegalStateException(what + " at " + sequence + ": " + verification);
        }
        System.out.printf(Locale.ROOT, "bench audit %s_named_at %d %s%n", what, link.sequence(), link.kind());
    }

    /** Events verified in a second of processor time of the verifying thread, or of the clock if that was more. */
    private static double verify(AuditStore store, SegmentStore segments, AuditKey key, AuditCheckpoints checkpoints) {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        AuditVerification found = new TrailWalk(store, segments, key, checkpoints).verify();
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
        if (found.firstBroken() != null || found.events() != EVENTS) {
            throw new IllegalStateException(found.toString());
        }
        return EVENTS / seconds;
    }

    private static void write(AuditStore store, ChainHash hash, TransactionTemplate transaction) {
        byte[] last = ChainHash.GENESIS;
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        for (int from = 0; from < EVENTS; from += BATCH) {
            List<ChainedRow> rows = new ArrayList<>(BATCH);
            for (int i = from + 1; i <= Math.min(EVENTS, from + BATCH); i++) {
                AuditRow event = event(i, at.plusSeconds(i));
                last = hash.event(last, i, event);
                rows.add(new ChainedRow(i, event, last));
            }
            long events = from + rows.size();
            AuditHead head = new AuditHead(events, last, hash.head(events, last));
            transaction.executeWithoutResult(status -> {
                store.lockHead(rows.size());
                store.insert(rows);
                store.moveHead(head);
            });
        }
    }

    private static AuditRow event(int i, Instant at) {
        return new AuditRow(
                at,
                "admin-" + i % 20,
                "10.1.2." + i % 250,
                i % 3 == 0 ? "MIGRATION_JOB_STARTED" : "SIGN_IN_SUCCEEDED",
                i % 3 == 0 ? "MIGRATION_JOB" : "ADMIN_USER",
                Integer.toString(i % 5000),
                "Clients of site " + i % 5000,
                "SUCCESS",
                "3b241101-e2bb-4255-8caf-4136c566a962",
                "{\"before\":{\"status\":\"NOT_STARTED\"},\"planDigest\":\"9f86d081884c7d659a2feaa0c55ad015\",\"run\":"
                        + i + "}");
    }

    private static void line(String figure, double value) {
        System.out.printf(Locale.ROOT, "bench audit %s %.0f events/s%n", figure, value);
    }
}
