package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.godwit.content.FaultyStore.Fault;
import org.godwit.content.FaultyStore.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever goes wrong, at whichever stage, whatever the store: the package is published with every byte right, or it is not
 * there and the failure says so. Seeded, so that a failing case can be run again.
 */
abstract class FaultSuite {

    static final String SOURCE = "source";
    private static final TransferOptions OPTIONS =
            TransferOptions.standard().withRetryPause(java.time.Duration.ofMillis(1));
    private static final String PACKAGE = "PK100000";

    /** What an undisturbed run makes, by suite. */
    private static final Map<Class<?>, Map<String, String>> EXPECTED = new HashMap<>();

    /** Where the files of a store lie on this machine. */
    abstract Path place(String name);

    /** Opens the library that {@link #write} made. */
    abstract ContentSource source() throws IOException;

    abstract ContentTarget target(String name) throws IOException;

    /** Makes the library that is read from. */
    void write() throws IOException {
        TestLibrary.random(place(SOURCE), 11, 1, 5, 3_000);
    }

    /** Per fault and stage; raise it by {@code -Dfault.cases=…} for a long run. */
    int cases() {
        return Integer.getInteger("fault.cases", 4);
    }

    private Map<String, String> expected() throws IOException {
        synchronized (EXPECTED) {
            Map<String, String> known = EXPECTED.get(getClass());
            if (known == null) {
                write();
                attempt(source(), target("undisturbed"), new MemoryRecords(), true);
                known = TestLibrary.snapshot(place("undisturbed"));
                EXPECTED.put(getClass(), known);
            }
            return known;
        }
    }

    private static void attempt(ContentSource from, ContentTarget to, MemoryRecords records, boolean durable)
            throws IOException {
        attempt(PACKAGE, from, to, records, durable);
    }

    static void attempt(String packageId, ContentSource from, ContentTarget to, MemoryRecords records, boolean durable)
            throws IOException {
        try (LibraryTransfer transfer =
                Objects.requireNonNull(LibraryTransfer.tryOpen(to, records, OPTIONS.withDurable(durable)))) {
            records.keep(transfer.transfer(new PackageRequest(packageId, from, List.of())));
        }
    }

