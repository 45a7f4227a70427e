package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.godwit.testing.JvmProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * Kills the JVM at random points of a job of everything, starts it again, and so on, and compares what is at the destination
 * in the end with what an undisturbed run leaves there. {@code -Dcrash.kills=50} kills more often, {@code -Dcrash.seed=…} at
 * other points.
 */
class KilledRunTest {

    private static final int KILLS = Integer.getInteger("crash.kills", 6);
    private static final long SEED = Long.getLong("crash.seed", 20261121);

    /** A round has about this many kills; then the job is through, and the next round begins with an empty destination. */
    private static final int KILLS_A_ROUND = 10;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final Random random = new Random(SEED);

    @Test
    void wherever_the_server_is_killed_the_end_is_that_of_an_undisturbed_run() throws Exception {
        try (JvmProcess server = start("prepare")) {
            server.await("PREPARED");
            assertThat(server.endsWithin(Duration.ofMinutes(1))).isTrue();
        }
        Path template = directory.resolve("template");
        FileSystemUtils.copyRecursively(directory.resolve("data"), template);
        long took;
        try (JvmProcess server = start("run")) {
            server.await(CrashServer.EVENT + "PHASE_STARTED");
            long began = System.nanoTime();
            assertEnded(server);
            took = Duration.ofNanos(System.nanoTime() - began).toMillis();
        }
        Map<String, List<String>> undisturbed = state();
        assertThat(undisturbed.get("destination_object")).isNotEmpty();
        assertThat(undisturbed.get("client_record")).isNotEmpty();
        assertThat(undisturbed.get("library")).isNotEmpty();

        int kills = 0;
        int rounds = 0;
        while (kills < KILLS) {
            startAfresh(template);
            int ofRound = 0;
            while (kills < KILLS && ofRound < KILLS_A_ROUND && killedOnTheWay(took)) {
                kills++;
                ofRound++;
            }
            try (JvmProcess server = start("run")) {
                assertEnded(server);
            }
            assertSame(undisturbed, state(), "round " + ++rounds + ", seed " + SEED);
        }
        System.getLogger(getClass().getName())
                .log(System.Logger.Level.INFO, kills + " kills in " + rounds + " rounds; undisturbed " + took + " ms");
    }

    /** Kills it either while it waits for its run to be found dead, or some time into the run. @return false if it had ended */
    private boolean killedOnTheWay(long took) throws IOException, InterruptedException {
        try (JvmProcess server = start("run")) {
            if (random.nextInt(6) == 0) {
                server.await("READY");
            } else {
                server.await(CrashServer.EVENT + "PHASE_STARTED|" + CrashServer.ENDED);
            }
            long delay = random.nextLong(Math.max(1, 2 * took / KILLS_A_ROUND));
            if (server.endsWithin(Duration.ofMillis(delay)) || server.output().contains(CrashServer.ENDED)) {
                return false;
            }
            server.kill();
            return true;
        }
    }

    private static void assertEnded(JvmProcess server) throws InterruptedException {
        assertThat(server.await(CrashServer.ENDED))
                .as(server.output())
                .contains("COMPLETED", "verdict=VERIFIED", "INTACT");
        assertThat(server.endsWithin(Duration.ofMinutes(1))).isTrue();
    }

    private static void assertSame(Map<String, List<String>> expected, Map<String, List<String>> found, String when) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((table, lines) -> {
            List<String> there = found.getOrDefault(table, List.of());
            assertThat(missing(lines, there))
                    .as("missing from " + table + " in " + when)
                    .isEmpty();
            assertThat(missing(there, lines))
                    .as("too much in " + table + " in " + when)
                    .isEmpty();
            assertThat(there).as("rows of " + table + " in " + when).hasSameSizeAs(lines);
        });
    }

    private static List<String> missing(List<String> from, List<String> in) {
        Set<String> there = new HashSet<>(in);
        return from.stream().filter(line -> !there.contains(line)).limit(3).toList();
    }

    private void startAfresh(Path template) throws IOException {
        FileSystemUtils.deleteRecursively(directory.resolve("data"));
        try (Stream<Path> inLibrary = Files.list(directory.resolve("library"))) {
            for (Path path : (Iterable<Path>) inLibrary::iterator) {
                FileSystemUtils.deleteRecursively(path);
            }
        }
        FileSystemUtils.copyRecursively(template, directory.resolve("data"));
    }

    private Map<String, List<String>> state() throws Exception {
        return DestinationState.ofServer(directory.resolve("data"), directory.resolve("library"));
    }

    private JvmProcess start(String what) throws IOException {
        return JvmProcess.start(
                CrashServer.class.getName(),
                Map.of("GODWIT_BOOTSTRAP_ADMIN_PASSWORD", "Crash-Test-Passw0rd"),
                List.of(what, directory.toString()));
    }
}
