package org.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line against a real HTTP server that answers what it is told to. */
class GodwitCliTest {

    private static final String PROBLEM =
            "{\"code\":\"SOME_CODE\",\"detail\":\"Something is wrong.\",\"hint\":\"Do this.\"}";

    @TempDir
    Path home;

    private final Map<String, Answer> answers = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private HttpServer server;
    private Map<String, String> environment;
    private String out = "";
    private String err = "";

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        environment = new HashMap<>(Map.of("GODWIT_URL", url(), "GODWIT_USER", "ana", "GODWIT_PASSWORD", "päss:word"));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void listsAsATable() {
        answers.put(
                "GET /api/v1/clients?page=0&size=50&blocked=true",
                new Answer(
                        200,
                        "{\"items\":[{\"smsId\":\"GUID:A\",\"name\":\"PC\\u001b[31m1\",\"blocked\":true}],\"total\":9}"));
        assertThat(run("client", "list", "--blocked")).isZero();
        assertThat(out).contains("SMSID").contains("GUID:A").contains("1 of 9");
        assertThat(out).as("text from a source must not steer the terminal").doesNotContain("\u001b");
    }

    @Test
    void listsAsCsvAndAsJson() {
        answers.put(
                "GET /api/v1/clients?page=0&size=50",
                new Answer(
                        200, "{\"items\":[{\"smsId\":\"GUID:A\",\"name\":\"=cmd()\",\"blocked\":true}],\"total\":1}"));
        assertThat(run("client", "list", "-o", "csv")).isZero();
        assertThat(out).isEqualTo("smsId,name,blocked\r\nGUID:A,'=cmd(),true\r\n");
        assertThat(run("client", "list", "-o", "json")).isZero();
        assertThat(out).contains("\"total\" : 1");
    }

