package org.godwit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.godwit.testing.ServerProcess;

/**
 * How long the packaged server takes to start on an existing database: from the start of the process until it says that it is
 * ready. Once plainly, {@code java -jar target/godwit.jar server}, and once as deploy/install.sh installs it.
 */
public final class StartBenchmark {

    private static final int STARTS = 4;
    private static final Path JAR = Path.of("target", "godwit.jar").toAbsolutePath();

    private final Path home;

    private StartBenchmark(Path home) {
        this.home = home;
    }

    public static void main(String[] args) throws Exception {
        StartBenchmark bench = new StartBenchmark(Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "start"));
        bench.start(List.of(), JAR); // makes the database
        bench.measure("existing_database", "processor_time", List.of(), JAR);
        Path installed = bench.home.resolve("installed");
        Process install = new ProcessBuilder("sh", "deploy/install.sh", JAR.toString(), installed.toString())
                .inheritIO()
                .start();
        if (install.waitFor() != 0) {
            throw new IllegalStateException("deploy/install.sh failed");
        }
        bench.measure(
                "installed",
                "installed_processor_time",
                List.of("-XX:SharedArchiveFile=" + installed.resolve("godwit.jsa")),
                installed.resolve("godwit.jar"));
    }

    private record Start(double seconds, double processorSeconds) {}

    private void measure(String figure, String processorFigure, List<String> java, Path jar) throws IOException {
        Start best = start(java, jar);
        for (int i = 1; i < STARTS; i++) {
            Start next = start(java, jar);
            best = next.seconds() < best.seconds() ? next : best;
        }
        System.out.printf(Locale.ROOT, "bench start %s %.1f s%n", figure, best.seconds());
        System.out.printf(Locale.ROOT, "bench start %s %.1f s%n", processorFigure, best.processorSeconds());
    }

    private Start start(List<String> java, Path jar) throws IOException {
        long started = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(
                java, jar, home.resolve("data"), "Start-Test-Passw0rd", home.resolve("server.log"), Map.of())) {
            double seconds = (System.nanoTime() - started) / 1e9;
            double processor = ProcessHandle.of(server.pid())
                            .flatMap(p -> p.info().totalCpuDuration())
                            .orElse(Duration.ZERO)
                            .toMillis()
                    / 1e3;
            return new Start(seconds, processor);
        }
    }
}
