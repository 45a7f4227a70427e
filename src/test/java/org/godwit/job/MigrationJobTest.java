package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.access.BuiltInRole;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.EntityStatus;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.godwit.site.SourceRight;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Jobs over a gathered sample source: what is planned is what is done, and doing it again changes nothing. */
class MigrationJobTest extends JobFixture {

    @Autowired
    JobEventStore jobEvents;

    @Test
    void does_what_the_plan_said_and_verifies_it() {
        MigrationJob job = jobs.create(
                request("Everything", r -> {
                    r.types = ALL;
                    r.clients = ClientChoice.everyone();
                    r.packages = PackageChoice.everything();
                }),
                null);
        assertThat(job.status()).isEqualTo(JobStatus.NOT_STARTED);
        MigrationPlan plan = jobs.makePlan(job.id());
        assertThat(plan.items()).isNotEmpty();

        jobs.start(job.id());
        MigrationJob done = finished(job.id());

        assertThat(done.failure()).isNull();
        assertThat(done.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(done.planDigest()).isEqualTo(plan.digest());
        assertThat(done.verification()).isNotNull();
        Map<Long, JobItem> items = jobs.items(job.id(), null, null, new PageQuery(0, 1000, null)).items().stream()
                .collect(Collectors.toMap(JobItem::entityId, i -> i));
        assertThat(items).hasSize(plan.items().size());
        for (MigrationPlan.Item planned : plan.items()) {
            boolean writes = planned.fate() == Fate.CREATE || planned.fate() == Fate.OVERWRITE;
            assertThat(items.get(planned.entityId()))
                    .as(planned.name())
                    .extracting(JobItem::status)
                    .isEqualTo(writes ? ItemStatus.COMPLETED : ItemStatus.SKIPPED);
        }
        assertThat(Objects.requireNonNull(done.clientsDone()).blocked()).isPositive();
        assertThat(Objects.requireNonNull(done.contentDone()).packagesFailed()).isZero();
        assertThat(done.counts().failed()).isZero();
        for (JobReport.Format format : JobReport.Format.values()) {
            String body = new String(jobs.report(job.id(), format).body(), StandardCharsets.UTF_8);
            assertThat(body).contains("VERIFIED".substring(0, format == JobReport.Format.CSV ? 0 : 8));
        }
        MigrationJob again = jobs.cloneJob(job.id());
        assertThat(again.status()).isEqualTo(JobStatus.NOT_STARTED);
        jobs.start(again.id());
        MigrationJob nothing = finished(again.id());
        assertThat(nothing.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(nothing.counts().migrated()).isZero();
        assertThat(Objects.requireNonNull(nothing.contentDone()).bytesMoved()).isZero();
        assertThat(jobs.plan(again.id()).items()).allMatch(i -> i.fate() == Fate.SKIP || i.fate() == Fate.BLOCKED);
    }

    @Test
    void what_the_rules_of_a_type_say_is_planned_written_and_verified() {
        MigrationJob job = jobs.create(
                request(
                        "Rules",
                        r -> r.types =
                                Set.of(ObjectType.BOUNDARY_GROUP, ObjectType.METERING_RULE, ObjectType.DEPLOYMENT)),
                null);
        MigrationPlan plan = jobs.makePlan(job.id());
        jobs.start(job.id());
        assertThat(Objects.requireNonNull(finished(job.id()).verification()).verdict())
                .isEqualTo(MigrationJob.Verification.Verdict.VERIFIED);

        arrived(plan, ObjectType.BOUNDARY_GROUP, "DefaultSiteCode", "not for site assignment");
        arrived(plan, ObjectType.METERING_RULE, "SiteCode", "bound to no site");
        assertThat(payloads(ObjectType.DEPLOYMENT))
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p).containsEntry("Enabled", false));
        MigrationJob again = jobs.cloneJob(job.id());
        assertThat(jobs.makePlan(again.id()).items())
                .as("nothing is different when it is planned again")
                .extracting(MigrationPlan.Item::reasonCode)
                .containsOnly(PlannedItem.UP_TO_DATE);
    }

