package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
        PlanStore.Parts parts = new PlanStore.Parts(clients, null, List.of(), null, List.of(), null);
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
        SourcePoint eligible = sourcePoints.list(hierarchyId, PageQuery.first(100)).items().stream()
                .filter(SourcePoint::eligible)
                .findFirst()
                .orElseThrow();
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
