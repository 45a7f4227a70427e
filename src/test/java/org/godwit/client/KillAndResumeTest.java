package org.godwit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.client.SourceClients.client;
import static org.godwit.client.SourceClients.smsId;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.godwit.client.ClientMigration.Outcome;
import org.godwit.client.ClientMigration.Run;
import org.godwit.shared.RunControl;
import org.godwit.site.ClientRead;
import org.godwit.site.SourceClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that dies at any point leaves every blocked client blocked before any other record, and ends as if undisturbed. */
class KillAndResumeTest {

    private static final int CLIENTS = 600;
    private static final int CHUNK = 25;

    private static final Killer KILLER = new Killer();
    private static final ClientLab LAB =
            new ClientLab(ClientLab.embeddedUrl(), new ClientProperties(CHUNK), KILLER.clock());

    @BeforeEach
    void clear() {
        KILLER.after(Integer.MAX_VALUE);
        LAB.clear();
    }

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void anUndisturbedRunTakesEveryKillPointThereIs() {
        KILLER.after(Integer.MAX_VALUE);
        MortalSource source = new MortalSource(rows(1), KILLER);
        LAB.gather(source);
        KILLER.after(Integer.MAX_VALUE);

        LAB.migrate(source, ClientLab.newRun());

        assertThat(KILLER.ticks()).isGreaterThan(CLIENTS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void blockedClientsAreBlockedBeforeAnyOtherRecord(long seed) {
        Random random = new Random(seed);
        MortalSource source = new MortalSource(rows(seed), KILLER);
        Set<String> blocked = source.all().stream()
                .filter(c -> Boolean.TRUE.equals(c.blocked()))
                .map(c -> String.valueOf(c.smsId()))
                .collect(Collectors.toCollection(TreeSet::new));
        KILLER.after(Integer.MAX_VALUE);
        LAB.gather(source);
        Run run = ClientLab.newRun();

        int deaths = 0;
        boolean done = false;
        while (!done) {
            KILLER.after(deaths < 6 ? random.nextInt(900) : Integer.MAX_VALUE);
            try {
                LAB.migration.blockFirst(run, source, KILLER.control());
                LAB.migration.migrate(run, source, KILLER.control());
                done = true;
            } catch (Killed e) {
                deaths++;
            }
            KILLER.after(Integer.MAX_VALUE);
            if (count("blocked = 0") > 0) {
                assertThat(blockedRecords()).isEqualTo(blocked);
            }
        }
        Outcome outcome = LAB.migration.migrate(run, source, RunControl.none());
        assertThat(LAB.migration.verify(run, source, RunControl.none()).equal()).isTrue();
        String disturbed = content();

        LAB.clear();
        LAB.gather(source);
        Run undisturbed = ClientLab.newRun();
        LAB.migrate(source, undisturbed);
        assertThat(disturbed).isEqualTo(content());
        assertThat(outcome).isEqualTo(LAB.migration.migrate(undisturbed, source, RunControl.none()));
    }

    @Test
    void aStoppedRunGoesOnWhereItWas() {
        KILLER.after(Integer.MAX_VALUE);
        MortalSource source = new MortalSource(rows(1), KILLER);
        LAB.gather(source);
        Run run = ClientLab.newRun();
        LAB.migration.blockFirst(run, source, RunControl.none());
        int[] chunks = {0};
        RunControl stopsSoon = new RunControl() {
            @Override
            public boolean stopRequested() {
                return chunks[0]++ == 3;
            }

            @Override
            public void progress(String phase, long done, long total, long bytesDone, long bytesTotal) {}
        };

        Outcome stopped = LAB.migration.migrate(run, source, stopsSoon);
        Outcome resumed = LAB.migration.migrate(run, source, RunControl.none());

        assertThat(stopped.stopped()).isTrue();
        assertThat(resumed.stopped()).isFalse();
        assertThat(resumed.created()).isGreaterThan(stopped.created());
        assertThat(LAB.migration.verify(run, source, RunControl.none()).equal()).isTrue();
    }

    private List<SourceClient> rows(long seed) {
        Random random = new Random(seed);
        List<SourceClient> rows = new ArrayList<>();
        for (long n = 1; n <= CLIENTS; n++) {
            boolean duplicate = n > 10 && random.nextInt(20) == 0;
            rows.add(client(n)
                    .smsId(duplicate ? smsId(n - 10) : smsId(n))
                    .blocked(random.nextInt(15) == 0)
                    .build());
        }
        return rows;
    }

    private long count(String condition) {
        return LAB.jdbc
                .sql("SELECT COUNT(*) FROM client_record WHERE " + condition)
                .query(Long.class)
                .single();
    }

    private Set<String> blockedRecords() {
        return new TreeSet<>(LAB.jdbc
                .sql("SELECT sms_id FROM client_record WHERE blocked = 1")
                .query((row, n) -> row.getString(1))
                .list());
    }

    private String content() {
        return String.join(
                "\n",
                LAB.jdbc
                        .sql("SELECT CONCAT(sms_id, ' ', name, ' ', status, ' ', blocked, ' ', resource_id, ' ',"
                                + " mac_addresses) FROM client_record ORDER BY sms_id")
                        .query((row, n) -> row.getString(1))
                        .list());
    }

    private static final class Killed extends RuntimeException {}

    /** Kills whatever calls it, once a given number of steps is done, and from then on. */
    private static final class Killer {

        private int left = Integer.MAX_VALUE;
        private int ticks;

        synchronized void after(int steps) {
            left = steps;
            ticks = 0;
        }

        synchronized int ticks() {
            return ticks;
        }

        synchronized void tick() {
            ticks++;
            if (left-- <= 0) {
                left = 0;
                throw new Killed();
            }
        }

        Clock clock() {
            return new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                /** Asked for in the middle of each chunk's transaction. */
                @Override
                public Instant instant() {
                    Killer.this.tick();
                    return SourceClients.LONG_AGO;
                }
            };
        }

        RunControl control() {
            return new RunControl() {
                @Override
                public boolean stopRequested() {
                    tick();
                    return false;
                }

                @Override
                public void progress(String phase, long done, long total, long bytesDone, long bytesTotal) {
                    tick();
                }
            };
        }
    }

    /** A source whose every row may be the last. */
    private static final class MortalSource extends FakeSource {

        private final Killer killer;

        MortalSource(List<SourceClient> rows, Killer killer) {
            this.killer = killer;
            put(rows);
        }

        @Override
        public void clients(ClientRead read, ClientSink sink) {
            super.clients(read, row -> {
                killer.tick();
                return sink.accept(row);
            });
        }
    }
}
