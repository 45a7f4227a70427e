package org.godwit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.godwit.audit.AuditVerification.BrokenLink;
import org.godwit.audit.AuditVerification.Kind;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What somebody who owns the database, but not the key, can do to the trail, and what verifying it then says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTamperingTest {

    private static final int EVENTS = 12;

    @TempDir
    Path dataDir;

    JdbcTemplate jdbc;
    AuditService service;
    AuditTrail trail;
    AuditCheckpoints checkpoints;
    final java.util.List<Object> published = new java.util.ArrayList<>();

    /** JDBC URL of a new database, and the folder of what is particular to it. */
    String newDatabase() {
        return "jdbc:h2:mem:" + UUID.randomUUID()
                + ";DB_CLOSE_DELAY=-1;MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
                + ";IGNORECASE=TRUE;INIT=CREATE SCHEMA IF NOT EXISTS dbo\\;SET SCHEMA dbo";
    }

    String vendor() {
        return "h2";
    }

    @BeforeAll
    void prepareDatabase() {
        DataSource database = new DriverManagerDataSource(newDatabase());
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor())
                .target("101")
                .load()
                .migrate();
        jdbc = new JdbcTemplate(database);
        // the owner of the database can do this, and then anything
        jdbc.execute("DROP TRIGGER tr_audit_event_append_only");
    }

    @BeforeEach
    void write() {
        published.clear();
        jdbc.update("DELETE FROM audit_event");
        jdbc.update("UPDATE audit_head SET events = 0, last_hash = ?, mac = ?", ChainHash.GENESIS, ChainHash.GENESIS);
        open();
        for (int i = 1; i <= EVENTS; i++) {
            trail.recordApart(AuditEntry.success("TEST_DONE", "TEST", i, "event " + i));
        }
    }

    private void open() {
        GodwitProperties server = new GodwitProperties(
                dataDir, "GDW", new GodwitProperties.Content(java.util.List.of()), new GodwitProperties.Network(false));
        AuditProperties properties = new AuditProperties(null, Duration.ofMinutes(1), WorkingHoursTest.HOURS);
        AuditStore store = new AuditStore(jdbc);
        AuditKey key = new AuditKey(server, properties, store);
        checkpoints = new AuditCheckpoints(store, key, Clock.systemUTC(), server, properties);
        DataSource database = java.util.Objects.requireNonNull(jdbc.getDataSource());
        trail = new ChainedAuditTrail(
                store,
                key,
                Mockito.mock(jakarta.persistence.EntityManager.class),
                Clock.systemUTC(),
                new JdbcTransactionManager(database));
        service = new AuditService(
                new AuditQueries(JdbcClient.create(jdbc), store, properties),
                new TrailWalk(store, key, checkpoints),
                trail,
                published::add);
    }

    @Test
    void untouchedItIsIntact() {
        checkpoints.take();
        AuditVerification found = verify();
        assertThat(found.firstBroken()).isNull();
        assertThat(found.verdict()).isEqualTo(AuditVerification.Verdict.INTACT);
        assertThat(found.events()).isEqualTo(EVENTS);
        assertThat(found.checkpoints()).isEqualTo(1);
    }

    @Test
    void aChangedField() {
        jdbc.update("UPDATE audit_event SET actor = 'somebody else' WHERE seq = 5");
        expect(5, Kind.CHANGED);
        assertThat(published)
                .hasSize(1)
                .allSatisfy(event ->
                        assertThat(((AlertCondition) event).kind()).isEqualTo(AlertCondition.Kind.AUDIT_BROKEN));
    }

    @Test
    void aChangedLetterCaseOrDetail() {
        jdbc.update("UPDATE audit_event SET object_name = UPPER(object_name) WHERE seq = 7");
        jdbc.update("UPDATE audit_event SET details = '{\"x\":1}' WHERE seq = 6");
        expect(6, Kind.CHANGED);
    }

    @Test
    void aDeletedRow() {
        jdbc.update("DELETE FROM audit_event WHERE seq = 5");
        expect(5, Kind.REMOVED);
    }

    @Test
    void aDeletedRowWithTheRestMovedUp() {
        jdbc.update("DELETE FROM audit_event WHERE seq = 5");
        for (int seq = 6; seq <= EVENTS; seq++) {
            jdbc.update("UPDATE audit_event SET seq = ? WHERE seq = ?", seq - 1, seq);
        }
        expect(5, Kind.REMOVED);
    }

    @Test
    void anInsertedRow() {
        for (int seq = EVENTS; seq >= 5; seq--) {
            jdbc.update("UPDATE audit_event SET seq = ? WHERE seq = ?", seq + 1, seq);
        }
        copy(4, 5);
        expect(5, Kind.INSERTED);
    }

    @Test
    void aRowPutAtTheEnd() {
        copy(EVENTS, EVENTS + 1);
        expect(EVENTS + 1, Kind.INSERTED);
    }

    @Test
    void swappedRows() {
        jdbc.update("UPDATE audit_event SET seq = 1000 WHERE seq = 5");
        jdbc.update("UPDATE audit_event SET seq = 5 WHERE seq = 8");
        jdbc.update("UPDATE audit_event SET seq = 8 WHERE seq = 1000");
        expect(5, Kind.REORDERED);
    }

    @Test
    void aCutOffTail() {
        jdbc.update("DELETE FROM audit_event WHERE seq > 9");
        expect(10, Kind.CUT_OFF);
    }

    @Test
    void aHeadSetBack() {
        jdbc.update("DELETE FROM audit_event WHERE seq > 9");
        jdbc.update("UPDATE audit_head SET events = 9, last_hash = (SELECT hash FROM audit_event WHERE seq = 9)");
        expect(9, Kind.HEAD_CHANGED);
    }

    @Test
    void anOlderDatabasePutBack() {
        byte[][] head = jdbc.queryForObject(
                "SELECT last_hash, mac FROM audit_head", (rs, n) -> new byte[][] {rs.getBytes(1), rs.getBytes(2)});
        assertThat(head).isNotNull();
        trail.recordApart(AuditEntry.success("TEST_DONE", "TEST", null, "to be forgotten"));
        checkpoints.take();
        jdbc.update("DELETE FROM audit_event WHERE seq > ?", EVENTS);
        jdbc.update("UPDATE audit_head SET events = ?, last_hash = ?, mac = ?", EVENTS, head[0], head[1]);
        expect(EVENTS + 1, Kind.RESTORED);
        // the finding itself is an event now, and so the trail was written on
        expect(EVENTS + 1, Kind.RESTORED);
    }

    /** At random, in the tables themselves. */
    @Test
    void whereverItIsDoneItIsNamedWhereItBegins() {
        List<String> columns = List.of("actor", "action", "object_type", "object_id", "object_name", "details");
        for (int seed = 0; seed < Integer.getInteger("godwit.test.tamperings", 30); seed++) {
            write();
            Random random = new Random(seed);
            int at = 1 + random.nextInt(EVENTS - 1);
            switch (seed % 4) {
                case 0 ->
                    jdbc.update("UPDATE audit_event SET " + columns.get(random.nextInt(columns.size()))
                            + " = '{\"forged\":" + seed + "}' WHERE seq = " + at);
                case 1 -> jdbc.update("DELETE FROM audit_event WHERE seq = " + at);
                case 2 -> jdbc.update("DELETE FROM audit_event WHERE seq >= " + at);
                default -> {
                    int other = at + 1 + random.nextInt(EVENTS - at);
                    jdbc.update("UPDATE audit_event SET seq = 1000 WHERE seq = ?", at);
                    jdbc.update("UPDATE audit_event SET seq = ? WHERE seq = ?", at, other);
                    jdbc.update("UPDATE audit_event SET seq = ? WHERE seq = 1000", other);
                }
            }
            BrokenLink found = verify().firstBroken();
            assertThat(found).as("seed " + seed).isNotNull();
            assertThat(java.util.Objects.requireNonNull(found).sequence())
                    .as("seed " + seed + ": " + found)
                    .isEqualTo(at);
        }
    }

    @Test
    void anotherKeyIsRefusedAtStart() throws Exception {
        java.nio.file.Files.delete(dataDir.resolve("audit.key"));
        assertThat(startFailure()).isEqualTo("AUDIT_KEY_MISSING");
        java.nio.file.Files.writeString(dataDir.resolve("audit.key"), "ab".repeat(32));
        java.nio.file.Files.setPosixFilePermissions(
                dataDir.resolve("audit.key"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        assertThat(startFailure()).isEqualTo("AUDIT_KEY_WRONG");
    }

    private String startFailure() {
        try {
            open();
            return "none";
        } catch (GodwitException e) {
            return e.code();
        }
    }

    private void copy(int from, int to) {
        jdbc.update(
                "INSERT INTO audit_event (" + AuditStore.COLUMNS + ") SELECT ?, "
                        + AuditStore.COLUMNS.substring("seq, ".length()) + " FROM audit_event WHERE seq = ?",
                to,
                from);
    }

    private void expect(long sequence, Kind kind) {
        AuditVerification found = verify();
        assertThat(found.verdict()).isEqualTo(AuditVerification.Verdict.BROKEN);
        assertThat(found.firstBroken())
                .extracting(BrokenLink::kind, BrokenLink::sequence)
                .containsExactly(kind, sequence);
    }

    private AuditVerification verify() {
        Supplier<AuditVerification> work = service::verify;
        return ActingAs.actor(Actor.SYSTEM, work);
    }
}
