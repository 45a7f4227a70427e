package org.godwit.client;

import com.microsoft.sqlserver.jdbc.SQLServerConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.godwit.site.ClientRead;
import org.godwit.site.DataClass;
import org.godwit.site.SourceDatabase;
import org.jspecify.annotations.Nullable;

/** What the client phase is measured against: the same rows into a table that has nothing but columns and a primary key. */
public final class BareRecords {

    private static final int BATCH = 1_000;
    private static final int BULK = 10_000;
    private static final ClientField[] FIELDS = ClientField.values();

    private final Connection connection;
    private final int batch;

    /** @param bulkCopy whether batches are sent as bulk copies (SQL Server only) */
    public BareRecords(Connection connection, boolean bulkCopy) throws SQLException {
        this.connection = connection;
        this.batch = bulkCopy ? BULK : BATCH;
        createTable(connection);
        if (bulkCopy) {
            connection.unwrap(SQLServerConnection.class).setUseBulkCopyForBatchInsert(true);
        }
    }

    private static void createTable(Connection connection) throws SQLException {
        String columns =
                Arrays.stream(FIELDS).map(f -> f.column() + " " + type(f)).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bare_record (sms_id NVARCHAR(255) NOT NULL, blocked BIT, " + columns
                    + ", PRIMARY KEY (sms_id))");
        }
    }

    private static String type(ClientField field) {
        return switch (field.kind()) {
            case NUMBER -> "INT";
            case FLAG -> "BIT";
            case TIME -> "DATETIME2(3)";
            case TEXT, CODE -> "NVARCHAR(4000)";
            case TEXTS, CODES -> "NVARCHAR(2000)";
        };
    }

    /** Reads the source and inserts every client of it, on one thread, committing each batch. */
    public void load(SourceDatabase source) {
        String sql = "INSERT INTO bare_record (sms_id, blocked, "
                + Arrays.stream(FIELDS).map(ClientField::column).collect(Collectors.joining(", ")) + ") VALUES ("
                + "?, ".repeat(FIELDS.length + 1) + "?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            int[] waiting = {0};
            SmsIdTable seen = new SmsIdTable();
            source.clients(new ClientRead(Long.MIN_VALUE, null, java.util.Set.of(DataClass.values())), client -> {
                String smsId = Fate.smsId(client);
                if (smsId == null || Fate.byItself(client) != Fate.MIGRATE || seen.find(smsId) >= 0) {
                    return true;
                }
                seen.add(smsId);
                try {
                    statement.setNString(1, smsId);
                    statement.setBoolean(2, Fate.blocks(client));
                    for (int i = 0; i < FIELDS.length; i++) {
                        set(statement, i + 3, FIELDS[i], FIELDS[i].normal(client));
                    }
                    statement.addBatch();
                    if (++waiting[0] == batch) {
                        statement.executeBatch();
                        connection.commit();
                        waiting[0] = 0;
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                return true;
            });
            statement.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(PreparedStatement statement, int at, ClientField field, @Nullable Object value)
            throws SQLException {
        switch (field.kind()) {
            case NUMBER -> statement.setObject(at, value, Types.INTEGER);
            case FLAG -> statement.setObject(at, value, Types.BIT);
            case TIME -> statement.setObject(at, value, Types.TIMESTAMP);
            default -> statement.setNString(at, (String) value);
        }
    }
}