    private void arrived(MigrationPlan plan, ObjectType type, String field, String advice) {
        List<MigrationPlan.Item> items =
                plan.items().stream().filter(i -> i.type() == type).toList();
        assertThat(items)
                .as("sites at the source")
                .anyMatch(
                        i -> catalogue.get(hierarchyId, i.entityId()).payload().get(field) != null);
        assertThat(items)
                .allSatisfy(i -> assertThat(String.join(" ", i.advice())).contains(advice));
        assertThat(payloads(type))
                .hasSameSizeAs(items)
                .allSatisfy(p -> assertThat(p).doesNotContainKey(field));
    }

    private List<Map<String, Object>> payloads(ObjectType type) {
        return database
                .queryForList("SELECT payload FROM destination_object WHERE object_type = ?", String.class, type.name())
                .stream()
                .map(TargetRenderer::fields)
                .toList();
    }

    @Test
    void puts_what_is_needed_first() {
        MigrationJob job = jobs.create(request("Order", r -> r.types = Set.of(ObjectType.TASK_SEQUENCE)), null);

        List<MigrationPlan.Item> items = jobs.makePlan(job.id()).items();

        assertThat(items).extracting(MigrationPlan.Item::type).contains(ObjectType.BOOT_IMAGE);
        Map<Long, Integer> position =
                items.stream().collect(Collectors.toMap(MigrationPlan.Item::entityId, MigrationPlan.Item::position));
        for (MigrationPlan.Item item : items) {
            catalogue.get(hierarchyId, item.entityId()).dependsOn().stream()
                    .filter(d -> d.entityId() != null && position.containsKey(d.entityId()))
                    .forEach(d -> assertThat(position.get(d.entityId()))
                            .as(item.name() + " needs " + d.name())
                            .isLessThan(item.position()));
        }
    }

    @Test
    void makes_the_same_plan_again() {
        MigrationJob job = jobs.create(request("Same", r -> r.types = ALL), null);

        assertThat(jobs.makePlan(job.id()).digest())
                .isEqualTo(jobs.makePlan(job.id()).digest());
    }

    @Test
    void a_running_job_stands_in_the_way_of_finishing_its_source() {
        MigrationJob job = jobs.create(request("In the way", r -> r.types = Set.of(ObjectType.COLLECTION)), null);
        assertThat(hierarchies.finishReview(hierarchyId).blockers()).isEmpty();
        database.update("UPDATE migration_job SET status = 'RUNNING' WHERE id = ?", job.id());
        try {
            assertThat(hierarchies.finishReview(hierarchyId).blockers())
                    .containsExactly("Migration job '" + job.name() + "' is running.");
        } finally {
            database.update("UPDATE migration_job SET status = 'NOT_STARTED' WHERE id = ?", job.id());
        }
    }

    @Test
    void says_what_the_source_did_not_give() {
        MigrationJob job = jobs.create(request("Gaps", r -> r.types = Set.of(ObjectType.COLLECTION)), null);
        MigrationPlan whole = jobs.makePlan(job.id());
        gaps.replace(hierarchyId, Set.of(SourceRight.COLLECTION_INCLUDES, SourceRight.CONTENT_HASHES));
        try {
            MigrationPlan plan = jobs.makePlan(job.id());

            assertThat(whole.notGathered()).isEmpty();
            assertThat(plan.notGathered())
                    .singleElement()
                    .satisfies(sentence -> assertThat(sentence)
                            .contains("Include and exclude rules of collections were not gathered")
                            .contains("Collection_Rules"));
            assertThat(plan.digest()).isNotEqualTo(whole.digest());
            assertThat(jobs.comparePlans(job.id(), whole.digest()).parts())
                    .singleElement()
                    .satisfies(part -> {
                        assertThat(part.section()).isEqualTo(PlanLines.NOT_GATHERED);
                        assertThat(part.before()).isNull();
                        assertThat(part.after()).contains("Collection_Rules");
                    });
        } finally {
            gaps.replace(hierarchyId, Set.of());
        }
    }

