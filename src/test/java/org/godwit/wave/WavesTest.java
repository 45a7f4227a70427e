package org.godwit.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringStatus;
import org.godwit.hierarchy.SourceHierarchyDefinition;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.job.ClientChoice;
import org.godwit.job.JobStatus;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.godwit.wave.WavePlan.Status;
import org.godwit.wave.WavePlan.Wave;
import org.godwit.wave.WavePlan.WaveStatus;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

/** The clients of the sample site in waves: sizes, counts, pauses, hold and go on, an estimate. */
@IntegrationTest
@DirtiesContext // it leaves a source behind
@SignedInAs
class WavesTest {

    @Autowired
    WaveService waves;

    @Autowired
    WaveSteps steps;

    @Autowired
    MigrationJobService jobs;

    @Autowired
    GatheringService gatherings;

    @Autowired
    SourceHierarchyService hierarchies;

    @Autowired
    GodwitProperties properties;

    @Test
    void clientsAreMigratedWaveByWave() {
        SampleSummary sample = SampleSite.generate(SampleSpec.small(properties
                        .dataDir()
                        .resolve("waves")
                        .resolve(UUID.randomUUID().toString()))
                .withClients(60)
                .withPackages(24)
                .withFiles(1, 100));
        long hierarchy = define(sample);
        int gathering = gatherings.start(hierarchy);
        until(() -> gatherings.get(hierarchy, gathering).status() != GatheringStatus.RUNNING);
        long clients = sample.clients();

        WavePlan plan = waves.create(new NewWavePlan(
                "Waves " + hierarchy, hierarchy, ClientChoice.everyone(), List.of(5, 20), Duration.ZERO));
        assertThat(plan.status()).isEqualTo(Status.READY);
        assertThat(plan.clients()).isEqualTo(clients);
        assertThat(plan.waves()).hasSize(1 + (int) Math.ceil((clients - 5) / 20.0));
        assertThat(plan.waves()).extracting(Wave::clients).startsWith(5L, 20L);
        assertThat(plan.waves().stream().mapToLong(Wave::blocked).sum()).isEqualTo(sample.blockedClients());

        waves.start(plan.id());
        until(() -> step(plan).waves().get(0).status() == WaveStatus.COMPLETED);
        WavePlan held = waves.hold(plan.id());
        assertThat(held.status()).isEqualTo(Status.HELD);
        assertThat(held.heldBecause()).contains("admin");
        assertThat(held.expectedEnd()).isAfter(Instant.now().minusSeconds(60));
        assertThat(held.migrated()).isLessThan(clients);
        long begun = held.waves().stream().filter(w -> w.jobId() != null).count();
        steps.step();
        assertThat(waves.get(plan.id()).waves().stream().filter(w -> w.jobId() != null))
                .as("held: none begins")
                .hasSize((int) begun);
        assertThatThrownBy(() -> waves.hold(plan.id())).isInstanceOf(GodwitException.class);

        waves.start(plan.id());
        until(() -> step(plan).status() == Status.COMPLETED);

        WavePlan done = waves.get(plan.id());
        assertThat(done.migrated()).isEqualTo(clients);
        assertThat(done.waves()).extracting(Wave::status).containsOnly(WaveStatus.COMPLETED);
        for (Wave wave : done.waves()) {
            MigrationJob job = jobs.get(java.util.Objects.requireNonNull(wave.jobId()));
            assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(job.counts().migrated()).isLessThanOrEqualTo(wave.clients());
        }
        assertThat(waves.list(PageQuery.first(3)).items()).contains(done);
        assertThatThrownBy(() -> waves.start(plan.id())).isInstanceOf(GodwitException.class);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(
                        () -> waves.create(new NewWavePlan("x", 1, ClientChoice.everyone(), List.of(0), Duration.ZERO)))
                .isInstanceOf(GodwitException.class);
        assertThatThrownBy(() ->
                        waves.create(new NewWavePlan("x", -7, ClientChoice.everyone(), List.of(1), Duration.ZERO)))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("WAVES_EMPTY"));
        assertThatThrownBy(() -> waves.get(-1)).isInstanceOf(GodwitException.class);
    }

    /** As two nodes would at the same moment, and the schedule beside them. */
    private WavePlan step(WavePlan plan) {
        CompletableFuture<Void> other = CompletableFuture.runAsync(steps::step);
        steps.step();
        other.join();
        return waves.get(plan.id());
    }

    /** Waits on this thread, which is the one that is signed in. */
    private static void until(Callable<Boolean> condition) {
        await().pollInSameThread().atMost(Duration.ofMinutes(2)).until(condition);
    }

    private long define(SampleSummary sample) {
        return hierarchies
                .create(
                        new SourceHierarchyDefinition(
                                "Waves " + UUID.randomUUID(),
                                new SourceHierarchyDefinition.TopLevelSite(
                                        sample.siteServer(),
                                        new SourceHierarchyDefinition.Database(sample.jdbcUrl(), null),
                                        null,
                                        null),
                                Duration.ofHours(4),
                                null,
                                false),
                        null)
                .id();
    }
}
