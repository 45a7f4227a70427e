package org.godwit.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/**
 * A file server on a free port of loopback, signing and encryption required, with one account. Needs Debian's package samba
 * and root; {@link #available()} says whether tests can have one.
 */
public final class SambaServer implements AutoCloseable {

    public static final String USER = "nobody";
    public static final String PASSWORD = "Share.Passw0rd";

    private final Path directory;
    private final Process process;
    private final int port;

    private SambaServer(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    public static boolean available() {
        return Files.isExecutable(Path.of("/usr/sbin/smbd"))
                && Files.isExecutable(Path.of("/usr/bin/smbpasswd"))
                && "root".equals(System.getProperty("user.name"));
    }

    /** @param shares their names */
    public static SambaServer start(List<String> shares) throws IOException, InterruptedException {
        return start(shares, "");
    }

    /** @param address of this machine at which it answers besides loopback; empty for none */
    public static SambaServer start(List<String> shares, String address) throws IOException, InterruptedException {
        return start(shares, address, Map.of());
    }

    /** @param settings of its own, one line each, by share */
    public static SambaServer start(List<String> shares, String address, Map<String, String> settings)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("samba"); // its sockets need a short path
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        for (String name : List.of("state", "cache", "lock", "pid", "private", "ncalrpc", "log")) {
            Files.createDirectories(directory.resolve(name));
        }
        String text = "[global]\nworkgroup = TEST\nserver role = standalone\nsmb ports = " + port
                + "\ninterfaces = lo " + address
                + "\nbind interfaces only = yes\nserver min protocol = SMB3_00\nserver smb encrypt = required\n"
                + "server signing = mandatory\nload printers = no\ndisable spoolss = yes\nlogging = file\n"
                + "passdb backend = smbpasswd:" + directory.resolve("private/smbpasswd") + "\n"
                + List.of("state", "cache", "lock").stream()
                        .map(n -> n + " directory = " + directory.resolve(n) + "\n")
                        .collect(Collectors.joining())
                + "private dir = " + directory.resolve("private") + "\npid directory = " + directory.resolve("pid")
                + "\nncalrpc dir = " + directory.resolve("ncalrpc") + "\nlog file = " + directory.resolve("log/smbd")
                + "\n"
                + shares.stream()
                        .map(share -> "[" + share + "]\npath = " + directory(directory, share)
                                + "\nread only = no\nforce user = root\n" + settings.getOrDefault(share, "") + "\n")
                        .collect(Collectors.joining());
        for (String share : shares) {
            Files.createDirectories(directory(directory, share));
        }
        Path configuration = directory.resolve("smb.conf");
        Files.writeString(configuration, text);
        Process password = new ProcessBuilder("smbpasswd", "-c", configuration.toString(), "-s", "-a", USER)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log/smbpasswd").toFile())
                .start();
        password.getOutputStream().write((PASSWORD + "\n" + PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
        password.getOutputStream().close();
        if (!password.waitFor(30, TimeUnit.SECONDS) || password.exitValue() != 0) {
            throw new IOException(Files.readString(directory.resolve("log/smbpasswd")));
        }
        // a session of its own: at its end the server signals its whole process group
        Process process = new ProcessBuilder(
                        "setsid",
                        "/usr/sbin/smbd",
                        "--foreground",
                        "--no-process-group",
                        "-s",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log/out").toFile())
                .start();
        Awaitility.await().atMost(java.time.Duration.ofSeconds(30)).until(() -> answers(port));
        return new SambaServer(directory, process, port);
    }

    private static Path directory(Path directory, String share) {
        return directory.resolve("share-" + share.replace("$", ""));
    }

    /** The directory behind a share; gone with the server. */
    public Path share(String name) {
        return directory(directory, name);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code host:port}. */
    public String server() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        Processes.end(process.toHandle());
        FileSystemUtils.deleteRecursively(directory);
    }
}
