package org.godwit.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo in a JVM of its own, started from this test's class path, and what it prints. */
final class DemoProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://localhost:(\\d+)");

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private DemoProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "demo-output");
        reader.setDaemon(true);
        reader.start();
    }

    static DemoProcess start(Path dataDir, String password, String... properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "org.godwit.Godwit",
                "demo",
                "--server.port=0",
                "--godwit.data-dir=" + dataDir,
                "--godwit.schedule.poll-interval=100ms",
                "--godwit.schedule.heartbeat-interval=1s"));
        command.addAll(List.of(properties));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GODWIT_BOOTSTRAP_ADMIN_PASSWORD", password);
        return new DemoProcess(builder.start());
    }

    /**
     * Waits for a line in which the pattern is found.
     *
     * @throws AssertionError if it does not come within three minutes, or the process ends before
     */
    synchronized String await(String pattern) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        Pattern wanted = Pattern.compile(pattern);
        int seen = 0;
        while (true) {
            for (; seen < lines.size(); seen++) {
                if (wanted.matcher(lines.get(seen)).find()) {
                    return lines.get(seen);
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("No line with '" + pattern + "' in:\n" + String.join("\n", lines));
            }
            wait(left);
        }
    }

    /** Ends it as kill -9 does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    int port() throws InterruptedException {
        Matcher address = ADDRESS.matcher(await("http://localhost:"));
        if (!address.find()) {
            throw new AssertionError("No address printed");
        }
        return Integer.parseInt(address.group(1));
    }

    synchronized String output() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        kill();
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("[output ended: " + e.getMessage() + "]"); // killed while it was being read
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
