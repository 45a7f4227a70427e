package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store that can be written to does alike. */
abstract class ContentStoreContract extends ContentSourceContract {

    private ContentTarget store = new DirectoryStore(Path.of(""));

    /** A store on an empty place of its own; called again it opens the same place. */
    abstract ContentTarget open() throws IOException;

    /** The library as it is written there. */
    @Override
    ContentSource show(TestLibrary library) throws IOException {
        transfer(library, new DirectoryStore(library.root), store, new MemoryRecords());
        return open();
    }

    @BeforeEach
    void opened() throws IOException {
        store = open();
    }

    @AfterEach
    void closed() throws IOException {
        store.close();
    }

    private void put(String file, String text) throws IOException {
        put(file, 0, text);
    }

    private void put(String file, long offset, String text) throws IOException {
        try (WritableFile out = store.write(file, offset)) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            out.sync();
        }
    }

    private String get(String file, long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(100_000);
        try (ReadableByteChannel in = store.read(file, offset)) {
            while (in.read(bytes) >= 0) {
                // until the end
            }
        }
        return new String(Arrays.copyOf(bytes.array(), bytes.position()), StandardCharsets.UTF_8);
    }

    @Test
    void writesAndReadsFromAnyOffset() throws IOException {
        put("DataLib/a/b/c.bin", "0123456789");
        assertThat(get("DataLib/a/b/c.bin", 0)).isEqualTo("0123456789");
        assertThat(get("DataLib/a/b/c.bin", 7)).isEqualTo("789");
        put("DataLib/a/b/c.bin", 4, "xy");
        assertThat(get("DataLib/a/b/c.bin", 0)).isEqualTo("0123xy");
        put("DataLib/a/b/c.bin", "");
        assertThat(get("DataLib/a/b/c.bin", 0)).isEmpty();
    }

    @Test
    void findsAndLists() throws IOException {
        put("PkgLib/ABC00001.INI", "text");
        store.makeDirectory("PkgLib/sub");
        StoreEntry file = Objects.requireNonNull(store.find("PkgLib/ABC00001.INI"));
        assertThat(file.name()).isEqualTo("ABC00001.INI");
        assertThat(file.size()).isEqualTo(4);
        assertThat(file.directory()).isFalse();
        assertThat(file.modifiedNanos()).isGreaterThan(1_600_000_000_000_000_000L);
        assertThat(store.find("PkgLib/ABC00002.INI")).isNull();
        assertThat(store.find("Nowhere/ABC00002.INI")).isNull();
        assertThat(store.list("Nowhere")).isEmpty();
        assertThat(store.list("PkgLib"))
                .extracting(StoreEntry::name, StoreEntry::directory, StoreEntry::size)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("ABC00001.INI", false, 4L),
                        org.assertj.core.groups.Tuple.tuple("sub", true, 0L));
        StoreEntry listed = store.list("PkgLib").stream()
                .filter(e -> !e.directory())
                .findFirst()
                .orElseThrow();
        assertThat(listed.modifiedNanos()).isEqualTo(file.modifiedNanos());
    }

    @Test
    void renamesFilesOverOthersAndWholeDirectories() throws IOException {
        put(".godwit/1.tmp", "new");
        put("PkgLib/x.INI", "old");
        store.rename(".godwit/1.tmp", "PkgLib/x.INI");
        assertThat(get("PkgLib/x.INI", 0)).isEqualTo("new");
        assertThat(store.find(".godwit/1.tmp")).isNull();
        put(".godwit/c.data/sub/f.INI", "f");
        store.rename(".godwit/c.data", "DataLib/c");
        assertThat(get("DataLib/c/sub/f.INI", 0)).isEqualTo("f");
        store.makeDirectory(".godwit/c.data/sub");
        assertThat(store.list(".godwit/c.data")).hasSize(1);
    }

    @Test
    void deletesFilesAndTreesAndNothing() throws IOException {
        put("DataLib/c/sub/f.INI", "f");
        store.delete("DataLib/c/sub/f.INI");
        assertThat(store.list("DataLib/c/sub")).isEmpty();
        put("DataLib/c/sub/g.INI", "g");
        store.delete("DataLib/c");
        assertThat(store.find("DataLib/c")).isNull();
        store.delete("DataLib/c");
    }

    @Test
    void takesLongAndUnicodeNames() throws IOException {
        String name = "DataLib/" + "Ordner mit Umläuten äöü ß/".repeat(8) + "日本語 " + "x".repeat(60) + ".INI";
        put(name, "ok");
        assertThat(get(name, 0)).isEqualTo("ok");
        assertThat(store.list(name.substring(0, name.lastIndexOf('/'))))
                .extracting(StoreEntry::name)
                .containsExactly(name.substring(name.lastIndexOf('/') + 1));
    }

    @Test
    void isHeldByOneAtATime() throws IOException {
        try (ContentTarget other = open()) {
            ContentTarget.Lock lock = Objects.requireNonNull(store.tryLock());
            assertThat(other.tryLock()).isNull();
            lock.close();
            ContentTarget.Lock second = Objects.requireNonNull(other.tryLock());
            second.close();
            assertThat(store.find(LibraryNames.STAGING)).isNull();
        }
    }

    @Test
    void knowsItsFreeSpace() throws IOException {
        assertThat(store.freeSpace()).isPositive();
    }

    @Test
    void takesPackagesAndGivesThemOnUnchanged() throws IOException {
        Path origin = local.resolve("origin");
        TestLibrary library = TestLibrary.random(origin, 21, 3, 10, 60_000);
        byte[] large = new byte[9 * 1024 * 1024 + 5];
        new Random(3).nextBytes(large);
        library.with("ABC00009", 1, Map.of("large.wim", large, "empty", new byte[0]));
        MemoryRecords records = new MemoryRecords();
        transfer(library, new DirectoryStore(origin), store, records);
        Path back = local.resolve("back");
        transfer(library, store, new DirectoryStore(back), new MemoryRecords());
        assertThat(manifestsAndFiles(back)).isEqualTo(manifestsAndFiles(origin));
        try (LibraryTransfer again =
                Objects.requireNonNull(LibraryTransfer.tryOpen(store, records, TransferOptions.standard()))) {
            for (String id : library.packageIds()) {
                assertThat(again.transfer(new PackageRequest(id, new DirectoryStore(origin), List.of()))
                                .alreadyThere())
                        .isTrue();
            }
        }
    }

    private static void transfer(TestLibrary library, ContentSource from, ContentTarget to, MemoryRecords records)
            throws IOException {
        try (LibraryTransfer transfer =
                Objects.requireNonNull(LibraryTransfer.tryOpen(to, records, TransferOptions.standard()))) {
            for (String id : library.packageIds()) {
                records.keep(transfer.transfer(new PackageRequest(id, from, List.of())));
            }
        }
    }
}
