package org.godwit.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A real Active Directory domain controller (Samba) on loopback, made afresh: the domain {@code corp.example}, short name
 * {@code CORP}, as {@code active-directory/ad-dc.sh} says. There can be one of them on a machine.
 */
public final class DomainController implements AutoCloseable {

    private final Path directory;

    private DomainController(Path directory) {
        this.directory = directory;
    }

    public static boolean possible() {
        return "root".equals(System.getProperty("user.name"))
                && Stream.of("samba", "samba-tool", "samba_spnupdate", "ldbmodify", "openssl", "ss")
                        .allMatch(DomainController::installed)
                && IntStream.of(88, 389, 445, 636).allMatch(DomainController::free);
    }

    public static DomainController start() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("godwit-ad");
        directory.toFile().setExecutable(true, false); // the share is read by whoever signed in
        Path script = Files.copy(
                Path.of("src", "test", "resources", "active-directory", "ad-dc.sh"),
                Files.createTempFile("ad-dc", ".sh"),
                StandardCopyOption.REPLACE_EXISTING);
        DomainController started = new DomainController(directory.resolve("dc"));
        started.run(List.of("bash", script.toString(), started.directory.toString()));
        return started;
    }

    /** Holds hosts, krb5.conf, worker1.keytab, dc1.pem (the certificate of LDAPS) and smb.conf. */
    public Path directory() {
        return directory;
    }

    /** Runs a program to its end and gives what it wrote. */
    public String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("godwit-ad", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        String text = Files.readString(output, StandardCharsets.UTF_8);
        if (!ended || process.exitValue() != 0) {
            process.destroy();
            throw new IOException(text);
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        Path pid = directory.resolve("run").resolve("samba.pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(samba -> {
                samba.destroy();
                samba.onExit().orTimeout(20, TimeUnit.SECONDS).join();
            });
        }
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
