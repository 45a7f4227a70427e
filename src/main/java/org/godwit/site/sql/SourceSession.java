package org.godwit.site.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.godwit.site.SourceFailure;
import org.godwit.site.sql.SourceSchema.View;

/** One read-only connection to a source, with what is known of it. */
final class SourceSession implements AutoCloseable {

    private static final int MOST_READS = 10;

    private final Connection connection;
    private final SqlDialect dialect;
    private final SourceSchema schema;
    private final boolean consistent;
    private final int timeoutSeconds;

    SourceSession(
            Connection connection, SqlDialect dialect, SourceSchema schema, boolean consistent, int timeoutSeconds) {
        this.connection = connection;
        this.dialect = dialect;
        this.schema = schema;
        this.consistent = consistent;
        this.timeoutSeconds = timeoutSeconds;
    }

    /** Takes the connection over: it is closed when the session is, or when this fails. */
    static SourceSession on(Connection connection, SqlDialect dialect, int timeoutSeconds) throws SQLException {
        try {
            connection.setReadOnly(true);
            boolean consistent = dialect.beginConsistentView(connection);
            SourceSchema schema = SourceSchema.read(connection, timeoutSeconds);
            return new SourceSession(connection, dialect, schema, consistent, timeoutSeconds);
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

    /**
     * Reads what several views say of the same objects. Where the connection does not see one state of the source, the read
     * is repeated until two in a row agree: so the source was in that state between them, and no object is torn.
     *
     * @param <T> with an equals of its content
     * @throws SourceFailure if the source changes faster than it can be read
     */
    <T> T settled(Reading<T> reading) throws SQLException {
        T found = reading.read();
        for (int reads = 1; !consistent; reads++) {
            T again = reading.read();
            if (again.equals(found)) {
                break;
            }
            if (reads == MOST_READS) {
                throw new SourceFailure(
                        SourceFailure.Cause.SQL_ERROR,
                        "The source changes faster than it can be read.",
                        "Allow snapshot isolation in the site database, or gather when less happens there.");
            }
            found = again;
        }
        return found;
    }

    Query prepare(Select select) throws SQLException {
        return new Query(prepare(select.sql()), select.positions());
    }

    /** A query that ends after so many rows. */
    Query prepare(Select select, int rows) throws SQLException {
        return new Query(prepare(select.sql(dialect, rows)), select.positions());
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(timeoutSeconds);
        return statement;
    }

    long count(Select select, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(select.count())) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** How many rows a view has. */
    long count(View view) throws SQLException {
        Optional<String> known = dialect.knownCount();
        if (known.isPresent()) {
            try (PreparedStatement statement = prepare(known.get())) {
                bind(statement, view.schema(), view.name());
                try (ResultSet rows = statement.executeQuery()) {
                    if (rows.next()) {
                        return rows.getLong(1);
                    }
                }
            }
        }
        return count(Select.from(view));
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    /** Whether the connection broke. */
    boolean lost() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
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
    interface Reading<T> {
        T read() throws SQLException;
    }

    @FunctionalInterface
    interface RowHandler {
        void handle(Row row) throws SQLException;
    }
}
