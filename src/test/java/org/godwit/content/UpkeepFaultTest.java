package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.godwit.content.FaultyStore.Fault;
import org.godwit.content.FaultyStore.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is done with libraries of the destination among themselves, with one fault after the other: a package that one gives to
 * two at a time, a repair from another library, and a removal. Each ends as it should or with a named failure; nothing wrong
 * becomes visible, what was right stays right, and doing it again without the fault makes it whole. A bit that flips in a list
 * of users, which nothing covers, is left out. More by {@code -Dfault.cases=…}.
 */
class UpkeepFaultTest {

    private static final int CASES = Integer.getInteger("fault.cases", 1);
    private static final TransferOptions OPTIONS =
            TransferOptions.standard().withRetryPause(Duration.ofMillis(1)).withDurable(false);
    private static final String ONE = "PK100000";
    private static final String OTHER = "PK100001";

    @TempDir
    private Path dir;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<ContentEvidence> proven = new ArrayList<>();
    private PackageManifest manifest = new PackageManifest(ONE, null, List.of());
    private Map<String, String> whole = Map.of();

    /** Two packages that share files, published at a point that gives. */
    @BeforeEach
    void publish() throws IOException {
        TestLibrary.random(dir.resolve("source"), 12, 2, 6, 3_000);
        MemoryRecords records = new MemoryRecords();
        for (String id : List.of(ONE, OTHER)) {
            PackageResult result = transferred(store("source"), store("giver"), records, id, List.of(), null);
            if (id.equals(ONE)) {
                proven.addAll(result.evidence());
                manifest = result.manifest();
            }
        }
        whole = TestLibrary.snapshot(dir.resolve("giver"));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private DirectoryStore store(String name) {
        return new DirectoryStore(dir.resolve(name));
    }

    private static LibraryTransfer open(ContentTarget target, DestinationRecords records, TransferOptions options)
            throws IOException {
        return Objects.requireNonNull(LibraryTransfer.tryOpen(target, records, options));
    }

    private static PackageResult transferred(
            ContentSource from,
            ContentTarget to,
            MemoryRecords records,
            String packageId,
            List<ContentEvidence> proven,
            @Nullable ReadOnce once)
            throws IOException {
        try (LibraryTransfer transfer = open(to, records, once == null ? OPTIONS : OPTIONS.withOnce(once))) {
            PackageResult result = transfer.transfer(new PackageRequest(packageId, from, List.of(), proven));
            records.keep(result);
            return result;
        }
    }

    private static void sweep(ContentTarget target) throws IOException {
        try (LibraryTransfer transfer = open(target, DestinationRecords.none(), OPTIONS)) {
            transfer.sweep();
        }
    }

    /** One case: the fault with its stage and place. */
    private interface Case {
        void run(FaultAt at, SplittableRandom random, String named) throws Exception;
    }

    /** Puts the fault into a store. */
    private interface FaultAt {
        FaultyStore in(ContentSource store);
    }

    private static void each(Fault fault, int salt, Case one) throws Exception {
        for (Stage stage : Stage.values()) {
            for (int n = 0; n < CASES; n++) {
                long seed = ((salt * 100L + fault.ordinal()) * 100L + stage.ordinal()) * 10_000L + n;
                SplittableRandom random = new SplittableRandom(seed);
                int at = n == 0 ? 1 : 1 + random.nextInt(random.nextBoolean() ? 2 : 12);
                boolean always = random.nextBoolean();
                boolean kernel = random.nextBoolean();
                one.run(
                        store -> new FaultyStore(store, fault, stage, at, always, kernel, seed),
                        random,
                        fault + " at " + stage + ", seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "FLIP_MANIFEST")
    void onePointGivesToTwoAtATime(Fault fault) throws Exception {
        transferred(store("giver"), store("undisturbed"), new MemoryRecords(), ONE, proven, null);
        Map<String, String> published = TestLibrary.snapshot(dir.resolve("undisturbed"));
        each(fault, 1, (faulty, random, named) -> {
            int where = random.nextInt(3);
            ContentSource giver = where == 0 ? faulty.in(store("giver")) : store("giver");
            List<Future<PackageResult>> results = new ArrayList<>();
            try (ReadOnce once = new ReadOnce()) {
                for (int n = 1; n <= 2; n++) {
                    ContentTarget place = store("to" + n);
                    ContentTarget to = where == n ? faulty.in(place) : place;
                    Callable<PackageResult> work = () -> transferred(giver, to, new MemoryRecords(), ONE, proven, once);
                    results.add(threads.submit(work));
                }
                for (int n = 1; n <= 2; n++) {
                    boolean done = ended(results.get(n - 1), named);
                    Path place = dir.resolve("to" + n);
                    if (done) {
                        sweep(store("to" + n));
                        assertThat(TestLibrary.snapshot(place))
                                .as("%s, point %d", named, n)
                                .isEqualTo(published);
                    } else if (!TestLibrary.published(place).isEmpty()) {
                        assertThat(new LibraryReader(store("to" + n)).readPackage(ONE))
                                .as("%s, point %d failed after it was visible", named, n)
                                .isEqualTo(manifest);
                        transferred(store("giver"), store("to" + n), new MemoryRecords(), ONE, proven, null);
                    }
                    assertThat(FaultSuite.wrong(place))
                            .as("%s, point %d", named, n)
                            .isEmpty();
                }
            }
            for (String to : List.of("to1", "to2")) {
                transferred(store("giver"), store(to), new MemoryRecords(), ONE, proven, null);
                sweep(store(to));
                assertThat(TestLibrary.snapshot(dir.resolve(to))).as(named).isEqualTo(published);
                FaultSuite.remove(dir.resolve(to));
            }
        });
    }

    /** @return false if it failed, with a message */
    private static boolean ended(Future<PackageResult> result, String named) throws Exception {
        try {
            result.get();
            return true;
        } catch (ExecutionException e) {
            assertThat(e.getCause()).as(named).isInstanceOf(IOException.class);
            assertThat(e.getCause().getMessage()).as(named).isNotBlank();
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "FLIP_MANIFEST")
    void aDamagedPackageIsRepaired(Fault fault) throws Exception {
        each(fault, 2, (faulty, random, named) -> {
            FaultSuite.copy(dir.resolve("giver"), dir.resolve("damaged"));
            Set<String> lost = damage(dir.resolve("damaged"), random);
            Map<String, String> before = TestLibrary.snapshot(dir.resolve("damaged"));
            boolean atGiver = random.nextBoolean();
            ContentTarget place = store("damaged");
            boolean done = repaired(
                    atGiver ? faulty.in(store("giver")) : store("giver"),
                    atGiver ? place : faulty.in(place),
                    lost,
                    named);
            sweep(place);
            Map<String, String> after = TestLibrary.snapshot(dir.resolve("damaged"));
            if (done) {
                assertThat(after).as(named).isEqualTo(whole);
            } else {
                Map<String, String> neither = new TreeMap<>(after);
                neither.entrySet().removeAll(whole.entrySet());
                neither.entrySet().removeAll(before.entrySet());
                assertThat(neither)
                        .as("%s, neither as it was nor as it is to be", named)
                        .isEmpty();
            }
            assertThat(repaired(store("giver"), place, lost, named)).as(named).isTrue();
            sweep(place);
            assertThat(TestLibrary.snapshot(dir.resolve("damaged"))).as(named).isEqualTo(whole);
            FaultSuite.remove(dir.resolve("damaged"));
        });
    }

    /** Flips a bit of one stored file, deletes another and, every other time, the manifests. */
    private Set<String> damage(Path library, SplittableRandom random) throws IOException {
        List<ContentEvidence.ProvenFile> files = proven.get(0).files();
        String flipped = files.get(random.nextInt(files.size())).hash();
        String deleted = files.get(random.nextInt(files.size())).hash();
        Path file = library.resolve(LibraryNames.file(flipped));
        byte[] bytes = Files.readAllBytes(file);
        bytes[random.nextInt(bytes.length)] ^= 8;
        Files.write(file, bytes);
        Files.delete(library.resolve(LibraryNames.file(deleted)));
        if (random.nextBoolean()) {
            Files.delete(library.resolve(LibraryNames.packageIni(ONE)));
            FaultSuite.remove(library.resolve(
                    LibraryNames.contentDirectory(manifest.contentIds().get(0))));
        }
        return Set.of(flipped.equals(deleted) ? new String[] {flipped} : new String[] {flipped, deleted});
    }

    private boolean repaired(ContentSource giver, ContentTarget place, Set<String> damaged, String named)
            throws IOException {
        RepairSources sources = new RepairSources() {
            @Override
            public List<ContentSource> withFile(String packageId, String hash) {
                return List.of(giver);
            }

            @Override
            public List<ContentSource> withPackage(String packageId) {
                return List.of(giver);
            }

            @Override
            public boolean provenThere(ContentSource library) {
                return true;
            }
        };
        try (LibraryTransfer library = open(place, new MemoryRecords(), OPTIONS)) {
            library.repair(manifest, proven, damaged, sources, mended -> {});
            return true;
        } catch (IOException e) {
            assertThat(e.getMessage()).as(named).isNotBlank();
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "FLIP_MANIFEST")
    void whatARemovalLeavesIsWhole(Fault fault) throws Exception {
        FaultSuite.copy(dir.resolve("giver"), dir.resolve("undisturbed"));
        removed(store("undisturbed"), "undisturbed");
        Map<String, String> left = TestLibrary.snapshot(dir.resolve("undisturbed"));
        assertThat(left).isNotEqualTo(whole);
        each(fault, 3, (faulty, random, named) -> {
            FaultSuite.copy(dir.resolve("giver"), dir.resolve("retired"));
            boolean done = removed(faulty.in(store("retired")), named);
            sweep(store("retired"));
            Map<String, String> after = TestLibrary.snapshot(dir.resolve("retired"));
            if (done) {
                assertThat(after).as(named).isEqualTo(left);
            } else {
                assertThat(after.keySet()).as("%s, of the other package", named).containsAll(left.keySet());
            }
            assertThat(FaultSuite.wrong(dir.resolve("retired"))).as(named).isEmpty();
            assertThat(removed(store("retired"), named)).as(named).isTrue();
            sweep(store("retired"));
            assertThat(TestLibrary.snapshot(dir.resolve("retired"))).as(named).isEqualTo(left);
            FaultSuite.remove(dir.resolve("retired"));
        });
    }

    private boolean removed(ContentTarget place, String named) throws IOException {
        try (LibraryTransfer library = open(place, new MemoryRecords(), OPTIONS)) {
            library.remove(ONE, proven);
            return true;
        } catch (IOException e) {
            assertThat(e.getMessage()).as(named).isNotBlank();
            return false;
        }
    }
}
