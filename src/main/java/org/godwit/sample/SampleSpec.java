package org.godwit.sample;

import java.nio.file.Path;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;

/**
 * What sample source site to make. The same values make the same rows and the same files, to the byte.
 *
 * @param clients clients that can be migrated; rows that are left out (obsolete, duplicate, unknown, …) come on top
 * @param packages packages with content, of every kind
 * @param seed where the random choices start
 * @param out directory that gets the content libraries and, without a JDBC URL, the H2 database
 * @param jdbcUrl an empty SQL Server or H2 database to write to, with its login; null for an H2 file below {@code out}
 * @param filesPerPackage files of a package, on average
 * @param fileBytes bytes of a file, on average
 */
public record SampleSpec(
        int clients,
        int packages,
        long seed,
        Path out,
        @Nullable String jdbcUrl,
        int filesPerPackage,
        int fileBytes) {

    static final int DEFAULT_CLIENTS = 10_000;
    static final int DEFAULT_PACKAGES = 60;
    static final int DEFAULT_FILES = 50;
    static final int DEFAULT_FILE_BYTES = 100_000;
    private static final int MOST_CLIENTS = 5_000_000;
    private static final int MOST_PACKAGES = 50_000;

    /** @throws GodwitException {@code SAMPLE_SPEC_INVALID} if a number is out of its range */
    public SampleSpec {
        within("clients", clients, 0, MOST_CLIENTS);
        within("packages", packages, 0, MOST_PACKAGES);
        within("files per package", filesPerPackage, 1, 10_000);
        within("bytes per file", fileBytes, 1, 100_000_000);
    }

    /** The default site: 10,000 clients, 60 packages, about 3,000 files, 300 MB. */
    public static SampleSpec standard(Path out) {
        return new SampleSpec(DEFAULT_CLIENTS, DEFAULT_PACKAGES, 1, out, null, DEFAULT_FILES, DEFAULT_FILE_BYTES);
    }

    /** A site that is made in well under two seconds, for tests: 200 clients, 6 packages, 60 small files. */
    public static SampleSpec small(Path out) {
        return new SampleSpec(200, 6, 1, out, null, 10, 4_000);
    }

    public SampleSpec withClients(int number) {
        return new SampleSpec(number, packages, seed, out, jdbcUrl, filesPerPackage, fileBytes);
    }

    public SampleSpec withPackages(int number) {
        return new SampleSpec(clients, number, seed, out, jdbcUrl, filesPerPackage, fileBytes);
    }

    public SampleSpec withSeed(long value) {
        return new SampleSpec(clients, packages, value, out, jdbcUrl, filesPerPackage, fileBytes);
    }

    /** Writes the rows to this database, which must hold no site yet; its login is part of the URL. */
    public SampleSpec withJdbcUrl(String url) {
        return new SampleSpec(clients, packages, seed, out, url, filesPerPackage, fileBytes);
    }

    public SampleSpec withFiles(int perPackage, int averageBytes) {
        return new SampleSpec(clients, packages, seed, out, jdbcUrl, perPackage, averageBytes);
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw GodwitException.invalid(
                    "SAMPLE_SPEC_INVALID",
                    "The number of " + what + " must be between " + least + " and " + most + ", not " + value + ".",
                    "Choose a number in that range.");
        }
    }

    /** Never shows the JDBC URL, which may hold a password. */
    @Override
    public String toString() {
        return clients + " clients, " + packages + " packages, seed " + seed + ", in " + out;
    }
}
