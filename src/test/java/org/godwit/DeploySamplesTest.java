package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The samples in deploy/ are read by the programs they are for, where these are here, and by their parsers elsewhere. */
class DeploySamplesTest {

    private static final Path DEPLOY = Path.of("deploy");
    private static final Pattern METRIC = Pattern.compile("godwit_[a-z_]+");

    @TempDir
    Path temporary;

    @Test
    void nginxTakesItsSample() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/nginx")), "nginx is not here");
        Path key = temporary.resolve("godwit.key");
        Path certificate = temporary.resolve("godwit.pem");
        assertThat(run(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "1",
                        "-subj",
                        "/CN=godwit",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString()))
                .endsWith("exit 0");
        String site = Files.readString(DEPLOY.resolve("proxy/nginx.conf"))
                .replace("/etc/nginx/tls/godwit.pem", certificate.toString())
                .replace("/etc/nginx/tls/godwit.key", key.toString());
        Path configuration = Files.writeString(
                temporary.resolve("nginx.conf"),
                "pid " + temporary.resolve("pid") + ";\nerror_log " + temporary.resolve("error.log")
                        + ";\nevents {}\nhttp {\naccess_log off;\n" + site + "}\n");
        assertThat(run("/usr/sbin/nginx", "-t", "-c", configuration.toString())).contains("test is successful");
    }

    @Test
    void systemdTakesItsUnitAndFindsItHardened() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "systemd is not here");
        String unit = Files.readString(DEPLOY.resolve("systemd/godwit.service"));
        assertThat(unit).contains("ExecStart=/usr/bin/java ");
        Path file =
                Files.writeString(temporary.resolve("godwit.service"), unit.replace("/usr/bin/java ", "/bin/true "));
        assertThat(run("systemd-analyze", "verify", "--man=no", file.toString()))
                .as("no warning at all")
                .isEqualTo("exit 0");
        String exposure = run("systemd-analyze", "security", "--offline=true", "--no-pager", file.toString());
        Matcher level =
                Pattern.compile("exposure level for godwit.service: ([0-9.]+)").matcher(exposure);
        assertThat(level.find()).as(exposure).isTrue();
        assertThat(Double.parseDouble(level.group(1))).isLessThanOrEqualTo(2.5);
    }

    @Test
    void theComposeFileMakesTheDatabaseBeforeTheServerStarts() throws Exception {
        Map<String, Object> services =
                map(yaml(DEPLOY.resolve("docker/compose.yaml")).get("services"));
        assertThat(services).containsOnlyKeys("database", "prepare", "godwit");
        Map<String, Object> godwit = map(services.get("godwit"));
        assertThat(map(map(godwit.get("depends_on")).get("prepare")))
                .containsEntry("condition", "service_completed_successfully");
        assertThat(godwit).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
        String prepare = services.get("prepare").toString();
        String script = Files.readString(DEPLOY.resolve("sql/destination-database.sql"));
        assertThat(prepare).contains("/sql/destination-database.sql");
        Matcher variable = Pattern.compile("\\$\\((\\w+)\\)").matcher(script);
        Set<String> variables = new TreeSet<>();
        while (variable.find()) {
            variables.add(variable.group(1));
        }
        assertThat(variables)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(prepare).contains(name + "="));
    }

    @Test
    void dockerComposeTakesItsFile() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/docker-compose")), "docker-compose is not here");
        String shown = run(
                "env",
                "MSSQL_SA_PASSWORD=sa",
                "GODWIT_OWNER_PASSWORD=owner",
                "GODWIT_DB_PASSWORD=server",
                "docker-compose",
                "-f",
                DEPLOY.resolve("docker/compose.yaml").toString(),
                "config");
        assertThat(shown).endsWith("exit 0").contains("SPRING_DATASOURCE_PASSWORD: server");
        assertThat(run(
                        "docker-compose",
                        "-f",
                        DEPLOY.resolve("docker/compose.yaml").toString(),
                        "config",
                        "-q"))
                .as("without passwords it does not start")
                .doesNotEndWith("exit 0");
    }

    @Test
    void prometheusTakesItsRulesAndItsConfiguration() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/promtool")), "promtool is not here");
        Path rules = Files.copy(DEPLOY.resolve("prometheus/godwit-rules.yml"), temporary.resolve("godwit-rules.yml"));
        assertThat(run("promtool", "check", "rules", rules.toString())).endsWith("exit 0");
        Path token = Files.writeString(temporary.resolve("godwit.token"), "gdw_x");
        Path configuration = Files.writeString(
                temporary.resolve("prometheus.yml"),
                Files.readString(DEPLOY.resolve("prometheus/prometheus.yml"))
                        .replace("/etc/prometheus/godwit.token", token.toString()));
        assertThat(run("promtool", "check", "config", configuration.toString())).endsWith("exit 0");
    }

    @Test
    void thePanelsOfTheDashboardLieSideBySideEachWithItsSource() throws Exception {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DEPLOY.resolve("grafana/godwit.json")));
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        assertThat(dashboard.path("title").asString()).isNotBlank();
        Set<Integer> ids = new TreeSet<>();
        Set<String> taken = new TreeSet<>();
        dashboard.path("panels").forEach(panel -> {
            String title = panel.path("title").asString("");
            assertThat(title).isNotBlank();
            assertThat(ids.add(panel.path("id").asInt(-1))).as("id of " + title).isTrue();
            JsonNode place = panel.path("gridPos");
            for (int x = place.path("x").asInt();
                    x < place.path("x").asInt() + place.path("w").asInt();
                    x++) {
                for (int y = place.path("y").asInt();
                        y < place.path("y").asInt() + place.path("h").asInt();
                        y++) {
                    assertThat(x).as(title).isLessThan(24);
                    assertThat(taken.add(x + "/" + y)).as("room of " + title).isTrue();
                }
            }
            panel.path("targets")
                    .forEach(target -> assertThat(target.path("expr").asString(""))
                            .as(title)
                            .isNotBlank());
        });
    }

    @Test
    void theImageRunsAsNobodySpecialAndIsWatched() throws Exception {
        List<String> lines = Files.readAllLines(DEPLOY.resolve("docker/Dockerfile"));
        Set<String> known = Set.of(
                "FROM",
                "WORKDIR",
                "COPY",
                "RUN",
                "USER",
                "ENV",
                "VOLUME",
                "EXPOSE",
                "HEALTHCHECK",
                "ENTRYPOINT",
                "CMD");
        List<String> instructions = new ArrayList<>();
        boolean continued = false;
        for (String line : lines) {
            if (!continued && !line.isBlank() && !line.startsWith("#")) {
                instructions.add(line.split(" ")[0]);
            }
            continued = line.endsWith("\\");
        }
        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
                .as("a stage that takes the layers apart, and the image")
                .hasSize(2);
        for (String layer : List.of("dependencies", "spring-boot-loader", "snapshot-dependencies", "application")) {
            assertThat(lines).contains("COPY --from=layers /build/layers/" + layer + "/ ./");
        }
        assertThat(known).containsAll(instructions);
        assertThat(instructions).contains("USER", "HEALTHCHECK", "ENTRYPOINT");
        assertThat(instructions.lastIndexOf("RUN")).isLessThan(instructions.indexOf("USER"));
        assertThat(String.join("\n", lines)).contains("USER 10001:10001").doesNotContain(":latest");
    }

    @Test
    void windowsServiceDefinitionIsWellFormed() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document service = factory.newDocumentBuilder()
                .parse(DEPLOY.resolve("windows/godwit.xml").toFile());
        for (String element : List.of("id", "name", "description", "executable", "arguments", "stoptimeout")) {
            assertThat(service.getElementsByTagName(element).getLength())
                    .as(element)
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "medium", "large"})
    void sampleConfigurationNamesOnlyPropertiesThatThereAre(String size) throws Exception {
        Set<String> named = new TreeSet<>();
        names("", yaml(DEPLOY.resolve("sample-config").resolve(size + ".yaml")), named);
        Set<String> known = properties();
        assertThat(named).anyMatch(name -> name.startsWith("godwit."));
        assertThat(named.stream().filter(name -> name.startsWith("godwit.")).filter(name -> !known.contains(name)))
                .as("unknown properties")
                .isEmpty();
    }

    @Test
    void theDashboardAndTheRulesAskForMetricsThatAreDocumented() throws Exception {
        String page = Files.readString(Path.of("docs", "operate.md"));
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DEPLOY.resolve("grafana/godwit.json")));
        assertThat(dashboard.path("panels").size()).isGreaterThan(10);
        Set<String> asked = new TreeSet<>();
        dashboard
                .path("panels")
                .forEach(panel -> panel.path("targets").forEach(target -> {
                    Matcher metric = METRIC.matcher(target.path("expr").asString());
                    while (metric.find()) {
                        asked.add(metric.group());
                    }
                }));
        yaml(DEPLOY.resolve("prometheus/prometheus.yml"));
        Matcher inRules = METRIC.matcher(
                yaml(DEPLOY.resolve("prometheus/godwit-rules.yml")).toString());
        while (inRules.find()) {
            asked.add(inRules.group());
        }
        assertThat(asked)
                .hasSizeGreaterThan(8)
                .allSatisfy(metric -> assertThat(page)
                        .contains("`" + metric.replace("godwit_task_seconds_sum", "godwit_task_seconds_count") + "`"));
    }

    @Test
    void shellScriptsParse() throws Exception {
        for (String script : List.of("deploy/godwit.sh", "deploy/install.sh", "docs/getting-started.sh")) {
            assertThat(run("sh", "-n", script)).as(script).isEqualTo("exit 0");
            assertThat(Files.isExecutable(Path.of(script)))
                    .as(script + " is executable")
                    .isTrue();
            if (Files.isExecutable(Path.of("/usr/bin/shellcheck"))) {
                assertThat(run("shellcheck", "--severity=warning", script))
                        .as(script)
                        .isEqualTo("exit 0");
            }
        }
        assertThat(Files.readString(DEPLOY.resolve("godwit.cmd"))).contains("%*\r\n", "exit /b %ERRORLEVEL%");
        assertThat(Files.readString(DEPLOY.resolve("godwit.ps1"))).contains("@args", "exit $LASTEXITCODE");
    }

    @Test
    void everySampleIsNamedInTheGuides() throws Exception {
        String guides = Files.readString(Path.of("docs/install.md"))
                + Files.readString(Path.of("docs/operate.md"))
                + Files.readString(Path.of("docs/accounts.md"));
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(DEPLOY::relativize)
                            .map(Path::toString))
                    .allSatisfy(name -> assertThat(guides.contains(name)
                                    || guides.contains(
                                            Path.of(name).getFileName().toString()))
                            .as("deploy/" + name)
                            .isTrue());
        }
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        return map(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object node) {
        return (Map<String, Object>) Objects.requireNonNull(node);
    }

    private static void names(String prefix, Map<String, Object> node, Set<String> found) {
        node.forEach((key, value) -> {
            if (value instanceof Map<?, ?>) {
                names(prefix + key + ".", map(value), found);
            } else {
                found.add(prefix + key);
            }
        });
    }

    private static Set<String> properties() throws IOException {
        try (InputStream metadata = Objects.requireNonNull(
                Godwit.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            return JsonMapper.shared()
                    .readTree(metadata)
                    .path("properties")
                    .valueStream()
                    .map(p -> p.path("name").asString())
                    .collect(Collectors.toSet());
        }
    }

    /** What it printed, and how it ended. */
    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return printed + "exit " + process.exitValue();
    }
}
