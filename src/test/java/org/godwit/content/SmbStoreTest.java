package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hierynomus.smbj.auth.AuthenticationContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert;
import org.awaitility.Awaitility;
import org.godwit.testing.CuttingProxy;
import org.godwit.testing.SambaServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Against a real file server. */
@EnabledIf(value = "org.godwit.testing.SambaServer#available", disabledReason = "no Samba here, or not root")
class SmbStoreTest extends ContentStoreContract {

    private static final String SHARE = "SCCMContentLib$";

    private static @org.jspecify.annotations.Nullable SambaServer samba;

    private String folder = "";

    @BeforeAll
    static void start() throws Exception {
        samba = SambaServer.start(List.of(SHARE, "SCCMContentLibE$"));
    }

    @AfterAll
    static void stop() throws Exception {
        server().close();
    }

    private static SambaServer server() {
        return Objects.requireNonNull(samba);
    }

    @BeforeEach
    void folderOfItsOwn() {
        folder = folder.isEmpty() ? "library-" + UUID.randomUUID() : folder;
    }

    @Override
    ContentTarget open() {
        folderOfItsOwn();
        return open(folder, SambaServer.PASSWORD);
    }

    private static SmbStore open(String folder, String password) {
        return open(server().server(), folder, password);
    }

    private static SmbStore open(String address, String folder, String password) {
        return new SmbStore(
                address,
                SHARE,
                folder,
                true,
                () -> new AuthenticationContext(SambaServer.USER, password.toCharArray(), ""));
    }

    @Test
    void aWrongPasswordIsDeniedAndNotTriedAgain() throws IOException {
        try (SmbStore store = open(folder, "wrong")) {
            assertThatThrownBy(() -> store.list("PkgLib")).isInstanceOfSatisfying(ContentException.class, e -> {
                assertThat(e.code()).isEqualTo(ContentException.Code.LOCATION_DENIED);
                assertThat(e.retryable()).isFalse();
                assertThat(e.getMessage()).doesNotContain("wrong");
            });
        }
    }

    /** This server insists on it, so that a connection that is not encrypted is refused. */
    @Test
    void onlyAnEncryptedConnectionIsTakenUnlessItIsTurnedOff() throws IOException {
        try (SmbStore plain = new SmbStore(
                        server().server(),
                        SHARE,
                        folder,
                        false,
                        () -> new AuthenticationContext(SambaServer.USER, SambaServer.PASSWORD.toCharArray(), ""));
                SmbStore encrypted = open(folder, SambaServer.PASSWORD)) {
            assertThat(encrypted.list("PkgLib")).isEmpty();
            assertThatThrownBy(() -> plain.list("PkgLib"))
                    .isInstanceOfSatisfying(
                            ContentException.class,
                            e -> assertThat(e.code()).isEqualTo(ContentException.Code.LOCATION_DENIED));
        }
    }

    /** Of 48 MB; {@code -Dresume.bytes=5368709120} for a package of 5 GB. The file is sparse. */
    @Test
    void aConnectionCutAtFourFifthsGoesOnFromThere() throws Exception {
        long size = Long.getLong("resume.bytes", 48_000_000);
        Path library = server().share(SHARE).resolve(folder);
        java.security.MessageDigest digest = org.godwit.shared.Digests.sha256();
        byte[] zeros = new byte[1024 * 1024];
        for (long done = 0; done < size; done += zeros.length) {
            digest.update(zeros, 0, (int) Math.min(zeros.length, size - done));
        }
        String hash = Hashing.hex(digest);
        TestLibrary written = new TestLibrary(library);
        written.write("PkgLib/ABC00001.INI", "[Packages]\r\nABC00001.1=\r\n[Info]\r\nVersion=1\r\n");
        written.write("DataLib/ABC00001.1.INI", "[Info]\r\n");
        written.manifest("ABC00001.1", "install.wim", size, hash);
        Path stored = library.resolve(LibraryNames.file(hash));
        Files.createDirectories(stored.getParent());
        try (var file = new java.io.RandomAccessFile(stored.toFile(), "rw")) {
            file.setLength(size);
        }
        TransferMeter meter = new TransferMeter();
        String[] address = server().server().split(":");
        try (CuttingProxy proxy = new CuttingProxy(Integer.parseInt(address[1]), size / 5 * 4, true);
                SmbStore from = open("127.0.0.1:" + proxy.port(), folder, SambaServer.PASSWORD);
                LibraryTransfer transfer = Objects.requireNonNull(LibraryTransfer.tryOpen(
                        new DirectoryStore(local),
                        new MemoryRecords(),
                        TransferOptions.standard().withMeter(meter)))) {
            PackageResult result = transfer.transfer(new PackageRequest("ABC00001", from, List.of()));
            assertThat(proxy.wasCut()).isTrue();
            assertThat(result.bytesMoved()).isEqualTo(size);
            assertThat(meter.bytesMoved()).isBetween(size, size + 2 * zeros.length);
            assertThat(proxy.passed() - size)
                    .as("bytes that came over the network again, and what carries them")
                    .isLessThan(size / 50 + 4 * zeros.length);
        }
        assertThat(TestLibrary.published(local)).containsExactly("ABC00001");
    }

