package org.godwit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network of its own for one process, joined to this machine by a bridge from which its cable can be pulled: then nothing
 * passes in either direction and nobody is told. Needs root, Debian's package iproute2, and a kernel that lets one make network
 * namespaces; {@link #available()} says whether tests can have one.
 */
public final class CutNetwork implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final String name = "gw" + ProcessHandle.current().pid() % 1_000_000;
    private final String bridge = name + "b";
    private final String cable = name + "c";
    private final String far = name + "f";
    private final String net = "10.213." + ProcessHandle.current().pid() % 250 + ".";

    public CutNetwork() throws IOException, InterruptedException {
        remove();
        ip("netns", "add", name);
        ip("link", "add", bridge, "type", "bridge");
        ip("link", "add", cable, "type", "veth", "peer", "name", far);
        ip("link", "set", far, "netns", name);
        ip("addr", "add", address() + "/30", "dev", bridge);
        ip("link", "set", bridge, "up");
        ip("link", "set", cable, "up");
        mend();
        ip("-n", name, "link", "set", "lo", "up");
        ip("-n", name, "addr", "add", net + "2/30", "dev", far);
        ip("-n", name, "link", "set", far, "up");
    }

    public static boolean available() {
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(Path.of("/usr/sbin/ip"))) {
            return false;
        }
        try (CutNetwork trial = new CutNetwork()) {
            return !trial.address().isEmpty();
        } catch (IOException e) {
            return false; // as in a container without the right to
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** This machine's address, as seen from there. */
    public String address() {
        return net + "1";
    }

    /** What a command begins with to be run there. */
    public List<String> command() {
        return List.of("/usr/sbin/ip", "netns", "exec", name);
    }

    public void cut() throws IOException, InterruptedException {
        ip("link", "set", cable, "nomaster");
    }

    public void mend() throws IOException, InterruptedException {
        ip("link", "set", cable, "master", bridge);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        remove();
    }

    private void remove() throws IOException, InterruptedException {
        run("netns", "del", name);
        run("link", "del", cable);
        run("link", "del", bridge);
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        Process done = run(arguments);
        if (done.exitValue() != 0) {
            throw new IOException("ip " + String.join(" ", arguments) + ": "
                    + new String(done.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static Process run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("/usr/sbin/ip"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("ip " + String.join(" ", arguments) + " does not end");
        }
        return process;
    }
}
