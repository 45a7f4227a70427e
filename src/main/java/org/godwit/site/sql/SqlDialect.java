package org.godwit.site.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The few words in which the two kinds of source database differ. */
enum SqlDialect {
    SQL_SERVER {
        @Override
        String limited(String columnsAndRest, int rows) {
            return "SELECT TOP (" + rows + ") " + columnsAndRest;
        }

        @Override
        boolean beginConsistentView(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet state = statement.executeQuery(
                            "SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()")) {
                boolean snapshot = state.next() && state.getInt(1) == 1;
                connection.setTransactionIsolation(snapshot ? SNAPSHOT : Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(!snapshot);
                return snapshot;
            }
        }

        @Override
        String now() {
            return "SELECT SYSDATETIMEOFFSET()";
        }

        @Override
        Optional<String> mayWrite() {
            return Optional.of(Stream.of("INSERT", "UPDATE", "DELETE", "ALTER", "CONTROL")
                    .map(right -> "COALESCE(HAS_PERMS_BY_NAME(NULL, 'DATABASE', '" + right + "'), 0)")
                    .collect(Collectors.joining(" + ", "SELECT ", "")));
        }
    },
    H2 {
        @Override
        String limited(String columnsAndRest, int rows) {
            return "SELECT " + columnsAndRest + " FETCH FIRST " + rows + " ROWS ONLY";
        }

        @Override
        boolean beginConsistentView(Connection connection) throws SQLException {
            connection.setTransactionIsolation(H2_SNAPSHOT);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "SET LAZY_QUERY_EXECUTION TRUE"); // else it puts long results in a file before giving them
            }
            return true;
        }

        @Override
        String now() {
            return "SELECT CURRENT_TIMESTAMP(7)";
        }

        /** Under snapshot isolation it counts rows by reading them all; what it knows of a table nobody writes to is exact. */
        @Override
        Optional<String> knownCount() {
            return Optional.of("SELECT ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES"
                    + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND TABLE_TYPE = 'BASE TABLE'");
        }

        @Override
        Optional<String> mayWrite() {
            return Optional.empty();
        }
    };

    /** {@code SQLServerConnection.TRANSACTION_SNAPSHOT}. */
    private static final int SNAPSHOT = 0x1000;
    /** {@code org.h2.api.IsolationLevel#SNAPSHOT}, as {@code Constants.TRANSACTION_SNAPSHOT}. */
    private static final int H2_SNAPSHOT = 6;

    /**
     * A SELECT that ends after so many rows.
     *
     * @param columnsAndRest the statement without its leading SELECT, ordered
     */
    abstract String limited(String columnsAndRest, int rows);

    /**
     * Makes all reads of this connection see one state of the source, where the database allows it.
     *
     * @return whether it does
     */
    abstract boolean beginConsistentView(Connection connection) throws SQLException;

    /** Asks for the server's time, with its offset. */
    abstract String now();

    /** Asks for the number of rows of a table, by schema and name, where counting them is too slow; then for base tables only. */
    Optional<String> knownCount() {
        return Optional.empty();
    }

    /** Asks how many rights to change data the login has; empty where the database is opened for reading only. */
    abstract Optional<String> mayWrite();
}
