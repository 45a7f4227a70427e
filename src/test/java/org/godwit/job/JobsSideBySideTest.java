package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.site.ObjectType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** As many jobs run at a time as a node may run; of those that wait, the most urgent one begins first. */
@TestPropertySource(properties = "godwit.jobs.side-by-side=2")
class JobsSideBySideTest extends JobFixture {

    @MockitoSpyBean
    ObjectsPhase objects;

    /** Names of the jobs that came to their objects, in that order. */
    private final List<String> came = new CopyOnWriteArrayList<>();

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Semaphore gate = new Semaphore(0);

    @BeforeEach
    void jobsWaitWithTheirObjectsUntilTheyAreLetGo() {
        doAnswer(call -> {
                    came.add(((MigrationJobEntity) call.getArgument(1)).name());
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    boolean letGo = gate.tryAcquire(1, TimeUnit.MINUTES);
                    inside.decrementAndGet();
                    return letGo && Boolean.TRUE.equals(call.callRealMethod());
                })
                .when(objects)
                .run(any(), any(), any());
    }

    @Test
    void two_run_side_by_side_and_the_most_urgent_of_those_that_wait_comes_next() {
        MigrationJob first = started("First", JobPriority.NORMAL);
        MigrationJob second = started("Second", JobPriority.LOW);
        await().atMost(Duration.ofSeconds(60)).until(() -> inside.get() == 2);
        MigrationJob low = waiting("Low", JobPriority.LOW);
        MigrationJob normal = waiting("Normal", JobPriority.NORMAL);
        MigrationJob high = waiting("High", JobPriority.HIGH);
        assertThat(came).containsExactlyInAnyOrder("First", "Second");

        for (String next : List.of("High", "Normal", "Low")) {
            gate.release();
            await().atMost(Duration.ofSeconds(60)).until(() -> came.contains(next) || came.size() > 4);
            assertThat(came.get(came.size() - 1)).isEqualTo(next);
        }
        gate.release(2);

        for (MigrationJob job : List.of(first, second, low, normal, high)) {
            MigrationJob done = finished(job.id());
            assertThat(done.status()).as(String.valueOf(done.failure())).isEqualTo(JobStatus.COMPLETED);
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void one_that_waits_can_be_stopped() {
        MigrationJob first = started("First", JobPriority.NORMAL);
        MigrationJob second = started("Second", JobPriority.NORMAL);
        await().atMost(Duration.ofSeconds(60)).until(() -> inside.get() == 2);
        MigrationJob third = waiting("Third", JobPriority.NORMAL);

        jobs.stop(third.id());

        assertThat(finished(third.id()).status()).isEqualTo(JobStatus.STOPPED);
        assertThat(inside).hasValue(2);
        gate.release(2);
        assertThat(finished(first.id()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(finished(second.id()).status()).isEqualTo(JobStatus.COMPLETED);
    }

    private MigrationJob started(String name, JobPriority priority) {
        return jobs.create(
                request(name, r -> {
                    r.types = Set.of(ObjectType.BOUNDARY);
                    r.priority = priority;
                    r.now = true;
                }),
                null);
    }

    private MigrationJob waiting(String name, JobPriority priority) {
        MigrationJob job = started(name, priority);
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        jobs.events(job.id(), 0).stream().anyMatch(e -> e.code().equals("RUN_WAITS")));
        return job;
    }
}
