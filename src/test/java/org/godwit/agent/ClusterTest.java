package org.godwit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.godwit.testing.H2Databases;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two servers and three agents, each a process, over one database. Any of them is killed at random moments while a content
 * job runs, and in a second job each is ended in order and started again; in the end an agent validates a point. {@code -Dgodwit.test.cluster.kills=N} says how often, {@code -Dgodwit.test.cluster.seed=N} repeats the choices.
 */
class ClusterTest {

    private static final int KILLS = Integer.getInteger("godwit.test.cluster.kills", 3);
    private static final int SERVERS = 2;
    private static final int AGENTS = 3;
    private static final int POINTS = 4;
    /** Points of each job of the rolling restart. */
    private static final int ROLLING_POINTS = 2;

    private static final int PACKAGES = 16;
    /** What looking every so often and a busy machine add to the three heartbeats. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path dir;

    private final ExecutorService background = Executors.newCachedThreadPool();
    private final List<CompletableFuture<?>> starting = new ArrayList<>();
    private @Nullable Server h2;

    /** JDBC URL, with its login, of a new database that other processes reach. */
    String database() throws SQLException {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        h2 = server;
        return H2Databases.served(server.getPort(), H2Databases.newName());
    }

    @AfterEach
    void end() {
        background.shutdownNow();
        if (h2 != null) {
            h2.stop();
        }
    }

    @Test
    void whoeverIsKilledTheEndIsThatOfAnUndisturbedRun() throws Exception {
        long seed = Long.getLong("godwit.test.cluster.seed", System.nanoTime());
        Random random = new Random(seed);
        try (Cluster cluster = new Cluster(dir, database())) {
            cluster.startServer(0);
            cluster.gatherSample(PACKAGES, 240_000);
            JsonNode undisturbed =
                    cluster.awaitEnd(cluster.startContentJob("undisturbed", List.of(cluster.addPoint("REFERENCE"))));
            assertThat(undisturbed.get("status").asString()).isEqualTo("COMPLETED");
            List<Long> points = new ArrayList<>();
            for (int i = 0; i < POINTS; i++) {
                points.add(cluster.addPoint("BRANCHDP" + i));
            }
            cluster.serve(points, 1);
            inBackground(() -> cluster.startServer(1));
            for (int i = 0; i < AGENTS; i++) {
                int number = i;
                inBackground(() -> cluster.startAgent(number, "--points", "2"));
            }
            awaitStarts();

            long job = cluster.startContentJob("disturbed", points);
            Cluster.await(
                    () -> cluster.get("agents").get("items"),
                    agents -> agents.valueStream()
                            .anyMatch(a -> a.get("running").asInt() > 0
                                    && a.get("bytesDone").asLong() > 0));
            for (int i = 0; i < KILLS; i++) {
                Thread.sleep(random.nextInt(3000)); // a moment that nobody chose
                while (running(cluster, i == 0).isEmpty()) {
                    Thread.sleep(100);
                }
                assertThat(cluster.job(job).get("status").asString())
                        .as("the job is large enough to be disturbed")
                        .isEqualTo("RUNNING");
                List<Integer> running = running(cluster, i == 0);
                int victim = running.get(random.nextInt(running.size()));
                if (victim < SERVERS) {
                    killServer(cluster, victim);
                } else {
                    killAgent(cluster, victim - SERVERS);
                }
            }
            awaitStarts();
            cluster.serve(points, 0);

            JsonNode ended = cluster.awaitEnd(job);
            assertThat(ended.get("status").asString())
                    .as("seed " + seed + ": " + ended + "\n" + cluster.output(6000))
                    .isEqualTo("COMPLETED");
            assertThat(ended.get("verification").get("verdict").asString()).isEqualTo("VERIFIED");
            asUndisturbed(cluster, POINTS, seed);
            cameFromOneRequest(cluster, job);
            rollingRestart(cluster);
            validatedByAnAgent(cluster, points.get(0));
        }
    }

    /** With the login that an agent has in the database. */
    private static void validatedByAnAgent(Cluster cluster, long point) throws Exception {
        cluster.serve(List.of(point), 0);
        long id = cluster.post("distribution-points/" + point + "/verify", "")
                .get("id")
                .asLong();
        JsonNode validation = Cluster.await(
                () -> cluster.get("distribution-points/" + point + "/validations/" + id),
                one -> !one.get("finishedAt").isNull());
        assertThat(validation.get("status").asString())
                .as(validation.toString())
                .isEqualTo("CLEAN");
        assertThat(validation.get("packages").asInt()).isEqualTo(PACKAGES);
        assertThat(cluster.column("SELECT r.item FROM agent_order o JOIN agent_result r ON r.order_id = o.id"
                        + " WHERE o.kind = 'VALIDATION' AND o.run_id = " + id))
                .as("what agents found")
                .hasSize(PACKAGES + 1);
    }

