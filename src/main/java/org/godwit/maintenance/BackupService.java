package org.godwit.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.Digests;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.KeyFile;
import org.springframework.stereotype.Service;

/**
 * Takes backups while the server works, a running job included: what the database says was done is done again nowhere, and
 * what it does not know yet is done again with the same effect.
 */
@Service
public class BackupService {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'godwit-'yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern FILE = Pattern.compile("godwit-\\d{8}T\\d{6}Z-(database|keys)\\.zip");
    private static final int ATTEMPTS = 3;

    private final DatabaseBackupStore store;
    private final AuditTrail audit;
    private final Path dataDir;
    private final Clock clock;

    BackupService(DatabaseBackupStore store, AuditTrail audit, GodwitProperties server, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.dataDir = server.dataDir();
        this.clock = clock;
    }

    /**
     * Takes a backup: {@code NAME-keys.zip}, and for the embedded database {@code NAME-database.zip}. Keep them apart:
     * together they open the stored credentials.
     *
     * @throws GodwitException {@code BACKUP_RUNNING} if one of the same second exists, {@code BACKUP_FAILED}
     */
    @Requires(Right.SETTINGS_MODIFY)
    public Backup take() {
        Instant now = clock.instant();
        String name = NAME.format(now);
        boolean embedded = store.embedded();
        try {
            Path directory = Files.createDirectories(directory());
            List<Path> written = embedded ? withDatabase(directory, name) : List.of(keysOnly(directory, name));
            List<Backup.File> files = new ArrayList<>();
            for (Path file : written) {
                files.add(new Backup.File(String.valueOf(file.getFileName()), Files.size(file), sha256(file)));
            }
            audit.recordApart(AuditEntry.success("BACKUP_TAKEN", "BACKUP", name, name)
                    .with("files", files.stream().map(Backup.File::name).toList()));
            String note = embedded
                    ? null
                    : "Only keys are in it: back up the database with SQL Server's own means, after this.";
            return new Backup(name, now, embedded, files, note);
        } catch (IOException e) {
            audit.recordApart(AuditEntry.failed("BACKUP_TAKEN", "BACKUP", name, name));
            throw new GodwitException(
                    GodwitException.Kind.UNAVAILABLE,
                    "BACKUP_FAILED",
                    "The backup could not be written.",
                    "Look for free space and rights in " + directory() + ".",
                    e);
        }
    }

    /**
     * A file that a backup wrote.
     *
     * @param name in {@code backups}
     */
    public record Stored(String name, long bytes, Instant writtenAt) {}

    /** What this node's data directory holds of backups, newest first. */
    @Requires(Right.NODE_READ)
    public List<Stored> list() {
        Path directory = directory();
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Stored> stored = new ArrayList<>();
            for (Path file : files.filter(
                            f -> FILE.matcher(String.valueOf(f.getFileName())).matches())
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                stored.add(new Stored(
                        String.valueOf(file.getFileName()),
                        Files.size(file),
                        Files.getLastModifiedTime(file).toInstant()));
            }
            return stored;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** A file of a backup, to be carried away. */
    public record Download(Path file, long bytes) {
        public void writeTo(OutputStream out) throws IOException {
            Files.copy(file, out);
        }
    }

    /**
     * Gives a file away, which is on the trail: keys and database together open the stored credentials.
     *
     * @param name as listed
     * @throws GodwitException {@code BACKUP_NOT_FOUND}
     */
    @Requires(Right.SETTINGS_MODIFY)
    public Download open(String name) {
        Path file = FILE.matcher(name).matches() ? directory().resolve(name) : null;
        if (file == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw GodwitException.notFound(
                    "BACKUP_NOT_FOUND",
                    "There is no such file of a backup.",
                    "List them: the page Operating shows them.");
        }
        try {
            long bytes = Files.size(file);
            audit.recordApart(AuditEntry.success("BACKUP_DOWNLOADED", "BACKUP", name, name)
                    .with("bytes", bytes));
            return new Download(file, bytes);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Path directory() {
        return dataDir.resolve("backups");
    }

    private GodwitException unreadable(IOException cause) {
        return new GodwitException(
                GodwitException.Kind.UNAVAILABLE,
                "BACKUP_FAILED",
                "The backups cannot be read.",
                "Look at the rights of " + directory() + ".",
                cause);
    }

    /** Checkpoints before the database, which then knows at least as much; keys that did not change meanwhile. */
    private List<Path> withDatabase(Path directory, String name) throws IOException {
        Path keys = unused(directory.resolve(name + "-keys.zip"));
        Path database = unused(directory.resolve(name + "-database.zip"));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Map<String, byte[]> before = KeyArchive.read(dataDir);
            KeyFile.createOwnerOnly(database);
            store.backup(database);
            if (KeyArchive.sameKeys(before, KeyArchive.read(dataDir))) {
                KeyArchive.write(before, keys);
                return List.of(database, keys);
            }
            Files.delete(database);
        }
        throw new IOException("the vault's key was replaced during every attempt");
    }

    private Path keysOnly(Path directory, String name) throws IOException {
        Path keys = unused(directory.resolve(name + "-keys.zip"));
        KeyArchive.write(KeyArchive.read(dataDir), keys);
        return keys;
    }

    private static Path unused(Path file) {
        if (Files.exists(file)) {
            throw GodwitException.conflict(
                    "BACKUP_RUNNING", "A backup of this moment exists already.", "Wait a second and try again.");
        }
        return file;
    }

    private static String sha256(Path file) {
        MessageDigest digest = Digests.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
