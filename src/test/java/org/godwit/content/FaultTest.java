package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.godwit.content.FaultyStore.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever goes wrong, wherever and whenever: the package is published with every byte right, or it is not there and the
 * failure says so. Seeded, so that a failing case can be run again.
 */
class FaultTest {

    /** Per fault; raise it by {@code -Dfault.cases=…} for a long run. */
    private static final int CASES = Integer.getInteger("fault.cases", 60);

    private static final String PACKAGE = "PK100000";

    @TempDir
    private static Path dir;

    private static @org.jspecify.annotations.Nullable Map<String, String> expected;

    private static Path source() {
        return dir.resolve("source");
    }

    private static synchronized Map<String, String> expected() throws IOException {
        if (expected == null) {
            TestLibrary.random(source(), 11, 1, 5, 3_000);
            Path target = dir.resolve("undisturbed");
            attempt(new DirectoryStore(source()), new DirectoryStore(target), new MemoryRecords());
            expected = TestLibrary.snapshot(target);
        }
        return expected;
    }

    private static void attempt(ContentTarget from, ContentTarget to, MemoryRecords records) throws IOException {
        try (LibraryTransfer transfer =
                Objects.requireNonNull(LibraryTransfer.tryOpen(to, records, TransferOptions.standard()))) {
            records.keep(transfer.transfer(new PackageRequest(PACKAGE, from, List.of())));
        }
    }

    private static void sweep(ContentTarget target) throws IOException {
        try (LibraryTransfer transfer = Objects.requireNonNull(
                LibraryTransfer.tryOpen(target, DestinationRecords.none(), TransferOptions.standard()))) {
            transfer.sweep();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "FLIP_MANIFEST")
    void endsInVerifiedContentOrANamedFailureWithNothingPublished(Fault fault) throws Exception {
        Map<String, String> whole = expected();
        int failed = 0;
        for (int n = 0; n < CASES; n++) {
            long seed = fault.ordinal() * 10_000L + n;
            SplittableRandom random = new SplittableRandom(seed);
            boolean atSource = random.nextBoolean();
            boolean kernel = random.nextBoolean();
            boolean always = random.nextBoolean();
            int at = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
            Path target = dir.resolve("case-" + seed);
            ContentTarget from = new DirectoryStore(source());
            ContentTarget to = new DirectoryStore(target);
            MemoryRecords records = new MemoryRecords();
            boolean published;
            try {
                attempt(
                        atSource ? new FaultyStore(from, fault, at, always, kernel, seed) : from,
                        atSource ? to : new FaultyStore(to, fault, at, always, kernel, seed),
                        records);
                published = true;
            } catch (IOException e) {
                published = false;
                failed++;
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            }
            sweep(to);
            Map<String, String> there = TestLibrary.snapshot(target);
            if (published) {
                assertThat(there).as("seed %d, published", seed).isEqualTo(whole);
            } else {
                assertThat(TestLibrary.published(target))
                        .as("seed %d, failed", seed)
                        .isEmpty();
            }
            assertThat(wrong(target)).as("seed %d, visible but wrong", seed).isEmpty();
            attempt(new DirectoryStore(source()), to, records);
            sweep(to);
            assertThat(TestLibrary.snapshot(target))
                    .as("seed %d, second run", seed)
                    .isEqualTo(whole);
            remove(target);
        }
        if (fault != Fault.SLOW_READ && fault != Fault.LIST_TWICE) {
            assertThat(failed).as("cases in which the fault was felt").isPositive();
        }
    }

    /** Files of FileLib whose bytes are not those of their name. */
    private static List<String> wrong(Path target) {
        return TestLibrary.snapshot(target.resolve("FileLib")).entrySet().stream()
                .filter(e -> !e.getKey().endsWith(".INI"))
                .filter(e -> !e.getKey().endsWith(e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void remove(Path directory) throws IOException {
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
        for (int seed = 0; seed < 100; seed++) {
            Path target = dir.resolve("manifest-" + seed);
            ContentTarget from = new FaultyStore(
                    new DirectoryStore(source()), Fault.FLIP_MANIFEST, 1 + seed % 9, false, false, seed);
            try {
                attempt(from, new DirectoryStore(target), new MemoryRecords());
            } catch (IOException e) {
                assertThat(TestLibrary.published(target)).as("seed %d", seed).isEmpty();
            }
            assertThat(wrong(target)).as("seed %d", seed).isEmpty();
            if (Files.exists(target)) {
                remove(target);
            }
        }
    }
}
