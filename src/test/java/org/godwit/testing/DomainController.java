package org.godwit.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A real Active Directory domain controller (Samba) on loopback, made afresh: the domain {@code corp.example}, short name
 * {@code CORP}, as {@code active-directory/ad-dc.sh} says. There can be one of them on a machine.
 */
public final class DomainController implements AutoCloseable {

    private static final List<Integer> PORTS = List.of(88, 389, 445, 636);

    private final Path place;

    private DomainController(Path place) {
        this.place = place;
    }

    public static boolean possible() {
        return "root".equals(System.getProperty("user.name"))
                && Stream.of("samba", "samba-tool", "samba_spnupdate", "ldbmodify", "kinit", "openssl", "ss")
                        .allMatch(DomainController::installed)
                && PORTS.stream().allMatch(DomainController::free);
    }

    public static DomainController start() throws IOException, InterruptedException {
        Path place = Files.createTempDirectory("godwit-ad");
        place.toFile().setExecutable(true, false); // the share is read by whoever signed in
        DomainController started = new DomainController(place);
        Path script = Path.of("src", "test", "resources", "active-directory", "ad-dc.sh");
        started.run(List.of("bash", script.toString(), started.directory().toString()));
        return started;
    }

    /**
     * Holds hosts, krb5.conf, worker1.keytab, dc1.pem (the certificate of LDAPS) and smb.conf, and what a test puts there. Gone
     * with the controller.
     */
    public Path directory() {
        return place.resolve("dc");
    }

    /** Gets a user a ticket. @return its cache */
    public Path tickets(String user, String password) throws IOException, InterruptedException {
        Path secret = Files.writeString(directory().resolve("password-" + user), password + "\n");
        Path cache = directory().resolve("tickets-" + user);
        run(List.of(
                "env",
                "KRB5_CONFIG=" + directory().resolve("krb5.conf"),
                "bash",
                "-c",
                "kinit -c \"$1\" \"$2\" < \"$3\"",
                "kinit",
                cache.toString(),
                user + "@CORP.EXAMPLE",
                secret.toString()));
        return cache;
    }

    /** Runs a program to its end and gives what it wrote. */
    public String run(List<String> command) throws IOException, InterruptedException {
        return run(command, Map.of());
    }

    /** @param environment added to this process's own */
    public String run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        Path output = Files.createTempFile(place, "output", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        String text = Files.readString(output, StandardCharsets.UTF_8);
        if (!ended || process.exitValue() != 0) {
            process.destroy();
            throw new IOException(text);
        }
        return text;
    }

    /** Ends it with all its processes, so that the next one finds the ports free, and deletes what it wrote. */
    @Override
    public void close() throws IOException {
        Path pid = directory().resolve("run").resolve("samba.pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(Processes::end);
        }
        FileSystemUtils.deleteRecursively(place);
    }

    public static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
