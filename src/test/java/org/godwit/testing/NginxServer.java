package org.godwit.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A distribution point's web server on loopback: {@code /SMS_DP_SMSPKG$/} is a directory, listed by PROPFIND; {@code /page/}
 * shows the same with pages of links only; over TLS a client certificate is asked for. Needs Debian's packages nginx-light and
 * libnginx-mod-http-dav-ext.
 */
public final class NginxServer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_http_dav_ext_module.so");

    private final Process process;
    private final int port;
    private final int tlsPort;

    private NginxServer(Process process, int port, int tlsPort) {
        this.process = process;
        this.port = port;
        this.tlsPort = tlsPort;
    }

    public static boolean available() {
        return Files.isExecutable(PROGRAM) && Files.exists(MODULE);
    }

    /**
     * @param directory for its configuration, with {@code server.pem}, {@code server.key} and {@code ca.pem} in it where TLS is
     *     wanted
     * @param root what it serves
     */
    public static NginxServer start(Path directory, Path root) throws IOException {
        int port = freePort();
        int tlsPort = freePort();
        String place = "client_body_temp_path " + directory + "/t1; proxy_temp_path " + directory
                + "/t2; fastcgi_temp_path " + directory + "/t3; uwsgi_temp_path " + directory + "/t4; scgi_temp_path "
                + directory + "/t5;\n";
        String serve = "location /SMS_DP_SMSPKG$/ { alias " + root + "/; dav_ext_methods PROPFIND OPTIONS; }\n"
                + "location /page/SMS_DP_SMSPKG$/ { alias " + root + "/; autoindex on; }\n";
        String tls = Files.exists(directory.resolve("server.pem"))
                ? "server { listen 127.0.0.1:" + tlsPort + " ssl; ssl_certificate " + directory
                        + "/server.pem; ssl_certificate_key " + directory + "/server.key; ssl_client_certificate "
                        + directory + "/ca.pem; ssl_verify_client on;\n" + serve + "}\n"
                : "";
        Path configuration = Files.writeString(
                directory.resolve("nginx.conf"),
                "load_module " + MODULE + ";\nuser root;\nworker_processes 1;\ndaemon off;\npid " + directory
                        + "/pid;\nerror_log " + directory + "/error.log;\nevents { }\nhttp { access_log off;\n" + place
                        + "server { listen 127.0.0.1:" + port + ";\n" + serve + "}\n" + tls + "}\n");
        Process process = new ProcessBuilder(PROGRAM.toString(), "-c", configuration.toString(), "-p", directory + "/")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> answers(port) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException(Files.readString(directory.resolve("out")));
        }
        return new NginxServer(process, port, tlsPort);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** Where it is reached over TLS. */
    public int tlsPort() {
        return tlsPort;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