    @Test
    void a_preview_is_the_plan_the_job_will_have_and_stores_nothing() {
        NewMigrationJob request = request("Preview", r -> {
            r.types = Set.of(ObjectType.TASK_SEQUENCE);
            r.clients = ClientChoice.everyone();
            r.packages = PackageChoice.everything();
        });
        int before = plansAndJobs();

        MigrationPlan preview = jobs.preview(request);

        assertThat(preview.items()).isNotEmpty();
        assertThat(plansAndJobs()).isEqualTo(before);
        MigrationJob job = jobs.create(request, null);
        assertThat(jobs.makePlan(job.id()).digest()).isEqualTo(preview.digest());
    }

    private int plansAndJobs() {
        return Objects.requireNonNull(database.queryForObject(
                "SELECT (SELECT COUNT(*) FROM migration_job) + (SELECT COUNT(*) FROM migration_plan)"
                        + " + (SELECT COUNT(*) FROM migration_plan_item)",
                Integer.class));
    }

    @Test
    void the_same_request_with_the_same_key_makes_one_job() {
        NewMigrationJob request = request("Once", r -> r.types = Set.of(ObjectType.BOUNDARY));

        MigrationJob first = jobs.create(request, "key-1");

        assertThat(jobs.create(request, "key-1").id()).isEqualTo(first.id());
        assertCode("IDEMPOTENCY_KEY_REUSED", () -> jobs.create(request("Other", r -> r.types = ALL), "key-1"));
    }

    @Test
    void refuses_what_the_state_forbids() {
        MigrationJob job = jobs.create(request("States", r -> r.types = Set.of(ObjectType.BOUNDARY)), null);

        assertCode("JOB_STATE_NOT_STARTED", () -> jobs.stop(job.id()));
        assertCode("JOB_STATE_NOT_STARTED", () -> jobs.retryFailed(job.id()));
        assertCode("JOB_NOT_PLANNED", () -> jobs.plan(job.id()));
        assertCode("JOB_NOT_FOUND", () -> jobs.get(987_654_321));
    }

    @Test
    void refuses_a_selection_that_does_not_fit() {
        assertCode("JOB_SELECTION_EMPTY", () -> jobs.create(request("Empty", r -> {}), null));
        assertCode(
                "JOB_SELECTION_UNFIT",
                () -> jobs.create(
                        request("Unfit", r -> {
                            r.type = JobType.CLIENT;
                            r.types = ALL;
                        }),
                        null));
        assertCode("ENTITY_NOT_FOUND", () -> jobs.create(request("Unknown", r -> r.entityIds = Set.of(-5L)), null));
    }

    @Test
    void undo_gives_back_what_was_before() {
        MigrationJob job = jobs.create(
                request("To undo", r -> {
                    r.types = Set.of(ObjectType.BOUNDARY);
                    r.now = true;
                    r.conflict = ConflictResolution.OVERWRITE;
                }),
                null);
        MigrationJob done = finished(job.id());
        assertThat(done.status()).isEqualTo(JobStatus.COMPLETED);
        long made = destinationChanges(done);

        MigrationJob undo = jobs.undo(job.id());
        MigrationPlan plan = jobs.makePlan(undo.id());
        assertThat(plan.items()).hasSize((int) made).allMatch(i -> i.fate() == Fate.REMOVE);
        jobs.start(undo.id());
        assertThat(finished(undo.id()).status()).isEqualTo(JobStatus.COMPLETED);

        Set<String> keys =
                plan.items().stream().map(MigrationPlan.Item::sourceKey).collect(Collectors.toSet());
        assertThat(destination
                        .list(ObjectType.BOUNDARY, null, new PageQuery(0, 1000, null))
                        .items())
                .noneMatch(o -> keys.contains(o.sourceKey()));
        assertThat(catalogue
                        .list(
                                hierarchyId,
                                new EntityFilter(ObjectType.BOUNDARY, EntityStatus.AVAILABLE, null),
                                PageQuery.first(1000))
                        .total())
                .isGreaterThanOrEqualTo(made);
    }

    private long destinationChanges(MigrationJob done) {
        return jobs.items(done.id(), ItemStatus.COMPLETED, null, PageQuery.first(1))
                .total();
    }

