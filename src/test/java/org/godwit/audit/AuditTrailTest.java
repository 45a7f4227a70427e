package org.godwit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.security.RunAs;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
@SignedInAs
class AuditTrailTest {

    @Autowired
    AuditTrail trail;

    @Autowired
    AuditService service;

    @Autowired
    AuditStore store;

    @Autowired
    AuditKey key;

    @Autowired
    RunAs runAs;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    TransactionTemplate transaction;

    @BeforeEach
    void prepare() {
        transaction = new TransactionTemplate(transactions);
    }

    @Test
    void anEventCommitsWithItsChangeAndGoesWithIt() {
        long before = store.head().events();
        transaction.executeWithoutResult(status -> {
            trail.record(AuditEntry.success("TEST_DONE", "TEST", 1, "kept")
                    .with("b", 2)
                    .with("a", null));
            assertThat(store.head().events())
                    .as("the head is not locked before the commit")
                    .isEqualTo(before);
        });
        transaction.executeWithoutResult(status -> {
            trail.record(AuditEntry.success("TEST_DONE", "TEST", 2, "rolled back"));
            status.setRollbackOnly();
        });
        AuditEvent event = service.list(new AuditFilter(null, "TEST_DONE", "TEST:1", null, null), PageQuery.first(1))
                .items()
                .get(0);
        assertThat(event.actor()).isEqualTo("admin");
        assertThat(event.details()).containsEntry("b", 2).containsEntry("a", null);
        assertThat(service.list(new AuditFilter(null, null, "rolled back", null, null), PageQuery.first(1))
                        .total())
                .isZero();
    }

    @Test
    void anEventApartStaysWhenItsCallerRollsBack() {
        transaction.executeWithoutResult(status -> {
            trail.recordApart(AuditEntry.refused("TEST_REFUSED", "TEST", 3, "apart"));
            status.setRollbackOnly();
        });
        assertThat(service.list(new AuditFilter(null, null, "apart", null, null), PageQuery.first(1))
                        .total())
                .isEqualTo(1);
    }

