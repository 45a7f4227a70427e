package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.godwit.agent.AgentLocation;
import org.godwit.agent.AgentService;
import org.godwit.agent.process.AgentHere;
import org.godwit.agent.process.AgentRows;
import org.godwit.content.TestLibrary;
import org.godwit.shared.Carried;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Validations of points that agents are near: what they read, what is not read twice, and what does not have to wait for them. */
class RemoteValidationTest extends ContentFixture {

    private static final int PACKAGES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private AgentService agents;

    @Autowired
    private Validations validations;

    @Autowired
    private ValidationStore store;

    @Autowired
    private EvidenceStore evidence;

    @Autowired
    private LibraryOpener libraries;

    @Autowired
    private TransferProperties properties;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private final String place = "PLACE-" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void forget() {
        AgentRows.forget(jdbc, place);
    }

    /** Packages PK100000, PK100001 and PK100002, brought by the server; from then on agents serve the point. */
    private DistributionPoint published(boolean serverMayHelp) {
        TestLibrary library = TestLibrary.random(dir.resolve("dp1.contoso.com"), 31, PACKAGES, 4, 9_000);
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());
        agents.saveLocation(new AgentLocation(place, List.of(a.id()), List.of(), serverMayHelp, 0, 0));
        return a;
    }

    private AgentHere agent(int points) {
        return new AgentHere(dataSource, new RemoteWorker(libraries, evidence, properties, clock), place, points);
    }

    private CompletableFuture<@Nullable Void> run(long validation, BooleanSupplier shutdown) {
        return CompletableFuture.runAsync(Carried.over(() -> validations.run(validation, shutdown)));
    }

    private long asked(DistributionPoint point) {
        return store.add(point.id(), false, "test", clock.instant());
    }

    private ContentValidation ended(long validation, CompletableFuture<?> run) throws Exception {
        run.get(1, TimeUnit.MINUTES);
        return store.find(validation).orElseThrow();
    }

    /** The orders that an agent can take now. */
    private List<Long> orders() {
        return jdbc.sql(
                        "SELECT id FROM agent_order WHERE location = ? AND kind = 'VALIDATION'"
                                + " AND state IN ('OPEN', 'TAKEN') AND id IN (SELECT order_id FROM agent_account) ORDER BY id DESC")
                .param(place)
                .query(Long.class)
                .list();
    }

    /** The newest of them, once there is one. */
    private long order() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(this::orders, all -> !all.isEmpty())
                .get(0);
    }

    /** The only agent cannot do any of them. */
    private void refuse() {
        jdbc.sql("""
                        UPDATE agent_order SET state = 'REFUSED', message = 'not from here',
                            refused_by = (SELECT CAST(MAX(id) AS NVARCHAR(20)) FROM agent WHERE location = :place)
                        WHERE location = :place AND state = 'OPEN'""").param("place", place).update();
    }

    private List<String> items(long order) {
        return jdbc.sql("SELECT item FROM agent_result WHERE order_id = ? ORDER BY item")
                .param(order)
                .query(String.class)
                .list();
    }

    private String body(long order) {
        return jdbc.sql("SELECT body FROM agent_order WHERE id = ?")
                .param(order)
                .query(String.class)
                .single();
    }

    private Instant verifiedAt(DistributionPoint point, String content) {
        return Objects.requireNonNull(evidence.kept(point.id(), content)).verifiedAt();
    }

    private Path oneStoredFile() throws Exception {
        try (var all = Files.walk(dir.resolve("a/FileLib"))) {
            return all.filter(Files::isRegularFile)
                    .filter(f -> !f.toString().endsWith(".INI"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void anAgentNearThePointHashesWhatItHolds() throws Exception {
        DistributionPoint a = published(false);
        AgentHere agent = agent(1);
        Instant before = clock.instant();
        long clean = asked(a);
        CompletableFuture<?> run = run(clean, () -> false);
        long order = order();
        assertThat(agent.execute(order, () -> false)).isTrue();
        ContentValidation found = ended(clean, run);
        assertThat(found.status()).isEqualTo(ContentValidation.Status.CLEAN);
        assertThat(found.packages()).isEqualTo(PACKAGES);
        assertThat(found.bytes()).isEqualTo(agent.bytesDone()).isPositive();
        assertThat(items(order)).containsExactly("*", "PK100000", "PK100001", "PK100002");
        assertThat(verifiedAt(a, "PK100000.1")).isAfter(before);

        flip(oneStoredFile());
        Path orphan = dir.resolve("a/FileLib/ABCD/" + "ABCD".repeat(16));
        Files.createDirectories(orphan.getParent());
        Files.write(orphan, new byte[] {1});
        long damaged = asked(a);
        run = run(damaged, () -> false);
        assertThat(agent.execute(order(), () -> false)).isTrue();
        found = ended(damaged, run);
        assertThat(found.status()).isEqualTo(ContentValidation.Status.DIFFERENT);
        assertThat(found.findings()).hasSize(2).anyMatch(f -> f.contains("expected SHA-256"));
        assertThat(found.findings()).anyMatch(f -> f.contains("ABCDABCD") && f.contains("belongs to no content"));
    }

    /** What was in order is not read again by whichever node goes on; what was not may have been mended meanwhile. */
    @Test
    void whatWasInOrderBeforeANodeWentDownIsNotReadAgain() throws Exception {
        DistributionPoint a = published(true);
        Path manifest = dir.resolve("a/PkgLib/PK100000.INI");
        Path away = Files.move(manifest, dir.resolve("away"));
        AgentHere agent = agent(1);
        long id = asked(a);
        AtomicBoolean down = new AtomicBoolean();
        CompletableFuture<?> run = run(id, down::get);
        long first = order();
        assertThat(agent.execute(first, () -> items(first).size() == PACKAGES - 1))
                .as("the agent goes down in the middle")
                .isFalse();
        assertThat(items(first)).containsExactly("PK100000", "PK100001");
        down.set(true);
        assertThatThrownBy(() -> run.get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(store.find(id).orElseThrow().finishedAt()).isNull();
        Files.move(away, manifest);

        CompletableFuture<?> again = run(id, () -> false);
        long second = Awaitility.await().atMost(PATIENCE).until(this::order, order -> order != first);
        assertThat(body(second)).contains("PK100000", "PK100002").doesNotContain("PK100001");
        assertThat(agent.execute(second, () -> false)).isTrue();
        ContentValidation found = ended(id, again);
        assertThat(found.status()).as(found.findings().toString()).isEqualTo(ContentValidation.Status.CLEAN);
        assertThat(found.packages()).isEqualTo(PACKAGES);
        assertThat(items(second)).containsExactly("*", "PK100000", "PK100002");
    }

    @Test
    void whatCannotWaitGoesFirst() throws Exception {
        DistributionPoint a = published(true);
        AgentHere agent = agent(1);
        long id = asked(a);
        CompletableFuture<?> run = run(id, () -> false);
        long order = order();
        assertThat(jdbc.sql("SELECT priority FROM agent_scheduled_tasks WHERE task_name = ?")
                        .param("content@" + place)
                        .query(Integer.class)
                        .single())
                .as("behind every other order")
                .isEqualTo(Short.MIN_VALUE);
        jdbc.sql("""
                        INSERT INTO agent_scheduled_tasks (task_name, task_instance, execution_time, picked, [version], priority)
                        VALUES (?, 'urgent', '2026-01-01', 0, 1, 0)""").param("content@" + place).update();
        assertThat(agent.execute(order, () -> false)).isFalse();
        assertThat(items(order)).isEmpty();
        jdbc.sql("DELETE FROM agent_scheduled_tasks WHERE task_instance = 'urgent' AND task_name = ?")
                .param("content@" + place)
                .update();
        assertThat(agent.execute(order, () -> false)).isTrue();
        assertThat(ended(id, run).status()).isEqualTo(ContentValidation.Status.CLEAN);
    }

    @Test
    void whatIsFarKeepsNothingWaitingAtNight() throws Exception {
        DistributionPoint far = published(true);
        DistributionPoint near = destination("near");
        migration.run(run(near), RunControl.none());
        due(far, near);
        AgentHere agent = agent(1);
        CompletableFuture<?> night = CompletableFuture.runAsync(Carried.over(() -> validations.runDue(() -> false)));
        long order = order();
        Awaitility.await().atMost(PATIENCE).until(() -> last(near), status -> status == ContentValidation.Status.CLEAN);
        assertThat(last(far)).isEqualTo(ContentValidation.Status.RUNNING);
        assertThat(agent.execute(order, () -> false)).isTrue();
        night.get(1, TimeUnit.MINUTES);
        assertThat(last(far)).isEqualTo(ContentValidation.Status.CLEAN);
    }

    /** As if nothing had been published lately. */
    private void due(DistributionPoint... due) {
        Instant longAgo = clock.instant().minus(properties.validateEvery()).minus(Duration.ofDays(1));
        for (DistributionPoint point : due) {
            jdbc.sql("UPDATE stored_package SET published_at = ? WHERE distribution_point_id = ?")
                    .param(PointStore.utc(longAgo))
                    .param(point.id())
                    .update();
        }
    }

    /** No night without agents has a server read all their points at once. */
    @Test
    void whatIsDoneInAgentsPlaceIsDoneOneAfterTheOther() throws Exception {
        DistributionPoint a = published(true);
        DistributionPoint b = destination("b");
        migration.run(run(b), RunControl.none());
        agents.saveLocation(new AgentLocation(place, List.of(a.id(), b.id()), List.of(), true, 0, 0));
        due(a, b);
        agent(1);
        AtomicBoolean together = new AtomicBoolean();
        CompletableFuture<?> night = CompletableFuture.runAsync(Carried.over(() -> validations.runDue(() -> {
            if (inTheMiddle(a) && inTheMiddle(b)) {
                together.set(true);
            }
            return false;
        })));
        Awaitility.await().atMost(PATIENCE).until(() -> orders().size() == 2);
        refuse();
        night.get(1, TimeUnit.MINUTES);
        assertThat(last(a)).isEqualTo(ContentValidation.Status.CLEAN);
        assertThat(last(b)).isEqualTo(ContentValidation.Status.CLEAN);
        assertThat(together).isFalse();
    }

    private boolean inTheMiddle(DistributionPoint point) {
        return store.list(point.id(), PageQuery.first(1)).items().stream()
                .anyMatch(v -> v.packages() > 0 && v.finishedAt() == null);
    }

    private ContentValidation.@Nullable Status last(DistributionPoint point) {
        return store.list(point.id(), PageQuery.first(1)).items().stream()
                .map(ContentValidation::status)
                .findFirst()
                .orElse(null);
    }

    /** The agent finds the package gone; but so it is meant to be by now. */
    @Test
    void whatWasRemovedMeanwhileIsNotMissed() throws Exception {
        DistributionPoint a = published(true);
        AgentHere agent = agent(1);
        long id = asked(a);
        CompletableFuture<?> run = run(id, () -> false);
        long order = order();
        Files.delete(dir.resolve("a/PkgLib/PK100001.INI"));
        jdbc.sql("DELETE FROM stored_package WHERE distribution_point_id = ? AND package_id = 'PK100001'")
                .param(a.id())
                .update();
        assertThat(agent.execute(order, () -> false)).isTrue();
        ContentValidation found = ended(id, run);
        assertThat(found.findings()).noneMatch(f -> f.contains("PK100001"));
        assertThat(found.packages()).isEqualTo(PACKAGES);
    }

    @Test
    void whatNoAgentCanReadIsTheServersWhereItMayHelp() throws Exception {
        DistributionPoint a = published(true);
        agent(1);
        assertThat(refused(a).status()).isEqualTo(ContentValidation.Status.CLEAN);
        agents.saveLocation(new AgentLocation(place, List.of(a.id()), List.of(), false, 0, 0));
        ContentValidation failed = refused(a);
        assertThat(failed.status()).isEqualTo(ContentValidation.Status.FAILED);
        assertThat(failed.findings()).singleElement().asString().contains("could not be read", "not from here");
    }

    /** Asks for a validation, which the only agent cannot do. */
    private ContentValidation refused(DistributionPoint point) throws Exception {
        long id = asked(point);
        CompletableFuture<?> run = run(id, () -> false);
        order();
        refuse();
        return ended(id, run);
    }
}