    @Test
    void signsInWithTheEnvironment() {
        answers.put("GET /api/v1/clients/GUID%3AA", new Answer(200, "{\"smsId\":\"GUID:A\"}"));
        run("client", "show", "GUID:A");
        assertThat(authorizations.get(0))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("ana:päss:word".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aTokenWinsOverAPassword() {
        environment.put("GODWIT_TOKEN", "gdw_secret");
        answers.put("GET /api/v1/clients/GUID%3AA", new Answer(200, "{\"smsId\":\"GUID:A\"}"));
        run("client", "show", "GUID:A");
        assertThat(authorizations.get(0)).isEqualTo("Bearer gdw_secret");
    }

    @Test
    void aProfileOthersCanReadIsRefused() throws IOException {
        Path file = profile("default.token=gdw_secret\n", "rw-r--r--");
        assertThat(run("client", "show", "GUID:A")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("PROFILE_NOT_PRIVATE").contains("chmod 600 " + file);
        assertThat(requests).isEmpty();
    }

    @Test
    void aPrivateProfileIsUsed() throws IOException {
        environment.clear();
        profile("work.url=" + url() + "\nwork.token=gdw_of_work\n", "rw-------");
        answers.put("GET /api/v1/clients/GUID%3AA", new Answer(200, "{\"smsId\":\"GUID:A\"}"));
        assertThat(run("client", "show", "GUID:A", "--profile", "work")).isZero();
        assertThat(authorizations.get(0)).isEqualTo("Bearer gdw_of_work");
    }

    @ParameterizedTest
    @CsvSource({"400,2", "401,3", "403,3", "404,4", "409,5", "422,5", "429,5", "500,7"})
    void problemsBecomeExitCodes(int status, int exitCode) {
        answers.put("GET /api/v1/clients/GUID%3AA", new Answer(status, PROBLEM));
        assertThat(run("client", "show", "GUID:A")).isEqualTo(exitCode);
        assertThat(err).contains("SOME_CODE: Something is wrong.").contains("Do this.");
    }

    @Test
    void saysThatNoServerAnswers() {
        server.stop(0);
        assertThat(run("client", "show", "GUID:A")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err).contains("SERVER_UNREACHABLE");
    }

    @Test
    void asksForASignIn() {
        environment.remove("GODWIT_PASSWORD");
        assertThat(run("client", "show", "GUID:A")).isEqualTo(ExitCode.FORBIDDEN);
        assertThat(err).contains("SIGN_IN_MISSING");
    }

    @Test
    void aBrokenTrailIsNoSuccess() {
        answers.put("POST /api/v1/audit-events/verify", new Answer(200, "{\"verdict\":\"BROKEN\",\"events\":7}"));
        assertThat(run("audit", "verify")).isEqualTo(ExitCode.UNSUCCESSFUL);
        assertThat(out).contains("BROKEN");
    }

    @Test
    void waitsForAJobAndTellsHowItEnded() {
        answers.put("POST /api/v1/migration-jobs/4/start", new Answer(202, "{\"id\":4,\"status\":\"RUNNING\"}"));
        answers.put("GET /api/v1/migration-jobs/4", new Answer(200, "{\"id\":4,\"status\":\"FAILED\"}"));
        assertThat(run("job", "start", "4", "--wait")).isEqualTo(ExitCode.UNSUCCESSFUL);
        answers.put("GET /api/v1/migration-jobs/4", new Answer(200, "{\"id\":4,\"status\":\"COMPLETED\"}"));
        assertThat(run("job", "start", "4", "--wait")).isEqualTo(ExitCode.OK);
    }

    @Test
    void sendsAJobAsRestTakesIt() {
        answers.put("POST /api/v1/migration-jobs", new Answer(201, "{\"id\":5,\"status\":\"NOT_STARTED\"}"));
        assertThat(run(
                        "job",
                        "create",
                        "--name",
                        "All",
                        "--type",
                        "OBJECT",
                        "--source",
                        "1",
                        "--types",
                        "PACKAGE,COLLECTION",
                        "--clients",
                        "ALL",
                        "--packages",
                        "ALL"))
                .isZero();
        assertThat(bodies.get(0))
                .contains("\"types\":[\"PACKAGE\",\"COLLECTION\"]")
                .contains("\"clients\":\"ALL\"")
                .contains("\"packages\":\"ALL\"")
                .contains("\"when\":\"LATER\"");
    }

    @Test
    void showsWhichChecksOfPreflightFailed() throws IOException {
        Path definition = Files.writeString(home.resolve("source.json"), "{\"name\":\"X\"}");
        answers.put(
                "POST /api/v1/source-hierarchies",
                new Answer(
                        422,
                        "{\"code\":\"PREFLIGHT_FAILED\",\"detail\":\"No.\",\"hint\":\"Mend.\",\"preflight\":["
                                + "{\"check\":\"LOGIN\",\"outcome\":\"FAIL\",\"detail\":\"refused\",\"hint\":\"grant\"}]}"));
        assertThat(run("source", "add", "--file", definition.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(err).contains("PREFLIGHT_FAILED").contains("LOGIN").contains("refused");
    }

    @Test
    void finishShowsBeforeItDoes() {
        answers.put(
                "GET /api/v1/source-hierarchies/1/finish",
                new Answer(200, "{\"sitesToStop\":[\"PS1\",\"CAS\"],\"credentialsToRemove\":[],\"warnings\":[]}"));
        assertThat(run("source", "finish", "1")).isZero();
        assertThat(out).contains("PS1, CAS");
        assertThat(requests).containsExactly("GET /api/v1/source-hierarchies/1/finish");
    }

    @Test
    void everyCommandHasHelp() {
        for (String group : List.of("source", "job", "client", "content", "audit", "operate")) {
            assertThat(run(group)).isEqualTo(ExitCode.USAGE);
            assertThat(err).contains("Missing required subcommand");
        }
        assertThat(run("job", "start", "--help")).isZero();
        assertThat(out).contains("--wait");
    }

    @Test
    void theKeyOfMediaGoesIntoAFileOfItsOwnersAlone() throws IOException {
        answers.put(
                "POST /api/v1/package-media/exports",
                new Answer(202, "{\"media\":{\"id\":3,\"status\":\"RUNNING\"},\"key\":\"abcd-1234\"}"));
        answers.put("GET /api/v1/package-media/3", new Answer(200, "{\"id\":3,\"status\":\"COMPLETED\"}"));
        Path key = home.resolve("usb.key");
        assertThat(run("content", "media", "export", "/media/usb", "--source", "1", "--key-file", "" + key, "--wait"))
                .isZero();
        assertThat(Files.getPosixFilePermissions(key)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(out + err).doesNotContain("abcd-1234");
        answers.put("POST /api/v1/package-media/imports", new Answer(202, "{\"id\":4,\"status\":\"FAILED\"}"));
        assertThat(run("content", "media", "import", "/media/usb", "--point", "2", "--key-file", key.toString()))
                .isEqualTo(ExitCode.UNSUCCESSFUL);
        assertThat(bodies.get(bodies.size() - 1)).contains("\"key\":\"abcd-1234\"", "\"distributionPointId\":2");
    }

    @Test
    void aSupportBundleIsShownAndSavedOnlyWhenAgreed() throws IOException {
        answers.put(
                "POST /api/v1/support-bundles",
                new Answer(200, "{\"files\":[{\"name\":\"../../version.json\",\"text\":\"godwit 1\"}]}"));
        Path zip = home.resolve("bundle.zip");
        assertThat(run("operate", "support-bundle", "--to", zip.toString())).isEqualTo(ExitCode.UNSUCCESSFUL);
        assertThat(out).contains("godwit 1");
        assertThat(zip).doesNotExist();
        assertThat(run("operate", "support-bundle", "--to", zip.toString(), "--yes"))
                .isZero();
        try (java.util.zip.ZipFile saved = new java.util.zip.ZipFile(zip.toFile())) {
            assertThat(saved.stream().map(java.util.zip.ZipEntry::getName)).containsExactly(".._.._version.json");
        }
    }

    @Test
    void turnsMaintenanceOnWithAReason() {
        answers.put("PUT /api/v1/maintenance", new Answer(200, "{\"readOnly\":true,\"reason\":\"upgrade\"}"));
        assertThat(run("operate", "maintenance", "on", "--reason", "upgrade")).isZero();
        assertThat(bodies.get(0)).contains("\"readOnly\":true", "\"reason\":\"upgrade\"");
    }

    @Test
    void tellsOfNodesAndAgentsAndAsksThings() {
        answers.put("GET /api/v1/nodes", new Answer(200, "{\"items\":[{\"host\":\"gw1\",\"state\":\"ALIVE\"}]}"));
        assertThat(run("operate", "nodes")).isZero();
        assertThat(out).contains("gw1", "ALIVE");
        answers.put("GET /api/v1/agents", new Answer(200, "{\"items\":[{\"id\":3,\"state\":\"GONE\"}]}"));
        assertThat(run("operate", "agents", "list")).isZero();
        assertThat(out).contains("GONE");
        answers.put("PUT /api/v1/agent-locations/PARIS", new Answer(200, "{\"name\":\"PARIS\"}"));
        assertThat(run("operate", "agents", "place", "PARIS", "--points", "4,5", "--agents-only"))
                .isZero();
        assertThat(bodies.get(bodies.size() - 1)).contains("[4,5]", "\"serverMayHelp\":false");
        answers.put("POST /api/v1/agent-locations/PARIS/enrolments", new Answer(201, "{\"token\":\"gdwa_1\"}"));
        assertThat(run("operate", "agents", "invite", "PARIS")).isZero();
        assertThat(out).contains("gdwa_1");
        answers.put("PUT /api/v1/agents/3/maintenance", new Answer(200, "{\"id\":3,\"state\":\"MAINTENANCE\"}"));
        answers.put("DELETE /api/v1/agents/3/maintenance", new Answer(200, "{\"id\":3,\"state\":\"AVAILABLE\"}"));
        assertThat(run("operate", "agents", "rest", "3")).isZero();
        assertThat(out).contains("MAINTENANCE");
        assertThat(run("operate", "agents", "rest", "3", "--end")).isZero();
        assertThat(out).contains("AVAILABLE");
        assertThat(run("operate", "agents", "revoke", "4")).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void followsReassignments() {
        answers.put(
                "GET /api/v1/takeovers?page=0&size=50",
                new Answer(
                        200, "{\"items\":[{\"id\":1,\"serverName\":\"DP1\",\"lastDone\":\"REGISTER\"}],\"total\":1}"));
        assertThat(run("content", "reassignments", "list")).isZero();
        assertThat(out).contains("DP1", "REGISTER");
        answers.put(
                "GET /api/v1/takeovers/1/checklist",
                new Answer(
                        200,
                        "[{\"number\":1,\"what\":\"Remove the role\",\"command\":\"Remove-CMDistributionPoint\"}]"));
        assertThat(run("content", "reassignments", "checklist", "1")).isZero();
        assertThat(out).contains("Remove-CMDistributionPoint");
        answers.put(
                "POST /api/v1/takeovers/1/removed-at-source", new Answer(200, "{\"id\":1,\"status\":\"COMPLETED\"}"));
        assertThat(run("content", "reassignments", "removed", "1")).isZero();
        assertThat(out).contains("COMPLETED");
    }

    @Test
    void bringsContentFromPointToPoint() {
        answers.put("POST /api/v1/distribution-jobs", new Answer(201, "{\"id\":1,\"name\":\"Branches\"}"));
        assertThat(run(
                        "content",
                        "jobs",
                        "create",
                        "--name",
                        "Branches",
                        "--from",
                        "1,2",
                        "--to",
                        "2,3",
                        "--every",
                        "PT24H"))
                .isZero();
        assertThat(bodies.get(bodies.size() - 1))
                .contains("{\"from\":1,\"to\":2}", "{\"from\":1,\"to\":3}", "{\"from\":2,\"to\":3}", "PT24H")
                .doesNotContain("{\"from\":2,\"to\":2}");
        answers.put(
                "GET /api/v1/distribution-jobs?page=0&size=50",
                new Answer(200, "{\"items\":[{\"id\":1,\"lastRun\":{\"status\":\"FAILED\"}}],\"total\":1}"));
        assertThat(run("content", "jobs", "list")).isZero();
        assertThat(out).contains("FAILED");
        answers.put("POST /api/v1/distribution-jobs/1/start", new Answer(202, "{\"id\":7,\"status\":\"RUNNING\"}"));
        answers.put("GET /api/v1/distribution-jobs/1/runs/7", new Answer(200, "{\"id\":7,\"status\":\"FAILED\"}"));
        assertThat(run("content", "jobs", "start", "1")).isZero();
        assertThat(run("content", "jobs", "start", "1", "--wait")).isEqualTo(ExitCode.UNSUCCESSFUL);
        answers.put(
                "GET /api/v1/distribution-jobs/1/runs/7/items?page=0&size=50",
                new Answer(
                        200,
                        "{\"items\":[{\"packageId\":\"PK1\",\"status\":\"FAILED\",\"reason\":\"No room.\"}],\"total\":1}"));
        assertThat(run("content", "jobs", "packages", "1", "--run", "7")).isZero();
        assertThat(out).contains("PK1", "No room.");
        answers.put(
                "GET /api/v1/distribution-jobs/1", new Answer(200, "{\"id\":1,\"pairs\":[{\"fromName\":\"DP1\"}]}"));
        answers.put(
                "GET /api/v1/distribution-jobs/1/runs?page=0&size=50",
                new Answer(200, "{\"items\":[{\"id\":7,\"status\":\"STOPPED\"}],\"total\":1}"));
        assertThat(run("content", "jobs", "show", "1")).isZero();
        assertThat(out).contains("DP1", "STOPPED");
        answers.put("POST /api/v1/distribution-jobs/1/stop", new Answer(202, "{\"id\":1}"));
        answers.put("DELETE /api/v1/distribution-jobs/1", new Answer(204, ""));
        assertThat(run("content", "jobs", "stop", "1")).isZero();
        assertThat(run("content", "jobs", "delete", "1")).isZero();
    }

    @Test
    void retiresContentAndTakesItBack() {
        answers.put(
                "GET /api/v1/distribution-points/1/retirement-proposals",
                new Answer(200, "[{\"packageId\":\"PK1\",\"why\":\"The source has it no more.\"}]"));
        assertThat(run("content", "retirements", "proposals", "--point", "1")).isZero();
        assertThat(out).contains("PK1", "no more");
        answers.put(
                "POST /api/v1/distribution-points/1/retirements",
                new Answer(201, "[{\"id\":3,\"packageId\":\"PK1\",\"status\":\"PLANNED\"}]"));
        assertThat(run(
                        "content",
                        "retirements",
                        "plan",
                        "--point",
                        "1",
                        "--packages",
                        "PK1",
                        "--why",
                        "Gone",
                        "--grace",
                        "P14D"))
                .isZero();
        assertThat(out).contains("PLANNED");
        assertThat(bodies.get(bodies.size() - 1)).contains("[\"PK1\"]", "Gone", "P14D");
        answers.put(
                "GET /api/v1/content-retirements?page=0&size=50&distributionPointId=1&status=PLANNED",
                new Answer(200, "{\"items\":[{\"id\":3}],\"total\":1}"));
        assertThat(run("content", "retirements", "list", "--point", "1", "--status", "PLANNED"))
                .isZero();
        answers.put(
                "POST /api/v1/content-retirements/3/cancel", new Answer(200, "{\"id\":3,\"status\":\"CANCELLED\"}"));
        assertThat(run("content", "retirements", "cancel", "3")).isZero();
        assertThat(out).contains("CANCELLED");
    }

    @Test
    void repairsWhatAPointLost() {
        answers.put("POST /api/v1/distribution-points/1/repair", new Answer(202, "{\"id\":4,\"status\":\"RUNNING\"}"));
        answers.put(
                "GET /api/v1/distribution-points/1/validations/4",
                new Answer(200, "{\"id\":4,\"status\":\"REPAIRED\"}"));
        assertThat(run("content", "repair", "1", "--wait")).isZero();
        assertThat(out).contains("REPAIRED");
    }

    @Test
    void stopsAValidationAndTellsThatItWasNotFinished() {
        answers.put(
                "POST /api/v1/distribution-points/1/validations/4/stop",
                new Answer(202, "{\"id\":4,\"status\":\"RUNNING\"}"));
        assertThat(run("content", "stop-validation", "1", "4")).isZero();
        answers.put("POST /api/v1/distribution-points/1/verify", new Answer(202, "{\"id\":5,\"status\":\"WAITING\"}"));
        answers.put(
                "GET /api/v1/distribution-points/1/validations/5",
                new Answer(200, "{\"id\":5,\"status\":\"STOPPED\"}"));
        assertThat(run("content", "verify", "1", "--wait")).isEqualTo(1);
        assertThat(out).contains("STOPPED");
    }

    @Test
    void findsASourcePointByItsServer() {
        answers.put(
                "GET /api/v1/source-hierarchies/1/distribution-points?page=0&size=1000",
                new Answer(200, "{\"items\":[" + "{\"id\":1,\"serverName\":\"other\"},".repeat(999) + "{\"id\":2}]}"));
        answers.put(
                "GET /api/v1/source-hierarchies/1/distribution-points?page=1&size=1000",
                new Answer(200, "{\"items\":[{\"id\":7,\"serverName\":\"DP1.contoso.com\"}]}"));
        answers.put(
                "PUT /api/v1/source-hierarchies/1/distribution-points/7/location",
                new Answer(200, "{\"id\":7,\"serverName\":\"DP1.contoso.com\"}"));
        assertThat(run("content", "locate", "--source", "1", "--server", "dp1.contoso.com", "--path", "/mnt/dp1"))
                .isZero();
        assertThat(run("content", "locate", "--source", "1", "--server", "dp2", "--path", "/mnt/dp2"))
                .isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void showsWhatWasGatheredAndWhatIsNot() {
        answers.put(
                "GET /api/v1/source-hierarchies/1/entities?page=0&size=50&type=PACKAGE&site=PS1",
                new Answer(200, "{\"items\":[{\"id\":7,\"type\":\"PACKAGE\",\"name\":\"Reader\"}],\"total\":1}"));
        assertThat(run("source", "entities", "1", "--type", "PACKAGE", "--site", "PS1"))
                .isZero();
        assertThat(out).contains("Reader");
        answers.put(
                "GET /api/v1/source-hierarchies/1/not-migrated",
                new Answer(200, "{\"items\":[{\"kind\":\"SCRIPTS\",\"reason\":\"No view.\"}],\"total\":1}"));
        assertThat(run("source", "not-migrated", "1")).isZero();
        assertThat(out).contains("SCRIPTS", "No view.");
    }

    @Test
    void purgesAClassOnlyWhenAgreed() {
        answers.put("DELETE /api/v1/source-hierarchies/1/data-classes/PEOPLE", new Answer(200, "{\"clients\":12}"));
        assertThat(run("source", "purge", "1", "--data-class", "PEOPLE")).isZero();
        assertThat(requests).isEmpty();
        assertThat(err).contains("Nothing was changed");
        assertThat(run("source", "purge", "1", "--data-class", "PEOPLE", "--yes"))
                .isZero();
        assertThat(out).contains("12");
    }

    @Test
    void asksForAnArchiveOfTheSourcesAuditAndReadsIt() throws IOException {
        answers.put(
                "POST /api/v1/source-hierarchies/1/audit-archives",
                new Answer(202, "{\"id\":3,\"status\":\"RUNNING\"}"));
        answers.put(
                "GET /api/v1/source-audit-archives?page=0&size=50",
                new Answer(200, "{\"items\":[{\"id\":3,\"status\":\"SEALED\"}],\"total\":1}"));
        answers.put("POST /api/v1/source-audit-archives/3/verify", new Answer(200, "{\"verdict\":\"BROKEN\"}"));
        answers.put("GET /api/v1/source-audit-archives/3/content", new Answer(200, "sealed"));
        assertThat(run("source", "archive", "1")).isZero();
        assertThat(run("audit", "archives")).isZero();
        assertThat(out).contains("SEALED");
        assertThat(run("audit", "archive-verify", "3")).isEqualTo(ExitCode.UNSUCCESSFUL);
        Path file = home.resolve("audit.jsonl.gz");
        assertThat(run("audit", "archive-download", "3", "--to", file.toString()))
                .isZero();
        assertThat(file).hasContent("sealed");
    }

    @Test
    void everyGroupShowsExamples() {
        for (String group : List.of("source", "job", "client", "content", "audit", "operate")) {
            assertThat(run(group, "--help")).isZero();
            assertThat(out).contains("Examples:", "godwit " + group);
        }
        assertThat(run("content", "media", "import", "--help")).isZero();
        assertThat(run("generate-completion")).isZero();
        assertThat(out).contains("complete -F").contains("media");
    }

    private int run(String... args) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        int code = GodwitCli.run(environment, home, new PrintWriter(outText), new PrintWriter(errText), args);
        out = outText.toString();
        err = errText.toString();
        return code;
    }

    private Path profile(String text, String permissions) throws IOException {
        Path file = Files.createDirectories(home.resolve(".godwit")).resolve("profiles.properties");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private String url() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(request);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Answer answer = answers.getOrDefault(request, new Answer(404, "{\"code\":\"NO_ANSWER_PREPARED\"}"));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private record Answer(int status, String body) {}
}
