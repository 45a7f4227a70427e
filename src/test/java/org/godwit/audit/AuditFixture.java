package org.godwit.audit;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.godwit.shared.GodwitProperties;
import org.mockito.Mockito;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The trail over a database and a data directory, without the rest of the server. */
final class AuditFixture {

    final AuditStore store;
    final SegmentStore segmentStore;
    final AuditKey key;
    final AuditCheckpoints checkpoints;
    final AuditTrail trail;
    final AuditSegments segments;
    final AuditProperties properties;
    private final JdbcTemplate jdbc;

    AuditFixture(JdbcTemplate jdbc, Path dataDir, int eventsInSegment) {
        this.jdbc = jdbc;
        GodwitProperties server = new GodwitProperties(
                dataDir, "GDW", new GodwitProperties.Content(List.of()), new GodwitProperties.Network(false));
        properties = AuditBenchmarkRun.properties(eventsInSegment);
        store = new AuditStore(jdbc);
        segmentStore = new SegmentStore(jdbc);
        key = new AuditKey(server, properties, store);
        checkpoints = new AuditCheckpoints(store, key, Clock.systemUTC(), server, properties);
        DataSource database = java.util.Objects.requireNonNull(jdbc.getDataSource());
        JdbcTransactionManager transactions = new JdbcTransactionManager(database);
        trail = new ChainedAuditTrail(
                store, key, Mockito.mock(jakarta.persistence.EntityManager.class), Clock.systemUTC(), transactions);
        segments = new AuditSegments(
                segmentStore,
                new SegmentFolder(store, key, server, properties),
                key,
                trail,
                transactions,
                Clock.systemUTC());
    }

    AuditService service(ApplicationEventPublisher events) {
        AuditQueries queries = new AuditQueries(JdbcClient.create(jdbc), store, segmentStore);
        return new AuditService(
                queries,
                new JobCreationQueries(JdbcClient.create(jdbc), queries, properties),
                new TrailWalk(store, segmentStore, key, checkpoints),
                trail,
                events);
    }
}
