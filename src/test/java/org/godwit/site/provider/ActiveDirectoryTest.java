package org.godwit.site.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.testing.DomainController;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kerberos, SPNEGO and SMB 3 against a real Active Directory domain controller. */
@EnabledIf(
        value = "org.godwit.testing.DomainController#possible",
        disabledReason = "needs root, Samba's AD domain controller, and ports 88, 389, 445 and 636 free")
class ActiveDirectoryTest {

    private static final String CONTENT = "org.godwit.distribution.DirectoryContentScenario";
    private static final String PREFLIGHT = "org.godwit.hierarchy.DirectoryPreflightScenario";

    private static DomainController domain;
    private static Map<String, String> results;

    @BeforeAll
    static void tryEverything() throws Exception {
        domain = DomainController.start();
        Path tickets = domain.directory().resolve("tickets");
        domain.run(
                List.of(
                        "kinit",
                        "-k",
                        "-t",
                        domain.directory().resolve("worker1.keytab").toString(),
                        "-c",
                        tickets.toString(),
                        "WORKER1$@CORP.EXAMPLE"),
                Map.of("KRB5_CONFIG", domain.directory().resolve("krb5.conf").toString()));
        results = new HashMap<>();
        scenario(List.of(), Map.of(), ActiveDirectoryScenario.class.getName());
        scenario(List.of(), Map.of(), CONTENT);
        scenario(List.of(), Map.of("KRB5CCNAME", tickets.toString()), PREFLIGHT, "accounts");
        if (DomainController.installed("faketime")) {
            scenario(List.of("faketime", "-f", "+10m"), Map.of("FAKETIME_DONT_FAKE_MONOTONIC", "1"), PREFLIGHT, "skew");
        }
    }

    /** Runs a scenario in a JVM that knows the domain; every line {@code name = result} is a result. */
    private static void scenario(
            List<String> launcher, Map<String, String> environment, String mainClass, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.net.hosts.file=" + domain.directory().resolve("hosts"),
                "-Djava.security.krb5.conf=" + domain.directory().resolve("krb5.conf"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                mainClass,
                domain.directory().toString()));
        command.addAll(List.of(arguments));
        domain.run(command, environment)
                .lines()
                .filter(line -> line.contains(" = "))
                .map(line -> line.split(" = ", 2))
                .forEach(parts -> results.put(parts[0], parts[1]));
    }

    @AfterAll
    static void stop() throws Exception {
        if (domain != null) {
            domain.close();
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
        assumeThat(DomainController.installed("faketime")).isTrue();
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
}
