package org.godwit.credential;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keys in a file that only its owner may read; the server makes it when first needed, and replaces keys in it. */
final class KeyFile implements VaultKeys {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final String OWNER_ONLY_FILE = "rw-------";
    private static final String OWNER_ONLY_DIRECTORY = "rwx------";

    private final Path file;
    private final SecureRandom random = new SecureRandom();
    private @Nullable KeyRing ring;

    KeyFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    @Override
    public synchronized KeyRing ring() {
        return ring != null ? ring : reload();
    }

    @Override
    public synchronized KeyRing reload() {
        if (Files.exists(file)) {
            ring = read();
        } else {
            rewrite(lines -> lines.isEmpty() ? List.of(newKey()) : lines);
        }
        return java.util.Objects.requireNonNull(ring);
    }

    /** Adds a key, which seals from now on. When this returns it is on disk. */
    synchronized KeyRing add() {
        rewrite(lines -> {
            List<String> more = new ArrayList<>();
            more.add(newKey());
            more.addAll(lines);
            return more;
        });
        return ring();
    }

    /** Forgets keys for good, the current one excepted. What they sealed can never be opened again. */
    synchronized void forget(Set<String> ids) {
        rewrite(lines -> {
            List<String> kept = new ArrayList<>(lines.subList(0, 1));
            lines.stream()
                    .skip(1)
                    .filter(l -> !ids.contains(l.strip().split("\\s+")[0]))
                    .forEach(kept::add);
            return kept;
        });
    }

    private KeyRing read() {
        try {
            refuseIfOpenToOthers();
            return KeyRing.parse(Files.readAllLines(file, StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            throw VaultKeys.unreadable(
                    "the key file " + file + " is damaged or not readable", "Restore the key file from its backup.");
        }
    }

    private void refuseIfOpenToOthers() throws IOException {
        if (!POSIX) {
            return;
        }
        Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
        if (!PosixFilePermissions.fromString(OWNER_ONLY_FILE).containsAll(granted)) {
            throw VaultKeys.unreadable(
                    "the key file " + file + " is open to others than its owner",
                    "Take the rights of group and others from it (chmod 600), and replace the key.");
        }
    }

    /** One writer at a time, also among nodes that share the file; readers see the old or the new file, never half of one. */
    private void rewrite(UnaryOperator<List<String>> change) {
        Path directory = java.util.Objects.requireNonNull(file.getParent());
        Path lockFile = directory.resolve(file.getFileName() + ".lock");
        Path next = directory.resolve(file.getFileName() + ".new");
        try {
            Files.createDirectories(directory, ownerOnly(OWNER_ONLY_DIRECTORY));
            try (FileChannel channel = FileChannel.open(
                            lockFile,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            ownerOnly(OWNER_ONLY_FILE));
                    FileLock lock = channel.lock()) {
                List<String> lines = Files.exists(file) ? keyLines() : List.of();
                List<String> changed = change.apply(lines);
                if (!changed.equals(lines)) {
                    write(next, String.join("\n", changed) + "\n");
                    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
                ring = read();
                assert lock.isValid();
            }
        } catch (IOException e) {
            throw VaultKeys.unreadable(
                    "the key file " + file + " cannot be written ("
                            + e.getClass().getSimpleName() + ")",
                    "Give the server's user the right to write in " + directory + ".");
        }
    }

    private List<String> keyLines() throws IOException {
        return Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
                .filter(l -> !l.isBlank() && !l.startsWith("#"))
                .toList();
    }

    private static void write(Path target, String text) throws IOException {
        Files.deleteIfExists(target);
        try (FileChannel channel = FileChannel.open(
                target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(OWNER_ONLY_FILE))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private String newKey() {
        byte[] id = new byte[6];
        byte[] key = new byte[32];
        random.nextBytes(id);
        random.nextBytes(key);
        return HexFormat.of().formatHex(id) + " " + Base64.getEncoder().encodeToString(key);
    }

    private static FileAttribute<?>[] ownerOnly(String rights) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
