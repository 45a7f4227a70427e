package org.godwit.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.godwit.shared.KeyFile;

/**
 * The files of the data directory without which a copy of the database cannot be used: the key of the audit trail, its
 * checkpoints, the keys of evidence packs and of second factors, and the vault's key. Only these names are ever written or read.
 */
final class KeyArchive {

    private static final List<String> NAMES =
            List.of("audit-checkpoints.jsonl", "audit.key", "evidence.key", "sign-in.key", "keys/vault.key");
    private static final int LARGEST = 256 * 1024 * 1024;

    private KeyArchive() {}

    /** What of it there is, by name. */
    static Map<String, byte[]> read(Path dataDir) throws IOException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (String name : NAMES) {
            Path file = dataDir.resolve(name);
            if (Files.isRegularFile(file)) {
                found.put(name, Files.readAllBytes(file));
            }
        }
        return found;
    }

    /** Keys that differ would open different things. Checkpoints only grow, so they need not be equal. */
    static boolean sameKeys(Map<String, byte[]> one, Map<String, byte[]> other) {
        return NAMES.stream()
                .filter(name -> name.endsWith(".key"))
                .allMatch(name -> java.util.Arrays.equals(one.get(name), other.get(name)));
    }

    static void write(Map<String, byte[]> files, Path zip) throws IOException {
        KeyFile.createOwnerOnly(zip);
        try (OutputStream out = Files.newOutputStream(zip, StandardOpenOption.WRITE);
                ZipOutputStream archive = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                archive.putNextEntry(new ZipEntry(file.getKey()));
                archive.write(file.getValue());
                archive.closeEntry();
            }
        }
    }

    /** Puts the archive's files into a data directory, readable by their owner only. */
    static void restore(Path zip, Path dataDir) throws IOException {
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream archive = new ZipInputStream(in)) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (!NAMES.contains(entry.getName())) {
                    throw new IOException("not an archive of keys: it holds " + entry.getName());
                }
                Path file = dataDir.resolve(entry.getName());
                Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
                KeyFile.createOwnerOnly(file);
                byte[] bytes = archive.readNBytes(LARGEST);
                if (archive.read() >= 0) {
                    throw new IOException("not an archive of keys: " + entry.getName() + " is too large");
                }
                Files.write(file, bytes, StandardOpenOption.WRITE);
            }
        }
    }
}
