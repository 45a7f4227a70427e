package org.godwit.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.godwit.shared.GodwitException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    @TempDir
    Path directory;

    @Test
    void isMadeWhenFirstNeededAndReadAfterARestart() {
        Path file = directory.resolve("keys/vault.key");

        KeyRing made = new KeyFile(file).ring();
        KeyRing read = new KeyFile(file).ring();

        assertThat(read.currentId()).isEqualTo(made.currentId());
        assertThat(read.current()).isEqualTo(made.current());
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        assumePosix();
        Path file = directory.resolve("keys/vault.key");

        new KeyFile(file).ring();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void isNotUsedWhenOthersMayReadIt() throws IOException {
        assumePosix();
        Path file = directory.resolve("vault.key");
        new KeyFile(file).ring();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> new KeyFile(file).ring())
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("VAULT_KEY_UNREADABLE"));
    }

    @Test
    void anAddedKeySealsAndTheFormerOneStillOpensUntilItIsForgotten() {
        KeyFile keys = new KeyFile(directory.resolve("vault.key"));
        KeyRing before = keys.ring();

        KeyRing after = keys.add();

        assertThat(after.currentId()).isNotEqualTo(before.currentId());
        assertThat(after.keys()).containsEntry(before.currentId(), before.current());
        keys.forget(Set.of(before.currentId()));
        assertThat(keys.reload().keys()).containsOnlyKeys(after.currentId());
    }

    @Test
    void theCurrentKeyIsNeverForgotten() {
        KeyFile keys = new KeyFile(directory.resolve("vault.key"));
        String current = keys.ring().currentId();

        keys.forget(Set.of(current));

        assertThat(keys.reload().currentId()).isEqualTo(current);
    }

    @Test
    void nodesThatShareTheFileSeeEachOthersKeys() {
        Path file = directory.resolve("vault.key");
        KeyFile one = new KeyFile(file);
        KeyFile other = new KeyFile(file);
        assertThat(other.ring().currentId()).isEqualTo(one.ring().currentId());

        String added = one.add().currentId();

        assertThat(other.reload().currentId()).isEqualTo(added);
    }

    @Test
    void aDamagedFileIsNamedAndItsTextIsNotShown() throws IOException {
        Path file = directory.resolve("vault.key");
        new KeyFile(file).ring();
        Files.writeString(file, "abc TopSecretButNotAKey=\n");

        assertThatThrownBy(() -> new KeyFile(file).ring())
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("TopSecret")
                .hasNoCause();
    }

    private static void assumePosix() {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    }
}
