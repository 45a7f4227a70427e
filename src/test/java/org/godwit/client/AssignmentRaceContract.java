package org.godwit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.client.SourceClients.client;
import static org.godwit.client.SourceClients.smsId;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.godwit.shared.GodwitException;
import org.godwit.shared.RunControl;
import org.godwit.shared.SiteCode;
import org.godwit.shared.SmsId;
import org.godwit.site.SourceClient;
import org.junit.jupiter.api.Test;

/**
 * Clients assign themselves in thousands while they are gathered and migrated, under their own SMSID and, with their hardware
 * or certificate, under new ones: none that is blocked slips through. Attempts by {@code -Dgodwit.test.assignments=N}.
 */
abstract class AssignmentRaceContract {

    private static final int CLIENTS = 2_000;
    private static final int UNKNOWN = 500;
    private static final int THREADS = 3;
    private static final int ATTEMPTS = Integer.getInteger("godwit.test.assignments", 4_500) / THREADS;

    abstract String database();

    @Test
    void noBlockedClientSlipsThrough() throws Exception {
        try (ClientLab lab = new ClientLab(database(), new ClientProperties(100), Clock.systemUTC())) {
            FakeSource source = new FakeSource();
            Set<String> blocked = new TreeSet<>();
            Set<String> marks = new HashSet<>();
            for (long n = 1; n <= CLIENTS; n++) {
                SourceClient row = client(n).blocked(n % 7 == 0).build();
                source.put(row);
                if (n % 7 == 0) {
                    blocked.add(smsId(n));
                    marks.add(String.valueOf(row.hardwareId()));
                    marks.add(String.valueOf(row.certificateThumbprint()));
                }
            }
            Swarm swarm = new Swarm(lab);
            swarm.start();
            ClientMigration.Run run = ClientLab.newRun();
            lab.gather(source);
            Set<String> atLarge = swarm.betweenAttempts(() -> usable(lab, blocked, marks));
            lab.migrate(source, run);
            swarm.end();

            assertThat(atLarge).as("blocked, assigned and usable once gathered").isEmpty();
            assertThat(usable(lab, blocked, marks))
                    .as("blocked, assigned and usable")
                    .isEmpty();
            assertThat(lab.migration.verify(run, source, RunControl.none()).equal())
                    .isTrue();
            assertThat(swarm.assigned.get() + swarm.refused.get()).isEqualTo(THREADS * ATTEMPTS);
            assertThat(swarm.refused.get()).isPositive();
            assertThat(lab.audited.stream().filter(e -> e.action().equals("CLIENT_ASSIGNMENT_REFUSED")))
                    .as("a swarm does not flood the trail")
                    .hasSizeLessThanOrEqualTo(60 * (1 + swarm.minutes()));
        }
    }

    @Test
    void whatMeetsAnotherAssignmentEachTimeItIsWrittenIsWrittenInTheEnd() {
        try (ClientLab lab = new ClientLab(database(), new ClientProperties(100), Clock.systemUTC())) {
            FakeSource source = new FakeSource();
            List<Long> numbers = new ArrayList<>();
            for (long n = 1; n <= 100; n++) {
                source.put(client(n).blocked(n % 10 == 0).build());
                if (n % 10 != 0) {
                    numbers.add(n);
                }
            }
            Collections.shuffle(numbers, new Random(7));
            Iterator<Long> next = numbers.iterator();
            lab.gather(source);
            lab.beforeRecordsAreInserted = () -> {
                if (next.hasNext()) {
                    Assignment own = new Assignment(new SmsId(smsId(next.next())), new SiteCode("PRI"));
                    CompletableFuture.runAsync(() -> lab.clients.assign(own)).join(); // in a transaction of its own
                }
            };
            ClientMigration.Run run = ClientLab.newRun();

            assertThat(lab.migrate(source, run).equal()).isTrue();
            ClientMigration.Outcome done = lab.migration.migrate(run, source, RunControl.none());
            assertThat(done.updated()).as("met while they were written").isGreaterThan(1);
            assertThat(done.created() + done.updated()).isEqualTo(100);
        }
    }

    /** Clients that try to assign themselves, on a few threads, until all attempts are made. */
    private static final class Swarm {

        final AtomicInteger refused = new AtomicInteger();
        final AtomicInteger assigned = new AtomicInteger();
        private final ClientLab lab;
        private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        private final List<Future<?>> racing = new ArrayList<>();
        private final AtomicBoolean first = new AtomicBoolean();
        private final ReadWriteLock attempting = new ReentrantReadWriteLock(true);
        private final long start = System.nanoTime();

        Swarm(ClientLab lab) {
            this.lab = lab;
        }

        /** Comes back once some are assigned, so that the gathering finds early ones. */
        void start() {
            for (int t = 0; t < THREADS; t++) {
                Random random = new Random(t);
                racing.add(threads.submit(() -> {
                    for (int i = 0; i < ATTEMPTS; i++) {
                        attempt(random);
                        first.set(first.get() || i > 20);
                    }
                }));
            }
            while (!first.get()) {
                Thread.onSpinWait();
            }
        }

        private void attempt(Random random) {
            long n = 1 + random.nextInt(CLIENTS + UNKNOWN);
            SourceClient device = client(n).build();
            SmsId own = new SmsId(smsId(n));
            SmsId other = new SmsId(smsId(1_000_000 + n));
            SiteCode site = new SiteCode("PRI");
            Assignment assignment = switch (random.nextInt(4)) {
                case 0 -> new Assignment(other, site, device.hardwareId(), null);
                case 1 -> new Assignment(other, site, null, device.certificateThumbprint());
                default -> new Assignment(own, site);
            };
            attempting.readLock().lock();
            try {
                lab.clients.assign(assignment);
                assigned.incrementAndGet();
            } catch (GodwitException e) {
                assertThat(e.code()).isEqualTo("CLIENT_BLOCKED");
                refused.incrementAndGet();
            } finally {
                attempting.readLock().unlock();
            }
        }

        /** What is so while every assignment that was asked for has been answered and none is under way. */
        <T> T betweenAttempts(Supplier<T> look) {
            attempting.writeLock().lock();
            try {
                return look.get();
            } finally {
                attempting.writeLock().unlock();
            }
        }

        void end() throws Exception {
            threads.shutdown();
            for (Future<?> each : racing) {
                each.get();
            }
        }

        int minutes() {
            return (int) ((System.nanoTime() - start) / 60_000_000_000L) + 1;
        }
    }

    /** Blocked clients, by SMSID or in the guise of a new one, that are assigned and that nothing refuses. */
    private static Set<String> usable(ClientLab lab, Set<String> blocked, Set<String> marks) {
        Set<String> usable = new TreeSet<>();
        lab.jdbc
                .sql("SELECT sms_id, hardware_id, certificate_thumbprint, status FROM client_record"
                        + " WHERE blocked = 0 AND assigned_at IS NOT NULL")
                .query(row -> {
                    boolean guise = marks.contains(String.valueOf(row.getString(2)))
                            || marks.contains(String.valueOf(row.getString(3)));
                    if (blocked.contains(row.getString(1)) || guise) {
                        usable.add(row.getString(1));
                    }
                });
        return usable;
    }
}
