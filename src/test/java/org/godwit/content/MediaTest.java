package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    @TempDir
    Path dir;

    private Path to = Path.of("");
    private final MediaKey key = MediaKey.random(new SecureRandom());

    @org.junit.jupiter.api.BeforeEach
    void place() {
        to = dir.resolve("to");
    }

    private TestLibrary library() {
        byte[] large = new byte[3 * SealedFile.CHUNK];
        byte[] odd = new byte[2 * SealedFile.CHUNK + 17];
        new Random(1).nextBytes(large);
        new Random(2).nextBytes(odd);
        return TestLibrary.random(dir.resolve("from"), 31, 3, 8, 40_000)
                .with(
                        "ABC00007",
                        2,
                        Map.of("large.wim", large, "sub/odd.bin", odd, "empty", new byte[0], "again", odd));
    }

    private MediaWriter.Written export(TestLibrary library) throws IOException {
        ContentSource from = new DirectoryStore(library.root);
        List<PackageRequest> requests = new ArrayList<>();
        library.packageIds().forEach(id -> requests.add(new PackageRequest(id, from, List.of())));
        return new MediaWriter(
                        new DirectoryStore(media()), key, UUID.randomUUID().toString(), TransferOptions.standard())
                .write(requests, NOW, Duration.ofDays(3));
    }

    private Path media() {
        return dir.resolve("media");
    }

    private MediaSource open(MediaKey with, Instant now) throws IOException {
        return MediaSource.open(new DirectoryStore(media()), with, now);
    }

    private void transfer(MediaSource media) throws IOException {
        try (media;
                LibraryTransfer transfer = Objects.requireNonNull(LibraryTransfer.tryOpen(
                        new DirectoryStore(to), new MemoryRecords(), TransferOptions.standard()))) {
            for (PackageManifest manifest : media.packages()) {
                transfer.transfer(new PackageRequest(manifest.packageId(), media, List.of()));
            }
            transfer.sweep();
        }
    }

    private void refused(ContentException.Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ContentException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void carriesPackagesAsTheyAre() throws Exception {
        TestLibrary library = library();
        MediaWriter.Written written = export(library);
        assertThat(written.label().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(3)));
        transfer(open(MediaKey.of(key.text()), NOW.plus(Duration.ofDays(2))));
        Map<String, String> there = TestLibrary.snapshot(dir.resolve("to"));
        Map<String, String> origin = TestLibrary.snapshot(library.root);
        there.keySet().removeIf(name -> name.startsWith("FileLib") && name.endsWith(".INI"));
        origin.keySet().removeIf(name -> name.startsWith("FileLib") && name.endsWith(".INI"));
        assertThat(there).isEqualTo(origin);
    }

    @Test
    void showsNothingWithoutTheKeyAndCanBeCheckedWithoutIt() throws Exception {
        TestLibrary library = library();
        export(library);
        for (Path file : files()) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(text + file).doesNotContain("PK100000", "ABC00007", "large.wim", "file0", key.text());
        }
        Process check = new ProcessBuilder("sha256sum", "--check", "--strict", MediaWriter.SUMS)
                .directory(media().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(media())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aWrongKeyIsRefused() throws Exception {
        export(library());
        refused(ContentException.Code.MEDIA_KEY_WRONG, () -> open(MediaKey.random(new SecureRandom()), NOW));
        refused(ContentException.Code.MEDIA_KEY_WRONG, () -> MediaKey.of("not a key"));
    }

    @Test
    void anExpiredKeyIsRefusedAlsoWithAForgedLabel() throws Exception {
        export(library());
        refused(ContentException.Code.MEDIA_KEY_EXPIRED, () -> open(key, NOW.plus(Duration.ofDays(3))));
        Path label = media().resolve(MediaLabel.FILE);
        Files.writeString(label, Files.readString(label).replace("2026-11-23", "2036-11-23"));
        refused(ContentException.Code.MEDIA_FILE_ALTERED, () -> open(key, NOW.plus(Duration.ofDays(3))));
    }

    @Test
    void everyAlteredFileIsRefusedWherever() throws Exception {
        export(library());
        Random random = new Random(5);
        for (Path file : files()) {
            if (file.endsWith(MediaWriter.SUMS)) {
                continue;
            }
            byte[] bytes = Files.readAllBytes(file);
            byte[] changed = bytes.clone();
            changed[random.nextInt(bytes.length)] ^= 1;
            Files.write(file, changed);
            to = dir.resolve("to-" + UUID.randomUUID());
            assertThatThrownBy(() -> transfer(open(key, NOW)))
                    .as("%s", file)
                    .isInstanceOfSatisfying(
                            ContentException.class,
                            e -> assertThat(e.code())
                                    .isIn(
                                            ContentException.Code.MEDIA_FILE_ALTERED,
                                            ContentException.Code.MEDIA_KEY_WRONG)); // of the label: its key's id
            Files.write(file, bytes);
        }
        Path large = media().resolve("data/000001.bin");
        byte[] bytes = Files.readAllBytes(large);
        Files.write(large, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        refused(ContentException.Code.MEDIA_FILE_ALTERED, () -> open(key, NOW));
        Files.write(large, bytes);
        transfer(open(key, NOW));
    }

    @Test
    void anAlteredFilePublishesNothingOfItsPackageAndIsNamed() throws Exception {
        TestLibrary library = new TestLibrary(dir.resolve("from")).with("ABC00001", 1, Map.of("a", new byte[100]));
        export(library);
        Path file = media().resolve("data/000001.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[50] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> transfer(open(key, NOW))).hasMessageContaining("data/000001.bin");
        assertThat(TestLibrary.published(dir.resolve("to"))).isEmpty();
    }

    @Test
    void swappedAndMissingFilesAreRefused() throws Exception {
        TestLibrary library = new TestLibrary(dir.resolve("from"))
                .with("ABC00001", 1, Map.of("a", new byte[100], "b", new byte[] {1}, "c", ones()));
        export(library);
        Path one = media().resolve("data/000001.bin");
        for (Path other : files()) {
            if (!other.equals(one) && Files.size(other) == Files.size(one)) {
                Files.move(one, media().resolve("x"));
                Files.move(other, one);
                Files.move(media().resolve("x"), other);
            }
        }
        refused(ContentException.Code.MEDIA_FILE_ALTERED, () -> transfer(open(key, NOW)));
        Files.delete(one);
        assertThatThrownBy(() -> open(key, NOW)).hasMessageContaining("data/000001.bin");
        refused(ContentException.Code.MEDIA_FILE_MISSING, () -> open(key, NOW));
        Files.delete(media().resolve(MediaLabel.FILE));
        refused(ContentException.Code.MEDIA_NOT_FOUND, () -> open(key, NOW));
    }

    private static byte[] ones() {
        byte[] ones = new byte[100];
        java.util.Arrays.fill(ones, (byte) 1);
        return ones;
    }

    @Test
    void aDamagedSourceFileIsNotExported() throws Exception {
        TestLibrary library = library();
        Files.write(library.file(library.files("PK100000.1").get("file0.bin")), new byte[40_000]);
        assertThatThrownBy(() -> export(library)).hasMessageContaining("file0.bin");
        refused(ContentException.Code.MEDIA_NOT_FOUND, () -> open(key, NOW));
    }

    @Test
    void readsFromAnyOffset() throws Exception {
        TestLibrary library = library();
        byte[] odd = library.files("ABC00007.2").get("sub/odd.bin");
        export(library);
        MediaSource media = open(key, NOW);
        for (int offset :
                new int[] {0, 1, SealedFile.CHUNK - 1, SealedFile.CHUNK, 2 * SealedFile.CHUNK + 16, odd.length}) {
            try (var in = media.read(LibraryNames.file(TestLibrary.hash(odd)), offset)) {
                assertThat(java.nio.channels.Channels.newInputStream(in).readAllBytes())
                        .isEqualTo(java.util.Arrays.copyOfRange(odd, offset, odd.length));
            }
        }
    }
}
