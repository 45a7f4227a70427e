package org.godwit.site.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which views and columns a source offers to this login. Releases differ (reference 0), and so do rights: everything that
 * reads a source asks here first.
 */
final class SourceSchema {

    private final Map<String, View> views;

    private SourceSchema(Map<String, View> views) {
        this.views = views;
    }

    static SourceSchema read(Connection connection, int timeoutSeconds) throws SQLException {
        Map<String, View> views = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(timeoutSeconds);
            try (ResultSet rows = statement.executeQuery(
                    "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS"
                            + " WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'")) {
                while (rows.next()) {
                    add(views, rows.getString(1), rows.getString(2), rows.getString(3));
                }
            }
        }
        return new SourceSchema(views);
    }

    /** Of two views of one name, the one in dbo counts. */
    private static void add(Map<String, View> views, String schema, String name, String column) {
        View known = views.get(lower(name));
        if (known == null || (!known.schema().equals(schema) && schema.equalsIgnoreCase("dbo"))) {
            known = new View(schema, name, new LinkedHashMap<>());
            views.put(lower(name), known);
        }
        if (known.schema().equals(schema)) {
            known.columns().put(lower(column), column);
        }
    }

    Optional<View> find(String view) {
        return Optional.ofNullable(views.get(lower(view)));
    }

    boolean has(String view, String... columns) {
        return find(view).filter(v -> Arrays.stream(columns).allMatch(v::has)).isPresent();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /**
     * A view or table as the source spells it.
     *
     * @param columns from lower-case names
     */
    record View(String schema, String name, Map<String, String> columns) {

        boolean has(String column) {
            return columns.containsKey(lower(column));
        }

        /** The quoted, schema-qualified name. */
        String from() {
            return quoted(schema) + "." + quoted(name);
        }

        /** The quoted column, as a column of the given alias. */
        String column(String alias, String column) {
            String actual = columns.get(lower(column));
            if (actual == null) {
                throw new IllegalArgumentException(name + " has no column " + column);
            }
            return alias + "." + quoted(actual);
        }
    }
}
