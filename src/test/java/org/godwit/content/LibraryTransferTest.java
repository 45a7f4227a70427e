package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.godwit.content.PackageRequest.Expected;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTransferTest {

    @TempDir
    Path dir;

    private Path from;
    private Path to;
    private final MemoryRecords records = new MemoryRecords();

    @BeforeEach
    void places() {
        from = dir.resolve("from");
        to = dir.resolve("to");
    }

    private PackageResult transfer(String packageId) throws IOException {
        return transfer(packageId, TransferOptions.standard());
    }

    private PackageResult transfer(String packageId, TransferOptions options) throws IOException {
        try (LibraryTransfer transfer = open(new DirectoryStore(to), options)) {
            return records.keep(transfer.transfer(new PackageRequest(packageId, new DirectoryStore(from), List.of())));
        }
    }

    private LibraryTransfer open(ContentTarget target, TransferOptions options) throws IOException {
        return java.util.Objects.requireNonNull(LibraryTransfer.tryOpen(target, records, options));
    }

    private void sweep() throws IOException {
        try (LibraryTransfer transfer = open(new DirectoryStore(to), TransferOptions.standard())) {
            transfer.sweep();
        }
    }

    @Test
    void makesTheSameLibrary() throws Exception {
        TestLibrary library = TestLibrary.random(from, 1, 6, 20, 50_000);
        library.directory("DataLib/PK100000.1/empty/deeper");
        for (String id : library.packageIds()) {
            PackageResult result = transfer(id);
            assertThat(result.alreadyThere()).isFalse();
            assertThat(result.files()).isEqualTo(20);
        }
        Map<String, String> expected = withoutUsers(TestLibrary.snapshot(from));
        assertThat(withoutUsers(TestLibrary.snapshot(to))).isEqualTo(expected);
        assertThat(to.resolve("DataLib/PK100000.1/empty/deeper")).isDirectory();
        assertThat(to.resolve(LibraryNames.STAGING)).doesNotExist();
    }

    private static Map<String, String> withoutUsers(Map<String, String> files) {
        files.keySet().removeIf(name -> name.startsWith("FileLib") && name.endsWith(".INI"));
        return files;
    }

    @Test
    void movesARepeatedFileOnceAndListsAllItsUsers() throws Exception {
        byte[] shared = new byte[10_000];
        new TestLibrary(from)
                .with("ABC00001", 1, Map.of("a.bin", shared, "again/b.bin", shared))
                .with("ABC00002", 7, Map.of("c.bin", shared));
        assertThat(transfer("ABC00001").bytesMoved()).isEqualTo(10_000);
        PackageResult second = transfer("ABC00002");
        assertThat(second.bytesMoved()).isZero();
        assertThat(second.bytesSaved()).isEqualTo(10_000);
        assertThat(new LibraryReader(new DirectoryStore(to)).users(TestLibrary.hash(shared)))
                .containsExactly("ABC00001.1", "ABC00002.7");
    }

    /** Both have read the list of users before either puts its own in its place. */
    @Test
    void packagesThatComeTogetherAllJoinAListOfUsers() throws Exception {
        byte[] shared = new byte[10_000];
        TestLibrary library = new TestLibrary(from).with("ABC00001", 1, Map.of("a.bin", shared));
        for (String id : List.of("ABC00002", "ABC00003")) {
            Map<String, byte[]> files = new LinkedHashMap<>();
            files.put("shared.bin", shared);
            for (int i = 0; i < 20; i++) { // so many that they are flushed together
                files.put("own" + i + ".bin", (id + i).getBytes(StandardCharsets.UTF_8));
            }
            library.with(id, 1, files);
        }
        transfer("ABC00001");
        String list = LibraryNames.fileUsers(TestLibrary.hash(shared));
        CountDownLatch bothHaveRead = new CountDownLatch(2);
        ContentTarget target = (ContentTarget) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ContentTarget.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("syncsAll")) {
                        return true;
                    }
                    if (method.getName().equals("syncAll")) {
                        return bothHaveRead.await(1, TimeUnit.MINUTES);
                    }
                    if (method.getName().equals("read") && list.equals(arguments[0])) {
                        bothHaveRead.countDown();
                    }
                    return method.invoke(new DirectoryStore(to), arguments);
                });
        ExecutorService two = Executors.newFixedThreadPool(2);
        try (LibraryTransfer transfer = open(target, TransferOptions.standard())) {
            List<Callable<PackageResult>> both = List.of(
                    () -> transfer.transfer(new PackageRequest("ABC00002", new DirectoryStore(from), List.of())),
                    () -> transfer.transfer(new PackageRequest("ABC00003", new DirectoryStore(from), List.of())));
            for (Future<PackageResult> one : two.invokeAll(both)) {
                assertThat(one.get().files()).isEqualTo(21);
            }
        } finally {
            two.shutdown();
        }
        assertThat(bothHaveRead.getCount()).isZero();
        assertThat(new LibraryReader(new DirectoryStore(to)).users(TestLibrary.hash(shared)))
                .containsExactly("ABC00001.1", "ABC00002.1", "ABC00003.1");
    }

    @Test
    void removingAPackageLeavesWhatOthersUse() throws Exception {
        byte[] shared = new byte[10_000];
        new TestLibrary(from)
                .with("ABC00001", 1, Map.of("a.bin", shared, "own.bin", new byte[] {1, 2, 3}))
                .with("ABC00002", 7, Map.of("c.bin", shared));
        transfer("ABC00002");
        Map<String, String> before = TestLibrary.snapshot(to);
        PackageResult second = transfer("ABC00001");
        assertThat(TestLibrary.snapshot(to)).isNotEqualTo(before);

        for (int times = 0; times < 2; times++) { // once more, as after a crash
            try (LibraryTransfer transfer = open(new DirectoryStore(to), TransferOptions.standard())) {
                assertThat(transfer.remove("ABC00001", second.evidence()))
                        .containsExactly(TestLibrary.hash(new byte[] {1, 2, 3}));
            }
            assertThat(TestLibrary.snapshot(to)).isEqualTo(before);
        }
    }

    @Test
    void aStoredFileOfWhichNobodyKnowsWhoUsesItStays() throws Exception {
        byte[] bytes = {1, 2, 3};
        new TestLibrary(from).with("ABC00001", 1, Map.of("own.bin", bytes));
        PackageResult result = transfer("ABC00001");
        String hash = TestLibrary.hash(bytes);
        Files.delete(to.resolve(LibraryNames.fileUsers(hash)));

        try (LibraryTransfer transfer = open(new DirectoryStore(to), TransferOptions.standard())) {
            assertThat(transfer.remove("ABC00001", result.evidence())).isEmpty();
        }
        assertThat(to.resolve(LibraryNames.file(hash))).exists();
        assertThat(to.resolve("PkgLib/ABC00001.INI")).doesNotExist();
    }

    @Test
    void aSecondRunReadsAndMovesNothing() throws Exception {
        TestLibrary library = TestLibrary.random(from, 2, 1, 10, 5_000);
        transfer("PK100000");
        Files.delete(
                library.file(library.files("PK100000.1").values().iterator().next()));
        PackageResult again = transfer("PK100000");
        assertThat(again.alreadyThere()).isTrue();
        assertThat(again.bytesMoved()).isZero();
    }

    @Test
    void aStoredFileThatChangedSinceIsNoticedAndReplaced() throws Exception {
        TestLibrary library = TestLibrary.random(from, 3, 1, 10, 5_000);
        transfer("PK100000");
        byte[] bytes = library.files("PK100000.1").get("file0.bin");
        Path stored = to.resolve(from.relativize(library.file(bytes)));
        byte[] changed = bytes.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(stored, changed);
        PackageResult again = transfer("PK100000");
        assertThat(again.alreadyThere()).isFalse();
        assertThat(again.bytesMoved()).isEqualTo(bytes.length);
        assertThat(stored).hasBinaryContent(bytes);
    }

    @Test
    void anUnverifiedFileAtTheDestinationIsHashedAndNotTrusted() throws Exception {
        byte[] good = {1, 2, 3, 4};
        byte[] bad = {5, 6, 7, 8};
        new TestLibrary(from).with("ABC00001", 1, Map.of("good", good, "bad", bad));
        TestLibrary there = new TestLibrary(to).with("XYZ00001", 1, Map.of("good", good, "bad", bad));
        Files.write(there.file(bad), new byte[] {0, 0, 0, 0});
        PackageResult result = transfer("ABC00001");
        assertThat(result.bytesMoved()).isEqualTo(4);
        assertThat(there.file(bad)).hasBinaryContent(bad);
        assertThat(new LibraryReader(new DirectoryStore(to)).users(TestLibrary.hash(good)))
                .containsExactly("ABC00001.1", "XYZ00001.1");
    }

    @Test
    void aFlippedByteKeepsThePackageUnpublishedAndNamesEverything() throws Exception {
        TestLibrary library = TestLibrary.random(from, 4, 3, 5, 5_000);
        byte[] bytes = library.files("PK100001.2").get("file0.bin");
        byte[] flipped = bytes.clone();
        flipped[7] ^= 0x10;
        Files.write(library.file(bytes), flipped);
        transfer("PK100000");
        assertThatThrownBy(() -> transfer("PK100001"))
                .isInstanceOfSatisfying(
                        ContentException.class,
                        e -> assertThat(e.code()).isEqualTo(ContentException.Code.CONTENT_HASH_MISMATCH))
                .hasMessageContaining("file0.bin")
                .hasMessageContaining("PK100001.2")
                .hasMessageContaining(TestLibrary.hash(bytes))
                .hasMessageContaining(TestLibrary.hash(flipped))
                .hasMessageContaining(from.toString())
                .hasMessageContaining(to.toString());
        transfer("PK100002");
        sweep();
        assertThat(TestLibrary.published(to)).containsExactly("PK100000", "PK100002");
        assertThat(to.resolve("DataLib/PK100001.2")).doesNotExist();
        assertThat(TestLibrary.snapshot(to)).doesNotContainKey(LibraryNames.file(TestLibrary.hash(bytes)));
        assertThat(to.resolve(LibraryNames.STAGING)).doesNotExist();
    }

    @Test
    void everyDamagedFileOfAPackageIsNamed() {
        TestLibrary library = TestLibrary.random(from, 5, 1, 9, 5_000);
        library.write(
                from.relativize(library.file(library.files("PK100000.1").get("file0.bin")))
                        .toString(),
                "x");
        byte[] gone = library.files("PK100000.1").get("file6.bin");
        library.file(gone).toFile().delete();
        assertThatThrownBy(() -> transfer("PK100000"))
                .hasMessageContaining("file0.bin")
                .hasMessageContaining(TestLibrary.hash(gone))
                .hasMessageContaining("is missing");
    }

    @Test
    void sizesThatLieAreRefused() {
        byte[] bytes = {1, 2, 3};
        TestLibrary library = new TestLibrary(from).with("ABC00001", 1, Map.of("a", bytes));
        library.manifest("ABC00001.1", "a", 2, TestLibrary.hash(bytes));
        assertThatThrownBy(() -> transfer("ABC00001"))
                .isInstanceOfSatisfying(
                        ContentException.class,
                        e -> assertThat(e.code()).isEqualTo(ContentException.Code.CONTENT_HASH_MISMATCH));
        library.manifest("ABC00001.1", "a", 1L << 43, TestLibrary.hash(bytes));
        assertThatThrownBy(() -> transfer("ABC00001"))
                .isInstanceOfSatisfying(
                        ContentException.class,
                        e -> assertThat(e.code()).isEqualTo(ContentException.Code.CONTENT_SPACE_LACKING));
        assertThat(TestLibrary.published(to)).isEmpty();
    }

    @Test
    void whatTheSiteStatesMustBeThere() {
        new TestLibrary(from).with("ABC00001", 2, Map.of("a", new byte[1]));
        assertThatThrownBy(() -> {
                    try (LibraryTransfer transfer = open(new DirectoryStore(to), TransferOptions.standard())) {
                        transfer.transfer(new PackageRequest(
                                "ABC00001", new DirectoryStore(from), List.of(new Expected("ABC00001.3", null))));
                    }
                })
                .hasMessageContaining("ABC00001.3")
                .hasMessageContaining("ABC00001.2");
    }

    @Test
    void filesOfASpannedLibraryAreFoundOnEveryDrive() throws Exception {
        byte[] first = {1};
        byte[] second = {2, 2};
        TestLibrary library = new TestLibrary(from).with("ABC00001", 1, Map.of("a", first, "b", second));
        Path drive = dir.resolve("e/SCCMContentLib");
        Path moved = drive.resolve(from.relativize(library.file(second)));
        Files.createDirectories(moved.getParent());
        Files.move(library.file(second), moved);
        try (LibraryTransfer transfer = open(new DirectoryStore(to), TransferOptions.standard())) {
            assertThat(transfer.transfer(
                                    new PackageRequest("ABC00001", new DirectoryStore(from, List.of(drive)), List.of()))
                            .bytesMoved())
                    .isEqualTo(3);
        }
    }

    /** A file system of its own, so small that not everything fits. */
    @Test
    @org.junit.jupiter.api.condition.EnabledIf("canMount")
    void aLibraryThatSpansDrivesIsWrittenWhereThereIsRoom() throws Exception {
        Path small = java.nio.file.Files.createDirectories(dir.resolve("small"));
        Path large = dir.resolve("large/SCCMContentLib");
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small.toString()))
                .isZero();
        try {
            byte[] first = new byte[2_500_000];
            byte[] second = new byte[2_600_000];
            new Random(1).nextBytes(first);
            new Random(2).nextBytes(second);
            TestLibrary library = new TestLibrary(from)
                    .with("ABC00001", 1, Map.of("a", first))
                    .with("ABC00002", 1, Map.of("b", second))
                    .with("ABC00003", 1, Map.of("again", second));
            ContentTarget spanned = new DirectoryStore(small, List.of(large));
            try (LibraryTransfer transfer = open(spanned, TransferOptions.standard())) {
                for (String id : library.packageIds()) {
                    records.keep(transfer.transfer(new PackageRequest(id, new DirectoryStore(from), List.of())));
                }
                transfer.sweep();
                assertThat(transfer.transfer(new PackageRequest("ABC00002", new DirectoryStore(from), List.of()))
                                .alreadyThere())
                        .isTrue();
            }
            String stored = LibraryNames.file(TestLibrary.hash(second));
            assertThat(small.resolve(stored)).doesNotExist();
            assertThat(large.resolve(stored)).hasBinaryContent(second);
            assertThat(new LibraryReader(spanned).users(TestLibrary.hash(second)))
                    .containsExactly("ABC00002.1", "ABC00003.1");
            assertThat(large.resolve(stored + ".INI")).exists();
            assertThat(TestLibrary.published(small)).hasSize(3);
            assertThat(TestLibrary.snapshot(large)).hasSize(2);
            byte[] both = new byte[6_000_000];
            library.with("ABC00004", 1, Map.of("c", both));
            PackageResult more;
            try (LibraryTransfer transfer = open(spanned, TransferOptions.standard())) {
                more = transfer.transfer(new PackageRequest("ABC00004", new DirectoryStore(from), List.of()));
            }
            assertThat(more.bytesMoved()).isEqualTo(both.length);
        } finally {
            run("umount", small.toString());
        }
    }

    static boolean canMount() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/mount"));
    }

    private static int run(String... words) throws Exception {
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }

    @Test
    void severalDestinationsShareTheReadingOfTheSource() throws Exception {
        TestLibrary library = TestLibrary.random(from, 14, 4, 40, 60_000);
        java.util.concurrent.ConcurrentMap<String, Integer> reads = new java.util.concurrent.ConcurrentHashMap<>();
        ContentSource counted = (ContentSource) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ContentSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("read")
                            && arguments[0].toString().startsWith("FileLib")) {
                        reads.merge(arguments[0].toString(), 1, Integer::sum);
                    }
                    return method.invoke(new DirectoryStore(from), arguments);
                });
        int points = 4;
        var pool = java.util.concurrent.Executors.newFixedThreadPool(points);
        try (ReadOnce once = new ReadOnce()) {
            List<java.util.concurrent.Callable<Boolean>> work = new java.util.ArrayList<>();
            for (int n = 0; n < points; n++) {
                Path place = dir.resolve("point" + n);
                work.add(() -> {
                    try (LibraryTransfer transfer = java.util.Objects.requireNonNull(LibraryTransfer.tryOpen(
                            new DirectoryStore(place),
                            new MemoryRecords(),
                            TransferOptions.standard().withDurable(false).withOnce(once)))) {
                        for (String id : library.packageIds()) {
                            transfer.transfer(new PackageRequest(id, counted, List.of()));
                        }
                    }
                    return true;
                });
            }
            for (var done : pool.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(reads.values()).isNotEmpty().allMatch(n -> n == 1);
        for (int n = 0; n < points; n++) {
            assertThat(withoutUsers(TestLibrary.snapshot(dir.resolve("point" + n))))
                    .isEqualTo(withoutUsers(TestLibrary.snapshot(from)));
        }
    }

    @Test
    void whoComesAfterAFailedOneReadsTheSourceItself() throws Exception {
        TestLibrary library = TestLibrary.random(from, 15, 1, 5, 3_000);
        try (ReadOnce once = new ReadOnce()) {
            TransferOptions options = TransferOptions.standard().withOnce(once);
            ContentTarget full = new FaultyStore(
                    new DirectoryStore(dir.resolve("full")), FaultyStore.Fault.DISK_FULL, null, 2, true, false, 1);
            try (LibraryTransfer transfer = open(full, options)) {
                assertThatThrownBy(() ->
                                transfer.transfer(new PackageRequest("PK100000", new DirectoryStore(from), List.of())))
                        .isInstanceOf(ContentException.class);
            }
            try (LibraryTransfer transfer = open(new DirectoryStore(to), options)) {
                transfer.transfer(new PackageRequest("PK100000", new DirectoryStore(from), List.of()));
            }
        }
        assertThat(withoutUsers(TestLibrary.snapshot(to))).isEqualTo(withoutUsers(TestLibrary.snapshot(library.root)));
    }

    @Test
    void manyFilesAreFlushedTogether() throws Exception {
        TestLibrary library = TestLibrary.random(from, 13, 2, 150, 2_000);
        for (String id : library.packageIds()) {
            transfer(id);
        }
        assertThat(withoutUsers(TestLibrary.snapshot(to))).isEqualTo(withoutUsers(TestLibrary.snapshot(from)));
    }

    @Test
    void onlyOneRunHasALibraryAtATime() throws Exception {
        try (LibraryTransfer first = open(new DirectoryStore(to), TransferOptions.standard())) {
            assertThat(first).isNotNull();
            assertThat(LibraryTransfer.tryOpen(new DirectoryStore(to), records, TransferOptions.standard()))
                    .isNull();
        }
        open(new DirectoryStore(to), TransferOptions.standard()).close();
        assertThat(to.resolve(LibraryNames.STAGING)).doesNotExist();
    }

    @Test
    void aLargeFileIsCarriedOnWhereItEnded() throws Exception {
        byte[] large = new byte[20 * 1024 * 1024];
        new Random(6).nextBytes(large);
        new TestLibrary(from).with("ABC00001", 1, Map.of("large.wim", large));
        AtomicBoolean stop = new AtomicBoolean();
        TransferMeter meter = new TransferMeter();
        TransferOptions options = TransferOptions.standard()
                .withMeter(meter)
                .withStop(() -> stop.get() || meter.bytesMoved() >= 15 * 1024 * 1024);
        assertThatThrownBy(() -> transfer("ABC00001", options))
                .isInstanceOfSatisfying(
                        ContentException.class, e -> assertThat(e.code()).isEqualTo(ContentException.Code.STOPPED));
        assertThat(TestLibrary.published(to)).isEmpty();
        TransferMeter rest = new TransferMeter();
        transfer("ABC00001", TransferOptions.standard().withMeter(rest));
        assertThat(rest.bytesMoved()).isEqualTo(5 * 1024 * 1024);
        assertThat(TestLibrary.snapshot(to)).containsKey(LibraryNames.file(TestLibrary.hash(large)));
    }

    @Test
    void aWrongRestOfADeadRunCostsOneMoreCopyOnly() throws Exception {
        byte[] large = new byte[9 * 1024 * 1024];
        new Random(8).nextBytes(large);
        new TestLibrary(from).with("ABC00001", 1, Map.of("large.wim", large));
        new TestLibrary(to).write(LibraryNames.staged(TestLibrary.hash(large)), new byte[5_000_000]);
        assertThat(transfer("ABC00001").bytesMoved()).isEqualTo(large.length);
        assertThat(TestLibrary.snapshot(to))
                .containsEntry(LibraryNames.file(TestLibrary.hash(large)), TestLibrary.hash(large));
    }

    @Test
    void evidenceIsInTheFormOfSha256sum() throws Exception {
        TestLibrary.random(from, 9, 1, 6, 500);
        PackageResult result = transfer("PK100000");
        ContentEvidence evidence = result.evidence().get(0);
        assertThat(ContentEvidence.files(evidence.table())).isEqualTo(evidence.files());
        for (String line :
                evidence.sha256sums().lines().filter(l -> !l.startsWith("#")).toList()) {
            String[] parts = line.split("  ");
            assertThat(TestLibrary.hash(Files.readAllBytes(to.resolve(parts[1]))))
                    .isEqualToIgnoringCase(parts[0]);
        }
    }

    @Test
    void aNewVersionReplacesThePublishedOne() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a", new byte[] {1});
        new TestLibrary(from).with("ABC00001", 1, files);
        transfer("ABC00001");
        files.put("b", new byte[] {2});
        new TestLibrary(from).with("ABC00001", 2, files);
        assertThat(transfer("ABC00001").bytesMoved()).isEqualTo(1);
        assertThat(new LibraryReader(new DirectoryStore(to))
                        .readPackage("ABC00001")
                        .contentIds())
                .containsExactly("ABC00001.2");
    }

    @Test
    void aCheckFindsWhatWasDamagedLater() throws Exception {
        TestLibrary library = TestLibrary.random(from, 10, 1, 6, 500);
        PackageResult result = transfer("PK100000");
        try (LibraryCheck check = check(new DirectoryStore(to), Throttle.none())) {
            LibraryCheck.Findings clean = check.check(result.manifest(), result.evidence(), LibraryCheck.Depth.ALL);
            assertThat(clean.differences()).isEmpty();
            assertThat(check.orphans()).isEmpty();
            byte[] bytes = library.files("PK100000.1").get("file0.bin");
            Path stored = to.resolve(from.relativize(library.file(bytes)));
            Files.write(stored, new byte[bytes.length]);
            LibraryCheck.Findings found = check.check(result.manifest(), result.evidence(), LibraryCheck.Depth.CHANGED);
            assertThat(found.damaged()).containsExactly(TestLibrary.hash(bytes));
            assertThat(found.differences()).singleElement().asString().contains("file0.bin", TestLibrary.hash(bytes));
            Files.delete(Path.of(stored + ".INI"));
            assertThat(check.orphans()).containsExactly(TestLibrary.hash(bytes));
        }
    }

    private LibraryCheck check(ContentSource library, Throttle throttle) {
        Map<String, String> marks = new ConcurrentHashMap<>();
        ManifestMarks remembered = new ManifestMarks() {
            @Override
            public @Nullable String of(String contentId) {
                return marks.get(contentId);
            }

            @Override
            public void put(String contentId, String mark) {
                marks.put(contentId, mark);
            }
        };
        return new LibraryCheck(library, remembered, 2, throttle, () -> false);
    }

    @Test
    void aCheckReadsNoManifestAgainThatHasNotChanged() throws Exception {
        TestLibrary library = TestLibrary.random(from, 10, 1, 6, 500);
        PackageResult result = transfer("PK100000");
        List<String> read = Collections.synchronizedList(new ArrayList<>());
        ContentSource watched = new RetryingSource(new DirectoryStore(to), new Retries(Duration.ZERO, () -> false)) {
            @Override
            public ReadableByteChannel read(String file, long offset) throws IOException {
                read.add(file);
                return super.read(file, offset);
            }
        };
        String one = LibraryNames.contentDirectory("PK100000.1") + "/file0.bin.INI";
        try (LibraryCheck check = check(watched, Throttle.none())) {
            assertThat(differences(check, result, LibraryCheck.Depth.CHANGED)).isEmpty();
            assertThat(read).contains(one);
            read.clear();
            assertThat(differences(check, result, LibraryCheck.Depth.CHANGED)).isEmpty();
            assertThat(read).isNotEmpty().noneMatch(file -> file.contains("file0.bin"));
            assertThat(differences(check, result, LibraryCheck.Depth.ALL)).isEmpty();
            assertThat(read).contains(one);

            Path manifest = to.resolve(one);
            String stated = Files.readString(manifest);
            String hash = TestLibrary.hash(library.files("PK100000.1").get("file0.bin"));
            Files.writeString(manifest, stated.replace(hash, "0".repeat(64))); // as long as it was
            assertThat(differences(check, result, LibraryCheck.Depth.CHANGED))
                    .singleElement()
                    .asString()
                    .contains("manifest of content PK100000.1", "file0.bin");
            Files.delete(manifest);
            assertThat(differences(check, result, LibraryCheck.Depth.CHANGED)).hasSize(1);
            Files.writeString(manifest, stated);
            assertThat(differences(check, result, LibraryCheck.Depth.CHANGED)).isEmpty();
        }
    }

    private static List<String> differences(LibraryCheck check, PackageResult result, LibraryCheck.Depth depth)
            throws IOException {
        return check.check(result.manifest(), result.evidence(), depth).differences();
    }

    /** Not all of it at once, and then nothing for as long as the file is large. */
    @Test
    void aCheckIsLimitedWhileItReadsAFile() throws Exception {
        new TestLibrary(from).with("ABC00001", 1, Map.of("large.bin", new byte[2_000_000]));
        PackageResult result = transfer("ABC00001");
        java.util.concurrent.atomic.AtomicInteger asked = new java.util.concurrent.atomic.AtomicInteger();
        Throttle throttle = new Throttle(java.time.Clock.systemUTC(), () -> {
            asked.incrementAndGet();
            return 0;
        });
        try (LibraryCheck check = check(new DirectoryStore(to), throttle)) {
            check.check(result.manifest(), result.evidence(), LibraryCheck.Depth.ALL);
        }
        assertThat(asked).hasValueGreaterThan(10);
    }

    /** But for what another package has, and what lay there before. */
    @Test
    void aPackageThatIsGivenUpLeavesNothingBehind() throws Exception {
        byte[] shared = new byte[] {1, 1};
        byte[] there = new byte[] {2, 2};
        byte[] damaged = new byte[] {3, 3};
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("own.bin", new byte[] {4, 4});
        files.put("shared.bin", shared);
        files.put("there.bin", there);
        files.put("damaged.bin", damaged);
        TestLibrary library =
                new TestLibrary(from).with("ABC00001", 1, files).with("ABC00002", 1, Map.of("shared.bin", shared));
        Files.write(library.file(damaged), new byte[] {9, 9});
        Path before = to.resolve(from.relativize(library.file(there)));
        Files.createDirectories(before.getParent());
        Files.write(before, there);
        try (LibraryTransfer transfer = open(new DirectoryStore(to), TransferOptions.standard())) {
            ContentSource source = new DirectoryStore(from);
            assertThatThrownBy(() -> transfer.transfer(new PackageRequest("ABC00001", source, List.of())))
                    .isInstanceOf(ContentException.class);
            transfer.transfer(new PackageRequest("ABC00002", source, List.of()));
            transfer.sweep();
        }
        assertThat(TestLibrary.snapshot(to.resolve("FileLib")).keySet().stream()
                        .map(name -> name.substring(5))
                        .toList())
                .containsExactlyInAnyOrder(
                        TestLibrary.hash(there), TestLibrary.hash(shared), TestLibrary.hash(shared) + ".INI");
        assertThat(to.resolve(".godwit")).doesNotExist();
    }

    /** A run that is stopped for good sweeps; one that is to go on does not, and finds what it had. */
    @Test
    void aStoppedPackageGoesOnWhereItWasUnlessItIsSwept() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            files.put("file" + i, new byte[] {(byte) i, 7, 7});
        }
        new TestLibrary(from).with("ABC00001", 1, files);
        assertThat(stopped(true)).isZero();
        long kept = stopped(false);
        assertThat(kept).isPositive();
        assertThat(transfer("ABC00001").bytesMoved()).isEqualTo(3 * (20 - kept));
    }

    /** @return stored files that are there afterwards */
    private long stopped(boolean sweep) throws Exception {
        TransferMeter meter = new TransferMeter();
        TransferOptions options = TransferOptions.standard().withMeter(meter).withStop(() -> meter.files() >= 3);
        try (LibraryTransfer transfer = open(new DirectoryStore(to), options)) {
            assertThatThrownBy(() ->
                            transfer.transfer(new PackageRequest("ABC00001", new DirectoryStore(from), List.of())))
                    .isInstanceOf(ContentException.class);
            if (sweep) {
                transfer.sweep();
            }
        }
        return TestLibrary.snapshot(to.resolve("FileLib")).size();
    }
}