    @Test
    void anObjectIsFoundByItsIdAndByItsName() {
        transaction.executeWithoutResult(status -> {
            trail.record(AuditEntry.success("TEST_NAMED", "TEST", "zebra", "striped"));
            trail.record(AuditEntry.success("TEST_NAMED", "TEST", 8, "zebra"));
            trail.record(AuditEntry.success("TEST_NAMED", "TEST", "zebra", "zebra"));
            trail.record(AuditEntry.success("TEST_NAMED", "OTHER", null, "zebra"));
        });
        Map<String, Long> found = new TreeMap<>();
        for (String object : List.of("zebra", "TEST:zebra", "OTHER:zebra", "striped", "TEST:ZEBRAS")) {
            AuditFilter filter = new AuditFilter(null, "TEST_NAMED", object, null, null);
            Page<AuditEvent> page = service.list(filter, PageQuery.first(10));
            assertThat(page.items()).hasSize((int) page.total()).doesNotHaveDuplicates();
            assertThat(page.items()).extracting(AuditEvent::sequence).isSortedAccordingTo(Comparator.reverseOrder());
            found.put(object, page.total());
        }
        assertThat(found)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("zebra", 4L, "TEST:zebra", 3L, "OTHER:zebra", 1L, "striped", 1L, "TEST:ZEBRAS", 0L));
    }

    @Test
    void pagesOfTheWholeTrailFollowItsNumbers() {
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 7; i++) {
                trail.record(AuditEntry.success("TEST_NUMBERED", "TEST", i, null));
            }
        });
        List<Long> newest = service.list(AuditFilter.ALL, PageQuery.first(6)).items().stream()
                .map(AuditEvent::sequence)
                .toList();
        assertThat(service.list(AuditFilter.ALL, new PageQuery(2, 2, null)).items())
                .extracting(AuditEvent::sequence)
                .containsExactlyElementsOf(newest.subList(4, 6));
        assertThat(service.list(AuditFilter.ALL, new PageQuery(900_000, 50, null))
                        .items())
                .isEmpty();
    }

    @Test
    void anEventWithoutATransactionIsRefused() {
        assertThatThrownBy(() -> trail.record(AuditEntry.success("TEST_DONE", "TEST", null, null)))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void manyWritersAtATimeMakeOneUnbrokenChain() throws Exception {
        int writers = 12;
        int each = 25;
        long before = store.head().events();
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                int writer = w;
                work.add(() -> {
                    for (int i = 0; i < each; i++) {
                        String name = "writer " + writer + " event " + i;
                        boolean rollBack = i % 5 == 4;
                        runAs.system(() -> transaction.executeWithoutResult(status -> {
                            trail.record(AuditEntry.success("TEST_RACED", "TEST", writer, name));
                            if (rollBack) {
                                status.setRollbackOnly();
                            }
                        }));
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(store.head().events() - before).isGreaterThanOrEqualTo(writers * each * 4 / 5);
        AuditVerification found = service.verify();
        assertThat(found.firstBroken()).isNull();
        assertThat(found.verdict()).isEqualTo(AuditVerification.Verdict.INTACT);
    }

    @Test
    void theDatabaseItselfRefusesToChangeOrDeleteEvents() {
        trail.recordApart(AuditEntry.success("TEST_DONE", "TEST", 4, "fixed"));
        assertThatThrownBy(() -> jdbc.update("UPDATE audit_event SET actor = 'somebody else' WHERE seq = 1"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("can only be added");
        assertThatThrownBy(() -> jdbc.update("DELETE FROM audit_event WHERE seq = 1"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("can only be added");
        assertThat(service.get(1).actor()).isEqualTo("system");
    }

    @Test
    void controlCharactersAndOverlongTextsAreMadeHarmless() {
        trail.recordApart(AuditEntry.success("TEST_DONE", "TEST", "id\n5", "x".repeat(1000)));
        AuditEvent event = service.list(new AuditFilter(null, null, "TEST:id\uFFFD5", null, null), PageQuery.first(1))
                .items()
                .get(0);
        assertThat(event.objectName()).hasSize(400);
    }

    @Test
    void aJobsCreationApprovalAndRunsAreOneLine() {
        String id = "job-" + System.nanoTime();
        trail.recordApart(AuditEntry.success("MIGRATION_JOB_CREATED", "MIGRATION_JOB", id, "Nightly"));
        trail.recordApart(AuditEntry.refused("MIGRATION_JOB_APPROVED", "MIGRATION_JOB", id, "Nightly")
                .with("planDigest", "d0"));
        trail.recordApart(AuditEntry.success("MIGRATION_JOB_APPROVED", "MIGRATION_JOB", id, "Nightly")
                .with("planDigest", "d1"));
        trail.recordApart(AuditEntry.success("MIGRATION_JOB_STARTED", "MIGRATION_JOB", id, "Nightly")
                .with("planDigest", "d1"));
        JobCreation job = service.jobCreations(
                        new JobCreationFilter(null, id, null, null, Set.of(), null), PageQuery.first(5))
                .items()
                .get(0);
        assertThat(job.name()).isEqualTo("Nightly");
        assertThat(job.createdBy()).isEqualTo("admin");
        assertThat(job.approvedBy()).isEqualTo("admin");
        assertThat(job.lastRunBy()).isEqualTo("admin");
        assertThat(job.planDigest()).isEqualTo("d1");
        assertThat(job.unusual()).contains(JobCreation.Unusual.APPROVED_AT_ONCE);
        assertThat(job.review()).isNull();
        assertThat(job.steps())
                .extracting(JobCreation.Step::outcome)
                .containsExactly(
                        AuditEntry.Outcome.SUCCESS,
                        AuditEntry.Outcome.REFUSED,
                        AuditEntry.Outcome.SUCCESS,
                        AuditEntry.Outcome.SUCCESS);
    }

    @Test
    void aReviewIsAnEventAndNobodyReviewsHerOwnJob() {
        String id = "job-" + System.nanoTime();
        String creator = "creator-" + id;
        as(creator, () -> trail.recordApart(AuditEntry.success("MIGRATION_JOB_CREATED", "MIGRATION_JOB", id, "First")));
        refused("REVIEWER_TOOK_PART", () -> as(creator, () -> service.markReviewed(id, "fine")));
        refused("REVIEW_COMMENT_INVALID", () -> service.markReviewed(id, " "));
        refused("JOB_CREATION_NOT_FOUND", () -> service.markReviewed("no-such-job", "fine"));
        service.markReviewed(id, "Talked to her.");
        JobCreation job = service.jobCreations(
                        new JobCreationFilter(creator, null, null, null, Set.of(), null), PageQuery.first(5))
                .items()
                .get(0);
        assertThat(job.unusual()).contains(JobCreation.Unusual.NEW_CREATOR);
        assertThat(job.review()).isNotNull().satisfies(review -> {
            assertThat(review.by()).isEqualTo("admin");
            assertThat(review.comment()).isEqualTo("Talked to her.");
        });
    }

    private static void as(String name, Runnable work) {
        Actor actor = new Actor(name, null, Actor.SYSTEM.authorities(), Actor.SYSTEM.scopes());
        ActingAs.actor(actor, () -> {
            work.run();
            return true;
        });
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void listsGoByTimeRange() {
        Instant start = Instant.now().minusSeconds(60);
        trail.recordApart(AuditEntry.success("TEST_TIMED", "TEST", 6, null));
        AuditFilter now = new AuditFilter(
                "ADMIN", "TEST_TIMED", null, start, Instant.now().plusSeconds(60));
        AuditFilter past = new AuditFilter(null, "TEST_TIMED", null, null, start);
        AuditFilter future =
                new AuditFilter(null, "TEST_TIMED", null, Instant.now().plusSeconds(60), null);
        assertThat(service.list(now, PageQuery.first(5)).total()).isEqualTo(1);
        assertThat(service.list(past, PageQuery.first(5)).items()).isEmpty();
        assertThat(service.list(future, PageQuery.first(5)).items()).isEmpty();
    }

    @Test
    void exportsAreSafeInEachFormat() {
        trail.recordApart(AuditEntry.success("TEST_EXPORTED", "TEST", "=1+1", "a \"quoted\" | back\\slash=")
                .with("n", 1));
        AuditFilter filter = new AuditFilter(null, "TEST_EXPORTED", null, null, null);
        String csv = export(filter, AuditExportFormat.CSV);
        assertThat(csv.lines()).hasSize(2);
        assertThat(csv).contains("\"'=1+1\",\"a \"\"quoted\"\" | back\\slash=\"");
        String json = export(filter, AuditExportFormat.JSONL);
        assertThat(json.lines()).hasSize(1);
        assertThat(json).contains("\"objectId\":\"=1+1\"").contains("\"details\":{\"n\":1}");
        String cef = export(filter, AuditExportFormat.CEF);
        assertThat(cef).startsWith("CEF:0|Godwit|Godwit|1|TEST_EXPORTED|test exported|3|rt=");
        assertThat(cef).contains("cs2=\\=1+1 ").contains("back\\\\slash\\=");
        assertThat(service.list(new AuditFilter("admin", "AUDIT_EXPORTED", null, null, null), PageQuery.first(5))
                        .total())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    @SignedInAs(org.godwit.access.BuiltInRole.READ_ONLY_ANALYST)
    void whoMayNotReadTheTrailIsRefusedAndTheRefusalIsOnIt() {
        assertThatThrownBy(() -> service.verify())
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("RIGHT_MISSING"));
        AuditEvent last = runAs.system(
                () -> service.list(new AuditFilter(null, "RIGHT_REFUSED", null, null, null), PageQuery.first(1))
                        .items()
                        .get(0));
        assertThat(last.outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
        assertThat(last.details()).isEqualTo(Map.of("right", Right.AUDIT_VERIFY.authority()));
    }

    private String export(AuditFilter filter, AuditExportFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        service.export(filter, format, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
