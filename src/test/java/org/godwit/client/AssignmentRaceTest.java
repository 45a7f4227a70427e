package org.godwit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.client.SourceClients.client;
import static org.godwit.client.SourceClients.smsId;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.shared.GodwitException;
import org.godwit.shared.RunControl;
import org.godwit.shared.SiteCode;
import org.godwit.shared.SmsId;
import org.junit.jupiter.api.Test;

/** Clients assign themselves in thousands while they are gathered and migrated: none that is blocked slips through. */
class AssignmentRaceTest {

    private static final int CLIENTS = 2_000;
    private static final int UNKNOWN = 500;
    private static final int THREADS = 3;
    private static final int ATTEMPTS = 1_500;

    @Test
    void noBlockedClientSlipsThrough() throws Exception {
        try (ClientLab lab = new ClientLab(ClientLab.embeddedUrl(), new ClientProperties(100), Clock.systemUTC())) {
            FakeSource source = new FakeSource();
            Set<String> blocked = new TreeSet<>();
            for (long n = 1; n <= CLIENTS; n++) {
                boolean blocks = n % 7 == 0;
                source.put(client(n).blocked(blocks).build());
                if (blocks) {
                    blocked.add(smsId(n));
                }
            }
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger assigned = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> racing = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                Random random = new Random(t);
                racing.add(threads.submit(() -> {
                    for (int i = 0; i < ATTEMPTS; i++) {
                        SmsId id = new SmsId(smsId(1 + random.nextInt(CLIENTS + UNKNOWN)));
                        try {
                            lab.clients.assign(new Assignment(id, new SiteCode("PRI")));
                            assigned.incrementAndGet();
                        } catch (GodwitException e) {
                            assertThat(e.code()).isEqualTo("CLIENT_BLOCKED");
                            refused.incrementAndGet();
                        }
                    }
                }));
            }
            ClientMigration.Run run = ClientLab.newRun();
            lab.gather(source);
            Set<String> atLarge = usable(lab, blocked);
            lab.migrate(source, run);
            threads.shutdown();
            for (Future<?> each : racing) {
                each.get();
            }

            assertThat(atLarge).as("blocked, assigned and usable once gathered").isEmpty();
            assertThat(usable(lab, blocked)).as("blocked, assigned and usable").isEmpty();
            assertThat(lab.migration.verify(run, source, RunControl.none()).equal())
                    .isTrue();
            assertThat(assigned.get() + refused.get()).isEqualTo(THREADS * ATTEMPTS);
            assertThat(refused.get()).isPositive();
            assertThat(lab.audited.stream().filter(e -> e.action().equals("CLIENT_ASSIGNMENT_REFUSED")))
                    .as("a swarm does not flood the trail")
                    .hasSizeLessThanOrEqualTo(120);
        }
    }

    /** Blocked clients that are assigned and that nothing refuses. */
    private static Set<String> usable(ClientLab lab, Set<String> blocked) {
        Set<String> free = new TreeSet<>(lab.jdbc
                .sql("SELECT sms_id FROM client_record WHERE blocked = 0 AND assigned_at IS NOT NULL")
                .query((row, n) -> row.getString(1))
                .list());
        free.retainAll(blocked);
        return free;
    }
}
