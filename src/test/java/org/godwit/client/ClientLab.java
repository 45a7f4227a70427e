package org.godwit.client;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.client.ClientMigration.Outcome;
import org.godwit.client.ClientMigration.Run;
import org.godwit.client.ClientMigration.Verification;
import org.godwit.credential.Account;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.RunControl;
import org.godwit.site.DataClass;
import org.godwit.site.SourceDatabase;
import org.godwit.site.provider.SmsProvider;
import org.godwit.testing.H2Databases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The client module put together by hand over a database of its own, with whatever surrounds it written down. */
public final class ClientLab implements AutoCloseable {

    public static final long HIERARCHY = 1;

    private static final AtomicInteger NEXT_RUN = new AtomicInteger(100);

    final List<AuditEntry> audited = Collections.synchronizedList(new ArrayList<>());
    final List<AlertCondition> alerts = Collections.synchronizedList(new ArrayList<>());
    final Map<Long, FakeSource> sources = new java.util.concurrent.ConcurrentHashMap<>();
    Set<DataClass> classes =
            Set.of(DataClass.DEVICE_IDENTITY, DataClass.NETWORK_ADDRESSES, DataClass.SOFTWARE, DataClass.PEOPLE);
    public final JdbcClient jdbc;
    public final ClientMigration migration;
    final ClientService clients;

    /** What happens each time when client records are about to be inserted. */
    volatile Runnable beforeRecordsAreInserted = () -> {};

    /** Whether SQL Server gets even few rows by bulk copy, so that what is odd about some of them goes that way. */
    volatile boolean bulkCopiesOnly;

    private final HikariDataSource dataSource;
    private final ClientListStore lists;
    final Reconciler reconciler;
    final ClientDataCleanUp cleanUp;

    public ClientLab(String jdbcUrl) {
        this(jdbcUrl, new ClientProperties(null), Clock.systemUTC());
    }

    ClientLab(String jdbcUrl, ClientProperties properties, Clock clock) {
        dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(jdbcUrl);
        dataSource.setMaximumPoolSize(16);
        JdbcTemplate template = new JdbcTemplate(dataSource);
        jdbc = JdbcClient.create(template);
        String vendor = jdbcUrl.startsWith("jdbc:h2:") ? "h2" : "sqlserver";
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
                .load()
                .migrate();
        PlatformTransactionManager transactions = new JdbcTransactionManager(dataSource);
        AuditTrail audit = new AuditTrail() {
            @Override
            public void record(AuditEntry entry) {
                audited.add(entry);
            }

            @Override
            public void recordApart(AuditEntry entry) {
                audited.add(entry);
            }
        };
        SourceConnections connections = new Connections();
        BulkStore bulk = new BulkStore(template) {
            @Override
            <T> void insert(String sql, List<T> rows, Binder<T> binder) {
                if (sql.startsWith("INSERT INTO client_record ")) {
                    beforeRecordsAreInserted.run();
                }
                super.insert(sql, rows, binder);
            }

            @Override
            boolean worthABulkCopy(int rows) {
                return bulkCopiesOnly || super.worthABulkCopy(rows);
            }
        };
        GatheredStore gathered = new GatheredStore(jdbc, bulk);
        LeftOutStore leftOut = new LeftOutStore(jdbc, bulk);
        DecisionStore decisions = new DecisionStore(jdbc);
        GuardStore guard = new GuardStore(jdbc, bulk);
        BlockStore blocks = new BlockStore(jdbc, bulk);
        BlockGuard blockGuard = new BlockGuard(guard, blocks);
        RecordStore records = new RecordStore(jdbc, bulk);
        BeforeStore before = new BeforeStore(jdbc, bulk);
        RunStore runs = new RunStore(jdbc, bulk);
        lists = new ClientListStore(jdbc, bulk);
        Selections selections = new Selections(gathered, leftOut, lists, connections);
        EarlyAssignments early =
                new EarlyAssignments(blocks, audit, event -> alerts.add((AlertCondition) event), clock, transactions);
        migration = new SourceClientMigration(
                new ClientGathering(
                        connections,
                        gathered,
                        leftOut,
                        decisions,
                        blockGuard,
                        new ClientDelta(
                                gathered,
                                leftOut,
                                decisions,
                                blockGuard,
                                new GatheringProperties(Duration.ofDays(1)),
                                clock),
                        early,
                        new TransactionTemplate(transactions),
                        clock),
                new ClientPlanning(selections, records),
                new BlockedFirst(
                        connections,
                        selections,
                        gathered,
                        decisions,
                        guard,
                        blocks,
                        records,
                        runs,
                        early,
                        audit,
                        clock,
                        transactions,
                        properties),
                new RecordMigration(
                        connections, selections, records, before, runs, audit, clock, transactions, properties),
                new RecordVerification(connections, selections, records, guard),
                new StoredVerification(records, before, guard),
                records,
                selections);
        cleanUp = new ClientDataCleanUp(
                gathered, leftOut, decisions, records, before, new MissingRecords(new MissingRecordStore(jdbc), clock));
        reconciler = new Reconciler(connections, records, guard, new BlockedQueries(jdbc));
        clients = new DestinationClients(
                new ClientQueries(jdbc),
                new ClientExplanations(new OriginQueries(jdbc), gathered, leftOut, decisions, guard),
                new AssignmentStore(jdbc),
                guard,
                early,
                new RefusalReports(audit, event -> alerts.add((AlertCondition) event), clock, transactions),
                audit,
                clock,
                transactions);
    }

