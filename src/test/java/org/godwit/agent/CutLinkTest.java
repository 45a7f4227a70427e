package org.godwit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.godwit.sample.SampleSummary;
import org.godwit.testing.CutNetwork;
import org.godwit.testing.H2Databases;
import org.godwit.testing.SambaServer;
import org.godwit.testing.SlowLink;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A location behind a slow link: what its points want crosses the link once; and an agent whose link to the database freezes for
 * a while ({@code -Dgodwit.test.cluster.cut=SECONDS}) while it can still write to its libraries, spoils nothing, comes back and
 * goes on; so does one whose cable is pulled, so that neither database nor libraries hear of it.
 */
@EnabledIf(value = "org.godwit.testing.SambaServer#available", disabledReason = "no Samba here, or not root")
class CutLinkTest {

    private static final Duration CUT = Duration.ofSeconds(Integer.getInteger("godwit.test.cluster.cut", 12));
    private static final int POINTS = 3;
    private static final int PACKAGES = 12;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path dir;

    @Test
    void contentCrossesTheSlowLinkOnceAndAnAgentCutOffComesBackAndSpoilsNothing() throws Exception {
        Server database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-tcpAllowOthers")
                .start();
        String name = H2Databases.newName();
        try (SambaServer samba = SambaServer.start(List.of("content"));
                SlowLink slow = new SlowLink(Integer.parseInt(samba.server().split(":")[1]), Duration.ofMillis(2));
                SlowLink control = new SlowLink(database.getPort(), Duration.ZERO);
                Cluster cluster = new Cluster(dir, H2Databases.served(database.getPort(), name))) {
            cluster.startServer(0);
            SampleSummary sample = cluster.gatherSample(PACKAGES, 240_000);
            cluster.awaitEnd(cluster.startContentJob("undisturbed", List.of(cluster.addPoint("REFERENCE"))));
            cluster.sourceOnShare(sample, samba.share("content"), "127.0.0.1:" + slow.port());
            cluster.startAgent(
                    0,
                    "--points",
                    "2",
                    "--property",
                    "spring.datasource.url=jdbc:h2:tcp://localhost:" + control.port() + "/" + name + ";SCHEMA=dbo");

            crossesOnce(cluster, slow);
            cluster.startAgent(1, "--points", "2");
            cutOff(cluster, control);
            goesOn(cluster);
        } finally {
            database.stop();
        }
    }

    private static void crossesOnce(Cluster cluster, SlowLink slow) throws Exception {
        List<Long> points = points(cluster, "ONCE");
        oneAtATime(cluster, points);
        long before = slow.received();
        long job = cluster.startContentJob("once", points);
        int most = 0;
        while (cluster.job(job).get("status").asString().equals("RUNNING")) {
            most = Math.max(
                    most,
                    cluster.column("SELECT id FROM agent_order WHERE state = 'TAKEN'")
                            .size());
            Thread.sleep(10);
        }
        assertThat(most)
                .as("points an agent that could do two works on at a time, when its location asks for one")
                .isEqualTo(1);
        completed(cluster, job);
        long once = cluster.bytes(1);
        assertThat(slow.received() - before)
                .as("bytes over the slow link for %d points that hold %d bytes each", POINTS, once)
                .isBetween(once / 2, once + once / 3);
        alike(cluster, 1);
    }

    /** Returns when the agent knows that it is to do no more than that. */
    private static void oneAtATime(Cluster cluster, List<Long> points) throws Exception {
        cluster.serve(points, 0, 1);
        String known = cluster.agent(0).get("lastHeartbeat").asString();
        Cluster.await(
                () -> cluster.agent(0),
                agent -> !agent.get("lastHeartbeat").asString().equals(known));
    }

    private static void cutOff(Cluster cluster, SlowLink control) throws Exception {
        List<Long> points = points(cluster, "CUT");
        cluster.serve(points, 1);
        long job = cluster.startContentJob("cut", points);
        long cut = cluster.agentId(0);
        Cluster.await(
                () -> cluster.agent(0),
                agent -> agent.get("running").asInt() > 0
                        && agent.get("bytesPerSecond").asLong() > 0);
        control.freeze();
        othersHaveItsWork(cluster, cut);
        control.thaw();
        Cluster.await(
                () -> cluster.agent(0), agent -> agent.get("state").asString().equals("AVAILABLE"));
        cluster.serve(points, 0);
        completed(cluster, job);
        alike(cluster, 1 + POINTS);
        assertThat(cluster.output(Integer.MAX_VALUE)).contains("is put down");
    }

