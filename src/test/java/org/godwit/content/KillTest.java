package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * kill -9 at random points of a transfer, as often as {@code -Dkills=} says: the end state is that of an undisturbed run, and
 * bytes moved again are at most those of the files in flight when it was killed.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("kills", 6);
    private static final long BYTES_PER_SECOND = 60_000_000;
    private static final int LONGEST_MILLIS = 900;

    @TempDir
    Path dir;

    private final Map<String, Long> sizes = new TreeMap<>();

    private TestLibrary library() {
        TestLibrary library = TestLibrary.random(dir.resolve("from"), 51, 8, 40, 700_000);
        Random random = new Random(52);
        for (int n = 0; n < 3; n++) {
            byte[] large = new byte[12_000_000 + n];
            random.nextBytes(large);
            library.with("LRG0000" + n, 1, Map.of("large.wim", large));
        }
        for (String id : library.packageIds()) {
            library.files(id + "." + library.version(id))
                    .values()
                    .forEach(bytes -> sizes.put(TestLibrary.hash(bytes), (long) bytes.length));
        }
        return library;
    }

    private Process start(List<String> to, Path journal) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KilledTransfer.class.getName(),
                dir.resolve("from").toString(),
                journal.toString(),
                Long.toString(BYTES_PER_SECOND)));
        to.forEach(place -> command.add(dir.resolve(place).toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("output").toFile())
                .start();
    }

    /** To one library, and to two at a time that share the reading, as a distribution job brings it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theEndStateIsThatOfAnUndisturbedRunAndLittleIsMovedAgain(int places) throws Exception {
        library();
        assertThat(start(List.of("whole"), dir.resolve("journal-whole")).waitFor())
                .as(Files.readString(dir.resolve("output")))
                .isZero();
        Map<String, String> whole = TestLibrary.snapshot(dir.resolve("whole"));
        long distinct = sizes.values().stream().mapToLong(Long::longValue).sum();
        Random random = new Random(53);
        int kills = 0;
        for (int round = 0; kills < KILLS; round++) {
            String name = "to" + round + "-";
            List<String> to = IntStream.range(0, places).mapToObj(n -> name + n).toList();
            long moved = 0;
            long allowed = 0;
            for (int run = 0; ; run++) {
                Path journal = dir.resolve("journal-" + round + "-" + run);
                Process process = start(to, journal);
                boolean killed = kills < KILLS && !begunAndEnded(process, journal, random);
                if (killed) {
                    process.destroyForcibly().waitFor();
                    kills++;
                }
                assertThat(process.waitFor() == 0 || killed)
                        .as(Files.readString(dir.resolve("output")))
                        .isTrue();
                Journal seen = Journal.read(journal);
                moved += seen.moved;
                assertThat(seen.inFlight.size()).isLessThanOrEqualTo(places * TransferOptions.DEFAULT_FILES_IN_FLIGHT);
                allowed += seen.inFlight.stream()
                        .mapToLong(file -> Objects.requireNonNull(sizes.get(file.substring(file.indexOf('/') + 1))))
                        .sum();
                if (!killed) {
                    break;
                }
                to.forEach(place ->
                        assertThat(FaultSuite.wrong(dir.resolve(place))).isEmpty());
            }
            assertThat(moved - places * distinct).as("bytes moved again").isLessThanOrEqualTo(allowed);
            for (String place : to) {
                assertThat(TestLibrary.snapshot(dir.resolve(place))).isEqualTo(whole);
            }
        }
    }

    /** Lets it run for a while from its first written byte on. */
    private static boolean begunAndEnded(Process process, Path journal, Random random) throws Exception {
        while (process.isAlive() && (!Files.exists(journal) || Files.size(journal) == 0)) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return process.waitFor(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
    }

    private record Journal(long moved, Set<String> inFlight) {
        static Journal read(Path file) throws Exception {
            long moved = 0;
            Set<String> inFlight = new HashSet<>();
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    String rest = line.substring(2);
                    switch (line.charAt(0)) {
                        case 'B' -> inFlight.add(rest);
                        case 'E' -> inFlight.remove(rest);
                        default -> moved += Long.parseLong(rest);
                    }
                }
            }
            return new Journal(moved, inFlight);
        }
    }
}
