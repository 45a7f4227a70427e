package org.godwit.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.godwit.agent.AgentThroughput;
import org.godwit.testing.SambaServer;
import org.springframework.util.FileSystemUtils;

/**
 * Throughput of 1, 2 and 4 agents, each a process, over distribution points that answer each operation after 20 ms. Needs Samba
 * and root.
 */
public final class ClusterBenchmark {

    private ClusterBenchmark() {}

    public static void main(String[] args) throws Exception {
        if (!SambaServer.available()) {
            System.err.println("The cluster benchmark needs Samba and root.");
            System.exit(1);
        }
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path dir = Files.createTempDirectory(target, "bench-cluster");
        try {
            Map<Integer, Double> rates = AgentThroughput.measure(dir);
            double one = Objects.requireNonNull(rates.get(1));
            rates.forEach((workers, rate) -> {
                line("workers_" + workers, rate, "packages/s");
                if (workers > 1) {
                    line("workers_" + workers + "_vs_1", rate / one, "x");
                }
            });
        } finally {
            FileSystemUtils.deleteRecursively(dir);
        }
    }

    private static void line(String figure, double value, String unit) {
        System.out.printf(Locale.ROOT, "bench cluster %s %.3f %s%n", figure, value, unit);
    }
}