    @Test
    void whoseConnectionBrokeWritesNothingMoreWhileAnotherHasTheLibrary() throws IOException {
        String[] address = server().server().split(":");
        try (CuttingProxy proxy = new CuttingProxy(Integer.parseInt(address[1]), Long.MAX_VALUE, false);
                SmbStore cut = open("127.0.0.1:" + proxy.port(), folder, SambaServer.PASSWORD);
                SmbStore other = open(folder, SambaServer.PASSWORD)) {
            ContentTarget.Lock lost = Objects.requireNonNull(cut.tryLock());
            write(cut, "part", "first");
            assertThat(other.tryLock()).isNull();
            proxy.cutAgainAfter(1);
            assertThatThrownBy(() -> write(cut, "part", "cut off")).isInstanceOf(ContentException.class);
            ContentTarget.Lock taken = Awaitility.await().until(other::tryLock, Objects::nonNull);
            write(other, "part", "second");

            for (ThrowableAssert.ThrowingCallable late : List.<ThrowableAssert.ThrowingCallable>of(
                    () -> write(cut, "part", "late"), () -> cut.rename("part", "whole"), () -> cut.delete("part"))) {
                Awaitility.await()
                        .untilAsserted(() -> assertThatThrownBy(late) // the first may still meet the old connection
                                .isInstanceOfSatisfying(
                                        ContentException.class,
                                        e -> assertThat(e.code()).isEqualTo(ContentException.Code.LIBRARY_TAKEN)));
            }
            assertThat(server().share(SHARE).resolve(folder).resolve("part")).hasContent("second");

            taken.close();
            write(cut, "part", "third"); // nobody else has it now: it is taken again
            assertThat(other.tryLock()).isNull();
            lost.close();
            Objects.requireNonNull(other.tryLock()).close();
        }
    }

    private static void write(SmbStore store, String file, String text) throws IOException {
        try (WritableFile out = store.write(file, 0)) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void filesOnTheSharesOfFurtherDrivesAreFound() throws IOException {
        Path library = server().share(SHARE).resolve(folder);
        byte[] bytes = {4, 5, 6};
        TestLibrary written = new TestLibrary(library).with("ABC00001", 1, Map.of("a", bytes));
        Path other = server().share("SCCMContentLibE$").resolve(folder);
        Path moved = other.resolve(library.relativize(written.file(bytes)));
        Files.createDirectories(moved.getParent());
        Files.move(written.file(bytes), moved);
        try (SmbStore store = open(folder, SambaServer.PASSWORD);
                LibraryTransfer transfer = Objects.requireNonNull(LibraryTransfer.tryOpen(
                        new DirectoryStore(local), new MemoryRecords(), TransferOptions.standard()))) {
            assertThat(transfer.transfer(new PackageRequest("ABC00001", store, List.of()))
                            .bytesMoved())
                    .isEqualTo(3);
        }
    }
}