    @Test
    void a_job_that_was_stopped_goes_on() {
        MigrationJob job = jobs.create(
                request("To stop", r -> {
                    r.types = ALL;
                    r.now = true;
                }),
                null);
        jobs.stop(job.id());
        MigrationJob stopped = finished(job.id());
        if (stopped.status() == JobStatus.STOPPED) {
            assertCode("JOB_STATE_STOPPED", () -> jobs.retryFailed(job.id()));
            jobs.start(job.id());
        }

        MigrationJob done = finished(job.id());

        assertThat(done.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(done.runs()).isEqualTo(1);
        assertThat(jobs.events(job.id(), 0)).extracting(JobEvent::code).contains("STOP_REQUESTED");
    }

    @Test
    void the_log_begins_with_what_happened_last_and_knows_the_phases_of_the_newest_run() {
        MigrationJob job = finished(jobs.create(
                        request("Long log", r -> {
                            r.types = Set.of(ObjectType.BOUNDARY);
                            r.now = true;
                        }),
                        null)
                .id());
        long before = jobs.log(job.id(), PageQuery.first(1)).total();
        for (int i = 0; i < 600; i++) {
            jobEvents.add(job.id(), 1, null, "ITEM_NOTE", "Note " + i);
        }

        assertThat(jobs.latest(job.id(), 2)).extracting(JobEvent::message).containsExactly("Note 599", "Note 598");
        Page<JobEvent> second = jobs.log(job.id(), new PageQuery(1, 100, null));
        assertThat(second.total()).isEqualTo(before + 600);
        assertThat(second.items())
                .hasSize(100)
                .first()
                .extracting(JobEvent::message)
                .isEqualTo("Note 499");
        assertThat(jobs.phases(job.id()))
                .extracting(JobEvent::message)
                .startsWith("PLAN")
                .contains("OBJECTS")
                .endsWith("VERIFY");
    }

    @Test
    void objects_of_a_job_are_found_by_a_part_of_their_name() {
        MigrationJob job = finished(jobs.create(
                        request("To search", r -> {
                            r.types = Set.of(ObjectType.BOUNDARY);
                            r.now = true;
                        }),
                        null)
                .id());
        JobItem one = jobs.items(job.id(), null, null, new PageQuery(0, 1, "name,desc"))
                .items()
                .get(0);

        assertThat(jobs.items(job.id(), null, one.name().substring(1), PageQuery.first(50))
                        .items())
                .extracting(JobItem::entityId)
                .contains(one.entityId());
        assertThat(jobs.items(job.id(), null, one.sourceKey(), PageQuery.first(50))
                        .items())
                .extracting(JobItem::entityId)
                .contains(one.entityId());
        assertThat(jobs.items(job.id(), null, "no such % object", PageQuery.first(50))
                        .total())
                .isZero();
    }

    @Test
    void what_was_deleted_is_gone() {
        MigrationJob job = jobs.create(request("To delete", r -> r.types = ALL), null);
        jobs.makePlan(job.id());

        jobs.delete(job.id());

        assertCode("JOB_NOT_FOUND", () -> jobs.get(job.id()));
    }

    @Test
    void nobody_approves_her_own_job() {
        MigrationJob job = jobs.create(request("Own", r -> r.types = ALL), null);
        String digest = jobs.makePlan(job.id()).digest();

        assertCode("JOB_APPROVER_IS_CREATOR", () -> jobs.approve(job.id(), digest));
    }

    @Test
    void a_job_due_at_a_time_runs_by_itself() {
        MigrationJob job = jobs.create(
                request("Due", r -> {
                    r.types = Set.of(ObjectType.BOUNDARY);
                    r.schedule =
                            new JobSchedule(JobSchedule.When.AT, Instant.now().plusMillis(300), null);
                }),
                null);
        assertThat(job.nextRunAt()).isNotNull();

        assertThat(finished(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(jobs.get(job.id()).nextRunAt()).isNull();
    }

    @Test
    @SignedInAs(value = BuiltInRole.READ_ONLY_ANALYST, name = "analyst")
    void a_reader_creates_no_job() {
        assertCode("RIGHT_MISSING", () -> jobs.create(request("No", r -> r.types = ALL), null));
    }
}
