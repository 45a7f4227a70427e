package org.godwit.maintenance;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backup, as files under {@code backups} in the data directory.
 *
 * @param name of the backup, and how its files begin
 * @param database whether the database is in it: the embedded one is; a SQL Server is backed up by its own means
 * @param note what is still to be done; null for nothing
 */
public record Backup(
        String name,
        Instant takenAt,
        boolean database,
        List<File> files,
        @Nullable String note) {

    /**
     * @param name file name in {@code backups}
     * @param sha256 lower-case hex
     */
    public record File(String name, long bytes, String sha256) {}
}
