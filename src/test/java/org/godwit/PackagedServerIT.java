package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.godwit.testing.GettingStarted;
import org.godwit.testing.ServerProcess;
import org.godwit.testing.SqlServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The jar that was packaged, run as the guides say: from an empty directory to a report, and installed for fast starts. */
class PackagedServerIT {

    private static final Path JAR = Path.of("target", "godwit.jar").toAbsolutePath();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    @Test
    void gettingStartedWithTheEmbeddedDatabase() throws Exception {
        gettingStarted(Map.of());
    }

    @Test
    @EnabledIf(
            value = "org.godwit.testing.SqlServers#available",
            disabledReason = "no SQL Server: neither GODWIT_TEST_SQLSERVER_URL nor Docker")
    void gettingStartedOnSqlServer() throws Exception {
        gettingStarted(Map.of("SPRING_DATASOURCE_URL", SqlServers.newDatabase("godwit_started")));
    }

    private void gettingStarted(Map<String, String> environment) throws Exception {
        GettingStarted script = GettingStarted.run(JAR, home, environment);
        try (ServerProcess server = script.server()) {
            assertThat(script.exit()).as(script.printed()).isZero();
            assertThat(script.printed()).contains("COMPLETED", "VERIFIED", "INTACT");
            assertThat(script.directory().resolve("report.html")).content().contains("VERIFIED");
            assertThat(script.directory().resolve("report.csv")).content().contains("PACKAGE");
            for (String page : List.of("/login", "/v3/api-docs", "/swagger-ui/index.html")) {
                assertThat(Objects.requireNonNull(server)
                                .send("GET", page, null, Map.of("Accept", "*/*"))
                                .status())
                        .as(page)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void installShLaysItOutWithAClassDataArchiveThatStartsUseAsTheUnitSays() throws Exception {
        Path installed = home.resolve("opt/godwit");
        for (int i = 0; i < 2; i++) { // an upgrade replaces it
            ProcessBuilder install = new ProcessBuilder("sh", "deploy/install.sh", JAR.toString(), installed.toString())
                    .redirectErrorStream(true);
            install.environment()
                    .put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
            Process process = install.start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(printed).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
        }
        try (var files = Files.list(installed.getParent())) {
            assertThat(files).as("nothing is left beside it").containsExactly(installed);
        }
        String unit = Files.readString(Path.of("deploy/systemd/godwit.service"));
        String start = unit.lines()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow()
                .replace("/opt/godwit", installed.toString());
        List<String> words = Arrays.asList(start.split(" "));
        assertThat(words)
                .contains(
                        "-Xshare:auto", "-jar", installed.resolve("godwit.jar").toString(), "server");
        Path loaded = home.resolve("loaded.txt");
        List<String> java = List.of(
                words.get(words.indexOf("-Xshare:auto") - 1),
                "-Xshare:on", // where the unit says auto: an archive that does not fit is to fail here
                "-Xlog:class+load:file=" + loaded);
        try (ServerProcess server = ServerProcess.start(
                java,
                installed.resolve("godwit.jar"),
                home.resolve("data"),
                "Installed-Passw0rd",
                home.resolve("server.log"),
                Map.of())) {
            assertThat(server.get("/dashboard").isObject()).isTrue();
        }
        List<String> shared;
        try (var lines = Files.lines(loaded, StandardCharsets.ISO_8859_1)) {
            shared = lines.filter(line -> line.contains("shared objects file (top)"))
                    .toList();
        }
        assertThat(shared).as("classes from the archive").hasSizeGreaterThan(10_000);
    }
}
