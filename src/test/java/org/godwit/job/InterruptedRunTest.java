package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.destination.DestinationObjects;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.godwit.site.ObjectType;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A run that dies between any two objects, again and again, ends where an undisturbed one would. */
class InterruptedRunTest extends JobFixture {

    @Autowired
    ChunkWriter writer;

    @Autowired
    MigrationJobRepository repository;

    @Autowired
    RunStore runs;

    @Autowired
    RunItemStore items;

    @Autowired
    JobLifecycle lifecycle;

    @Autowired
    PlanMaker planMaker;

    @Autowired
    PlanStore plans;

    @Autowired
    DestinationObjects written;

    @Autowired
    Clock clock;

    @Test
    void every_object_is_written_once_however_often_the_run_dies() {
        Random random = new Random(20261120);
        MigrationJobEntity job = planned("Dies");
        RunStore.Run run = run(job);
        int deaths = 0;
        while (catchThrowableOfType(
                        Death.class,
                        () -> inChunksOf(1 + random.nextInt(3)).run(run, job, dyingAfter(random.nextInt(6))))
                != null) {
            deaths++;
        }

        assertThat(deaths).isPositive();
        assertOutcomeIsThePlan(run);
        assertThat(created(job.id())).isEqualTo(writes(run));
    }

    @Test
    void a_run_that_is_stopped_again_and_again_gets_there_too() {
        MigrationJobEntity job = planned("Stops");
        RunStore.Run run = run(job);
        int stops = 0;
        while (!inChunksOf(2).run(run, job, stoppingAfter(2))) {
            stops++;
        }

        assertThat(stops).isPositive();
        assertOutcomeIsThePlan(run);
    }

    @Test
    void what_changed_after_the_plan_is_told_and_left_alone() {
        MigrationJobEntity job = planned("Changed");
        RunStore.Run run = run(job);
        PlannedItem item = plans.items(Objects.requireNonNull(run.planId())).get(0);
        database.update(
                "UPDATE migration_plan_item SET source_digest = 'other' WHERE plan_id = ? AND position = 0",
                run.planId());

        assertThat(inChunksOf(100).run(run, job, RunControl.none())).isTrue();

        JobItem failed = items.list(new RunOutcome(List.of(run)), ItemStatus.FAILED, null, PageQuery.first(10))
                .items()
                .get(0);
        assertThat(failed.entityId()).isEqualTo(item.entityId());
        assertThat(failed.code()).isEqualTo("SOURCE_CHANGED");
        assertThat(written.present(hierarchyId, item.type(), List.of(item.sourceKey())))
                .isEmpty();
    }

    private ObjectsPhase inChunksOf(int objects) {
        return new ObjectsPhase(plans, items, writer, objects);
    }

    private MigrationJobEntity planned(String name) {
        long id = jobs.create(
                        request(name, r -> r.types = Set.of(ObjectType.COLLECTION, ObjectType.TASK_SEQUENCE)), null)
                .id();
        return repository.findById(id).orElseThrow();
    }

    private RunStore.Run run(MigrationJobEntity job) {
        JobSelection selection = job.settings().select();
        PlanStore.Header plan = planMaker.make(job, selection, "admin");
        long runId = runs.insert(job.id(), 1, "admin", clock.instant(), selection, null, null);
        lifecycle.runPlanned(runId, plan.id());
        return runs.find(runId).orElseThrow();
    }

    private void assertOutcomeIsThePlan(RunStore.Run run) {
        List<PlannedItem> planned = plans.items(Objects.requireNonNull(run.planId()));
        Map<Integer, ItemStatus> statuses = items.statuses(run.id());
        assertThat(statuses).hasSize(planned.size());
        planned.forEach(item -> assertThat(statuses.get(item.position()))
                .isEqualTo(item.writes() ? ItemStatus.COMPLETED : ItemStatus.SKIPPED));
        planned.stream()
                .filter(PlannedItem::comparable)
                .collect(Collectors.groupingBy(PlannedItem::type))
                .forEach((type, ofType) -> {
                    var there = written.bySource(
                            hierarchyId,
                            type,
                            ofType.stream().map(PlannedItem::sourceKey).toList());
                    ofType.forEach(
                            item -> assertThat(there.get(item.sourceKey()).payloadDigest())
                                    .isEqualTo(item.targetDigest()));
                });
    }

    private long writes(RunStore.Run run) {
        return plans.items(Objects.requireNonNull(run.planId())).stream()
                .filter(PlannedItem::writes)
                .count();
    }

    private long created(long jobId) {
        return Objects.requireNonNull(database.queryForObject(
                "SELECT COUNT(*) FROM destination_object_change WHERE job_id = ? AND kind = 'CREATED'",
                Long.class,
                jobId));
    }

    private static RunControl dyingAfter(int items) {
        return new CountingControl(items) {
            @Override
            boolean end() {
                throw new Death();
            }
        };
    }

    private static RunControl stoppingAfter(int items) {
        return new CountingControl(items) {
            @Override
            boolean end() {
                return true;
            }
        };
    }

    private abstract static class CountingControl implements RunControl {
        private int left;

        CountingControl(int items) {
            this.left = items;
        }

        abstract boolean end();

        @Override
        public boolean stopRequested() {
            return left-- == 0 && end();
        }

        @Override
        public void progress(String phase, long done, long total, long bytesDone, long bytesTotal) {}
    }

    /** Not an Exception: nothing catches it, as nothing catches a kill. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }
}
