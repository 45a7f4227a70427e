package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.godwit.audit.AuditEvent;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditService;
import org.godwit.security.RunAs;
import org.godwit.shared.PageQuery;
import org.godwit.testing.OpenIdProvider;
import org.godwit.testing.ServerTest;
import org.godwit.testing.TestCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The server over TLS, whose certificate is replaced while it runs; and sign-in through a real OpenID Connect provider. */
@ServerTest
@DirtiesContext // its provider goes with the class
class SecureServerTest {

    private static final Path CERTIFICATES =
            Path.of("target", "test-data", "tls-" + UUID.randomUUID()).toAbsolutePath();
    private static final OpenIdProvider PROVIDER = OpenIdProvider.start();
    private static X509Certificate certificate;

    @DynamicPropertySource
    static void secure(DynamicPropertyRegistry properties) throws Exception {
        certificate = TestCertificate.write(CERTIFICATES);
        properties.add("server.ssl.bundle", () -> "web");
        properties.add("spring.ssl.bundle.pem.web.reload-on-update", () -> true);
        properties.add("spring.ssl.bundle.watch.file.quiet-period", () -> "200ms");
        properties.add(
                "spring.ssl.bundle.pem.web.keystore.certificate",
                () -> CERTIFICATES.resolve("cert.pem").toString());
        properties.add(
                "spring.ssl.bundle.pem.web.keystore.private-key",
                () -> CERTIFICATES.resolve("key.pem").toString());
        properties.add("godwit.sign-in.open-id-connect.issuer-uri", PROVIDER::issuer);
        properties.add("godwit.sign-in.open-id-connect.client-id", () -> OpenIdProvider.CLIENT_ID);
        properties.add("godwit.sign-in.open-id-connect.client-secret", () -> OpenIdProvider.CLIENT_SECRET);
    }

    @LocalServerPort
    int port;

    @Autowired
    AdminGroupService groups;

    @Autowired
    AuditService audit;

    @Autowired
    RunAs runAs;

    @AfterAll
    static void stopProvider() {
        PROVIDER.close();
    }

    @Test
    void whoTheProviderKnowsAndAGroupGivesARoleIsSignedIn() throws Exception {
        runAs.system(() -> groups.create(
                new AdminGroup.Input("approvers", AdminUser.Source.OPENID_CONNECT, Set.of("Job Approver"), null)));
        Browser carol = new Browser();
        HttpResponse<String> page = carol.signIn("carol", OpenIdProvider.PASSWORD);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri()).isEqualTo(carol.url("/"));
        assertThat(carol.get("/account/rights").body()).contains("Job Approver", "approvers");
        HttpCookie session = carol.cookies.getCookieStore().getCookies().stream()
                .filter(c -> c.getName().equals("SESSION"))
                .findFirst()
                .orElseThrow();
        assertThat(session.getSecure()).isTrue();
        assertThat(session.isHttpOnly()).isTrue();
        assertThat(last("SIGN_IN_SUCCEEDED").actor()).isEqualTo("carol");
        assertThat(last("SIGN_IN_SUCCEEDED").details()).containsEntry("method", "OPENID_CONNECT");
    }

    @Test
    void whoHasNoRoleHereStaysOutsideThoughTheProviderKnowsHim() throws Exception {
        Browser dave = new Browser();
        HttpResponse<String> page = dave.signIn("dave", OpenIdProvider.PASSWORD);
        assertThat(page.uri()).isEqualTo(dave.url("/login?error=SIGN_IN_NO_ROLE"));
        assertThat(dave.get("/account/rights").uri()).isEqualTo(dave.url("/login"));
        assertThat(last("SIGN_IN_FAILED").details()).containsEntry("reason", "NO_ROLE");
    }

    @Test
    void anAnswerThatNobodyAskedForIsRefused() throws Exception {
        Browser browser = new Browser();
        HttpResponse<String> page = browser.get("/login/oauth2/code/godwit?code=stolen&state=forged");
        assertThat(page.uri()).isEqualTo(browser.url("/login?error=PROVIDER_FAILED"));
        assertThat(last("SIGN_IN_FAILED").details()).containsEntry("method", "OPENID_CONNECT");
    }

    @Test
    void answersOverTlsForbidPlainHttpForTheFuture() throws Exception {
        assertThat(new Browser().get("/login").headers().firstValue("Strict-Transport-Security"))
                .hasValueSatisfying(value -> assertThat(value).contains("max-age=31536000"));
    }

    @Test
    void aNewCertificateIsServedWithoutARestart() throws Exception {
        assertThat(served()).isEqualTo(certificate);
        X509Certificate renewed = TestCertificate.write(CERTIFICATES);
        assertThat(renewed).isNotEqualTo(certificate);
        await().atMost(Duration.ofSeconds(30)).until(() -> served().equals(renewed));
        certificate = renewed;
    }

    private X509Certificate served() throws IOException {
        try (SSLSocket socket = (SSLSocket) trustingAll().getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private AuditEvent last(String action) {
        return runAs.system(() -> audit.list(new AuditFilter(null, action, null, null, null), PageQuery.first(1)))
                .items()
                .get(0);
    }

    private static SSLContext trustingAll() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new javax.net.ssl.TrustManager[] {new TrustsAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLContext trusting(X509Certificate trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("server", trusted);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /** Only to look at what is served. */
    private static final class TrustsAll extends javax.net.ssl.X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Follows redirects and keeps cookies, as a browser does. */
    private final class Browser {

        private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

        private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        private final HttpClient client;

        Browser() throws GeneralSecurityException, IOException {
            client = HttpClient.newBuilder()
                    .cookieHandler(cookies)
                    .followRedirects(HttpClient.Redirect.ALWAYS)
                    .sslContext(trusting(served()))
                    .build();
        }

        URI url(String path) {
            return URI.create("https://127.0.0.1:" + port + path);
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return client.send(HttpRequest.newBuilder(url(path)).build(), HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> signIn(String name, String password) throws IOException, InterruptedException {
            HttpResponse<String> form = get("/oauth2/authorization/godwit");
            assertThat(form.uri().toString()).startsWith(PROVIDER.issuer() + "/login");
            Matcher token = TOKEN.matcher(form.body());
            assertThat(token.find()).as(form.body()).isTrue();
            String body = "username=" + name + "&password=" + encoded(password) + "&_csrf=" + encoded(token.group(1));
            HttpRequest post = HttpRequest.newBuilder(URI.create(PROVIDER.issuer() + "/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return client.send(post, HttpResponse.BodyHandlers.ofString());
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
