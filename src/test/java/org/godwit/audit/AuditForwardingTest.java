package org.godwit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.godwit.audit.AuditProperties.Syslog;
import org.godwit.audit.AuditProperties.Syslog.Format;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.godwit.testing.H2Databases;
import org.godwit.testing.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The trail as a receiver of syslog over TLS gets it, also one that goes away. */
class AuditForwardingTest {

    @TempDir
    Path dir;

    AuditFixture audit;
    ForwardingStore cursor;
    SSLContext trusting;
    Receiver receiver;
    final List<Object> published = new ArrayList<>();

    /** JDBC URL of a new database, and the folder of what is particular to it. */
    String newDatabase() {
        return H2Databases.newInMemory();
    }

    String vendor() {
        return "h2";
    }

    @BeforeEach
    void open() throws Exception {
        TestCertificate.write(dir.resolve("tls"));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(dir.resolve("tls/keystore.p12"))) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("test", keys.getCertificate("test"));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(trust);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trusted.getTrustManagers(), null);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        SSLContext serving = SSLContext.getInstance("TLS");
        serving.init(own.getKeyManagers(), null, null);
        receiver = new Receiver(serving);
        DataSource database = new DriverManagerDataSource(newDatabase());
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor())
                .load()
                .migrate();
        JdbcTemplate jdbc = new JdbcTemplate(database);
        cursor = new ForwardingStore(jdbc);
        audit = new AuditFixture(jdbc, dir, 1000);
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
    }

    @Test
    void everyEventComesInOrderWithACheckpointThatVouchesForIt() {
        receiver.start();
        AuditForwarding forwarding = forwarding(Format.CEF);
        write(1, 20);
        assertThat(forwarding.forward()).isTrue();
        assertThat(receiver.numbers()).containsExactlyElementsOf(range(1, 20));
        write(21, 30);
        assertThat(forwarding.forward()).isTrue();
        assertThat(forwarding.forward()).as("nothing is new").isTrue();
        assertThat(receiver.numbers()).containsExactlyElementsOf(range(1, 30));
        String event = receiver.messages.get(0);
        assertThat(event)
                .matches("(?s)<110>1 \\S+Z \\S+ godwit - TEST_DONE - CEF:0\\|Godwit\\|Godwit\\|1\\|TEST_DONE\\|.*");
        assertThat(receiver.messages.get(4)).contains("näme 5 \\= x");
        List<String> checkpoints = receiver.messages.stream()
                .filter(m -> m.contains(" AUDIT_CHECKPOINT "))
                .map(m -> m.substring(m.indexOf('{')))
                .toList();
        assertThat(checkpoints).hasSize(2);
        CheckpointReader reader = new CheckpointReader(
                new BufferedReader(new StringReader(String.join("\n", checkpoints))), audit.key.hash());
        assertThat(reader.next())
                .isNotNull()
                .satisfies(c -> assertThat(c.events()).isEqualTo(20));
        assertThat(reader.next())
                .isNotNull()
                .satisfies(c -> assertThat(c.events()).isEqualTo(30));
    }

    @Test
    void structuredDataIsEscaped() {
        receiver.start();
        audit.trail.recordApart(
                AuditEntry.refused("TEST_REFUSED", "TEST", 1, "a \"b\" \\ ]").with("k", "ä"));
        assertThat(forwarding(Format.STRUCTURED).forward()).isTrue();
        assertThat(receiver.messages.get(0))
                .startsWith("<108>1 ")
                .contains(" TEST_REFUSED [event@32473 sequence=\"1\" actor=\"anonymous\"")
                .contains("objectName=\"a \\\"b\\\" \\\\ \\]\"")
                .endsWith("\"] \uFEFF{\"k\":\"ä\"}");
    }

    @Test
    void whatAReceiverThatIsAwayMissesComesLaterAndHoldsUpNothing() {
        AuditForwarding forwarding = forwarding(Format.CEF);
        write(1, 10);
        assertThat(toNobody().forward()).isFalse();
        assertThat(cursor.sent()).isZero();
        write(11, 15);
        receiver.start();
        assertThat(forwarding.forward()).isTrue();
        assertThat(receiver.numbers()).containsExactlyElementsOf(range(1, 15));
        receiver.breakAfter(3);
        write(16, 250);
        assertThat(forwarding.forward()).as("the receiver dies in the middle").isFalse();
        assertThat(cursor.sent()).isEqualTo(15);
        receiver.breakAfter(Integer.MAX_VALUE);
        assertThat(forwarding.forward()).isTrue();
        assertThat(cursor.sent()).isEqualTo(250);
        assertThat(receiver.numbers().stream().distinct().sorted().toList()).isEqualTo(range(1, 250));
        List<Long> since = receiver.numbers();
        assertThat(since.subList(since.size() - 235, since.size())).isEqualTo(range(16, 250));
    }

    @Test
    void aReceiverThatIsNotTrustedGetsNothing() throws Exception {
        receiver.start();
        write(1, 3);
        Syslog syslog = Syslog.to("localhost", receiver.port(), Format.CEF);
        assertThat(forwarding(syslog, SSLContext.getDefault(), Clock.systemUTC())
                        .forward())
                .isFalse();
        AuditForwarding misled =
                forwarding(Syslog.to("127.0.0.2", receiver.port(), Format.CEF), trusting, Clock.systemUTC());
        assertThat(misled.forward())
                .as("the certificate does not name this host")
                .isFalse();
        assertThat(receiver.messages).isEmpty();
        assertThat(cursor.sent()).isZero();
    }

    @Test
    void aReceiverThatStaysAwayIsAnAlertUntilItIsBack() {
        write(1, 3);
        Clock soon = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(14));
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(16));
        Syslog away = Syslog.to("localhost", unused(), Format.CEF);
        assertThat(forwarding(away, trusting, soon).forward()).isFalse();
        assertThat(published).isEmpty();
        AuditForwarding late = forwarding(away, trusting, later);
        assertThat(late.forward()).isFalse();
        assertThat(published).singleElement().satisfies(event -> {
            AlertCondition condition = (AlertCondition) event;
            assertThat(condition.kind()).isEqualTo(AlertCondition.Kind.AUDIT_FORWARDING_STUCK);
            assertThat(condition.message()).startsWith("3 audit events wait to be sent to localhost, the oldest for 1");
        });
        assertThat(late.state()).hasValueSatisfying(state -> {
            assertThat(state.unsent()).isEqualTo(3);
            assertThat(state.late()).isTrue();
        });
        published.clear();
        receiver.start();
        AuditForwarding back = forwarding(Syslog.to("localhost", receiver.port(), Format.CEF), trusting, later);
        assertThat(back.forward()).isTrue();
        assertThat(published).singleElement().isInstanceOf(AlertCleared.class);
        assertThat(back.state())
                .hasValueSatisfying(state -> assertThat(state.unsent()).isZero());
        assertThat(forwarding(Syslog.OFF, trusting, later).state()).isEmpty();
    }

    @Test
    void aReceiverThatStopsReadingIsCutOff() throws Exception {
        receiver.breakAfter(0);
        receiver.stall();
        receiver.start();
        try (SyslogConnection connection = new SyslogConnection(trusting, "localhost", receiver.port(), 1)) {
            byte[] message = new byte[1 << 20];
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1000; i++) {
                            connection.send(message);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    private AuditForwarding forwarding(Format format) {
        return forwarding(Syslog.to("localhost", receiver.port(), format), trusting, Clock.systemUTC());
    }

    private AuditForwarding forwarding(Syslog syslog, SSLContext tls, Clock clock) {
        return new AuditForwarding(audit.store, cursor, audit.key, syslog, tls, published::add, clock);
    }

    /** To a port on which nobody listens. */
    private AuditForwarding toNobody() {
        return forwarding(Syslog.to("localhost", unused(), Format.CEF), trusting, Clock.systemUTC());
    }

    private static int unused() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(int first, int last) {
        for (int i = first; i <= last; i++) {
            audit.trail.recordApart(AuditEntry.success("TEST_DONE", "TEST", i, "näme " + i + " = x"));
        }
    }

    private static List<Long> range(long first, long last) {
        return java.util.stream.LongStream.rangeClosed(first, last).boxed().toList();
    }

    /** Reads frames of RFC 5425 from one connection after the other. */
    private static final class Receiver {

        final List<String> messages = new CopyOnWriteArrayList<>();
        private final SSLContext context;
        private final ServerSocket server;
        private volatile boolean stalled;
        private volatile int most = Integer.MAX_VALUE;

        Receiver(SSLContext context) throws IOException {
            this.context = context;
            server = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"));
        }

        int port() {
            return server.getLocalPort();
        }

        /** Keeps the connection instead of breaking it, and reads no more. */
        void stall() {
            stalled = true;
        }

        private static void await(SSLSocket socket) throws IOException {
            socket.getSession(); // the handshake
            try {
                new java.util.concurrent.CountDownLatch(1).await(30, java.util.concurrent.TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void breakAfter(int messagesOfAConnection) {
            most = messagesOfAConnection;
        }

        List<Long> numbers() {
            List<Long> found = new ArrayList<>();
            for (String message : List.copyOf(messages)) {
                if (message.contains(" externalId=")) {
                    String rest = message.substring(message.indexOf(" externalId=") + 12);
                    found.add(Long.parseLong(rest.substring(0, rest.indexOf(' '))));
                }
            }
            return found;
        }

        void start() {
            Thread thread = new Thread(this::serve, "syslog-receiver");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            while (!server.isClosed()) {
                try (Socket plain = server.accept();
                        SSLSocket socket =
                                (SSLSocket) context.getSocketFactory().createSocket(plain, null, true)) {
                    read(socket, plain);
                } catch (IOException e) {
                    // a refused handshake, or the end
                }
            }
        }

        private void read(SSLSocket socket, Socket plain) throws IOException {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (int read = 0; ; read++) {
                if (read == most && stalled) {
                    await(socket);
                    return;
                }
                if (read == most) {
                    plain.setSoLinger(true, 0);
                    plain.close(); // as if it was killed: without a word of TLS
                    return;
                }
                int length = 0;
                int c;
                try {
                    for (c = in.readUnsignedByte(); c != ' '; c = in.readUnsignedByte()) {
                        length = 10 * length + c - '0';
                    }
                } catch (EOFException e) {
                    return;
                }
                byte[] message = new byte[length];
                in.readFully(message);
                messages.add(new String(message, StandardCharsets.UTF_8));
            }
        }

        void close() throws IOException {
            server.close();
        }
    }
}
