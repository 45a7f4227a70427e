package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.distribution.SourcePoint;
import org.godwit.distribution.TakeoverStep;
import org.godwit.job.PhaseTimeStore.Measured;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.junit.jupiter.api.Test;

/** What a plan foresees: collections that would grow, how long it takes, what a takeover does step by step. */
class PlanForesightTest extends JobFixture {

    @Test
    void collections_that_would_find_clients_from_elsewhere_are_listed_with_who_would_reach_them() {
        MigrationJob job = jobs.create(request("Growth", r -> r.types = Set.of(ObjectType.COLLECTION)), null);
        database.update("DELETE FROM client_record");
        assertThat(jobs.makePlan(job.id()).growth()).as("nobody is there").isEmpty();
        database.update("INSERT INTO client_record (sms_id, status, blocked, block_lifted) VALUES"
                + " ('GUID:00000000-0000-0000-0000-00000000F00D', 'ASSIGNED', 0, 0)");

        List<MigrationPlan.Growth> growth = jobs.makePlan(job.id()).growth();

        assertThat(growth).isNotEmpty().allMatch(g -> g.othersAtMost() == 1);
        assertThat(growth).allSatisfy(g -> assertThat(g.membersAtSource()).isNotNull());
        assertThat(growth).anySatisfy(g -> assertThat(g.membersAtSource()).isPositive());
        assertThat(growth).anySatisfy(g -> assertThat(g.targetedBy()).isNotEmpty());
        database.update("DELETE FROM client_record");
    }

    @Test
    void a_site_code_in_the_query_or_a_limiting_collection_of_the_destination_bounds_a_collection() {
        JobSettings plain = settings(Map.of());
        JobSettings mapped = settings(Map.of("PS100010", "GDW00042"));

        assertThat(CollectionGrowth.isUnbounded(collection("SMS00001", "select * from SMS_R_System"), plain))
                .isTrue();
        assertThat(CollectionGrowth.isUnbounded(
                        collection("SMS00001", "… where SMS_R_System.SiteCode = \\\"GDW\\\""), plain))
                .isFalse();
        assertThat(CollectionGrowth.isUnbounded(collection("GDW00042", "select * from SMS_R_System"), mapped))
                .isFalse();
    }

    @Test
    void a_plan_says_how_long_it_takes_once_that_was_measured() {
        MigrationPlan.Clients clients = new MigrationPlan.Clients(900, 50, 50, 0, 10, Map.of());
        PlanStore.Parts parts = new PlanStore.Parts(clients, null, null, List.of(), null, List.of(), null);
        Map<Phase, Measured> measured =
                Map.of(Phase.OBJECTS, new Measured(10, 1000, 0, 3), Phase.CLIENTS, new Measured(2, 4000, 0, 2));

        MigrationPlan.Estimate estimate = Objects.requireNonNull(PlanViews.estimate(500, parts, measured));

        assertThat(estimate.phases())
                .containsEntry("OBJECTS", Duration.ofSeconds(5))
                .containsEntry("CLIENTS", Duration.ofMillis(500));
        assertThat(estimate.total()).isEqualTo(Duration.ofMillis(5500));
        assertThat(estimate.measuredRuns()).isEqualTo(3);
        assertThat(PlanViews.estimate(500, parts, Map.of())).isNull();
    }

