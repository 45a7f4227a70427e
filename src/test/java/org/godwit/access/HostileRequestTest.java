package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.godwit.testing.ServerTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A scanner's worth of hostile requests, sent over bare sockets to the real server: each is turned away, none makes the server
 * fail, and no answer tells anything of the inside.
 */
@ServerTest
class HostileRequestTest {

    private static final String SIGNED_IN = "Authorization: Basic "
            + Base64.getEncoder().encodeToString("admin:Test-Admin-Passw0rd".getBytes(StandardCharsets.UTF_8))
            + "\r\n";

    /** What no answer may hold: stack traces, SQL, files of the machine or of the program, versions. */
    private static final Pattern LEAK = Pattern.compile(
            "\\bat (org|java|jakarta|com)\\.|Exception|java\\.lang|org\\.springframework|org\\.h2|jdbc:|SELECT |INSERT |"
                    + "Syntax error|root:x:|data-dir|BEGIN [A-Z ]*KEY|CREATE TABLE|Apache Tomcat|\\[core\\]",
            Pattern.CASE_INSENSITIVE);

    /** Not implemented, and HTTP version not supported: the request is at fault here, not the server. */
    private static final Set<Integer> REFUSED = Set.of(501, 505);

    @LocalServerPort
    int port;

    private final List<Socket> stalled = new ArrayList<>();

