package org.godwit.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A JVM of its own, started from this test's class path, and what it prints. */
public final class JvmProcess implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private JvmProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "process-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param environment added to this process's own */
    public static JvmProcess start(String mainClass, Map<String, String> environment, List<String> arguments)
            throws IOException {
        return start(List.of(), mainClass, environment, arguments);
    }

    /** @param before what the command begins with, such as one that runs another command somewhere else */
    public static JvmProcess start(
            List<String> before, String mainClass, Map<String, String> environment, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new JvmProcess(builder.start());
    }

    /**
     * Waits for a line in which the pattern is found.
     *
     * @throws AssertionError if it does not come within three minutes, or the process ends before
     */
    public synchronized String await(String pattern) throws InterruptedException {
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

    /** Waits until it ends by itself, at most this long. @return whether it has ended */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks it to end, as a service manager does, and waits until it has. @return whether it has ended within this time */
    public boolean stop(Duration most) throws InterruptedException {
        process.destroy();
        return endsWithin(most);
    }

    /** Ends it as kill -9 does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public synchronized String output() {
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
