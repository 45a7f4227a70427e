package org.godwit.client;

import com.microsoft.sqlserver.jdbc.ISQLServerConnection;
import com.microsoft.sqlserver.jdbc.SQLServerConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Inserts many rows in the caller's transaction: by bulk copy on SQL Server if they are a hundred or more, in JDBC batches
 * otherwise. The statement must be {@code INSERT INTO t (…) VALUES (?, …)} with nothing but parameters.
 */
@Component
class BulkStore {

    private static final int BATCH = 1_000;

    /** Before its first row, a bulk copy takes exchanges with the server that a batch does without. */
    private static final int WORTH_A_BULK_COPY = 100;

    private final JdbcTemplate jdbc;

    BulkStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the database is a SQL Server. */
    boolean sqlServer() {
        return Boolean.TRUE.equals(jdbc.execute(
                (ConnectionCallback<Boolean>) connection -> connection.isWrapperFor(ISQLServerConnection.class)));
    }

    /** Sets the parameters of one row. */
    @FunctionalInterface
    interface Binder<T> {
        void bind(PreparedStatement statement, T row) throws SQLException;
    }

    <T> void insert(String sql, List<T> rows, Binder<T> binder) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.execute((ConnectionCallback<Integer>) connection -> {
            if (!worthABulkCopy(rows.size()) || !connection.isWrapperFor(ISQLServerConnection.class)) {
                return batches(connection, sql, rows, binder, BATCH);
            }
            SQLServerConnection server = connection.unwrap(SQLServerConnection.class);
            server.setUseBulkCopyForBatchInsert(true);
            try {
                return batches(connection, sql, rows, binder, rows.size());
            } finally {
                server.setUseBulkCopyForBatchInsert(false);
            }
        });
    }

    boolean worthABulkCopy(int rows) {
        return rows >= WORTH_A_BULK_COPY;
    }

    /** Runs one statement for many rows, in batches. */
    <T> void update(String sql, List<T> rows, Binder<T> binder) {
        if (!rows.isEmpty()) {
            jdbc.execute((ConnectionCallback<Integer>) connection -> batches(connection, sql, rows, binder, BATCH));
        }
    }

    private static <T> int batches(Connection connection, String sql, List<T> rows, Binder<T> binder, int size)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int inBatch = 0;
            for (T row : rows) {
                binder.bind(statement, row);
                statement.addBatch();
                if (++inBatch == size) {
                    statement.executeBatch();
                    inBatch = 0;
                }
            }
            if (inBatch > 0) {
                statement.executeBatch();
            }
            return rows.size();
        }
    }
}