    /** A kept list of these clients. */
    long list(long... numbers) {
        return lists.add(
                HIERARCHY,
                java.util.Arrays.stream(numbers)
                        .mapToObj(n -> new GatheredStore.Candidate(n, SourceClients.smsId(n), null, false))
                        .toList());
    }

    DataSource dataSource() {
        return dataSource;
    }

    static ClientLab embedded() {
        return new ClientLab(embeddedUrl());
    }

    static String embeddedUrl() {
        return H2Databases.newInMemory();
    }

    /** A source of given rows, known as a hierarchy. */
    FakeSource source(long hierarchyId, FakeSource source) {
        sources.put(hierarchyId, source);
        return source;
    }

    static Run newRun(ClientSelection selection) {
        return new Run(1, NEXT_RUN.incrementAndGet(), HIERARCHY, selection);
    }

    public static Run newRun() {
        return newRun(ClientSelection.everyone());
    }

    public ClientMigration.Gathered gather(SourceDatabase source) {
        return migration.gather(HIERARCHY, source, RunControl.none());
    }

    /** Blocks first, migrates and verifies. */
    public Verification migrate(SourceDatabase source, Run run) {
        migration.blockFirst(run, source, RunControl.none());
        migration.migrate(run, source, RunControl.none());
        return migration.verify(run, source, RunControl.none());
    }

    Outcome migrateOnly(SourceDatabase source) {
        Run run = newRun();
        migration.blockFirst(run, source, RunControl.none());
        return migration.migrate(run, source, RunControl.none());
    }

    /** As if new, without the cost of making a database. */
    public void clear() {
        for (String table : List.of(
                "client_record",
                "client_record_staging",
                "gathered_client",
                "gathered_left_out",
                "client_decision",
                "client_list",
                "block_guard",
                "client_run",
                "client_run_blocked",
                "early_assignment")) {
            jdbc.sql("DELETE FROM " + table).update();
        }
        audited.clear();
        alerts.clear();
        sources.clear();
    }

    @Override
    public void close() {
        dataSource.close();
    }

    private final class Connections implements SourceConnections {

        @Override
        public SourceDatabase open(org.godwit.hierarchy.SourceHierarchyDefinition definition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SourceDatabase open(long hierarchyId) {
            @Nullable FakeSource source = sources.get(hierarchyId);
            if (source == null) {
                throw new IllegalStateException("no source " + hierarchyId);
            }
            return source;
        }

        @Override
        public Optional<SmsProvider> provider(long hierarchyId) {
            return Optional.empty();
        }

        @Override
        public Account contentAccount(long hierarchyId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean active(long hierarchyId) {
            return true;
        }

        @Override
        public Duration gatherEvery(long hierarchyId) {
            return Duration.ofHours(4);
        }

        @Override
        public Set<String> siteCodes(long hierarchyId) {
            return Set.of();
        }

        @Override
        public Set<DataClass> dataClasses(long hierarchyId) {
            return classes;
        }
    }
}
