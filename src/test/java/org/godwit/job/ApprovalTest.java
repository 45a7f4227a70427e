package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.godwit.access.AdminUser;
import org.godwit.access.AdminUserChange;
import org.godwit.access.AdminUserInput;
import org.godwit.access.AdminUserService;
import org.godwit.access.BuiltInRole;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditService;
import org.godwit.security.RunAs;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Where approval is required, a job runs only with exactly the plan that somebody other than its creator approved. */
@TestPropertySource(properties = "godwit.jobs.approval=required")
class ApprovalTest extends JobFixture {

    private static final String CREATOR = "carla";
    private static final String APPROVER = "albert";

    @Autowired
    AdminUserService users;

    @Autowired
    RunAs runAs;

    @Autowired
    AuditService auditEvents;

    @Autowired
    ScheduledStarts starts;

    @BeforeEach
    void aCreatorAndAnApprover() {
        user(CREATOR, BuiltInRole.INFRASTRUCTURE_ADMINISTRATOR);
        user(APPROVER, BuiltInRole.JOB_APPROVER);
    }

    @Test
    void an_approved_plan_runs_at_once_and_is_exactly_what_is_done() {
        MigrationJob job = created("Approved", true);
        assertThat(job.status()).as("NOW means once approved").isEqualTo(JobStatus.NOT_STARTED);
        assertCode("JOB_NOT_APPROVED", () -> jobs.start(job.id()));
        String digest = runAs.user(CREATOR, () -> jobs.makePlan(job.id()).digest());
        assertCode("JOB_NOT_APPROVED", () -> jobs.start(job.id()));
        assertCode("RIGHT_MISSING", () -> runAs.user(CREATOR, () -> jobs.approve(job.id(), digest)));
        assertCode("JOB_PLAN_CHANGED", () -> runAs.user(APPROVER, () -> jobs.approve(job.id(), "other")));

        runAs.user(APPROVER, () -> jobs.approve(job.id(), digest));

        MigrationJob done = finished(job.id());
        assertThat(done.status()).as(String.valueOf(done.failure())).isEqualTo(JobStatus.COMPLETED);
        assertThat(done.planDigest()).isEqualTo(digest);
        assertThat(Objects.requireNonNull(done.approval()).approvedBy()).isEqualTo(APPROVER);
        assertCode("JOB_NOT_APPROVED", () -> jobs.start(job.id()));
    }

