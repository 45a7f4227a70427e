package org.godwit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.godwit.shared.GodwitException;
import org.godwit.shared.RunControl;
import org.godwit.shared.SiteCode;
import org.godwit.shared.SmsId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client job whose JVM is killed at random points, again and again: before it is resumed every blocked client is blocked at
 * the destination already, and in the end everything is as if it had never died. Kills by {@code -Dgodwit.test.kills=N}.
 */
abstract class KilledJvmContract {

    private static final int KILLS = Integer.getInteger("godwit.test.kills", 5);

    @TempDir
    private Path directory;

    abstract String database(Path directory);

    @Test
    void blockedClientsAreBlockedBeforeTheJobIsResumed() throws Exception {
        long seed = 20_260_105;
        Random random = new Random(seed);
        int kills = 0;
        for (int job = 0; kills < KILLS; job++) {
            String url = database(directory.resolve("job" + job));
            FakeSource source = KilledClientJob.source(seed + job);
            Set<String> blocked = source.all().stream()
                    .filter(c -> Boolean.TRUE.equals(c.blocked()))
                    .map(c -> String.valueOf(c.smsId()))
                    .collect(Collectors.toCollection(TreeSet::new));
            try (ClientLab lab = new ClientLab(url)) {
                lab.gather(source);
            }
            boolean running = true;
            while (running) {
                int steps = kills < KILLS ? 1 + random.nextInt(70) : Integer.MAX_VALUE;
                try (KilledClientJob process = KilledClientJob.start(url, seed + job)) {
                    running = process.killAfter(steps);
                }
                kills += running ? 1 : 0;
                try (ClientLab lab = new ClientLab(url)) {
                    assertBlocked(lab, blocked);
                }
            }
            try (ClientLab lab = new ClientLab(url)) {
                assertThat(lab.migration
                                .verify(KilledClientJob.run(), source, RunControl.none())
                                .equal())
                        .isTrue();
            }
        }
    }

    /** Each is refused, and each has its blocked record if there is any record that is not blocked. */
    private static void assertBlocked(ClientLab lab, Set<String> blocked) {
        long others = lab.jdbc
                .sql("SELECT COUNT(*) FROM client_record WHERE blocked = 0")
                .query(Long.class)
                .single();
        for (String smsId : blocked) {
            assertThatThrownBy(() -> lab.clients.assign(new Assignment(new SmsId(smsId), new SiteCode("PRI"))))
                    .isInstanceOfSatisfying(
                            GodwitException.class, e -> assertThat(e.code()).isEqualTo("CLIENT_BLOCKED"));
        }
        if (others > 0) {
            Set<String> records = new TreeSet<>(lab.jdbc
                    .sql("SELECT sms_id FROM client_record WHERE blocked = 1")
                    .query((row, n) -> row.getString(1))
                    .list());
            Set<String> migrated = new TreeSet<>(lab.jdbc
                    .sql("SELECT sms_id FROM gathered_client WHERE fate = 'MIGRATE' AND blocked = 1")
                    .query((row, n) -> row.getString(1))
                    .list());
            assertThat(records).isEqualTo(migrated);
        }
    }
}