    @Test
    void runs_are_measured() {
        MigrationJob job = jobs.create(
                request("Measured", r -> {
                    r.types = Set.of(ObjectType.BOUNDARY);
                    r.now = true;
                }),
                null);
        assertThat(finished(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        MigrationJob next = jobs.create(request("Estimated", r -> r.types = Set.of(ObjectType.BOUNDARY_GROUP)), null);

        assertThat(jobs.makePlan(next.id()).estimate()).isNotNull();
    }

    @Test
    void a_distribution_point_job_plans_its_takeover_step_by_step_and_says_what_is_against_it() {
        SourcePoint point =
                sourcePoints.list(hierarchyId, PageQuery.first(100)).items().get(0);
        MigrationJob job = jobs.create(
                request("Takeover", r -> {
                    r.type = JobType.DISTRIBUTION_POINT;
                    r.takeover = new TakeoverChoice(List.of(point.id()), null, TakeoverStep.SWITCH);
                }),
                null);

        MigrationPlan plan = jobs.makePlan(job.id());

        var taken = Objects.requireNonNull(plan.takeover()).points().get(0);
        assertThat(taken.serverName()).isEqualTo(point.serverName());
        assertThat(taken.steps()).isNotEmpty();
        assertThat(taken.eligible()).isEqualTo(taken.reasons().isEmpty());
        assertCode(
                "JOB_TAKEOVER_INVALID",
                () -> jobs.create(
                        request("Wrong", r -> {
                            r.types = Set.of(ObjectType.BOUNDARY);
                            r.takeover = new TakeoverChoice(List.of(point.id()), null, null);
                        }),
                        null));
    }

    @Test
    void a_distribution_point_job_reassigns_a_point_and_verifies_what_it_holds() {
        SourcePoint eligible = reassignable();
        MigrationJob job = jobs.create(
                request("Take over", r -> {
                    r.type = JobType.DISTRIBUTION_POINT;
                    r.takeover = new TakeoverChoice(List.of(eligible.id()), null, null);
                    r.now = true;
                }),
                null);

        MigrationJob done = finished(job.id());

        assertThat(done.status()).as(done.failure() + " " + done.verification()).isEqualTo(JobStatus.COMPLETED);
        MigrationJob.TakeoverDone taken = Objects.requireNonNull(done.takeoverDone());
        assertThat(taken.completed() + taken.waiting()).isEqualTo(1);
        assertThat(taken.failed()).isZero();
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(done.verification()).content())
                        .equal())
                .isTrue();
    }

    @Test
    void a_takeover_that_failed_goes_on_when_what_failed_is_retried() throws Exception {
        SourcePoint point = reassignable();
        String packageId = database.queryForObject(
                "SELECT MIN(p.package_id) FROM source_package_location p JOIN source_distribution_point d"
                        + " ON d.hierarchy_id = p.hierarchy_id AND d.nal_path = p.nal_path WHERE p.state = 0 AND d.id = ?",
                String.class,
                point.id());
        Map<Path, Path> away = new HashMap<>();
        for (var library : sample().distributionPoints()) {
            Path manifest = Path.of(library.path()).resolve("PkgLib").resolve(packageId + ".INI");
            if (Files.exists(manifest)) {
                away.put(manifest, Files.move(manifest, manifest.resolveSibling(packageId + ".away")));
            }
        }
        assertThat(away).isNotEmpty();
        MigrationJob job = jobs.create(
                request("Take over again", r -> {
                    r.type = JobType.DISTRIBUTION_POINT;
                    r.takeover = new TakeoverChoice(List.of(point.id()), null, null);
                    r.now = true;
                }),
                null);
        MigrationJob failed = finished(job.id());
        assertThat(failed.status()).isEqualTo(JobStatus.FAILED);
        assertThat(Objects.requireNonNull(failed.takeoverDone()).failed()).isEqualTo(1);
        for (Map.Entry<Path, Path> moved : away.entrySet()) {
            Files.move(moved.getValue(), moved.getKey());
        }

        jobs.retryFailed(job.id());

        MigrationJob done = finished(job.id());
        assertThat(done.status()).as(done.failure() + " " + done.verification()).isEqualTo(JobStatus.COMPLETED);
        assertThat(done.runs()).isEqualTo(2);
        assertThat(Objects.requireNonNull(done.takeoverDone()).failed()).isZero();
    }

