package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store that can be read does alike, also one that cannot be written to. */
abstract class ContentSourceContract {

    private static final String CONTENT = "ABC00009.4";

    @TempDir
    Path local;

    /** A store that shows this library, and nothing else. */
    abstract ContentSource show(TestLibrary library) throws IOException;

    private final byte[] large = new byte[9 * 1024 * 1024 + 5];

    private TestLibrary library() {
        new Random(3).nextBytes(large);
        return TestLibrary.random(local.resolve("shown"), 21, 3, 10, 60_000)
                .with(
                        "ABC00009",
                        4,
                        Map.of(
                                "large.wim", large,
                                "empty", new byte[0],
                                "Ordner mit Umläuten äöü ß/日本語 & %41 + #1.txt", new byte[] {1, 2},
                                "x.ini", new byte[] {3}));
    }

    private static byte[] read(ContentSource store, String file, long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(10 * 1024 * 1024);
        try (ReadableByteChannel in = store.read(file, offset)) {
            while (in.read(bytes) >= 0) {
                // until the end
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    @Test
    void findsPackagesAndListsContents() throws IOException {
        try (ContentSource store = show(library())) {
            StoreEntry found = Objects.requireNonNull(store.find("PkgLib/ABC00009.INI"));
            assertThat(found.name()).isEqualTo("ABC00009.INI");
            assertThat(found.directory()).isFalse();
            assertThat(store.find("PkgLib/ABC00008.INI")).isNull();
            assertThat(store.find("Nowhere/ABC00008.INI")).isNull();
            assertThat(store.list("Nowhere")).isEmpty();
            assertThat(store.list("DataLib/" + CONTENT))
                    .extracting(StoreEntry::name, StoreEntry::directory)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("large.wim.INI", false),
                            org.assertj.core.groups.Tuple.tuple("empty.INI", false),
                            org.assertj.core.groups.Tuple.tuple("x.ini.INI", false),
                            org.assertj.core.groups.Tuple.tuple("Ordner mit Umläuten äöü ß", true));
            assertThat(new LibraryReader(store).readPackage("ABC00009").contentIds())
                    .containsExactly(CONTENT);
        }
    }

    @Test
    void readsStoredFilesFromAnyOffset() throws IOException {
        try (ContentSource store = show(library())) {
            ContentFile file = new LibraryReader(store)
                    .readContent(CONTENT).files().stream()
                            .filter(f -> f.path().equals("large.wim"))
                            .findFirst()
                            .orElseThrow();
            assertThat(file.size()).isEqualTo(large.length);
            String stored = LibraryNames.file(file.hash());
            for (int offset : List.of(0, 1, 4_000_000, large.length - 3)) {
                assertThat(read(store, stored, offset))
                        .as("from " + offset)
                        .isEqualTo(Arrays.copyOfRange(large, offset, large.length));
            }
        }
    }

    @Test
    void namesAFileThatIsMissing() throws IOException {
        try (ContentSource store = show(library())) {
            assertThatThrownBy(() -> store.read("FileLib/ABCD/" + "ABCD".repeat(16), 0))
                    .isInstanceOfSatisfying(
                            ContentException.class,
                            e -> assertThat(e.code()).isEqualTo(ContentException.Code.CONTENT_FILE_MISSING));
        }
    }

    @Test
    void givesPackagesOnUnchanged() throws IOException {
        TestLibrary library = library();
        Path to = local.resolve("given");
        try (ContentSource store = show(library);
                LibraryTransfer transfer = Objects.requireNonNull(LibraryTransfer.tryOpen(
                        new DirectoryStore(to), new MemoryRecords(), TransferOptions.standard()))) {
            for (String id : library.packageIds()) {
                transfer.transfer(new PackageRequest(id, store, List.of()));
            }
        }
        assertThat(manifestsAndFiles(to)).isEqualTo(manifestsAndFiles(library.root));
    }

    /** A library's files but for the lists of users, which a transfer completes. */
    static Map<String, String> manifestsAndFiles(Path root) {
        Map<String, String> files = TestLibrary.snapshot(root);
        files.keySet().removeIf(name -> name.startsWith("FileLib") && name.endsWith(".INI"));
        return files;
    }
}