    static void sweep(ContentTarget target) throws IOException {
        try (LibraryTransfer transfer =
                Objects.requireNonNull(LibraryTransfer.tryOpen(target, DestinationRecords.none(), OPTIONS))) {
            transfer.sweep();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "FLIP_MANIFEST")
    void endsInVerifiedContentOrANamedFailureWithNothingPublished(Fault fault) throws Exception {
        Map<String, String> whole = expected();
        int felt = 0;
        try (ContentSource from = source()) {
            for (Stage stage : Stage.values()) {
                for (int n = 0; n < cases(); n++) {
                    long seed = (fault.ordinal() * 100L + stage.ordinal()) * 10_000L + n;
                    felt += one(fault, stage, seed, n == 0, whole, from) ? 1 : 0;
                }
            }
        }
        assertThat(felt).as("cases in which the fault was felt").isPositive();
    }

    /** Of tens of thousands of calls one may fail and be answered the next moment: at whichever stage, the package is published. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"FAIL_READ", "FAIL_LIST", "FAIL_WRITE", "FAIL_RENAME", "STALL"})
    void whatFailsOnceAndPassesFailsNoPackage(Fault fault) throws Exception {
        Map<String, String> whole = expected();
        int felt = 0;
        try (ContentSource from = source()) {
            for (Stage stage : Stage.values()) {
                for (int at = 1; at <= Math.min(2, cases()) && stage != Stage.SYNC; at++) {
                    felt += blip(fault, stage, at, whole, from);
                }
            }
        }
        assertThat(felt).as("cases in which the fault was felt").isPositive();
    }

    private int blip(Fault fault, Stage stage, int at, Map<String, String> whole, ContentSource from)
            throws IOException {
        int felt = 0;
        for (boolean atSource : Stage.OF_SOURCE.contains(stage) ? List.of(true, false) : List.of(false)) {
            String name = "blip-" + fault + "-" + stage + "-" + at + "-" + atSource;
            try (ContentTarget to = target(name)) {
                FaultyStore faulty = new FaultyStore(atSource ? from : to, fault, stage, at, false, false, at);
                attempt(atSource ? faulty : from, atSource ? to : faulty, new MemoryRecords(), false);
                felt += faulty.felt() ? 1 : 0;
                assertThat(TestLibrary.snapshot(place(name))).as(name).isEqualTo(whole);
            }
            remove(place(name));
        }
        return felt;
    }

    /** @return whether the fault was felt */
    private boolean one(
            Fault fault, Stage stage, long seed, boolean first, Map<String, String> whole, ContentSource from)
            throws IOException {
        String named = fault + " at " + stage + ", seed " + seed;
        SplittableRandom random = new SplittableRandom(seed);
        boolean atSource = Stage.OF_SOURCE.contains(stage) && (first || random.nextBoolean());
        boolean durable = fault == Fault.FAIL_SYNC || stage == Stage.SYNC || random.nextInt(4) == 0;
        boolean kernel = random.nextBoolean();
        boolean always = random.nextBoolean();
        int at = first ? 1 : 1 + random.nextInt(random.nextBoolean() ? 2 : 12);
        String name = "case-" + seed;
        boolean felt;
        try (ContentTarget to = target(name)) {
            FaultyStore faulty = new FaultyStore(atSource ? from : to, fault, stage, at, always, kernel, seed);
            MemoryRecords records = new MemoryRecords();
            boolean published;
            try {
                attempt(atSource ? faulty : from, atSource ? to : faulty, records, durable);
                published = true;
            } catch (IOException e) {
                published = false;
                assertThat(e.getMessage()).as(named).isNotBlank();
                if (!faulty.felt()) {
                    throw new AssertionError(named + ": failed without the fault", e);
                }
            }
            felt = faulty.felt();
            sweep(to);
            Map<String, String> there = TestLibrary.snapshot(place(name));
            if (published) {
                assertThat(there).as("%s, published", named).isEqualTo(whole);
            } else if (stage != Stage.SYNC && stage != Stage.PKGLIB) {
                assertThat(TestLibrary.published(place(name)))
                        .as("%s, failed", named)
                        .isEmpty();
            } else if (!TestLibrary.published(place(name)).isEmpty()) {
                // it failed after the last rename, in making it durable: what is visible is whole
                assertThat(there).as("%s, failed at the very end", named).isEqualTo(whole);
            }
            assertThat(wrong(place(name))).as("%s, visible but wrong", named).isEmpty();
            attempt(from, to, records, false);
            sweep(to);
            assertThat(TestLibrary.snapshot(place(name)))
                    .as("%s, second run", named)
                    .isEqualTo(whole);
        }
        remove(place(name));
        return felt;
    }

    /** Files of FileLib whose bytes are not those of their name. */
    static List<String> wrong(Path target) {
        return TestLibrary.snapshot(target.resolve("FileLib")).entrySet().stream()
                .filter(e -> !e.getKey().endsWith(".INI"))
                .filter(e -> !e.getKey().endsWith(e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    static void copy(Path from, Path to) throws IOException {
        org.springframework.util.FileSystemUtils.copyRecursively(from, to);
    }

    static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @Test
    void aDamagedManifestInTransitIsRefusedAtWorst() throws Exception {
        expected();
        try (ContentSource source = source()) {
            for (int seed = 0; seed < 10 * cases(); seed++) {
                String name = "manifest-" + seed;
                ContentSource from =
                        new FaultyStore(source, Fault.FLIP_MANIFEST, null, 1 + seed % 9, false, false, seed);
                try (ContentTarget to = target(name)) {
                    attempt(from, to, new MemoryRecords(), false);
                } catch (IOException e) {
                    assertThat(TestLibrary.published(place(name)))
                            .as("seed %d", seed)
                            .isEmpty();
                }
                assertThat(wrong(place(name))).as("seed %d", seed).isEmpty();
                if (Files.exists(place(name))) {
                    remove(place(name));
                }
            }
        }
    }
}
