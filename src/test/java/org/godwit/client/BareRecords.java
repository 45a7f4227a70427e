package org.godwit.client;

import com.microsoft.sqlserver.jdbc.SQLServerConnection;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.godwit.site.ClientRead;
import org.godwit.site.DataClass;
import org.godwit.site.SourceDatabase;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
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

    /**
     * Rows a second of loading clients as an application with a repository does: into the table the server keeps them in, each
     * looked up by its SMSID and then saved, in a transaction of its own, over a connection pool.
     */
    public static double saves(String jdbcUrl, int rows) {
        try (ClientLab lab = new ClientLab(jdbcUrl)) {
            HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("saves");
            configuration.mappingFile("bench/bare-record-orm.xml");
            configuration.property("jakarta.persistence.nonJtaDataSource", lab.dataSource());
            configuration.property("hibernate.use_nationalized_character_data", "true");
            try (EntityManagerFactory factory = configuration.createEntityManagerFactory()) {
                long start = System.nanoTime();
                new SyntheticSource(rows)
                        .clients(new ClientRead(Long.MIN_VALUE, null, java.util.Set.of(DataClass.values())), client -> {
                            save(factory, new BareRecord(client));
                            return true;
                        });
                return rows / ((System.nanoTime() - start) / 1e9);
            }
        }
    }

    private static void save(EntityManagerFactory factory, BareRecord row) {
        try (EntityManager manager = factory.createEntityManager()) {
            manager.getTransaction().begin();
            List<BareRecord> known = manager.createQuery(
                            "SELECT r FROM BareRecords$BareRecord r WHERE r.smsId = :smsId", BareRecord.class)
                    .setParameter("smsId", row.smsId)
                    .getResultList();
            if (!known.isEmpty()) {
                row.id = known.get(0).id;
            }
            manager.merge(row);
            manager.getTransaction().commit();
        }
    }

    /**
     * Most of the same row as an entity, mapped in {@code bench/bare-record-orm.xml} and not by annotations, so that the server
     * under test does not find it.
     */
    @SuppressWarnings("unused")
    static class BareRecord {

        private @Nullable Long id;
        private @Nullable String smsId;
        private String status = ClientStatus.MIGRATED.name();
        private boolean blockLifted;
        private @Nullable Boolean blocked;
        private @Nullable String name;
        private @Nullable String domain;
        private @Nullable String siteCode;
        private @Nullable Integer approvalStatus;
        private @Nullable String thumbprint;
        private @Nullable String clientVersion;
        private @Nullable String operatingSystem;
        private @Nullable String hardwareId;
        private @Nullable String distinguishedName;
        private @Nullable LocalDateTime lastActiveTime;
        private @Nullable String macAddresses;

        protected BareRecord() {}

        BareRecord(org.godwit.site.SourceClient client) {
            smsId = Fate.smsId(client);
            blocked = client.blocked();
            name = client.name();
            domain = client.domain();
            siteCode = client.siteCode();
            approvalStatus = client.approvalStatus();
            thumbprint = client.certificateThumbprint();
            clientVersion = client.clientVersion();
            operatingSystem = client.operatingSystem();
            hardwareId = client.hardwareId();
            distinguishedName = client.distinguishedName();
            lastActiveTime = (LocalDateTime) ClientField.LAST_ACTIVE_TIME.normal(client);
            macAddresses = (String) ClientField.MAC_ADDRESSES.normal(client);
        }
    }
}
