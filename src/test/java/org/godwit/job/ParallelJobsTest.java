package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.godwit.security.RunAs;
import org.godwit.shared.GodwitException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Jobs side by side, and people who want the same at the same moment. */
class ParallelJobsTest extends JobFixture {

    @Autowired
    RunAs runAs;

    @Test
    void jobs_that_bring_the_same_objects_at_the_same_time_all_complete_and_bring_each_once() {
        List<MigrationJob> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(jobs.create(request("Side by side " + i, r -> r.types = ALL), null));
        }
        all.forEach(job -> jobs.makePlan(job.id()));
        all.forEach(job -> jobs.start(job.id()));

        for (MigrationJob job : all) {
            MigrationJob done = finished(job.id());
            assertThat(done.failure()).isNull();
            assertThat(done.status()).isEqualTo(JobStatus.COMPLETED);
        }
        Map<String, Object> twice = database.queryForMap(
                "SELECT COUNT(*) AS objects, COUNT(DISTINCT object_id) AS distinct_objects FROM destination_object_change");
        assertThat(twice.get("objects")).isEqualTo(twice.get("distinct_objects"));
    }

    @Test
    void of_many_who_start_a_job_at_once_one_starts_it_and_the_others_are_told() throws Exception {
        MigrationJob job = jobs.create(request("Once only", r -> r.types = ALL), null);
        int people = 6;
        CyclicBarrier together = new CyclicBarrier(people);
        ExecutorService threads = Executors.newFixedThreadPool(people);
        List<Future<String>> outcomes = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            Callable<String> start = () -> runAs.user("admin", () -> {
                await(together);
                try {
                    jobs.start(job.id());
                    return "STARTED";
                } catch (GodwitException e) {
                    return e.code();
                }
            });
            outcomes.add(threads.submit(start));
        }
        List<String> codes = new ArrayList<>();
        for (Future<String> outcome : outcomes) {
            codes.add(outcome.get());
        }
        threads.shutdown();

        assertThat(codes).containsOnlyOnce("STARTED");
        assertThat(codes).isSubsetOf("STARTED", "JOB_STATE_CHANGED", "JOB_STATE_RUNNING");
        assertThat(finished(job.id()).runs()).isEqualTo(1);
        assertThat(jobs.events(job.id(), 0))
                .filteredOn(e -> e.code().equals("RUN_STARTED"))
                .hasSize(1);
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
