package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.testing.DomainController;
import org.godwit.testing.JvmProcess;
import org.godwit.testing.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Single sign-on with tickets of a real Active Directory domain: the server in a process that knows the domain, and MIT Kerberos
 * with curl as the client.
 */
@EnabledOnOs(OS.LINUX)
@EnabledIf(value = "possible", disabledReason = "needs root, Samba's AD domain controller, kinit and curl")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KerberosSignInTest {

    private static final String HOST = "worker1.corp.example";
    private static final String ADMIN_PASSWORD = "Test-Admin-Passw0rd";
    private static final Pattern SENT = Pattern.compile("> Authorization: Negotiate (\\S+)");
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private static final String OTHER_SERVER = """
            cd '%s' && samba-tool computer create ELSEWHERE --configfile=smb.conf
            printf '%%s\\n' 'dn: CN=ELSEWHERE,CN=Computers,DC=corp,DC=example' 'changetype: modify' \\
              'replace: msDS-SupportedEncryptionTypes' 'msDS-SupportedEncryptionTypes: 24' - \\
              'add: servicePrincipalName' 'servicePrincipalName: HTTP/elsewhere.corp.example' \\
              | ldbmodify -H dom/private/sam.ldb
            samba-tool user setpassword 'ELSEWHERE$' --newpassword='E1sewhere.Machine.Pw' --configfile=smb.conf""";

    private static DomainController domain;
    private static JvmProcess server;
    private static int port;

    private final HttpClient http = HttpClient.newHttpClient();

    static boolean possible() {
        return DomainController.possible() && DomainController.installed("curl");
    }

    @BeforeAll
    static void startDomainAndServer() throws Exception {
        domain = DomainController.start();
        Path directory = domain.directory();
        domain.run(List.of("bash", "-c", OTHER_SERVER.formatted(directory)));
        domain.tickets("alice", "Al1ce.Passw0rd");
        domain.tickets("bob", "An0ther.Passw0rd");
        port = ServerProcess.freePort();
        Path data = directory.resolve("server");
        server = JvmProcess.start(
                "org.godwit.Godwit",
                Map.of(
                        "JAVA_TOOL_OPTIONS",
                        "-Djdk.net.hosts.file=" + directory.resolve("hosts") + " -Djava.security.krb5.conf="
                                + directory.resolve("krb5.conf"),
                        "GODWIT_BOOTSTRAP_ADMIN_PASSWORD",
                        ADMIN_PASSWORD),
                List.of(
                        "server",
                        "--server.port=" + port,
                        "--godwit.data-dir=" + data,
                        "--godwit.kerberos.keytab=" + directory.resolve("worker1.keytab"),
                        "--godwit.kerberos.principal=WORKER1$@CORP.EXAMPLE",
                        "--godwit.sign-in.active-directory.domain=corp.example",
                        "--godwit.sign-in.active-directory.urls=ldaps://dc1.corp.example",
                        "--godwit.sign-in.kerberos.service-principal=HTTP/" + HOST + "@CORP.EXAMPLE",
                        "--godwit.sign-in.kerberos.keytab=" + directory.resolve("worker1.keytab")));
        server.await("Started Godwit");
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        if (domain != null) {
            domain.close();
        }
    }

    @Test
    @Order(1)
    void aTicketOfSomebodyWithoutARoleIsNotEnough() throws Exception {
        assertThat(curl("alice", HOST, "/api/v1/admin-users/me"))
                .contains("401")
                .contains("SIGN_IN_NO_ROLE");
    }

    @Test
    @Order(2)
    void aTicketGivesTheRolesOfItsHoldersGroups() throws Exception {
        assertThat(asAdministrator(
                        "POST",
                        "/api/v1/admin-groups",
                        "{\"name\":\"migration-team\",\"source\":\"ACTIVE_DIRECTORY\",\"roles\":[\"Operator\"],"
                                + "\"securityScopes\":[\"All\"]}"))
                .startsWith("201");
        assertThat(curl("alice", HOST, "/api/v1/admin-users/me"))
                .contains("200")
                .contains("alice@corp.example")
                .contains("Operator (group migration-team)")
                .containsIgnoringCase("www-authenticate: Negotiate "); // the server proves itself
        assertThat(asAdministrator(
                        "GET", "/api/v1/audit-events?action=SIGN_IN_SUCCEEDED&actor=alice@corp.example", null))
                .contains("KERBEROS");
        assertThat(curl("bob", HOST, "/api/v1/admin-users/me")).contains("SIGN_IN_NO_ROLE");
    }

    @Test
    @Order(3)
    void whoSendsNothingIsAskedForATicketOrAPassword() throws Exception {
        HttpResponse<String> answer = get("/api/v1/admin-users/me", null);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .anyMatch(v -> v.equals("Negotiate"))
                .anyMatch(v -> v.startsWith("Basic "))
                .anyMatch(v -> v.startsWith("Bearer "));
        HttpResponse<String> form = get("/login", null);
        assertThat(form.statusCode()).isEqualTo(401);
        assertThat(form.headers().firstValue("WWW-Authenticate")).hasValue("Negotiate");
        assertThat(form.body()).contains("name=\"password\"");
        assertThat(get("/login?logout", null).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void theConsoleOpensWithATicketAndKeepsItsProtections() throws Exception {
        String cookies = domain.directory().resolve("cookies-alice").toString();
        String page = curl("alice", HOST, "/account/rights", "-L", "-c", cookies, "-b", cookies);
        assertThat(page).contains("200").contains("alice@corp.example").contains("migration-team");
        assertThat(page).containsPattern("(?i)set-cookie: SESSION=[^\\n]*HttpOnly");
        // the session alone, without a token of a form, changes nothing
        assertThat(curl("alice", HOST, "/logout", "-X", "POST", "-b", cookies)).contains("403");
        assertThat(curl("alice", HOST, "/account/rights", "-b", cookies)).contains("200");
        // who is in no group gets the form, with the reason
        String others = domain.directory().resolve("cookies-bob").toString();
        assertThat(curl("bob", HOST, "/account/rights", "-L", "-c", others, "-b", others))
                .contains("/login?error=SIGN_IN_NO_ROLE")
                .contains("name=\"password\"");
    }

    @Test
    @Order(5)
    void theFormStaysForThoseWithoutATicket() throws Exception {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new java.net.CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        URI login = URI.create("http://localhost:" + port + "/login");
        HttpResponse<String> form =
                browser.send(HttpRequest.newBuilder(login).build(), HttpResponse.BodyHandlers.ofString());
        Matcher token = TOKEN.matcher(form.body());
        assertThat(token.find()).isTrue();
        HttpRequest post = HttpRequest.newBuilder(login)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "username=admin&password=" + ADMIN_PASSWORD + "&_csrf=" + token.group(1)))
                .build();
        HttpResponse<String> home = browser.send(post, HttpResponse.BodyHandlers.ofString());
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.uri().getPath()).isEqualTo("/");
    }

    @Test
    @Order(6)
    void aTicketForAnotherServiceIsRefused() throws Exception {
        assertThat(curl("alice", "elsewhere.corp.example", "/api/v1/admin-users/me"))
                .contains("401")
                .contains("TICKET_REFUSED");
    }

    @Test
    @Order(7)
    void aTicketServesOnce() throws Exception {
        Matcher sent = SENT.matcher(curl("alice", HOST, "/api/v1/admin-users/me"));
        assertThat(sent.find()).isTrue();
        HttpResponse<String> again = get("/api/v1/admin-users/me", "Negotiate " + sent.group(1));
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.body()).contains("TICKET_REFUSED");
        assertThat(asAdministrator("GET", "/api/v1/audit-events?action=SIGN_IN_FAILED&size=1", null))
                .contains("TICKET_REPLAYED");
    }

    @Test
    @Order(8)
    @EnabledIf("fakesTime")
    void aClockThatIsWrongIsSaidSo() throws Exception {
        // the ticket is at hand already; the wrong clock writes when it is used
        String answer = run(List.of("faketime", "-f", "+10m"), "alice", HOST, "/api/v1/admin-users/me");
        assertThat(answer).contains("401").contains("TICKET_CLOCK_SKEW");
    }

    static boolean fakesTime() {
        return DomainController.installed("faketime");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%%%", "TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKAGFKAAAADw==", "YIIBAA==", "oQcwBaADCgEB"})
    @Order(9)
    void whatIsNoTicketIsRefusedAsOne(String token) throws Exception {
        HttpResponse<String> answer = get("/api/v1/admin-users/me", "Negotiate " + token);
        assertThat(answer.statusCode()).isEqualTo(401);
        HttpResponse<String> form = get("/login", "Negotiate " + token);
        assertThat(form.statusCode()).isEqualTo(302);
        assertThat(form.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login?error=TICKET_REFUSED"));
    }

    @Test
    @Order(10)
    void anotherSitesPageCannotMakeABrowserChangeAnything() throws Exception {
        String path = "/api/v1/migration-jobs/1/start";
        assertThat(curl("alice", HOST, path, "-X", "POST", "-H", "Origin: https://evil.example"))
                .contains("403")
                .contains("CROSS_SITE_REFUSED");
        assertThat(curl("alice", HOST, path, "-X", "POST", "-H", "Sec-Fetch-Site: cross-site"))
                .contains("CROSS_SITE_REFUSED");
        assertThat(curl("alice", HOST, path, "-X", "POST")).contains("404").contains("JOB_NOT_FOUND");
    }

    @Test
    @Order(11)
    void anAccountThatIsDisabledLosesItsTicketsUseBeforeTheTicketEnds() throws Exception {
        asAdministrator(
                "POST",
                "/api/v1/admin-users",
                "{\"name\":\"bob@corp.example\",\"source\":\"ACTIVE_DIRECTORY\",\"roles\":[\"Read-only Analyst\"]}");
        domain.run(List.of(
                "samba-tool",
                "user",
                "disable",
                "bob",
                "--configfile=" + domain.directory().resolve("smb.conf")));
        assertThat(curl("bob", HOST, "/api/v1/admin-users/me")).contains("401").contains("DIRECTORY_DISABLED");
    }

    private static Path tickets(String user) {
        return domain.directory().resolve("tickets-" + user);
    }

    /** What curl tells of a request with this user's tickets: headers of both sides and the body. */
    private static String curl(String user, String host, String path, String... more) throws Exception {
        return run(List.of(), user, host, path, more);
    }

    private static String run(List<String> launcher, String user, String host, String path, String... more)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "env", "KRB5_CONFIG=" + domain.directory().resolve("krb5.conf"), "KRB5CCNAME=" + tickets(user)));
        command.addAll(launcher);
        command.addAll(List.of("curl", "-sv", "--negotiate", "-u", ":", "--noproxy", "*", "--resolve"));
        command.add(host + ":" + port + ":127.0.0.1");
        command.addAll(List.of(more));
        command.add("http://" + host + ":" + port + path);
        return domain.run(command);
    }

    private HttpResponse<String> get(String path, @org.jspecify.annotations.Nullable String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String asAdministrator(String method, String path, @org.jspecify.annotations.Nullable String body)
            throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString(("admin:" + ADMIN_PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
