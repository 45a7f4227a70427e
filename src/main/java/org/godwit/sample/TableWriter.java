package org.godwit.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes rows of one table in batches. The statement is of the one form that SQL Server's driver loads in bulk. */
final class TableWriter implements AutoCloseable {

    private static final int BATCH = 1_000;

    private final String table;
    private final PreparedStatement insert;
    private final int[] types;
    private int pending;
    private long written;

    TableWriter(Connection connection, String table, String... columns) throws SQLException {
        this.table = table;
        String names = Arrays.stream(columns).map(c -> "[" + c + "]").collect(Collectors.joining(", "));
        this.types = types(connection, "SELECT " + names + " FROM " + table + " WHERE 1 = 0");
        String marks = IntStream.range(0, columns.length).mapToObj(i -> "?").collect(Collectors.joining(", "));
        this.insert = connection.prepareStatement("INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")");
    }

    private static int[] types(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            ResultSetMetaData columns = result.getMetaData();
            int[] types = new int[columns.getColumnCount()];
            for (int i = 0; i < types.length; i++) {
                types[i] = columns.getColumnType(i + 1);
            }
            return types;
        }
    }

    /** Writes a row: one value per column, in their order. Times are {@link java.time.LocalDateTime}s in UTC. */
    void row(@Nullable Object... values) throws SQLException {
        if (values.length != types.length) {
            throw new IllegalArgumentException(table + " has " + types.length + " columns, given " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null) {
                insert.setNull(i + 1, types[i]);
            } else {
                insert.setObject(i + 1, value);
            }
        }
        insert.addBatch();
        written++;
        if (++pending == BATCH) {
            flush();
        }
    }

    void flush() throws SQLException {
        if (pending > 0) {
            insert.executeBatch();
            pending = 0;
        }
    }

    String table() {
        return table;
    }

    long written() {
        return written;
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}
