package org.godwit.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.godwit.testing.JarLauncher;
import org.godwit.testing.ServerProcess;

/** How long a server takes to start on an existing database: from the start of the process until it says that it is ready. */
public final class StartBenchmark {

    private static final int STARTS = 3;

    private StartBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "start");
        Path jar = JarLauncher.write(home.resolve("godwit.jar"));
        double best = Double.MAX_VALUE;
        double processor = Double.MAX_VALUE;
        for (int i = 0; i <= STARTS; i++) {
            long started = System.nanoTime();
            try (ServerProcess server = ServerProcess.start(
                    jar, home.resolve("data"), "Start-Test-Passw0rd", home.resolve("server.log"), Map.of())) {
                double seconds = (System.nanoTime() - started) / 1e9;
                if (i > 0) { // the first makes the database
                    best = Math.min(best, seconds);
                    processor = Math.min(
                            processor,
                            ProcessHandle.of(server.pid())
                                            .flatMap(p -> p.info().totalCpuDuration())
                                            .orElse(Duration.ZERO)
                                            .toMillis()
                                    / 1e3);
                }
            }
        }
        System.out.printf(Locale.ROOT, "bench start existing_database %.1f s%n", best);
        System.out.printf(Locale.ROOT, "bench start processor_time %.1f s%n", processor);
    }
}
