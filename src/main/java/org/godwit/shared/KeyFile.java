package org.godwit.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** A random 256-bit key in a file that only its owner can read: 64 hexadecimal digits and a line end. */
public final class KeyFile {

    public static final int KEY_BYTES = 32;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private KeyFile() {}

    /**
     * Reads the key, making it first if there is no such file.
     *
     * @return {@link #KEY_BYTES} bytes
     * @throws GodwitException {@code KEY_FILE_INVALID} if the file holds no key, {@code KEY_FILE_OPEN} if others than its
     *     owner can read it
     */
    public static byte[] readOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key file " + file, e);
        }
    }

    /** Written under another name and then linked, so that nobody ever sees half a key and no key replaces another. */
    private static void create(Path file) throws IOException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a key file lies in a directory");
        Files.createDirectories(directory);
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        byte[] line = (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII);
        Path draft = directory.resolve(file.getFileName() + "." + UUID.randomUUID());
        try {
            createOwnerOnly(draft);
            Files.write(draft, line, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return; // another node was faster: its key counts
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Makes an empty file that only its owner can read and write, from its first moment on.
     *
     * @throws FileAlreadyExistsException if it exists
     */
    public static void createOwnerOnly(Path file) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            FileAttribute<Set<PosixFilePermission>> mode = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
            Files.createFile(file, mode);
            return;
        }
        Files.createFile(file);
        AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (view != null) {
            view.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(view.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build()));
        }
    }

    private static byte[] read(Path file) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw GodwitException.refused(
                    "KEY_FILE_OPEN",
                    "Others than its owner can read the key file " + file + ".",
                    "Make it readable by the server's account only (chmod 600), and consider the key known.");
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (!text.matches("[0-9a-fA-F]{" + 2 * KEY_BYTES + "}")) {
            throw GodwitException.refused(
                    "KEY_FILE_INVALID",
                    "The key file " + file + " does not hold a key of 64 hexadecimal digits.",
                    "Restore it from where it was kept; a new key cannot read what the old one protects.");
        }
        return HexFormat.of().parseHex(text);
    }
}
