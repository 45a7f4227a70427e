package org.godwit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.godwit.testing.SqlServers;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two servers and three agents, each a process, over one database. Any of them is killed at random moments while a content
 * job runs; {@code -Dgodwit.test.cluster.kills=N} says how often.
 */
class ClusterTest {

    private static final int KILLS = Integer.getInteger("godwit.test.cluster.kills", 3);
    private static final int POINTS = 4;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path dir;

    @Test
    void whoeverIsKilledTheEndIsThatOfAnUndisturbedRun() throws Exception {
        Server database =
                Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        try {
            run("jdbc:h2:tcp://localhost:" + database.getPort() + "/mem:" + UUID.randomUUID()
                    + ";DB_CLOSE_DELAY=-1;MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
                    + ";IGNORECASE=TRUE;INIT=CREATE SCHEMA IF NOT EXISTS dbo\\;SET SCHEMA dbo");
        } finally {
            database.stop();
        }
    }

    @Test
    @EnabledIf(
            value = "org.godwit.testing.SqlServers#available",
            disabledReason = "no SQL Server: neither GODWIT_TEST_SQLSERVER_URL nor Docker")
    void theSameOnSqlServer() throws Exception {
        run(SqlServers.newDatabase("godwit_cluster"));
    }

    private void run(String databaseUrl) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Cluster cluster = new Cluster(dir, databaseUrl)) {
            cluster.startServer(0);
            cluster.gatherSample(16, 60_000);
            long undisturbed = cluster.addPoint("REFERENCE");
            assertThat(cluster.awaitEnd(cluster.startContentJob("undisturbed", List.of(undisturbed)))
                            .get("status")
                            .asString())
                    .isEqualTo("COMPLETED");
            cluster.startServer(1);
            List<Long> points = new ArrayList<>();
            for (int i = 0; i < POINTS; i++) {
                points.add(cluster.addPoint("BRANCHDP" + i));
            }
            cluster.serve(points);
            for (int i = 0; i < 3; i++) {
                cluster.startAgent(i, "--megabytes-per-second", "1", "--points", "1");
            }
            long job = cluster.startContentJob("disturbed", points);
            for (int i = 0; i < KILLS; i++) {
                Thread.sleep(1000 + random.nextInt(4000)); // a moment that nobody chose
                int victim = random.nextInt(5);
                if (victim < 2) {
                    cluster.killServer(victim);
                    cluster.startServer(victim);
                } else {
                    cluster.killAgent(victim - 2);
                    cluster.startAgent(victim - 2, "--megabytes-per-second", "4", "--points", "1");
                }
            }
            JsonNode ended = cluster.awaitEnd(job);
            assertThat(ended.get("status").asString())
                    .as("seed " + seed + ": " + ended + "\n" + cluster.output())
                    .isEqualTo("COMPLETED");
            assertThat(ended.get("verification").get("verdict").asString()).isEqualTo("VERIFIED");
            String correlationId = cluster.get("audit-events?action=MIGRATION_JOB_CREATED&object=" + job + "&size=1")
                    .get("items")
                    .get(0)
                    .get("correlationId")
                    .asString();
            assertThat(cluster.agentLogs().lines().filter(line -> line.contains(" Order ")))
                    .as("an agent's log tells which request its work goes back to")
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains(correlationId));
            for (int i = 1; i <= POINTS; i++) {
                assertThat(cluster.tree(i)).as("seed " + seed).isEqualTo(cluster.tree(0));
            }
            assertThat(cluster.get("audit-events?action=PACKAGE_PUBLISHED&size=1")
                            .get("total")
                            .asLong())
                    .as("every package is published once at every point")
                    .isEqualTo(16L * (1 + POINTS));
            assertThat(cluster.post("audit-events/verify", "").get("verdict").asString())
                    .isEqualTo("INTACT");
        }
    }
}
