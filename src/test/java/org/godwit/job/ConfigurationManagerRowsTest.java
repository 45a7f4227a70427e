package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.MigrationEntity;
import org.godwit.distribution.SourceDistributionPointService;
import org.godwit.distribution.SourcePoint;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.godwit.site.ObjectType;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Rows of the built-in tool's job features that no other test is about; see docs/compared-with-configuration-manager.md. */
class ConfigurationManagerRowsTest extends JobFixture {

    @Autowired
    ObjectsPhase objects;

    @Autowired
    MigrationJobRepository repository;

    @Autowired
    RunStore runs;

    @Autowired
    JobLifecycle lifecycle;

    @Autowired
    PlanMaker planMaker;

    @Autowired
    Clock clock;

    @Autowired
    SourceDistributionPointService sourcePoints;

    @Test
    void a_job_of_modified_objects_takes_what_changed_and_overwrites_it() {
        run("Before", r -> r.types = Set.of(ObjectType.PACKAGE, ObjectType.BOUNDARY));
        changeSource("UPDATE v_Package SET Description = 'changed for the modified job' WHERE PackageType = 0");
        Set<Long> modified = ids(ObjectType.PACKAGE, EntityStatus.MODIFIED);
        assertThat(modified).isNotEmpty();

        MigrationJob job = run("Modified", r -> {
            r.type = JobType.MODIFIED;
            r.conflict = ConflictResolution.OVERWRITE;
        });

        assertThat(job.conflict()).isEqualTo(ConflictResolution.OVERWRITE);
        assertThat(jobs.plan(job.id()).items())
                .extracting(MigrationPlan.Item::entityId)
                .containsAll(modified);
        assertThat(jobs.plan(job.id()).items())
                .extracting(MigrationPlan.Item::fate)
                .containsOnly(Fate.OVERWRITE);
        assertThat(ids(ObjectType.PACKAGE, EntityStatus.MODIFIED)).isEmpty();
        assertCode(
                "CONFLICT_CHOICE_INVALID",
                () -> jobs.create(request("Skipping", r -> r.type = JobType.MODIFIED), null));
    }

    @Test
    void a_type_selects_all_its_objects_also_those_migrated_before() {
        run("Once", r -> r.types = Set.of(ObjectType.BOUNDARY));

        MigrationJob again = jobs.create(request("Twice", r -> r.types = Set.of(ObjectType.BOUNDARY)), null);

        assertThat(jobs.makePlan(again.id()).items())
                .hasSize((int) catalogue
                        .list(hierarchyId, new EntityFilter(ObjectType.BOUNDARY, null, null), PageQuery.first(1))
                        .total())
                .allMatch(i -> i.fate() == Fate.SKIP);
    }

    @Test
    void a_completed_job_can_be_run_again() {
        MigrationJob job = run("Again", r -> r.types = Set.of(ObjectType.BOUNDARY));

        jobs.start(job.id());

        MigrationJob twice = finished(job.id());
        assertThat(twice.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(twice.runs()).isEqualTo(2);
        assertThat(twice.counts().migrated()).isZero();
        assertThat(twice.counts().skipped()).isPositive();
        assertThat(twice.counts().failed()).isZero();
    }

    @Test
    void collections_arrive_with_rules_windows_and_variables_and_without_members() {
        run("Collections", r -> r.types = Set.of(ObjectType.COLLECTION));

        List<Map<String, Object>> payloads = database
                .queryForList("SELECT payload FROM destination_object WHERE object_type = 'COLLECTION'", String.class)
                .stream()
                .map(TargetRenderer::fields)
                .map(fields -> (Map<String, Object>) (Map<String, ?>) fields)
                .toList();

        for (String detail : List.of("QueryRules", "MaintenanceWindows", "Variables")) {
            assertThat(payloads).as(detail).anyMatch(p -> p.get(detail) instanceof List<?> rows && !rows.isEmpty());
        }
        assertThat(payloads).noneMatch(p -> p.containsKey("Members") || p.containsKey("MemberCount"));
    }

    @Test
    void an_object_whose_content_is_to_come_is_pending() {
        MigrationJobEntity job = repository
                .findById(jobs.create(
                                request("Pending", r -> {
                                    r.types = Set.of(ObjectType.PACKAGE);
                                    r.packages = PackageChoice.everything();
                                }),
                                null)
                        .id())
                .orElseThrow();
        JobSelection selection = job.settings().select();
        PlanStore.Header plan = planMaker.make(job, selection, "admin");
        long runId = runs.insert(job.id(), 1, "admin", clock.instant(), selection, null, null);
        lifecycle.runPlanned(runId, plan.id());

        objects.run(runs.find(runId).orElseThrow(), job, RunControl.none());

        assertThat(ids(ObjectType.PACKAGE, EntityStatus.PENDING_CONTENT)).isNotEmpty();
    }

    private MigrationJob run(String name, java.util.function.Consumer<RequestBuilder> settings) {
        MigrationJob job = jobs.create(
                request(name, r -> {
                    settings.accept(r);
                    r.now = true;
                }),
                null);
        MigrationJob done = finished(job.id());
        assertThat(done.status()).as(Objects.toString(done.failure())).isEqualTo(JobStatus.COMPLETED);
        return done;
    }

    private Set<Long> ids(ObjectType type, EntityStatus status) {
        return catalogue.list(hierarchyId, new EntityFilter(type, status, null), PageQuery.first(1000)).items().stream()
                .map(MigrationEntity::id)
                .collect(Collectors.toSet());
    }

    @Test
    void boundary_groups_that_name_a_shared_point_are_shown_with_it_and_packages_by_version() {
        List<SourcePoint> points =
                sourcePoints.list(hierarchyId, PageQuery.first(100)).items();

        assertThat(points).isNotEmpty().allSatisfy(point -> {
            assertThat(point.comesWith().boundaryGroups()).isNotEmpty();
            assertThat(point.comesWith().boundaryGroups().get(0).boundaries()).isNotEmpty();
            assertThat(point.comesWith().packagesCurrent() + point.comesWith().packagesOutdated())
                    .isEqualTo(point.packages());
        });
    }
}