    /** As {@link #cutOff}, but with nothing that passes at all. */
    @Test
    @EnabledIf(value = "org.godwit.testing.CutNetwork#available", disabledReason = "no network namespaces here")
    void anAgentWhoseCableIsPulledComesBackAndSpoilsNothing() throws Exception {
        Server database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-tcpAllowOthers")
                .start();
        String name = H2Databases.newName();
        try (CutNetwork network = new CutNetwork();
                SambaServer samba = SambaServer.start(List.of("content"), network.address());
                Cluster cluster = new Cluster(dir, H2Databases.served(database.getPort(), name))) {
            String share =
                    network.address() + samba.server().substring(samba.server().indexOf(':'));
            Path library = samba.share("content");
            cluster.startServer(0);
            SampleSummary sample = cluster.gatherSample(PACKAGES, 240_000);
            cluster.awaitEnd(cluster.startContentJob("undisturbed", List.of(cluster.addPoint("REFERENCE"))));
            cluster.sourceOnShare(sample, library, share);
            cluster.startAgent(0); // enrols; tokens are not sent from machine to machine over plain HTTP
            cluster.killAgent(0);
            cluster.startAgent(
                    network.command(),
                    Cluster.PLACE,
                    0,
                    "--points",
                    "2",
                    "--property",
                    "spring.datasource.url=jdbc:h2:tcp://" + network.address() + ":" + database.getPort() + "/" + name
                            + ";SCHEMA=dbo");
            List<Long> points = new ArrayList<>();
            for (int i = 0; i < POINTS; i++) {
                points.add(cluster.addPointOnShare("PULLED" + i, share, library));
            }
            cluster.serve(points, 1);
            long job = cluster.startContentJob("pulled", points);
            Cluster.await(
                    () -> cluster.agent(0),
                    agent -> agent.get("running").asInt() > 0
                            && agent.get("bytesPerSecond").asLong() > 0);
            cluster.startAgent(1, "--points", "2");
            network.cut();
            othersHaveItsWork(cluster, cluster.agentId(0));
            network.mend();
            Cluster.await(
                    () -> cluster.agent(0),
                    agent -> agent.get("state").asString().equals("AVAILABLE"));
            cluster.serve(points, 0);
            completed(cluster, job);
            alike(cluster, 1);
            assertThat(cluster.output(Integer.MAX_VALUE)).contains("is put down");
            cluster.killAgent(1);
            long after = cluster.addPointOnShare("AFTER", share, library);
            cluster.serve(List.of(after), 0);
            completed(cluster, cluster.startContentJob("after", List.of(after)));
            assertThat(cluster.tree(1 + POINTS)).isEqualTo(cluster.tree(0));
            publishedOnce(cluster, 2 + POINTS);
        } finally {
            database.stop();
        }
    }

    /** Waits until the work of an agent that was cut off just now is others', and then until the time it is cut off is over. */
    private static void othersHaveItsWork(Cluster cluster, long cut) throws Exception {
        long since = System.nanoTime();
        assertThat(cluster.untilNone(
                        "SELECT task_name FROM agent_scheduled_tasks WHERE picked_by LIKE 'agent-" + cut + "-%'"))
                .as("until others have its work")
                .isLessThan(Cluster.HEARTBEAT.multipliedBy(3).plusSeconds(2));
        cluster.untilNone("SELECT id FROM agent_order WHERE state = 'TAKEN' AND agent_id = " + cut);
        Cluster.await(
                () -> cluster.agent(0), agent -> agent.get("state").asString().equals("GONE"));
        Thread.sleep(Math.max(0, CUT.toMillis() - (System.nanoTime() - since) / 1_000_000));
    }

    /** The agent that was cut off does the next job alone. */
    private static void goesOn(Cluster cluster) throws Exception {
        cluster.killAgent(1);
        long point = cluster.addPoint("AFTER");
        cluster.serve(List.of(point), 0);
        completed(cluster, cluster.startContentJob("after", List.of(point)));
        assertThat(cluster.tree(1 + 2 * POINTS)).isEqualTo(cluster.tree(0));
        publishedOnce(cluster, 2 + 2 * POINTS);
    }

    private static void publishedOnce(Cluster cluster, int points) throws Exception {
        assertThat(cluster.column("SELECT object_id FROM audit_event WHERE action = 'PACKAGE_PUBLISHED'"))
                .as("every package is published once at every point")
                .hasSize(PACKAGES * points)
                .doesNotHaveDuplicates();
    }

    private static List<Long> points(Cluster cluster, String name) throws Exception {
        List<Long> points = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            points.add(cluster.addPoint(name + i));
        }
        return points;
    }

    private static void completed(Cluster cluster, long job) throws Exception {
        JsonNode ended = cluster.awaitEnd(job);
        assertThat(ended.get("status").asString())
                .as(ended + "\n" + cluster.output(6000))
                .isEqualTo("COMPLETED");
        assertThat(ended.get("verification").get("verdict").asString()).isEqualTo("VERIFIED");
    }

    private static void alike(Cluster cluster, int first) {
        for (int i = first; i < first + POINTS; i++) {
            assertThat(cluster.tree(i)).isEqualTo(cluster.tree(0));
        }
    }
}
