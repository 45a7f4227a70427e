package org.godwit.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.godwit.shared.GodwitException;

/** The sample's site database while it is written. Its tables carry the names of Microsoft's views. */
final class SiteDatabase implements AutoCloseable {

    private static final String H2_OPTIONS =
            ";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;IGNORECASE=TRUE";
    private static final Pattern LOGIN = Pattern.compile(
            ";\\s*(user|userName|password|accessToken)\\s*=(\\{[^}]*}|[^;]*)", Pattern.CASE_INSENSITIVE);

    private final Connection connection;
    private final Map<String, TableWriter> writers = new LinkedHashMap<>();

    private SiteDatabase(Connection connection) {
        this.connection = connection;
    }

    /** JDBC URL of the H2 database of this name in a directory. */
    static String fileUrl(Path directory, String name) {
        return "jdbc:h2:file:" + directory.resolve(name).toAbsolutePath().normalize() + H2_OPTIONS;
    }

    /** The URL without user and password. */
    static String withoutLogin(String jdbcUrl) {
        return LOGIN.matcher(jdbcUrl).replaceAll("");
    }

    /**
     * Opens the database and makes its tables.
     *
     * @throws GodwitException {@code SAMPLE_DATABASE_UNREACHABLE}, or {@code SAMPLE_DATABASE_IN_USE} if it holds a site
     *     already
     */
    static SiteDatabase create(String jdbcUrl) throws SQLException {
        Connection connection = connect(jdbcUrl);
        try {
            if (holdsSite(connection)) {
                throw GodwitException.conflict(
                        "SAMPLE_DATABASE_IN_USE",
                        "The database already holds a site.",
                        "Give an empty database; nothing in an existing one is ever changed.");
            }
            connection.setAutoCommit(false);
            if (jdbcUrl.startsWith("jdbc:h2:")) {
                execute(connection, List.of("CREATE USER IF NOT EXISTS SA PASSWORD '' ADMIN"));
            }
            execute(connection, statements("site-database.sql"));
            connection.commit();
            return new SiteDatabase(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection connect(String jdbcUrl) {
        // Bulk loading is several times faster than batches, and wrong for times unless they are sent as such.
        String url = jdbcUrl.startsWith("jdbc:sqlserver:")
                ? jdbcUrl + ";useBulkCopyForBatchInsert=true;sendTemporalDataTypesAsStringForBulkCopy=false"
                : jdbcUrl;
        try {
            return DriverManager.getConnection(url);
        } catch (SQLException e) {
            throw new GodwitException(
                    GodwitException.Kind.UNAVAILABLE,
                    "SAMPLE_DATABASE_UNREACHABLE",
                    "The database cannot be opened (SQL state " + e.getSQLState() + ", error " + e.getErrorCode()
                            + ").",
                    "Check the JDBC URL: jdbc:sqlserver://host:1433;databaseName=CM_CAS;user=…;password=… or jdbc:h2:….",
                    e);
        }
    }

    private static boolean holdsSite(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE LOWER(TABLE_NAME) = 'v_site'")) {
            found.next();
            return found.getInt(1) > 0;
        }
    }

    /** A writer of this table; the columns count only for the first call. */
    TableWriter table(String name, String... columns) throws SQLException {
        TableWriter writer = writers.get(name);
        if (writer == null) {
            writer = new TableWriter(connection, name, columns);
            writers.put(name, writer);
        }
        return writer;
    }

    /** Sends and commits what is pending, so that memory and transaction stay small. */
    void commit() throws SQLException {
        for (TableWriter writer : writers.values()) {
            writer.flush();
        }
        connection.commit();
    }

    /** Commits the last rows, makes the indexes, and counts rows per table. */
    Map<String, Long> finish() throws SQLException {
        commit();
        execute(connection, statements("site-database-indexes.sql"));
        connection.commit();
        Map<String, Long> rows = new TreeMap<>();
        writers.values().forEach(w -> rows.put(w.table(), w.written()));
        return rows;
    }

    @Override
    public void close() throws SQLException {
        for (TableWriter writer : writers.values()) {
            writer.close();
        }
        connection.close();
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> statements(String script) {
        try (InputStream in = SiteDatabase.class.getResourceAsStream("/sample/" + script)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks sample/" + script);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
            List<String> statements = new ArrayList<>();
            for (String part : text.split(";\\R", -1)) {
                if (!part.isBlank()) {
                    statements.add(part.strip());
                }
            }
            return statements;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