    /** Every process is ended in order and started again while it works: what it did is another's as soon as it has ended. */
    private static void rollingRestart(Cluster cluster) throws Exception {
        List<Long> points = new ArrayList<>();
        List<Long> jobs = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            keepAtWork(cluster, points, jobs);
            String node = cluster.node(i);
            cluster.stopServer(i);
            assertThat(cluster.column("SELECT task_name FROM scheduled_tasks WHERE picked_by = '" + node + "'"))
                    .as("what the server that has ended does")
                    .isEmpty();
            cluster.startServer(i);
        }
        for (int i = 0; i < AGENTS; i++) {
            keepAtWork(cluster, points, jobs);
            long id = cluster.agentId(i);
            cluster.stopAgent(i);
            assertThat(cluster.column(
                            "SELECT task_name FROM agent_scheduled_tasks WHERE picked_by LIKE 'agent-" + id + "-%'"))
                    .as("what the agent that has ended does")
                    .isEmpty();
            cluster.startAgent(i, "--points", "2");
        }
        cluster.serve(points, 0);
        for (long job : jobs) {
            JsonNode ended = cluster.awaitEnd(job);
            assertThat(ended.get("status").asString())
                    .as(ended + "\n" + cluster.output(6000))
                    .isEqualTo("COMPLETED");
            assertThat(ended.get("verification").get("verdict").asString()).isEqualTo("VERIFIED");
        }
        asUndisturbed(cluster, POINTS + points.size(), 0);
    }

    /** Returns while an agent is at work, with a further job where the ones before have ended. */
    private static void keepAtWork(Cluster cluster, List<Long> points, List<Long> jobs) throws Exception {
        while (cluster.column("SELECT id FROM agent_order WHERE state = 'TAKEN'")
                .isEmpty()) {
            if (jobs.isEmpty()
                    || !cluster.job(jobs.get(jobs.size() - 1))
                            .get("status")
                            .asString()
                            .equals("RUNNING")) {
                List<Long> further = new ArrayList<>();
                for (int i = 0; i < ROLLING_POINTS; i++) {
                    further.add(cluster.addPoint("BRANCHDP" + (POINTS + points.size() + i)));
                }
                points.addAll(further);
                cluster.serve(points, 1);
                jobs.add(cluster.startContentJob("rolling " + jobs.size(), further));
            }
            Thread.sleep(100);
        }
    }

    /** Who can be killed so that somebody is left who takes over: servers by their number, agents after them. */
    private static List<Integer> running(Cluster cluster, boolean serversOnly) {
        List<Integer> running = new ArrayList<>();
        if (cluster.serverRuns(0) && cluster.serverRuns(1)) {
            running.addAll(List.of(0, 1));
        }
        List<Integer> agents =
                IntStream.range(0, AGENTS).filter(cluster::agentRuns).boxed().toList();
        if (agents.size() > 1 && !serversOnly) {
            agents.forEach(agent -> running.add(SERVERS + agent));
        }
        return running;
    }

    /** The run's node is found dead, and the other one has its run, within three heartbeats. */
    private void killServer(Cluster cluster, int victim) throws Exception {
        String node = cluster.node(victim);
        cluster.killServer(victim);
        assertThat(cluster.untilNone("SELECT task_name FROM scheduled_tasks WHERE picked_by = '" + node
                        + "' AND task_name = 'migration-run'"))
                .as("until the other server has the run")
                .isLessThan(Cluster.HEARTBEAT.multipliedBy(3).plus(SLACK));
        inBackground(() -> cluster.startServer(victim));
    }

    /** What the agent had is another's, or done, within three heartbeats. */
    private void killAgent(Cluster cluster, int victim) throws Exception {
        long id = cluster.agentId(victim);
        cluster.killAgent(victim);
        assertThat(cluster.untilNone(
                        "SELECT task_name FROM agent_scheduled_tasks WHERE picked_by LIKE 'agent-" + id + "-%'"))
                .as("until nothing is in the dead agent's hands")
                .isLessThan(Cluster.HEARTBEAT.multipliedBy(3).plus(SLACK));
        inBackground(() -> cluster.startAgent(victim, "--points", "2"));
    }

    /** Every byte and every proof is as after the undisturbed run, and nothing was published twice. */
    private static void asUndisturbed(Cluster cluster, int points, long seed) throws Exception {
        for (int i = 1; i <= points; i++) {
            assertThat(cluster.tree(i)).as("seed " + seed).isEqualTo(cluster.tree(0));
        }
        String proven =
                "SELECT CONCAT(e.package_id, ' ', e.content_id, ' ', e.hash_verdict, ' ', e.files, ' ', e.bytes)"
                        + " FROM content_evidence e JOIN distribution_point p ON p.id = e.distribution_point_id WHERE p.name = '";
        List<String> reference = cluster.column(proven + "REFERENCE' ORDER BY 1");
        assertThat(reference).hasSizeGreaterThanOrEqualTo(PACKAGES);
        for (int i = 0; i < points; i++) {
            assertThat(cluster.column(proven + "BRANCHDP" + i + "' ORDER BY 1"))
                    .as("seed " + seed)
                    .isEqualTo(reference);
        }
        assertThat(cluster.column("SELECT status FROM content_transfer"))
                .hasSize(PACKAGES * (1 + points))
                .containsOnly("COMPLETED");
        assertThat(cluster.column("SELECT object_id FROM audit_event WHERE action = 'PACKAGE_PUBLISHED'"))
                .as("every package is published once at every point; seed " + seed)
                .hasSize(PACKAGES * (1 + points))
                .doesNotHaveDuplicates();
        assertThat(cluster.column("SELECT order_id FROM agent_result")).isEmpty();
        assertThat(cluster.post("audit-events/verify", "").get("verdict").asString())
                .isEqualTo("INTACT");
    }

    private static void cameFromOneRequest(Cluster cluster, long job) throws Exception {
        String correlationId = cluster.get("audit-events?action=MIGRATION_JOB_CREATED&object=" + job + "&size=1")
                .get("items")
                .get(0)
                .get("correlationId")
                .asString();
        assertThat(cluster.output(Integer.MAX_VALUE)
                        .lines()
                        .filter(line -> line.contains(" Order ") && line.contains(" begins")))
                .as("an agent's log tells which request its work goes back to")
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(correlationId));
    }

    /** A start in the background. */
    @FunctionalInterface
    private interface Start {
        void run() throws Exception;
    }

    private void inBackground(Start start) {
        starting.add(CompletableFuture.runAsync(
                () -> {
                    try {
                        start.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                background));
    }

    private void awaitStarts() {
        starting.forEach(CompletableFuture::join);
        starting.clear();
    }
}
