package org.godwit.site.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kerberos, SPNEGO and SMB 3 against a real Active Directory domain controller. */
@EnabledIf(value = "possible", disabledReason = "needs root, Samba's AD domain controller, and ports 88 and 445 free")
class ActiveDirectoryTest {

    private static final String CONTENT = "org.godwit.distribution.DirectoryContentScenario";
    private static final String PREFLIGHT = "org.godwit.hierarchy.DirectoryPreflightScenario";

    private static Path directory;
    private static Map<String, String> results;

    static boolean possible() {
        return "root".equals(System.getProperty("user.name"))
                && Stream.of("samba", "samba-tool", "samba_spnupdate", "ldbmodify", "kinit", "ss")
                        .allMatch(ActiveDirectoryTest::installed)
                && free(88)
                && free(445);
    }

    @BeforeAll
    static void tryEverything() throws Exception {
        directory = Files.createTempDirectory("godwit-ad");
        directory.toFile().setExecutable(true, false); // the share is read by whoever signed in
        Path script = Files.copy(
                Path.of("src", "test", "resources", "active-directory", "ad-dc.sh"),
                Files.createTempFile("ad-dc", ".sh"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Path domain = directory.resolve("dc");
        run(List.of("bash", script.toString(), domain.toString()), Map.of());
        Path tickets = domain.resolve("tickets");
        run(
                List.of(
                        "kinit",
                        "-k",
                        "-t",
                        domain.resolve("worker1.keytab").toString(),
                        "-c",
                        tickets.toString(),
                        "WORKER1$@CORP.EXAMPLE"),
                Map.of("KRB5_CONFIG", domain.resolve("krb5.conf").toString()));
        results = new HashMap<>();
        scenario(List.of(), Map.of(), domain, ActiveDirectoryScenario.class.getName());
        scenario(List.of(), Map.of(), domain, CONTENT);
        scenario(List.of(), Map.of("KRB5CCNAME", tickets.toString()), domain, PREFLIGHT, "accounts");
        if (installed("faketime")) {
            scenario(
                    List.of("faketime", "-f", "+10m"),
                    Map.of("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
                    domain,
                    PREFLIGHT,
                    "skew");
        }
    }

    /** Runs a scenario in a JVM that knows the domain; every line {@code name = result} is a result. */
    private static void scenario(
            List<String> launcher, Map<String, String> environment, Path domain, String mainClass, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.net.hosts.file=" + domain.resolve("hosts"),
                "-Djava.security.krb5.conf=" + domain.resolve("krb5.conf"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                mainClass,
                domain.toString()));
        command.addAll(List.of(arguments));
        run(command, environment)
                .lines()
                .filter(line -> line.contains(" = "))
                .map(line -> line.split(" = ", 2))
                .forEach(parts -> results.put(parts[0], parts[1]));
    }

    @AfterAll
    static void stop() throws Exception {
        Path pid = directory.resolve("dc").resolve("run").resolve("samba.pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroy);
        }
    }

    @Test
    void aKeytabGetsTheComputerAccountATicket() {
        assertThat(results).containsEntry("ticket", "WORKER1$@CORP.EXAMPLE");
    }

    @Test
    void aProviderBehindSpnegoIsRead() {
        assertThat(results).containsEntry("provider", "CAS WORKER1$@CORP.EXAMPLE");
        assertThat(results).containsEntry("provider-user", "CAS alice@CORP.EXAMPLE");
    }

    @Test
    void aShareThatMustBeEncryptedIsRead() {
        assertThat(results)
                .containsEntry("share", "PkgLib true")
                .containsEntry("share-kerberos-user", "PkgLib true")
                .containsEntry("share-ntlm-user", "PkgLib true");
    }

    @Test
    void aContentLibraryIsWrittenAndReadWithKerberosAndThroughDfs() {
        assertThat(results)
                .containsEntry("store-computer", "1 whole")
                .containsEntry("store-user", "1 whole")
                .containsEntry("store-dfs", "1 whole");
    }

    @Test
    void reasonsOfARefusalAreToldApart() {
        assertThat(results)
                .containsEntry("wrong-password", "WRONG_PASSWORD")
                .containsEntry("unknown", "UNKNOWN_ACCOUNT")
                .containsEntry("expired", "ACCOUNT_UNUSABLE")
                .containsEntry("kdc-down", "KDC_UNREACHABLE")
                .containsEntry("no-keytab", "NO_KEYTAB")
                .containsEntry("share-wrong-password", "UNAUTHORISED: The account or its password is wrong.")
                .containsEntry("share-expired", "UNAUTHORISED: The account is expired, disabled or locked.");
    }

    /** What preflight says to an admin: each reason is a check of its own. */
    @ParameterizedTest
    @CsvSource({
        "computer, PASS",
        "ticket-cache, PASS",
        "user, PASS",
        "wrong-password, PROVIDER_PASSWORD FAIL UNAUTHORISED",
        "expired, PROVIDER_ACCOUNT_STATE FAIL UNAUTHORISED",
        "unknown, PROVIDER_ACCOUNT_STATE FAIL UNAUTHORISED",
        "kdc-down, PROVIDER_KDC FAIL NETWORK_TIMEOUT",
        "no-keytab, PROVIDER_KEYTAB FAIL UNAUTHORISED",
        "no-spn, PROVIDER_SPN FAIL UNAUTHORISED",
        "share, PASS",
        "share-wrong-password, CONTENT_PASSWORD WARN",
        "share-ntlm-wrong-password, CONTENT_SHARES WARN",
        "share-kdc-down, CONTENT_KDC WARN",
        "sql-wrong-password, DATABASE_PASSWORD FAIL UNAUTHORISED",
        "sql-no-spn, DATABASE_SPN FAIL UNAUTHORISED",
        "sql-expired, DATABASE_ACCOUNT_STATE FAIL UNAUTHORISED",
        "sql-kdc-down, DATABASE_KDC FAIL NETWORK_TIMEOUT"
    })
    void preflightNamesTheCheckOfEachReason(String account, String expected) {
        assertThat(results.get("preflight-" + account)).startsWith(expected);
    }

    @Test
    void clocksThatDifferAreACheckOfTheirOwn() {
        assumeThat(installed("faketime")).isTrue();
        assertThat(results.get("preflight-clock")).startsWith("PROVIDER_KDC_CLOCK FAIL UNAUTHORISED");
        assertThat(results.get("preflight-clock-computer")).startsWith("PROVIDER_KDC_CLOCK FAIL UNAUTHORISED");
        assertThat(results.get("preflight-share-clock")).startsWith("CONTENT_KDC_CLOCK WARN");
    }

    /**
     * The login goes on to the SQL Server, which here refuses everybody; what counts is whose ticket it was given. That the
     * ticket is for MSSQLSvc with host and port shows in the server without that SPN, for which there is none.
     */
    @Test
    void theSqlServerDriverShowsATicketForItsServicePrincipal() {
        assertThat(results.get("preflight-sql-computer")).startsWith("DATABASE_LOGIN FAIL UNAUTHORISED");
        assertThat(results)
                .containsEntry("preflight-sql-computer-token", "WORKER1$@CORP.EXAMPLE")
                .containsEntry("preflight-sql-user-token", "alice@CORP.EXAMPLE");
    }

    private static String run(List<String> command, Map<String, String> environment) throws Exception {
        Path output = Files.createTempFile("godwit-ad", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended && process.exitValue() == 0).as(text).isTrue();
        return text;
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static boolean free(int port) {
        try (java.net.ServerSocket socket =
                new java.net.ServerSocket(port, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