    @Test
    void the_files_of_a_plan_hold_what_it_says_beside_its_objects() {
        SourcePoint point =
                sourcePoints.list(hierarchyId, PageQuery.first(100)).items().get(0);
        MigrationJob job = jobs.create(
                request("Files", r -> {
                    r.type = JobType.DISTRIBUTION_POINT;
                    r.types = Set.of(ObjectType.COLLECTION);
                    r.takeover = new TakeoverChoice(List.of(point.id()), null, null);
                    r.clients = ClientChoice.everyone();
                }),
                null);
        database.update("DELETE FROM client_record");
        database.update("INSERT INTO client_record (sms_id, status, blocked, block_lifted) VALUES"
                + " ('GUID:00000000-0000-0000-0000-00000000F00D', 'ASSIGNED', 0, 0)");
        MigrationPlan plan = jobs.makePlan(job.id());
        database.update("DELETE FROM client_record");
        MigrationPlan.Growth growth = plan.growth().get(0);

        String csv = text(jobs.planFile(job.id(), JobReport.Format.CSV));
        String html = text(jobs.planFile(job.id(), JobReport.Format.HTML));

        assertThat(csv)
                .contains("COLLECTION_GROWTH," + growth.collectionId(), "TAKEOVER," + point.serverName(), "CLIENTS,");
        assertThat(html).contains("more members", "to be reassigned", point.serverName(), "VERIFY_CONTENT");
        assertThat(plan.growth()).extracting(MigrationPlan.Growth::entityId).doesNotHaveDuplicates();
        MigrationPlan.Estimate known =
                new MigrationPlan.Estimate(Duration.ofSeconds(3725), Map.of("OBJECTS", Duration.ofSeconds(3725)), 3);
        MigrationPlan estimated = new MigrationPlan(
                plan.jobId(),
                plan.digest(),
                plan.createdAt(),
                plan.createdBy(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                List.of(),
                null,
                known);
        assertThat(text(PlanPages.of(estimated, JobReport.Format.CSV))).contains("ESTIMATE,OBJECTS", "1:02:05");
        assertThat(text(PlanPages.of(estimated, JobReport.Format.HTML))).contains("How long it will take", "1:02:05");
    }

    @Test
    void a_collection_that_includes_one_that_grows_grows_with_it() {
        database.update("DELETE FROM client_record");
        database.update("INSERT INTO client_record (sms_id, status, blocked, block_lifted) VALUES"
                + " ('GUID:00000000-0000-0000-0000-00000000F00D', 'ASSIGNED', 0, 0)");
        MigrationJob job = jobs.create(request("Includes", r -> r.types = Set.of(ObjectType.COLLECTION)), null);
        List<MigrationPlan.Growth> before = jobs.makePlan(job.id()).growth();
        Set<Long> growing = before.stream().map(MigrationPlan.Growth::entityId).collect(Collectors.toSet());
        Map<String, Object> still = database
                .queryForList(
                        "SELECT id, source_key FROM migration_entity WHERE hierarchy_id = ? AND object_type = 'COLLECTION'",
                        hierarchyId)
                .stream()
                .filter(row -> !growing.contains(((Number) row.get("id")).longValue()))
                .findFirst()
                .orElseThrow();
        database.update(
                "INSERT INTO entity_reference (hierarchy_id, from_entity_id, to_type, to_key, kind)"
                        + " VALUES (?, ?, 'COLLECTION', ?, 'INCLUDE_COLLECTION')",
                hierarchyId,
                still.get("id"),
                before.get(0).collectionId());

        assertThat(jobs.makePlan(job.id()).growth())
                .extracting(MigrationPlan.Growth::collectionId)
                .contains((String) still.get("source_key"));
        database.update(
                "DELETE FROM entity_reference WHERE from_entity_id = ? AND to_key = ? AND kind = 'INCLUDE_COLLECTION'",
                still.get("id"),
                before.get(0).collectionId());
        database.update("DELETE FROM client_record");
    }

    private SourcePoint reassignable() {
        return sourcePoints.list(hierarchyId, PageQuery.first(100)).items().stream()
                .filter(p -> p.reassignable() && p.takenOverBy() == null)
                .findFirst()
                .orElseThrow();
    }

    private static String text(JobReport file) {
        return new String(file.body(), StandardCharsets.UTF_8);
    }

    private static PlannedItem collection(String limit, String query) {
        return new PlannedItem(
                0,
                1,
                ObjectType.COLLECTION,
                "PS100011",
                "Some",
                "Some",
                "PS100011",
                Fate.CREATE,
                null,
                null,
                null,
                "{\"LimitToCollectionID\":\"" + limit + "\",\"QueryRules\":[{\"QueryExpression\":\"" + query + "\"}]}",
                "",
                "",
                null,
                PlannedItem.Details.NONE);
    }

    private JobSettings settings(Map<String, String> collectionMapping) {
        return JobSettings.of(request("Any", r -> {
            r.types = Set.of(ObjectType.COLLECTION);
            r.collectionMapping = collectionMapping;
        }));
    }
}
