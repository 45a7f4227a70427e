package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.godwit.testing.CuttingProxy;
import org.godwit.testing.NginxServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real web server. */
@EnabledIf(value = "org.godwit.testing.NginxServer#available", disabledReason = "no nginx with dav-ext here")
class HttpStoreTest extends ContentSourceContract {

    @TempDir
    private static Path directory;

    private static @Nullable NginxServer nginx;
    private static int number;

    @TempDir
    Path dir;

    private TestLibrary library = new TestLibrary(Path.of(""));

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(directory.resolve("root"));
        directory.toFile().setExecutable(true, false);
        certificates();
        nginx = NginxServer.start(directory, directory.resolve("root"));
    }

    /** A certificate authority, the server's certificate and a client's. */
    private static void certificates() throws Exception {
        String script = """
                cd "$1"
                openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=ca -keyout ca.key -out ca.pem
                for n in server client; do
                  openssl req -newkey rsa:2048 -nodes -subj /CN=$n -keyout $n.key -out $n.csr
                  printf 'subjectAltName=IP:127.0.0.1' > $n.ext
                  openssl x509 -req -in $n.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile $n.ext -out $n.pem
                done
                openssl pkcs12 -export -in client.pem -inkey client.key -passout pass:changeit -out client.p12
                keytool -importcert -noprompt -alias ca -file ca.pem -storetype PKCS12 -keystore trust.p12 -storepass changeit
                """;
        Process process = new ProcessBuilder("bash", "-ec", script, "bash", directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("openssl.log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(directory.resolve("openssl.log")))
                .isZero();
    }

    @AfterAll
    static void stop() throws Exception {
        server().close();
    }

    private static NginxServer server() {
        return Objects.requireNonNull(nginx);
    }

    private static void clear() throws IOException {
        try (Stream<Path> old = Files.list(directory.resolve("root"))) {
            for (Path path : (Iterable<Path>) old::iterator) {
                org.springframework.util.FileSystemUtils.deleteRecursively(path);
            }
        }
    }

    @BeforeEach
    void library() throws IOException {
        clear();
        byte[] large = new byte[10_000_000];
        new Random(9).nextBytes(large);
        library = TestLibrary.random(dir.resolve("origin"), 61 + number++, 2, 7, 40_000)
                .with(
                        "ABC00009",
                        4,
                        Map.of(
                                "large.wim", large,
                                "empty", new byte[0],
                                "Ordner mit Umläuten/日本語 & %41 + #1.txt", new byte[] {1, 2},
                                "x.ini", new byte[] {3}));
        library.directory("DataLib/ABC00009.4/leer");
        library.expand(directory.resolve("root"));
        Files.createDirectories(directory.resolve("root/ABC00009.4/leer"));
    }

    @Override
    ContentSource show(TestLibrary wanted) throws IOException {
        clear();
        library = wanted;
        library.expand(directory.resolve("root"));
        shown();
        return open(server().url(), null);
    }

    private void shown() throws IOException {
        org.springframework.util.FileSystemUtils.copyRecursively(
                library.root.resolve("DataLib"), directory.resolve("root/datalib"));
    }

    private HttpStore open(String base, @Nullable String hash) {
        return open(base, new HttpLink(null, host -> null, 20), hash);
    }

    private HttpStore open(String base, HttpLink link, @Nullable String hash) {
        return new HttpStore(
                URI.create(base),
                link,
                id -> library.packageIds().contains(id)
                        ? List.of(new PackageRequest.Expected(id + "." + library.version(id), hash))
                        : List.of());
    }

    private void transfer(HttpStore from, String to, String... ids) throws IOException {
        try (from;
                LibraryTransfer transfer = Objects.requireNonNull(LibraryTransfer.tryOpen(
                        new DirectoryStore(dir.resolve(to)),
                        new MemoryRecords(),
                        TransferOptions.standard().withDurable(false)))) {
            for (String id : ids.length > 0 ? List.of(ids) : library.packageIds()) {
                transfer.transfer(new PackageRequest(id, from, List.of()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/page"})
    void packagesComeWholeByEitherListing(String place) throws IOException {
        shown();
        transfer(open(server().url() + place, null), "to");
        assertThat(manifestsAndFiles(dir.resolve("to"))).isEqualTo(manifestsAndFiles(library.root));
        assertThat(dir.resolve("to/DataLib/ABC00009.4/leer")).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/page"})
    void withoutManifestsOnlyTheHashOfTheWholeProvesAContent(String place) throws IOException {
        ContentManifest manifest = new LibraryReader(new DirectoryStore(library.root)).readContent("ABC00009.4");
        transfer(open(server().url() + place, ContentHash.of(manifest)), "to", "ABC00009");
        assertThat(TestLibrary.published(dir.resolve("to"))).containsExactly("ABC00009");
        for (String hash : new String[] {null, "A".repeat(64)}) {
            assertThatThrownBy(() -> transfer(open(server().url() + place, hash), "none", "ABC00009"))
                    .isInstanceOfSatisfying(
                            ContentException.class,
                            e -> assertThat(e.code()).isEqualTo(ContentException.Code.CONTENT_HASH_MISMATCH))
                    .hasMessageContaining("ABC00009.4");
            assertThat(TestLibrary.published(dir.resolve("none"))).isEmpty();
        }
    }

    @Test
    void readsFromAnyOffsetByRanges() throws IOException {
        shown();
        byte[] large = library.files("ABC00009.4").get("large.wim");
        try (HttpStore store = open(server().url(), null)) {
            new LibraryReader(store).readContent("ABC00009.4");
            for (int offset : new int[] {0, 1, 9_999_999, 10_000_000}) {
                try (var in = store.read(LibraryNames.file(TestLibrary.hash(large)), offset)) {
                    assertThat(java.nio.channels.Channels.newInputStream(in).readAllBytes())
                            .isEqualTo(java.util.Arrays.copyOfRange(large, offset, large.length));
                }
            }
        }
    }

    @Test
    void aCutConnectionGoesOnWhereItWasCut() throws Exception {
        shown();
        TransferMeter meter = new TransferMeter();
        try (CuttingProxy proxy = new CuttingProxy(server().port(), 8_000_000, true);
                HttpStore from = open("http://127.0.0.1:" + proxy.port(), null);
                LibraryTransfer transfer = Objects.requireNonNull(LibraryTransfer.tryOpen(
                        new DirectoryStore(dir.resolve("to")),
                        new MemoryRecords(),
                        TransferOptions.standard().withMeter(meter)))) {
            transfer.transfer(new PackageRequest("ABC00009", from, List.of()));
            assertThat(proxy.wasCut()).isTrue();
            assertThat(proxy.passed()).isLessThan(11_500_000);
        }
        assertThat(TestLibrary.published(dir.resolve("to"))).containsExactly("ABC00009");
    }

    @Test
    void aPointThatAsksForACertificateGetsIt() throws Exception {
        shown();
        String url = "https://127.0.0.1:" + server().tlsPort();
        transfer(open(url, new HttpLink(tls(true), host -> null, 20), null), "to");
        assertThat(TestLibrary.published(dir.resolve("to"))).hasSize(3);
        for (HttpLink link :
                List.of(new HttpLink(tls(false), host -> null, 20), new HttpLink(null, host -> null, 20))) {
            assertThatThrownBy(() -> transfer(open(url, link, null), "none"))
                    .isInstanceOfSatisfying(
                            ContentException.class,
                            e -> assertThat(e.code()).isEqualTo(ContentException.Code.LOCATION_DENIED));
        }
    }

    private static javax.net.ssl.SSLContext tls(boolean certificate) throws Exception {
        char[] password = "changeit".toCharArray();
        var keys = javax.net.ssl.KeyManagerFactory.getInstance("PKIX");
        keys.init(
                certificate
                        ? java.security.KeyStore.getInstance(
                                directory.resolve("client.p12").toFile(), password)
                        : null,
                password);
        var trust = javax.net.ssl.TrustManagerFactory.getInstance("PKIX");
        trust.init(java.security.KeyStore.getInstance(
                directory.resolve("trust.p12").toFile(), password));
        var context = javax.net.ssl.SSLContext.getInstance("TLS");
        context.init(certificate ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        try (HttpStore store = open(server().url(), null)) {
            LibraryReader reader = new LibraryReader(store);
            assertThatThrownBy(() -> reader.readPackage("XYZ00001")).hasMessageContaining("XYZ00001");
            org.springframework.util.FileSystemUtils.deleteRecursively(directory.resolve("root/ABC00009.4"));
            assertThatThrownBy(() -> reader.readContent("ABC00009.4"))
                    .isInstanceOfSatisfying(
                            ContentException.class,
                            e -> assertThat(e.code()).isEqualTo(ContentException.Code.PACKAGE_NOT_IN_LIBRARY));
        }
        try (HttpStore gone = open("http://127.0.0.1:9", null)) {
            assertThatThrownBy(() -> new LibraryReader(gone).readContent("ABC00009.4"))
                    .isInstanceOfSatisfying(
                            ContentException.class,
                            e -> assertThat(e.retryable()).isTrue());
        }
    }

    @Test
    void aListingThatLiesIsRefused() throws Exception {
        for (String href :
                List.of("/SMS_DP_SMSPKG$/ABC00009.4/..%2f..%2fetc", "/SMS_DP_SMSPKG$/ABC00009.4/a%2Fb", "con.txt")) {
            var server = com.sun.net.httpserver.HttpServer.create(
                    new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                byte[] page = ("<html><a href=\"" + href + "\">x</a></html>").getBytes();
                boolean listing = exchange.getRequestMethod().equals("GET");
                exchange.sendResponseHeaders(listing ? 200 : 405, listing ? page.length : -1);
                if (listing) {
                    exchange.getResponseBody().write(page);
                }
                exchange.close();
            });
            server.start();
            try (HttpStore store =
                    open("http://127.0.0.1:" + server.getAddress().getPort(), null)) {
                assertThatThrownBy(() -> new LibraryReader(store).readContent("ABC00009.4"))
                        .isInstanceOfSatisfying(
                                ContentException.class,
                                e -> assertThat(e.code()).isEqualTo(ContentException.Code.CONTENT_REFUSED));
            } finally {
                server.stop(0);
            }
        }
    }

    @Test
    void aServerThatFallsSilentCountsAsGone() throws Exception {
        try (var silent = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress());
                HttpStore store =
                        open("http://127.0.0.1:" + silent.getLocalPort(), new HttpLink(null, host -> null, 1), null)) {
            assertThatThrownBy(() -> new LibraryReader(store).readContent("ABC00009.4"))
                    .isInstanceOfSatisfying(
                            ContentException.class,
                            e -> assertThat(e.retryable()).isTrue());
        }
    }
}
