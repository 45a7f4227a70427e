package org.godwit.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.godwit.access.AdminUserInput;
import org.godwit.access.AdminUserService;
import org.godwit.audit.AuditTrail;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringStatus;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.job.ClientChoice;
import org.godwit.job.JobStatus;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.security.RunAs;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SampleHierarchies;
import org.godwit.testing.SignedInAs;
import org.godwit.wave.WavePlan.Status;
import org.godwit.wave.WavePlan.Wave;
import org.godwit.wave.WavePlan.WaveStatus;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;

/** The clients of the sample site in waves: sizes, counts, pauses, hold and go on, an estimate. */
@IntegrationTest
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD) // each leaves a source behind
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

    @Autowired
    WaveStore store;

    @Autowired
    AuditTrail audit;

    @Autowired
    RunAs runAs;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    AdminUserService users;

    @Autowired
    JdbcClient jdbc;

    @Test
    void clientsAreMigratedWaveByWave() {
        SampleSummary sample = sample();
        long hierarchy = gathered(sample);
        long clients = sample.clients();

        WavePlan plan = plan(hierarchy, Duration.ZERO, 5, 20);
        assertThat(plan.status()).isEqualTo(Status.READY);
        assertThat(plan.securityScopes()).containsExactly("Default");
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
            MigrationJob job = jobs.get(Objects.requireNonNull(wave.jobId()));
            assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(job.counts().migrated()).isLessThanOrEqualTo(wave.clients());
        }
        assertThat(waves.list(PageQuery.first(3)).items()).contains(done);
        assertThatThrownBy(() -> waves.start(plan.id())).isInstanceOf(GodwitException.class);
        removed(done);
    }

    private void removed(WavePlan plan) {
        waves.delete(plan.id());

        assertThatThrownBy(() -> waves.get(plan.id()))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("WAVES_NOT_FOUND"));
        for (Wave wave : plan.waves()) {
            assertThat(count("SELECT COUNT(*) FROM client_list WHERE id = :id", wave.listId()))
                    .isZero();
            assertThat(count("SELECT COUNT(*) FROM client_list_member WHERE list_id = :id", wave.listId()))
                    .isZero();
            assertThat(jobs.get(Objects.requireNonNull(wave.jobId())).status()).isEqualTo(JobStatus.COMPLETED);
        }
        assertThat(count(
                        "SELECT COUNT(*) FROM audit_event WHERE action = 'CLIENT_WAVES_DELETED' AND object_id = :id",
                        Long.toString(plan.id())))
                .isEqualTo(1);
    }

    @Test
    void theNextWaveBeginsWhenThePauseIsOver() {
        WavePlan plan = plan(gathered(sample()), Duration.ofHours(6), 30);
        waves.start(plan.id());
        until(() -> step(plan).waves().get(0).status() == WaveStatus.COMPLETED);
        Instant next = Objects.requireNonNull(waves.get(plan.id()).nextAt());
        assertThat(next).isAfter(Instant.now().plus(Duration.ofHours(5)));

        steps(next.minusSeconds(60)).step();
        assertThat(waves.get(plan.id()).waves().get(1).status()).isEqualTo(WaveStatus.WAITING);
        assertThatThrownBy(() -> waves.delete(plan.id()))
                .as("it runs")
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("WAVES_STATE"));

        steps(next.plusSeconds(1)).step();
        assertThat(waves.get(plan.id()).waves().get(1).jobId()).isNotNull();
        until(() -> step(plan).waves().get(1).status() == WaveStatus.COMPLETED);
    }

    @Test
    void aWaveWhoseJobFailedHoldsTheRestAndIsRunAgain() throws IOException {
        SampleSummary sample = sample();
        WavePlan plan = plan(gathered(sample), Duration.ZERO, 1_000);
        Path database = database(sample);
        Path away = database.resolveSibling("away.db");
        Files.move(database, away);

        waves.start(plan.id());
        until(() -> step(plan).status() == Status.HELD);
        WavePlan held = waves.get(plan.id());
        Long job = Objects.requireNonNull(held.waves().get(0).jobId());
        assertThat(held.waves().get(0).status()).isEqualTo(WaveStatus.FAILED);
        assertThat(jobs.get(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(held.heldBecause()).contains("job " + job, "FAILED");
        assertThatThrownBy(() -> jobs.delete(job))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("JOB_IN_USE"));
        aJobThatIsGoneCountsAsFailed(plan, job);

        Files.move(away, database, StandardCopyOption.REPLACE_EXISTING);
        waves.start(plan.id());
        until(() -> step(plan).status() == Status.COMPLETED);
        assertThat(waves.get(plan.id()).waves().get(0).jobId()).isEqualTo(job);
        assertThat(jobs.get(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    private void aJobThatIsGoneCountsAsFailed(WavePlan plan, long job) {
        jdbc.sql("UPDATE wave SET job_id = -1, status = 'RUNNING' WHERE plan_id = :id")
                .param("id", plan.id())
                .update();
        jdbc.sql("UPDATE wave_plan SET status = 'RUNNING' WHERE id = :id")
                .param("id", plan.id())
                .update();
        until(() -> step(plan).status() == Status.HELD);
        WavePlan held = waves.get(plan.id());
        assertThat(held.heldBecause()).contains("gone");
        assertThat(held.waves()).extracting(Wave::status).containsExactly(WaveStatus.FAILED);
        jdbc.sql("UPDATE wave SET job_id = :job WHERE plan_id = :id")
                .param("job", job)
                .param("id", plan.id())
                .update();
    }

    @Test
    void onlyWhoHoldsAScopeOfThePlanSeesIt() {
        String name = "waves-" + UUID.randomUUID();
        users.create(new AdminUserInput(
                name, "Waves-Test-Passw0rd", Set.of("Full Administrator"), Set.of("Default"), false));
        long hierarchy = gathered(sample());
        WavePlan plan = runAs.user(name, () -> plan(hierarchy, Duration.ZERO, 10));
        assertThat(plan.securityScopes()).containsExactly("Default");
        assertThat(listedFor(name)).contains(plan.id());

        jdbc.sql("UPDATE wave_plan_scope SET scope_name = 'Elsewhere' WHERE plan_id = :id")
                .param("id", plan.id())
                .update();
        assertThat(listedFor(name)).doesNotContain(plan.id());
        assertThatThrownBy(() -> runAs.user(name, () -> waves.start(plan.id())))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("WAVES_NOT_FOUND"));
        assertThat(waves.get(plan.id()).securityScopes()).as("who holds All").containsExactly("Elsewhere");
    }

    private List<Long> listedFor(String name) {
        return runAs.user(name, () -> waves.list(PageQuery.first(1000)).items()).stream()
                .map(WavePlan::id)
                .toList();
    }

    /** The steps at another time. */
    private WaveSteps steps(Instant at) {
        return new WaveSteps(store, jobs, audit, runAs, transaction, Clock.fixed(at, ZoneOffset.UTC));
    }

    private WavePlan plan(long hierarchy, Duration pause, Integer... sizes) {
        return waves.create(
                new NewWavePlan("Waves " + hierarchy, hierarchy, ClientChoice.everyone(), List.of(sizes), pause));
    }

    private SampleSummary sample() {
        return SampleSite.generate(SampleSpec.small(properties
                        .dataDir()
                        .resolve("waves")
                        .resolve(UUID.randomUUID().toString()))
                .withClients(60)
                .withPackages(24)
                .withFiles(1, 100));
    }

    private static Path database(SampleSummary sample) {
        return Path.of(sample.jdbcUrl().substring("jdbc:h2:file:".length()).replaceAll(";.*", "") + ".mv.db");
    }

    private long gathered(SampleSummary sample) {
        long hierarchy = define(sample);
        int gathering = gatherings.start(hierarchy);
        until(() -> gatherings.get(hierarchy, gathering).status() != GatheringStatus.RUNNING);
        return hierarchy;
    }

    private long count(String sql, Object id) {
        return jdbc.sql(sql).param("id", id).query(Long.class).single();
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
        return SampleHierarchies.define(hierarchies, "Waves " + UUID.randomUUID(), sample, false);
    }
}
