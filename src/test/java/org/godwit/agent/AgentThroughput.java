package org.godwit.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.godwit.testing.H2Databases;
import org.godwit.testing.SambaServer;
import org.godwit.testing.SlowLink;
import org.h2.tools.Server;
import tools.jackson.databind.JsonNode;

/**
 * How fast a location's agents, each a process, bring content to distribution points whose share answers every operation after
 * 20 ms: with one, two and four of them at work, one point each at a time.
 */
public final class AgentThroughput {

    /** Of each direction, so that an operation takes twice as long. */
    private static final Duration DELAY = Duration.ofMillis(10);

    private static final List<Integer> WORKERS = List.of(1, 2, 4);
    /** Enough that each agent has several, whatever their number. */
    private static final int POINTS = 8;

    /** Few and small, so that operations take the time and not bytes. */
    private static final int PACKAGES = 4;

    private static final int FILES = 3;
    private static final int FILE_BYTES = 30_000;

    private AgentThroughput() {}

    /** @return packages per second by number of agents */
    public static Map<Integer, Double> measure(Path dir) throws Exception {
        Server database =
                Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        try (SambaServer samba = SambaServer.start(List.of("content"));
                SlowLink slow = new SlowLink(Integer.parseInt(samba.server().split(":")[1]), DELAY);
                Cluster cluster = new Cluster(dir, H2Databases.served(database.getPort(), H2Databases.newName()))) {
            cluster.startServer(0);
            cluster.gatherSample(PACKAGES, FILES, FILE_BYTES);
            int most = WORKERS.get(WORKERS.size() - 1);
            for (int i = 0; i < most; i++) {
                cluster.startAgent(i, "--points", "1");
            }
            rate(cluster, slow, "WARM", most); // each of them once
            Map<Integer, Double> rates = new TreeMap<>();
            for (int workers : WORKERS) {
                for (int i = 0; i < most; i++) {
                    cluster.send(i < workers ? "DELETE" : "PUT", "agents/" + cluster.agentId(i) + "/maintenance", "");
                }
                Thread.sleep(Cluster.HEARTBEAT.multipliedBy(2).toMillis()); // until all of them know
                rates.put(workers, rate(cluster, slow, "W" + workers, POINTS));
            }
            return rates;
        } finally {
            database.stop();
        }
    }

    private static double rate(Cluster cluster, SlowLink slow, String name, int count) throws Exception {
        List<Long> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(cluster.addPointOnShare(name + "P" + i, slow.port()));
        }
        cluster.serve(points, 0);
        long job = cluster.startContentJob(name, points);
        while (cluster.column("SELECT id FROM agent_order WHERE state = 'TAKEN'")
                .isEmpty()) {
            Thread.sleep(20);
        }
        long begun = System.nanoTime();
        cluster.untilNone(
                "SELECT id FROM content_transfer WHERE job_id = " + job + " AND status <> 'COMPLETED'",
                Duration.ofMinutes(4));
        double seconds = (System.nanoTime() - begun) / 1e9;
        JsonNode ended = cluster.awaitEnd(job);
        if (!ended.get("status").asString().equals("COMPLETED")) {
            throw new IllegalStateException(ended + "\n" + cluster.output(6000));
        }
        return count * PACKAGES / seconds;
    }
}