    @Test
    void a_plan_that_changed_since_its_approval_is_not_run_and_needs_approval_again() {
        MigrationJob job = created("Changed", false);
        String digest = runAs.user(CREATOR, () -> jobs.makePlan(job.id()).digest());
        runAs.user(APPROVER, () -> jobs.approve(job.id(), digest));
        changeSource("UPDATE vSMS_Boundary SET DisplayName = 'renamed since' WHERE BoundaryID ="
                + " (SELECT MIN(BoundaryID) FROM vSMS_Boundary)");

        runAs.user(CREATOR, () -> jobs.start(job.id()));

        MigrationJob failed = finished(job.id());
        assertThat(failed.status()).isEqualTo(JobStatus.FAILED);
        assertThat(Objects.requireNonNull(failed.failure()).code()).isEqualTo("JOB_PLAN_CHANGED");
        assertThat(failed.counts().migrated()).isZero();
        assertThat(failed.approval()).isNull();
        assertThat(jobs.comparePlans(job.id(), digest).items()).isNotEmpty();
        assertCode("JOB_NOT_APPROVED", () -> jobs.start(job.id()));
        runAs.user(APPROVER, () -> jobs.approve(job.id(), Objects.requireNonNull(failed.planDigest())));
        runAs.user(CREATOR, () -> jobs.start(job.id()));
        assertThat(finished(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void an_undo_needs_approval_too() {
        MigrationJob job = created("To undo", false);
        approvedAndRun(job);

        MigrationJob undo = runAs.user(CREATOR, () -> jobs.undo(job.id()));
        assertCode("JOB_NOT_APPROVED", () -> jobs.start(undo.id()));

        approvedAndRun(undo);
    }

    @Test
    void a_scheduled_run_whose_creator_lost_the_right_does_not_start_and_says_so() {
        MigrationJob job = runAs.user(
                CREATOR,
                () -> jobs.create(
                        request("Lost", r -> {
                            r.types = Set.of(ObjectType.BOUNDARY);
                            r.schedule = new JobSchedule(
                                    JobSchedule.When.AT, Instant.now().plusSeconds(3), "PT1H");
                        }),
                        null));
        String digest = runAs.user(CREATOR, () -> jobs.makePlan(job.id()).digest());
        runAs.user(APPROVER, () -> jobs.approve(job.id(), digest));
        user(CREATOR, BuiltInRole.READ_ONLY_ANALYST);

        await().pollInSameThread()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        jobs.events(job.id(), 0).stream().anyMatch(e -> e.code().equals("SCHEDULED_RUN_REFUSED")));

        MigrationJob refused = jobs.get(job.id());
        assertThat(openAlerts(refused))
                .singleElement()
                .satisfies(a -> assertThat(a).contains("did not start", CREATOR));
        assertThat(refused.runs()).isZero();
        assertThat(refused.status()).isEqualTo(JobStatus.NOT_STARTED);
        assertThat(refused.nextRunAt()).as("the repetition goes on").isNotNull();
        assertThat(auditEvents
                        .list(new AuditFilter(null, null, "MIGRATION_JOB:" + job.id(), null, null), PageQuery.first(50))
                        .items())
                .extracting(e -> e.action())
                .contains("MIGRATION_JOB_START_REFUSED");
    }

    @Test
    void a_recurring_job_gets_a_plan_to_approve_whenever_it_is_due() {
        MigrationJob job = runAs.user(
                CREATOR,
                () -> jobs.create(
                        request("Every day", r -> {
                            r.types = Set.of(ObjectType.BOUNDARY);
                            r.schedule = new JobSchedule(
                                    JobSchedule.When.AT, Instant.now().plus(Duration.ofDays(2)), "PT24H");
                        }),
                        null));
        due(job);
        assertThat(jobs.get(job.id()).runs()).isZero();
        assertThat(openAlerts(job)).singleElement().satisfies(a -> assertThat(a).contains("approved its plan"));
        String first = jobs.plan(job.id()).digest();
        runAs.user(APPROVER, () -> jobs.approve(job.id(), first));

        due(job);
        assertThat(finished(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(openAlerts(job)).isEmpty();

        due(job);
        assertThat(jobs.get(job.id()).runs())
                .as("the second time needs an approval of its own")
                .isEqualTo(1);
        assertThat(openAlerts(job)).hasSize(1);
        String second = jobs.plan(job.id()).digest();
        assertThat(second).isNotEqualTo(first);
        runAs.user(APPROVER, () -> jobs.approve(job.id(), second));

        due(job);
        assertThat(finished(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(jobs.get(job.id()).runs()).isEqualTo(2);
        assertThat(jobs.get(job.id()).nextRunAt()).isNotNull();
    }

    @Test
    void a_stopped_job_may_be_planned_and_approved_anew() {
        MigrationJob job = created("Stopped", false);
        approvedAndRun(job);
        for (String table : List.of("migration_job", "migration_run")) {
            database.update(
                    "UPDATE " + table + " SET status = 'STOPPED' WHERE "
                            + (table.equals("migration_job") ? "id" : "job_id") + " = ?",
                    job.id());
        }

        approvedAndRun(job);

        assertThat(jobs.get(job.id()).runs()).as("the new plan was run").isEqualTo(2);
    }

    /** Its next time has come. */
    private void due(MigrationJob job) {
        starts.due(job.id(), Objects.requireNonNull(jobs.get(job.id()).nextRunAt()));
    }

    private List<String> openAlerts(MigrationJob job) {
        return database.queryForList(
                "SELECT message FROM alert WHERE subject_type = 'MIGRATION_JOB' AND subject_id = ? AND acknowledged_at IS NULL",
                String.class,
                String.valueOf(job.id()));
    }

    private MigrationJob created(String name, boolean now) {
        return runAs.user(
                CREATOR,
                () -> jobs.create(
                        request(name, r -> {
                            r.types = Set.of(ObjectType.BOUNDARY);
                            r.now = now;
                        }),
                        null));
    }

    private void approvedAndRun(MigrationJob job) {
        String digest = runAs.user(CREATOR, () -> jobs.makePlan(job.id()).digest());
        runAs.user(APPROVER, () -> jobs.approve(job.id(), digest));
        runAs.user(CREATOR, () -> jobs.start(job.id()));
        MigrationJob done = finished(job.id());
        assertThat(done.status()).as(String.valueOf(done.failure())).isEqualTo(JobStatus.COMPLETED);
    }

    /** Makes the user, or gives the one there is this role. */
    private void user(String name, BuiltInRole role) {
        Long id = users.list(PageQuery.first(100)).items().stream()
                .filter(u -> u.name().equals(name))
                .map(AdminUser::id)
                .findFirst()
                .orElse(null);
        if (id == null) {
            users.create(
                    new AdminUserInput(name, "Approval-Test-Passw0rd", Set.of(role.title()), Set.of("All"), false));
        } else {
            users.update(id, new AdminUserChange(null, Set.of(role.title()), null, null));
        }
    }
}
