package org.godwit.site.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Kerberos, SPNEGO and SMB 3 against a real Active Directory domain controller. */
@EnabledIf(value = "possible", disabledReason = "needs root, Samba's AD domain controller, and ports 88 and 445 free")
class ActiveDirectoryTest {

    private static Path directory;
    private static Map<String, String> results;

    static boolean possible() {
        return "root".equals(System.getProperty("user.name"))
                && Stream.of("samba", "samba-tool", "samba_spnupdate", "ldbmodify", "ss")
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
        run(List.of("bash", script.toString(), domain.toString()));
        String output = run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.net.hosts.file=" + domain.resolve("hosts"),
                "-Djava.security.krb5.conf=" + domain.resolve("krb5.conf"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ActiveDirectoryScenario.class.getName(),
                domain.toString()));
        results = output.lines()
                .filter(line -> line.contains(" = "))
                .map(line -> line.split(" = ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (a, b) -> b));
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

    private static String run(List<String> command) throws Exception {
        Path output = Files.createTempFile("godwit-ad", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
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
