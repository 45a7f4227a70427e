package org.godwit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.godwit.audit.AuditSegmentVerification.Finding;
import org.godwit.audit.AuditVerification.BrokenLink;
import org.godwit.audit.AuditVerification.Kind;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.testing.H2Databases;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What somebody who owns the database, but not the key, can do to the trail, and what verifying it then says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTamperingTest {

    private static final int EVENTS = 12;
    /** Events in a segment. */
    private static final int SEGMENT = 4;

    @TempDir
    Path dataDir;

    JdbcTemplate jdbc;
    AuditService service;
    AuditTrail trail;
    AuditSegments segments;
    AuditCheckpoints checkpoints;
    final List<Object> published = new ArrayList<>();
    /** As it was after each event. */
    final List<AuditHead> heads = new ArrayList<>();

    /** JDBC URL of a new database, and the folder of what is particular to it. */
    String newDatabase() {
        return H2Databases.newInMemory();
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
                .load()
                .migrate();
        jdbc = new JdbcTemplate(database);
        // the owner of the database can do this, and then anything
        jdbc.execute("DROP TRIGGER tr_audit_event_append_only");
    }

    @BeforeEach
    void write() {
        try (var files = Files.walk(dataDir.resolve("audit-segments"))) {
            files.filter(Files::isRegularFile).forEach(f -> f.toFile().delete());
        } catch (IOException e) {
            // nothing was sealed yet
        }
        dataDir.resolve("audit-checkpoints.jsonl").toFile().delete();
        published.clear();
        heads.clear();
        jdbc.update("DELETE FROM audit_event");
        jdbc.update("DELETE FROM audit_segment");
        jdbc.update("UPDATE audit_head SET events = 0, last_hash = ?, mac = ?", ChainHash.GENESIS, ChainHash.GENESIS);
        open();
        for (int i = 1; i <= EVENTS; i++) {
            trail.recordApart(AuditEntry.success("TEST_DONE", "TEST", i, "event " + i));
            heads.add(new AuditStore(jdbc).head());
        }
    }

    private void open() {
        AuditFixture opened = new AuditFixture(jdbc, dataDir, SEGMENT);
        checkpoints = opened.checkpoints;
        trail = opened.trail;
        segments = opened.segments;
        service = opened.service(published::add);
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
        trail.recordApart(AuditEntry.success("TEST_DONE", "TEST", null, "to be forgotten"));
        checkpoints.take();
        restore(EVENTS);
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
            long expected = at;
            @Nullable Kind kind = null;
            switch (seed % 6) {
                case 0 ->
                    jdbc.update("UPDATE audit_event SET " + columns.get(random.nextInt(columns.size()))
                            + " = '{\"forged\":" + seed + "}' WHERE seq = " + at);
                case 1 -> jdbc.update("DELETE FROM audit_event WHERE seq = " + at);
                case 2 -> jdbc.update("DELETE FROM audit_event WHERE seq >= " + at);
                case 3 -> {
                    for (int seq = EVENTS; seq >= at; seq--) {
                        jdbc.update("UPDATE audit_event SET seq = ? WHERE seq = ?", seq + 1, seq);
                    }
                    int copied = 1 + random.nextInt(EVENTS + 1);
                    copied = copied == at ? at + 1 : copied;
                    copy(copied, at);
                    expected =
                            copied == at + 1 ? at + 1 : at; // its own event before itself fits, the second one does not
                    kind = Kind.INSERTED;
                }
                case 4 -> {
                    checkpoints.take();
                    restore(at);
                    int written = random.nextInt(2 * EVENTS);
                    for (int i = 0; i < written; i++) {
                        trail.recordApart(AuditEntry.success("TEST_DONE", "TEST", i, "written on"));
                    }
                    expected = Math.min(EVENTS, at + written + 1);
                    kind = Kind.RESTORED;
                }
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
                    .isEqualTo(expected);
            if (kind != null) {
                assertThat(found.kind()).as("seed " + seed + ": " + found).isEqualTo(kind);
            }
        }
    }

    @Test
    void sealedEventsMayLeaveAndTheRestStillVerifies() {
        checkpoints.take();
        AuditSegment first = seal();
        AuditSegment second = seal();
        assertThat(first.first()).isEqualTo(1);
        assertThat(second.first()).isEqualTo(SEGMENT + 1);
        assertThat(service.verify().removed()).isZero();
        refused("SEGMENT_NOT_OLDEST", () -> segments.remove(second.first()));
        as(() -> segments.remove(first.first()));
        checkpoints.take();
        AuditVerification found = verify();
        assertThat(found.firstBroken()).isNull();
        assertThat(found.removed()).isEqualTo(SEGMENT);
        assertThat(jdbc.queryForObject("SELECT MIN(seq) FROM audit_event", Long.class))
                .isEqualTo(SEGMENT + 1);
        assertThat(as(() -> segments.verify(first.first())).verdict()).isEqualTo(AuditVerification.Verdict.INTACT);
        refused("SEGMENT_REMOVED_ALREADY", () -> segments.remove(first.first()));
        as(() -> segments.remove(second.first()));
        open(); // the key still fits
        assertThat(verify().firstBroken()).isNull();
        assertThat(service.list(AuditFilter.ALL, PageQuery.first(100)))
                .satisfies(page -> assertThat(page.items()).hasSize((int) page.total()));
    }

    @Test
    void aBrokenEventIsNotSealed() {
        jdbc.update("UPDATE audit_event SET actor = 'somebody else' WHERE seq = 3");
        refused("AUDIT_TRAIL_BROKEN", this::seal);
        assertThat(dataDir.resolve("audit-segments")).isEmptyDirectory();
    }

    @Test
    void nothingIsSealedBeforeItsTime() {
        refused("NOTHING_TO_SEAL", () -> as(() -> segments.seal(Instant.EPOCH)));
    }

    @Test
    void aMissingAlteredOrForeignFileIsNamedAndNothingIsRemovedForIt() throws Exception {
        AuditSegment first = seal();
        AuditSegment second = seal();
        Path file = dataDir.resolve("audit-segments").resolve(first.file());
        byte[] sealed = Files.readAllBytes(file);
        Files.delete(file);
        finding(first, Finding.MISSING, null);
        Files.write(file, Arrays.copyOf(sealed, sealed.length - 9));
        finding(first, Finding.ALTERED, null);
        rewrite(file, sealed, text -> text.replace("event 3", "event X"));
        finding(first, Finding.ALTERED, 3L);
        rewrite(file, sealed, text -> text.replaceAll("(?m)^.*event 2.*\n", ""));
        finding(first, Finding.ALTERED, 2L);
        rewrite(file, sealed, text -> text + text.lines().toList().get(SEGMENT) + "\n");
        finding(first, Finding.ALTERED, (long) SEGMENT);
        rewrite(file, sealed, text -> text.substring(text.indexOf('\n') + 1));
        finding(first, Finding.FOREIGN, null);
        rewrite(file, sealed, text -> text.replaceFirst("\"mac\":\"..", "\"mac\":\"00"));
        finding(first, Finding.FOREIGN, null);
        Files.write(file, Files.readAllBytes(dataDir.resolve("audit-segments").resolve(second.file())));
        finding(first, Finding.FOREIGN, null);
        rewrite(file, sealed, text -> text); // the same events, packed anew
        if (!Arrays.equals(Files.readAllBytes(file), sealed)) {
            finding(first, Finding.ALTERED, null);
        }
        refused("SEGMENT_FILE_BROKEN", () -> {
            Files.write(file, new byte[10]);
            return as(() -> segments.remove(first.first()));
        });
        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM audit_event WHERE seq <= " + SEGMENT, Integer.class))
                .isEqualTo(SEGMENT);
        Files.write(file, sealed);
        assertThat(as(() -> segments.verify(first.first())).intact()).isTrue();
        assertThat(as(segments::findBroken)).isEmpty();
    }

    @Test
    void aRecordOfASegmentChangedByHandIsNamed() {
        AuditSegment first = seal();
        jdbc.update("UPDATE audit_segment SET removed_at = sealed_at, removed_by = 'nobody'");
        finding(first, Finding.RECORD_CHANGED, null);
        expect(1, Kind.SEGMENT_CHANGED);
        jdbc.update("DELETE FROM audit_segment");
        BrokenLink found = verify().firstBroken();
        assertThat(found).isNotNull();
        assertThat(found.kind()).isEqualTo(Kind.SEGMENT_CHANGED);
    }

    @Test
    void removedEventsPutBackByHandAreNamed() {
        AuditSegment first = seal();
        as(() -> segments.remove(first.first()));
        copy(SEGMENT + 1, 2);
        expect(2, Kind.INSERTED);
        jdbc.update("UPDATE audit_event SET seq = -5 WHERE seq = 2");
        expect(-5, Kind.INSERTED);
    }

    /** At random: some segments are sealed, some of them removed, and then the tables are tampered with. */
    @Test
    void afterSealingEveryTamperingIsStillFound() {
        for (int seed = 0; seed < Integer.getInteger("godwit.test.tamperings", 30); seed++) {
            write();
            Random random = new Random(seed);
            int sealed = 1 + random.nextInt(2);
            int removed = random.nextInt(sealed + 1);
            for (int i = 0; i < sealed; i++) {
                seal();
            }
            for (int i = 0; i < removed; i++) {
                long first = 1L + (long) i * SEGMENT;
                as(() -> segments.remove(first));
            }
            AuditVerification before = verify();
            assertThat(before.firstBroken()).as("seed " + seed).isNull();
            int from = removed * SEGMENT + 1;
            int at = from + random.nextInt(EVENTS - from);
            long expected = at;
            switch (random.nextInt(8)) {
                case 0 -> jdbc.update("UPDATE audit_event SET details = '{\"forged\":1}' WHERE seq = ?", at);
                case 1 -> jdbc.update("DELETE FROM audit_event WHERE seq = ?", at);
                case 2 -> jdbc.update("DELETE FROM audit_event WHERE seq >= ?", at);
                case 3 -> jdbc.update("DELETE FROM audit_event WHERE seq <= ?", at);
                case 4 -> {
                    copy(at, -at);
                    expected = -at;
                }
                case 5 -> {
                    jdbc.update("UPDATE audit_event SET seq = 1000 WHERE seq = ?", at);
                    jdbc.update("UPDATE audit_event SET seq = ? WHERE seq = ?", at, at + 1);
                    jdbc.update("UPDATE audit_event SET seq = ? WHERE seq = 1000", at + 1);
                }
                case 6 -> {
                    jdbc.update("DELETE FROM audit_segment WHERE first_seq = 1");
                    expected = -1;
                }
                default -> {
                    jdbc.update("UPDATE audit_segment SET last_seq = last_seq + 1, removed_at = sealed_at"
                            + " WHERE first_seq = 1");
                    expected = 1;
                }
            }
            Long oldest = jdbc.queryForObject("SELECT MIN(seq) FROM audit_event", Long.class);
            if (expected == at && (oldest == null || oldest > at)) {
                expected = from;
            }
            BrokenLink found = verify().firstBroken();
            assertThat(found).as("seed " + seed).isNotNull();
            if (expected != -1) {
                assertThat(java.util.Objects.requireNonNull(found).sequence())
                        .as("seed " + seed + ": " + found)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void theScheduleVerifiesTellsAndKeepsToItsRetention() throws Exception {
        AuditCare care = care(Duration.ofDays(1), Duration.ofDays(1));
        jdbc.update("UPDATE audit_event SET actor = 'x' + actor WHERE seq = 3");
        care(care);
        assertThat(conditions()).containsExactly("AUDIT_TRAIL");
        assertThat(as(segments::list)).isEmpty();
        jdbc.update("UPDATE audit_event SET actor = SUBSTRING(actor, 2, 200) WHERE seq = 3");
        published.clear();
        care(care);
        assertThat(conditions()).isEmpty();
        assertThat(as(segments::list)).hasSizeGreaterThan(2).allMatch(AuditSegment::removed);
        assertThat(verify().firstBroken()).isNull();
        Files.delete(dataDir.resolve("audit-segments")
                .resolve(as(segments::list).get(1).file()));
        care(care);
        assertThat(conditions()).containsExactly("AUDIT_SEGMENTS");
    }

    /** Two days later. */
    private AuditCare care(Duration sealAfter, Duration removeAfter) {
        AuditProperties properties = new AuditProperties(
                null,
                Duration.ofMinutes(1),
                WorkingHoursTest.HOURS,
                "-",
                new AuditProperties.Segments(null, SEGMENT, sealAfter, removeAfter),
                AuditProperties.Syslog.OFF);
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
        return new AuditCare(service, segments, properties, published::add, later);
    }

    private static void care(AuditCare care) {
        as(() -> {
            care.look();
            return true;
        });
    }

    private List<String> conditions() {
        return published.stream()
                .filter(AlertCondition.class::isInstance)
                .map(event -> ((AlertCondition) event).subjectType())
                .toList();
    }

    private AuditSegment seal() {
        return as(() -> segments.seal(Instant.now().plusSeconds(60)));
    }

    private void finding(AuditSegment segment, Finding finding, @Nullable Long at) {
        AuditSegmentVerification found = as(() -> segments.verify(segment.first()));
        assertThat(found.finding()).as(found.explanation()).isEqualTo(finding);
        assertThat(found.brokenAt()).isEqualTo(at);
        assertThat(as(segments::findBroken)).hasSize(1);
    }

    private static void rewrite(Path file, byte[] sealed, UnaryOperator<String> change) throws IOException {
        String text;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(sealed))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(change.apply(text).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void refused(String code, java.util.concurrent.Callable<?> work) {
        assertThatThrownBy(work::call)
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static <T> T as(Supplier<T> work) {
        return ActingAs.actor(Actor.SYSTEM, work);
    }

    @Test
    void anotherKeyIsRefusedAtStart() throws Exception {
        Files.delete(dataDir.resolve("audit.key"));
        assertThat(startFailure()).isEqualTo("AUDIT_KEY_MISSING");
        Files.writeString(dataDir.resolve("audit.key"), "ab".repeat(32));
        Files.setPosixFilePermissions(
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

    /** The database as it was after this event. */
    private void restore(int event) {
        AuditHead head = heads.get(event - 1);
        jdbc.update("DELETE FROM audit_event WHERE seq > ?", event);
        jdbc.update("UPDATE audit_head SET events = ?, last_hash = ?, mac = ?", event, head.lastHash(), head.mac());
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
        return as(service::verify);
    }
}
