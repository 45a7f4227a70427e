package org.godwit.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.godwit.shared.Digests;
import org.godwit.testing.H2Databases;

/**
 * Everything that a migration leaves at the destination, to be compared: the rows of every table that holds what was migrated,
 * without generated numbers and times, and every file of the content library by its hash.
 */
final class DestinationState {

    /** Generated numbers and times, which differ between two runs that do the same. */
    private static final Set<String> LEFT_OUT = Set.of(
            "id",
            "run_id",
            "migrated_at",
            "published_at",
            "verified_at",
            "found_at",
            "manifest",
            "manifest_mark",
            "modified_nanos",
            "finished_at");

    /** Who writes, or last wrote, to the library: stays behind when that one is killed. */
    private static final Path LOCK = Path.of(".godwit", "lock");

    private static final String OF_OBJECT = " JOIN destination_object o ON o.id = c.object_id";

    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry(
                    "destination_object",
                    "SELECT object_type, object_key, name, version, payload, payload_digest, content_owner"
                            + " FROM destination_object"),
            Map.entry(
                    "destination_object_origin",
                    "SELECT o.object_key, c.hierarchy_id, c.object_type, c.source_key FROM destination_object_origin c"
                            + OF_OBJECT),
            Map.entry(
                    "destination_object_scope",
                    "SELECT o.object_type, o.object_key, c.scope_name FROM destination_object_scope c" + OF_OBJECT),
            Map.entry(
                    "destination_object_change",
                    "SELECT o.object_type, o.object_key, c.job_id, c.kind, c.state_before, c.digest_after"
                            + " FROM destination_object_change c" + OF_OBJECT),
            Map.entry("client_record", "SELECT * FROM client_record"),
            Map.entry("client_record_staging", "SELECT * FROM client_record_staging"),
            Map.entry("block_guard", "SELECT * FROM block_guard"),
            Map.entry("early_assignment", "SELECT * FROM early_assignment"),
            Map.entry("stored_package", "SELECT * FROM stored_package"),
            Map.entry("content_evidence", "SELECT * FROM content_evidence"),
            Map.entry("verified_file", "SELECT * FROM verified_file"),
            Map.entry("migration_entity", "SELECT object_type, source_key, status FROM migration_entity"),
            Map.entry("migration_run_item", "SELECT * FROM migration_run_item"));

    private DestinationState() {}

    /** Sorted lines by table name, and the library's files under {@code library}. */
    static Map<String, List<String>> of(Connection connection, Path library) throws SQLException, IOException {
        Map<String, List<String>> state = tables(connection);
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(library)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)
                    .filter(f -> !f.endsWith(LOCK))
                    .sorted()::iterator) {
                files.add(library.relativize(file) + " " + Digests.sha256Hex(Files.readAllBytes(file)));
            }
        }
        state.put("library", files);
        return state;
    }

    /** As {@link #of}, from the database file of a server that has ended. */
    static Map<String, List<String>> ofServer(Path dataDir, Path library) throws SQLException, IOException {
        String url = H2Databases.inFile(dataDir.resolve("db/godwit")) + ";IFEXISTS=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "", "")) {
            return of(connection, library);
        }
    }

    static Map<String, List<String>> tables(Connection connection) throws SQLException {
        Map<String, List<String>> state = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> table : TABLES.entrySet()) {
                try (ResultSet rows = statement.executeQuery(table.getValue())) {
                    state.put(table.getKey(), lines(rows));
                }
            }
        }
        return state;
    }

    private static List<String> lines(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> lines = new ArrayList<>();
        while (rows.next()) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                if (!LEFT_OUT.contains(columns.getColumnLabel(i))) {
                    Object value = rows.getObject(i);
                    cells.put(
                            columns.getColumnLabel(i),
                            value instanceof byte[] bytes
                                    ? HexFormat.of().formatHex(bytes)
                                    : value instanceof java.sql.Clob ? rows.getString(i) : String.valueOf(value));
                }
            }
            lines.add(cells.toString());
        }
        Collections.sort(lines);
        return lines;
    }
}
