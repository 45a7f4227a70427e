package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hierynomus.smbj.auth.AuthenticationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.godwit.testing.SambaServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A library on the shares of several drives of a real file server, written to. */
@EnabledIf(value = "org.godwit.testing.SambaServer#available", disabledReason = "no Samba here, or not root")
class SmbDrivesTest {

    private static final String FIRST = "SCCMContentLib$";
    private static final String FURTHER = "SCCMContentLibE$";

    @TempDir
    private Path directory;

    private SmbStore open(SambaServer server) {
        return new SmbStore(
                server.server(),
                FIRST,
                "",
                true,
                () -> new AuthenticationContext(SambaServer.USER, SambaServer.PASSWORD.toCharArray(), ""));
    }

    private SambaServer server(String share, String setting) throws Exception {
        return SambaServer.start(List.of(FIRST, FURTHER), "", Map.of(share, setting));
    }

    /** Says that a share has so many KiB free. */
    private String free(int kilobytes) throws IOException {
        Path script = directory.resolve("free.sh");
        Files.writeString(script, "#!/bin/sh\necho 1000000 " + kilobytes + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return "dfree command = " + script;
    }

    @Test
    void whatTheFirstDriveHasNoRoomForLiesOnTheNextUntilItIsRemoved() throws Exception {
        byte[] large = new byte[200_000];
        new Random(3).nextBytes(large);
        byte[] small = {1, 2, 3};
        TestLibrary source = new TestLibrary(directory.resolve("source"))
                .with("ABC00001", 1, Map.of("large.bin", large, "small.bin", small))
                .with("ABC00002", 1, Map.of("large.bin", large));
        try (SambaServer samba = server(FIRST, free(100));
                SmbStore store = open(samba)) {
            MemoryRecords records = new MemoryRecords();
            PackageResult one;
            try (LibraryTransfer transfer =
                    Objects.requireNonNull(LibraryTransfer.tryOpen(store, records, TransferOptions.standard()))) {
                ContentSource from = new DirectoryStore(source.root);
                one = transfer.transfer(new PackageRequest("ABC00001", from, List.of()));
                transfer.transfer(new PackageRequest("ABC00002", from, List.of()));
            }
            String stored = source.root.relativize(source.file(large)).toString();
            assertThat(samba.share(FURTHER).resolve(stored)).hasBinaryContent(large);
            assertThat(samba.share(FURTHER).resolve(stored + ".INI")).content().contains("ABC00001.1", "ABC00002.1");
            assertThat(samba.share(FIRST).resolve(stored)).doesNotExist();
            assertThat(samba.share(FIRST).resolve(stored + ".INI")).doesNotExist();
            assertThat(samba.share(FIRST).resolve(source.root.relativize(source.file(small))))
                    .hasBinaryContent(small);
            assertThat(samba.share(FIRST).resolve(".godwit")).doesNotExist();
            assertThat(samba.share(FURTHER).resolve(".godwit")).doesNotExist();

            try (LibraryTransfer transfer =
                    Objects.requireNonNull(LibraryTransfer.tryOpen(store, records, TransferOptions.standard()))) {
                assertThat(transfer.remove("ABC00001", one.evidence())).containsExactly(TestLibrary.hash(small));
                assertThat(samba.share(FURTHER).resolve(stored + ".INI"))
                        .content()
                        .doesNotContain("ABC00001.1");
                ContentEvidence other = new ContentEvidence(
                        "ABC00002",
                        "ABC00002.1",
                        null,
                        ContentHash.Verdict.NOT_STATED,
                        null,
                        one.evidence().get(0).files().stream()
                                .filter(file -> file.path().equals("large.bin"))
                                .toList());
                assertThat(transfer.remove("ABC00002", List.of(other))).containsExactly(TestLibrary.hash(large));
            }
            assertThat(samba.share(FURTHER).resolve(stored)).doesNotExist();
            assertThat(samba.share(FURTHER).resolve(stored + ".INI")).doesNotExist();
        }
    }

    @Test
    void aShareThatIsDeniedIsNotTakenForOneThatIsNotThere() throws Exception {
        byte[] bytes = {4, 5, 6};
        TestLibrary written = new TestLibrary(directory.resolve("source")).with("ABC00001", 1, Map.of("a", bytes));
        String stored = written.root.relativize(written.file(bytes)).toString();
        try (SambaServer samba = server(FURTHER, "invalid users = " + SambaServer.USER);
                SmbStore store = open(samba)) {
            Files.createDirectories(samba.share(FURTHER).resolve(stored).getParent());
            Files.copy(written.file(bytes), samba.share(FURTHER).resolve(stored));
            assertThat(store.list("PkgLib")).isEmpty();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> store.find(stored))
                        .isInstanceOfSatisfying(
                                ContentException.class,
                                e -> assertThat(e.code()).isEqualTo(ContentException.Code.LOCATION_DENIED));
            }
        }
    }
}
