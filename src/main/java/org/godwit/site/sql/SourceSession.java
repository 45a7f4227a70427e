package org.godwit.site.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One read-only connection to a source, with what is known of it. */
final class SourceSession implements AutoCloseable {

    private final Connection connection;
    private final SqlDialect dialect;
    private final SourceSchema schema;
    private final int timeoutSeconds;

    private SourceSession(Connection connection, SqlDialect dialect, SourceSchema schema, int timeoutSeconds) {
        this.connection = connection;
        this.dialect = dialect;
        this.schema = schema;
        this.timeoutSeconds = timeoutSeconds;
    }

    /** Takes the connection over: it is closed when the session is, or when this fails. */
    static SourceSession on(Connection connection, SqlDialect dialect, int timeoutSeconds) throws SQLException {
        try {
            connection.setReadOnly(true);
            dialect.beginConsistentView(connection);
            SourceSchema schema = SourceSchema.read(connection, timeoutSeconds);
            return new SourceSession(connection, dialect, schema, timeoutSeconds);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    SqlDialect dialect() {
        return dialect;
    }

    SourceSchema schema() {
        return schema;
    }

    Query prepare(Select select) throws SQLException {
        return new Query(connection.prepareStatement(select.sql()), select.positions());
    }

    /** A query that ends after so many rows. */
    Query prepare(Select select, int rows) throws SQLException {
        return new Query(connection.prepareStatement(select.sql(dialect, rows)), select.positions());
    }

    long count(Select select, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select.count())) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        statement.setQueryTimeout(timeoutSeconds);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    @Override
    public void close() {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            connection.close();
        } catch (SQLException e) {
            // it was only read from, and it is gone
        }
    }

    /** A prepared query, for any number of runs. */
    final class Query implements AutoCloseable {

        private final PreparedStatement statement;
        private final int[] positions;

        private Query(PreparedStatement statement, int[] positions) {
            this.statement = statement;
            this.positions = positions;
        }

        void run(RowHandler handler, Object... parameters) throws SQLException {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows, positions);
                while (rows.next()) {
                    handler.handle(row);
                }
            }
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }

    @FunctionalInterface
    interface RowHandler {
        void handle(Row row) throws SQLException;
    }
}