    private record Answer(int status, String text) {}

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : stalled) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2f..%2fetc%2fpasswd",
                "/..%5c..%5c..%5cwindows%5cwin.ini",
                "/%252e%252e/%252e%252e/etc/passwd",
                "/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
                "/assets/../application.yaml",
                "/assets/%2e%2e/application.yaml",
                "/assets/..%2fapplication.yaml",
                "/assets/....//....//application.yaml",
                "/assets/..;/application.yaml",
                "/assets/%00",
                "/assets/x%00.css",
                "/assets//etc/passwd",
                "/assets/file:/etc/passwd",
                "/assets/classpath:application.yaml",
                "/webjars/../application.yaml",
                "/webjars/%2e%2e%2fdb/migration/V110__access.sql",
                "/static/application.yaml",
                "/application.yaml",
                "/META-INF/sbom/application.cdx.json",
                "/META-INF/MANIFEST.MF",
                "/WEB-INF/web.xml",
                "/db/migration/V110__access.sql",
                "/.git/config",
                "/.env",
                "/h2-console",
                "/manager/html",
                "/phpinfo.php",
                "/cgi-bin/test.cgi",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/configprops",
                "/actuator/loggers",
                "/actuator/shutdown",
                "/actuator/health/..;/../env",
                "/actuator;x=1/env",
                "/api/v1/..;/../actuator/env",
                "/login/..;/admin-users",
                "/login;/../admin-users",
                "/assets/..;/api/v1/admin-users",
                "/api/v1//admin-users",
                "/api/v1/./admin-users",
                "/api/v1/clients/../admin-users",
                "/api/v1/clients/%2e%2e/admin-users",
                "/API/V1/admin-users",
                "//evil.example/%2f..",
                "/\\evil.example",
                "/<script>alert(1)</script>",
                "/%3Cscript%3Ealert(1)%3C/script%3E",
                "/api/v1/admin-users.json",
                "/api/v1/admin-users/",
                "/error",
                "/v3/api-docs/../../api/v1/admin-users"
            })
    void nothingIsReachedByPath(String path) throws IOException {
        Answer answer = send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        turnedAway(answer);
        assertThat(answer.text()).doesNotContain("evil.example/").doesNotContain("<script>alert");
        Answer knownUser =
                send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + SIGNED_IN + "Connection: close\r\n\r\n");
        harmless(knownUser);
    }

    static Stream<String> injections() {
        List<String> texts = List.of(
                "'%20OR%20'1'='1",
                "1;DROP%20TABLE%20admin_user--",
                "%27%3BWAITFOR%20DELAY%20%270:0:5%27--",
                "name%20desc;%20SELECT%201",
                "(SELECT%20password_hash%20FROM%20admin_user)",
                "%25%27%20UNION%20SELECT%20NULL--",
                "${jndi:ldap://127.0.0.1/x}",
                "%24%7Bjndi%3Aldap%3A%2F%2F127.0.0.1%2Fx%7D",
                "%23%7B7*7%7D",
                "__$%7BT(java.lang.Runtime).getRuntime().exec('id')%7D__::.x",
                "*)(objectClass=*",
                "%0d%0aSet-Cookie:%20a=b",
                "%00",
                "-1",
                "99999999999999999999",
                "NaN",
                "a".repeat(4000));
        List<String> routes = List.of(
                "/api/v1/clients?q=",
                "/api/v1/clients?sort=",
                "/api/v1/clients?page=",
                "/api/v1/clients?size=",
                "/api/v1/clients?blocked=",
                "/api/v1/clients/",
                "/api/v1/audit-events?actor=",
                "/api/v1/audit-events?object=",
                "/api/v1/audit-events?from=",
                "/api/v1/audit-events?sort=",
                "/api/v1/audit-events/export?format=",
                "/api/v1/audit-events/",
                "/api/v1/admin-users?sort=",
                "/api/v1/admin-users/",
                "/api/v1/migration-jobs?status=",
                "/api/v1/migration-jobs?sort=",
                "/api/v1/migration-jobs/",
                "/api/v1/content-transfers?status=",
                "/api/v1/source-hierarchies/",
                "/api/v1/source-hierarchies?sort=",
                "/api/v1/reports/",
                "/api/v1/alerts?sort=");
        return routes.stream().flatMap(route -> texts.stream().map(text -> route + text));
    }

    @ParameterizedTest
    @MethodSource("injections")
    void nothingIsInjected(String path) throws IOException {
        Answer answer =
                send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + SIGNED_IN + "Connection: close\r\n\r\n");
        String own = URLDecoder.decode(path.replace("%00", ""), StandardCharsets.UTF_8);
        // what somebody sent may be told back to her
        String told = answer.text();
        for (String sent :
                List.of(own.substring(own.indexOf('=') + 1), own.substring(own.lastIndexOf('/') + 1), path)) {
            told = Pattern.compile(sent, Pattern.LITERAL | Pattern.CASE_INSENSITIVE)
                    .matcher(told)
                    .replaceAll("");
        }
        harmless(new Answer(answer.status(), told));
        assertThat(answer.text()).doesNotContain("\r\nSet-Cookie: a=b").doesNotContain("$2a$");
    }

    static Stream<String> bodies() {
        return Stream.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(50_000),
                "{\"name\":1e999999999}",
                "{\"name\":\"x\",\"name\":\"y\"}",
                "{\"@class\":\"javax.naming.InitialContext\",\"name\":\"x\"}",
                "{\"name\":[\"java.util.HashMap\",{}]}",
                "{\"name\":null,\"password\":null,\"roles\":null}",
                "{\"name\":\"x\",\"password\":\"four random words\",\"roles\":[\"Full Administrator\"],\"id\":1}",
                "{\"name\":{\"$ne\":null},\"password\":{\"$gt\":\"\"}}",
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "\u0000\u0001\u0002",
                "\"" + "x".repeat(1_000_000) + "\"",
                "null",
                "",
                "true");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void noBodyDoesHarm(String body) throws IOException {
        for (String route : List.of("/api/v1/admin-users", "/api/v1/migration-jobs", "/api/v1/source-hierarchies")) {
            for (String type : List.of("application/json", "application/xml", "application/x-java-serialized-object")) {
                Answer answer = send("POST " + route + " HTTP/1.1\r\nHost: localhost\r\n" + SIGNED_IN
                        + "Content-Type: " + type + "\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body);
                turnedAway(answer);
            }
        }
    }

    static Stream<String> requests() {
        String large = "x".repeat(70_000);
        return Stream.of(
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET\r\n\r\n",
                "GE T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
                "PROPFIND / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "DELETE /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                "POST /logout HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/v1/clients HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
                "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
                "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nX: " + large + "\r\nConnection: close\r\n\r\n",
                "GET /" + large + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(20_000) + "\r\n",
                "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nX\u0000Y: z\r\nConnection: close\r\n\r\n",
                "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic !!!\r\nConnection: close\r\n\r\n",
                "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                        + Base64.getEncoder().encodeToString("nocolon".getBytes(StandardCharsets.UTF_8))
                        + "\r\nConnection: close\r\n\r\n",
                "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + "a".repeat(5000)
                        + "\r\nConnection: close\r\n\r\n",
                "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nAuthorization: Digest x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nX-HTTP-Method-Override: DELETE\r\nConnection: close\r\n\r\n",
                "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 127.0.0.1\r\nX-Original-URL: /login\r\nConnection: close\r\n\r\n",
                "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nCookie: SESSION=rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==\r\nConnection: close\r\n\r\n",
                "POST /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhello",
                "POST /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
                "POST /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /api/v1/admin-users HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
                "POST /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nZZZ\r\n");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void noHeaderOrProtocolTrickWorks(String request) throws IOException {
        Answer answer = send(request);
        turnedAway(answer);
        assertThat(answer.text()).doesNotContain("evil.example");
    }

    @Test
    void aRequestThatAnnouncesTooMuchIsNotRead() throws IOException {
        Answer answer = send("POST /api/v1/admin-users HTTP/1.1\r\nHost: localhost\r\n" + SIGNED_IN
                + "Content-Type: application/json\r\nContent-Length: 10000000000\r\n\r\n{\"name\":\"");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("BODY_TOO_LARGE");
    }

    @Test
    void aRequestThatDoesNotSayHowLongItIsIsReadToTheLimitOnly() throws IOException {
        String chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";
        Answer answer = send("POST /api/v1/admin-users HTTP/1.1\r\nHost: localhost\r\n" + SIGNED_IN
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + chunk.repeat(17) + "0\r\n\r\n");
        assertThat(answer.status()).isBetween(400, 499);
        harmless(answer);
    }

    @Test
    void whoSendsSlowlyIsCutOffAndHoldsUpNobody() throws IOException {
        for (int i = 0; i < 300; i++) {
            Socket socket = open();
            String start = i % 2 == 0
                    ? "GET / HTTP/1.1\r\nHost: loc"
                    : "POST /api/v1/admin-users HTTP/1.1\r\nHost: localhost\r\n" + SIGNED_IN
                            + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
            socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            stalled.add(socket);
            if (i == 100) {
                long before = System.nanoTime();
                assertThat(send("GET /actuator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                                .status())
                        .isEqualTo(200);
                assertThat((System.nanoTime() - before) / 1_000_000).isLessThan(5_000);
            }
        }
        for (Socket socket : List.of(stalled.get(0), stalled.get(1), stalled.get(299))) {
            Answer answer = read(socket);
            assertThat(answer.status()).as("closed, or told off").isIn(0, 400, 408);
            harmless(answer);
        }
        assertThat(send("GET /actuator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answersSayHowTheyAreToBeTreated() throws IOException {
        Answer page = send("GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(page.text())
                .contains("Content-Security-Policy: ", "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY")
                .doesNotContain("Server:")
                .doesNotContain("X-Powered-By");
        assertThat(Arrays.stream(page.text().split("\r\n"))
                        .filter(l -> l.startsWith("Set-Cookie: "))
                        .toList())
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax"));
    }

    private static void turnedAway(Answer answer) {
        boolean toSignIn = answer.status() == 302
                && answer.text().matches("(?s).*\r\nLocation: (http://localhost(:\\d+)?)?/login.*");
        assertThat(toSignIn || answer.status() >= 400 && answer.status() < 500 || REFUSED.contains(answer.status()))
                .as(answer.status() + ": " + shortened(answer))
                .isTrue();
        harmless(answer);
    }

    private static void harmless(Answer answer) {
        assertThat(answer.status() < 500 || REFUSED.contains(answer.status()))
                .as(shortened(answer))
                .isTrue();
        assertThat(LEAK.matcher(answer.text()).results().map(m -> m.group()).toList())
                .as(shortened(answer))
                .isEmpty();
    }

    private static String shortened(Answer answer) {
        return answer.text().substring(0, Math.min(1500, answer.text().length()));
    }

    private Socket open() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private Answer send(String request) throws IOException {
        try (Socket socket = open()) {
            try {
                OutputStream out = socket.getOutputStream();
                out.write(request.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (SocketException e) {
                // the server had seen enough
            }
            return read(socket);
        }
    }

    private static Answer read(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (SocketException e) {
            // reset: what came before counts
        }
        String text = all.toString(StandardCharsets.UTF_8);
        // a request line that cannot be read is answered as to HTTP 0.9: without a head
        int status = text.startsWith("HTTP/1.1 ")
                ? Integer.parseInt(text.substring(9, 12))
                : text.contains("HTTP Status 400") ? 400 : 0;
        return new Answer(status, text);
    }
}
