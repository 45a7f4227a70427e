package org.godwit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * docs/getting-started.sh, executed.
 *
 * @param exit its exit code; -1 if it did not end
 * @param server the server it started, which goes on; null if it came not so far
 */
public record GettingStarted(
        Path directory, String printed, int exit, @Nullable ServerProcess server) {

    /** The administrator's password in it. */
    public static final String PASSWORD = "Getting-Started-1";

    private static final Path SCRIPT = Path.of("docs", "getting-started.sh").toAbsolutePath();

    /** @param home gets the directory {@code run}, in which it works, and {@code script.log} */
    public static GettingStarted run(Path jar, Path home, Map<String, String> environment)
            throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        Path out = home.resolve("script.log");
        Path directory = home.resolve("run");
        ProcessBuilder script = new ProcessBuilder("sh", SCRIPT.toString(), directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        script.environment()
                .putAll(Map.of(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"),
                        "GODWIT_JAR",
                        jar.toString(),
                        "SERVER_PORT",
                        Integer.toString(port),
                        "GODWIT_KEEP_RUNNING",
                        "1"));
        script.environment().putAll(environment);
        Process process = script.start();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        Path pid = directory.resolve("server.pid");
        ServerProcess server = Files.exists(pid)
                ? ServerProcess.attach(Long.parseLong(Files.readString(pid).strip()), port, PASSWORD)
                : null;
        return new GettingStarted(directory, Files.readString(out), ended ? process.exitValue() : -1, server);
    }
}
