package org.godwit.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.Supplier;
import org.godwit.client.BareRecords;
import org.godwit.client.ClientLab;
import org.godwit.client.ClientMigration.Run;
import org.godwit.client.SavedRecords;
import org.godwit.client.SyntheticSource;
import org.godwit.testing.H2Databases;
import org.godwit.testing.SqlServers;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The client phase of a job (read, write, verify) against the least that any loading of the same rows costs: batches into a
 * bare table that has nothing but its columns and its primary key ({@link BareRecords}), and bulk copy into the same; and
 * against one-by-one saves, as {@link SavedRecords} says.
 *
 * <p>Size by {@code -Dclients=N}. Each side runs twice, in turns, and its better time counts: the first run of each warms up.
 */
public final class ClientsBenchmark {

    private static final int DEFAULT_CLIENTS = 150_000;
    private static final int ROUNDS = 2;
    private static final int SAVES = 5_000;

    private ClientsBenchmark() {}

    public static void main(String[] args) throws Exception {
        String given = System.getProperty("clients", "");
        int clients = given.isBlank() ? DEFAULT_CLIENTS : Integer.parseInt(given);
        Path directory = Files.createTempDirectory("godwit-bench");
        try {
            embedded(directory, clients);
            if (System.getenv("GODWIT_TEST_SQLSERVER_URL") != null) {
                sqlServer(clients);
            }
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static void embedded(Path directory, int clients) throws SQLException {
        double bare = 0;
        double phase = 0;
        for (int round = 0; round < ROUNDS; round++) {
            bare = Math.max(bare, bare(H2Databases.inFile(directory.resolve("bare" + round)), clients, false));
            phase = Math.max(phase, phase(H2Databases.inFile(directory.resolve("phase" + round)), clients));
        }
        double saves = 0;
        for (int round = 0; round < ROUNDS; round++) {
            saves = Math.max(saves, saves(H2Databases.inFile(directory.resolve("saves" + round))));
        }
        print("h2_raw_batch", bare, "rows/s");
        print("h2_client_phase", phase, "rows/s");
        print("h2_saves", saves, "rows/s");
        print("h2_vs_raw_batch", phase / bare, "ratio");
        print("h2_vs_saves", phase / saves, "ratio");
    }

    private static void sqlServer(int clients) throws SQLException {
        double bare = 0;
        double phase = 0;
        for (int round = 0; round < ROUNDS; round++) {
            bare = Math.max(bare, bare(SqlServers.newDatabase("godwit_bench"), clients, true));
            phase = Math.max(phase, phase(SqlServers.newDatabase("godwit_bench"), clients));
        }
        double saves = saves(SqlServers.newDatabase("godwit_bench"));
        print("sqlserver_bulkcopy", bare, "rows/s");
        print("sqlserver_client_phase", phase, "rows/s");
        print("sqlserver_saves", saves, "rows/s");
        print("sqlserver_vs_bulkcopy", phase / bare, "ratio");
        print("sqlserver_vs_saves", phase / saves, "ratio");
    }

    /** Rows a second of the whole client phase of a job into an empty destination. */
    private static double phase(String jdbcUrl, int clients) {
        try (ClientLab lab = new ClientLab(jdbcUrl)) {
            SyntheticSource source = new SyntheticSource(clients);
            lab.gather(source);
            Run run = ClientLab.newRun();
            return rate(clients, () -> {
                if (!lab.migrate(source, run).equal()) {
                    throw new IllegalStateException("source and destination differ");
                }
                return null;
            });
        }
    }

    private static double bare(String jdbcUrl, int clients, boolean bulkCopy) throws SQLException {
        try (HikariDataSource database = new HikariDataSource()) {
            database.setJdbcUrl(jdbcUrl);
            try (Connection connection = database.getConnection()) {
                BareRecords records = new BareRecords(connection, bulkCopy);
                return rate(clients, () -> {
                    records.load(new SyntheticSource(clients));
                    return null;
                });
            }
        }
    }

    private static double saves(String jdbcUrl) {
        try (SavedRecords records = new SavedRecords(jdbcUrl)) {
            return records.rate(SAVES);
        }
    }

    private static double rate(int rows, Supplier<@Nullable Void> work) {
        long start = System.nanoTime();
        work.get();
        return rows / ((System.nanoTime() - start) / 1e9);
    }

    private static void print(String figure, double value, String unit) {
        System.out.printf(Locale.ROOT, "bench clients %s %.3f %s%n", figure, value, unit);
    }
}
