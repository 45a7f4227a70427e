package org.godwit.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.godwit.credential.Account;
import org.godwit.credential.AccountInput;
import org.godwit.credential.Secret;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitProperties;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.godwit.testing.TableDump;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Looks for a password everywhere it could have got to: responses, logs at TRACE, audit events, the database, files. */
@IntegrationTest
@SignedInAs
class SecretsStayInsideTest {

    private static final String PATH = "/api/v1/source-hierarchies";

    @Autowired
    MockMvc mvc;

    @Autowired
    GodwitProperties properties;

    @Autowired
    DataSource dataSource;

    @Autowired
    JdbcClient jdbc;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> responses = new ArrayList<>();
    private final String wrong = "Wr0ng-" + UUID.randomUUID();

    private TestSourceSite.@Nullable Source source;
    private final String windows = "W1ndows-" + UUID.randomUUID();
    private final Map<Logger, Level> levels = new HashMap<>();
    private final StringBuffer driverLog = new StringBuffer();
    private final java.util.logging.Logger drivers = java.util.logging.Logger.getLogger("com.microsoft.sqlserver.jdbc");
    private final Handler driverHandler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            driverLog
                    .append(line.getMessage())
                    .append(Arrays.toString(line.getParameters()))
                    .append('\n');
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Every logger at TRACE, also those that are set to something else, and the driver's own at ALL. */
    @BeforeEach
    void logEverything() throws Exception {
        source = source(); // its login is made by the test, which says the password aloud
        log.start();
        root.addAppender(log);
        for (Logger logger : root.getLoggerContext().getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger, logger.getLevel());
                logger.setLevel(Level.TRACE);
            }
        }
        driverHandler.setLevel(java.util.logging.Level.ALL);
        drivers.addHandler(driverHandler);
        drivers.setLevel(java.util.logging.Level.ALL);
    }

    @AfterEach
    void logAsBefore() {
        levels.forEach(Logger::setLevel);
        root.detachAppender(log);
        drivers.setLevel(null);
        drivers.removeHandler(driverHandler);
    }

    TestSourceSite.Source source() throws Exception {
        return TestSourceSite.primary("SEC").embedded(properties.dataDir());
    }

    @Test
    void noSecretGetsOutAndNothingOfItIsLeftInTheEnd() throws Exception {
        send(post(PATH), 422, definition(given(), wrong));
        send(post(PATH + "/preflight"), 200, definition(given(), wrong));
        send(post(PATH + "/preflight"), 200, withProvider(definition(given(), wrong)));
        send(post(PATH), 400, definition(given(), wrong).replace("SQL_LOGIN", "SQL_L0GIN"));
        send(post(PATH), 400, definition(given(), wrong).replace("\"user\":\"", "\"user\":\"\n"));
        send(
                post(PATH),
                400,
                definition(given(), wrong).replace("\"password\":\"" + wrong, "\"password\":[\"" + wrong));
        String made = send(post(PATH), 201, definition(given(), TestSourceSite.PASSWORD));
        long id = JsonMapper.builder().build().readTree(made).path("id").longValue();
        send(
                patch(PATH + "/" + id),
                422,
                "{\"topLevelSite\":{\"database\":{\"account\":{\"kind\":\"SQL_LOGIN\",\"user\":\"%s\",\"password\":\"%s\"}}}}"
                        .formatted(given().user(), wrong));
        send(
                patch(PATH + "/" + id),
                200,
                "{\"topLevelSite\":{\"content\":{\"account\":{\"kind\":\"WINDOWS_USER\",\"domain\":\"CORP\",\"user\":\"svc\",\"password\":\"%s\"}}}}"
                        .formatted(windows));
        send(get(PATH + "/" + id), 200, "");
        send(get(PATH + "/" + id + "/finish"), 200, "");
        send(get(PATH), 200, "");
        send(get("/api/v1/security-posture"), 200, "");
        List<byte[]> sealed = jdbc.sql("SELECT sealed FROM stored_credential WHERE owner_id = ?")
                .param(Long.toString(id))
                .query(byte[].class)
                .list();
        String before = TableDump.of(dataSource);

        send(post(PATH + "/" + id + "/finish"), 200, "");
        send(get("/api/v1/audit-events?size=500"), 200, "");
        send(get("/api/v1/audit-events/export?format=jsonl"), 200, "");

        String after = TableDump.of(dataSource);
        for (String secret : List.of(wrong, TestSourceSite.PASSWORD, windows)) {
            assertNotIn("responses", String.join("\n", responses), secret);
            assertNotIn("logs", logged(), secret);
            assertNotIn("the driver's log", driverLog.toString(), secret);
            assertNotIn("database", before, secret);
            assertNotIn("database after finish", after, secret);
            assertNoFileHolds(secret);
        }
        assertThat(sealed).hasSize(2);
        for (byte[] ciphertext : sealed) {
            String hex = HexFormat.of().formatHex(ciphertext);
            assertThat(before).as("the dump shows what is stored").contains(hex);
            assertThat(after).doesNotContain(hex);
        }
        assertThat(logged()).as("the log was listened to").contains("source-hierarchies");
        send(delete(PATH + "/" + id), 204, "");
    }

    @Test
    void nothingThatHoldsASecretShowsItAsText() {
        AccountInput input = new AccountInput(Account.Kind.WINDOWS_USER, "CORP", "svc", Secret.of(windows));
        SourceHierarchyDefinition definition = new SourceHierarchyDefinition(
                "Secrets",
                new SourceHierarchyDefinition.TopLevelSite(
                        "srv",
                        new SourceHierarchyDefinition.Database("jdbc:sqlserver://db;databaseName=CM_ABC", input),
                        null,
                        new SourceHierarchyDefinition.Content(input)),
                null,
                null,
                false);
        SourceSpecification specification = SpecificationRules.of(definition);

        for (Object holder : List.of(
                input,
                input.toAccount(),
                definition,
                specification,
                new SourceHierarchyChange(
                        null,
                        new SourceHierarchyChange.TopLevelSite(
                                null, new SourceHierarchyChange.Database(null, input), null, null),
                        null,
                        null),
                new Account.SqlLogin("reader", Secret.of(windows)))) {
            assertThat(holder.toString()).doesNotContain(windows).contains("[secret]");
            assertThat(CanonicalJson.write(holder)).doesNotContain(windows);
        }
    }

    private String withProvider(String definition) {
        return definition.replace(
                "\"database\"",
                "\"provider\":{\"url\":\"https://127.0.0.1:9/AdminService\",\"account\":{\"kind\":\"WINDOWS_USER\","
                        + "\"domain\":\"corp.example\",\"user\":\"svc\",\"password\":\"" + windows
                        + "\"}},\"database\"");
    }

    private String send(MockHttpServletRequestBuilder request, int status, String body) throws Exception {
        String response = mvc.perform(request.with(SecurityMockMvcRequestPostProcessors.csrf())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .andExpect(status().is(status))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        responses.add(response);
        return response;
    }

    private TestSourceSite.Source given() {
        return Objects.requireNonNull(source);
    }

    private static String definition(TestSourceSite.Source source, String password) {
        return """
               {"name":"Secrets", "gatherAtOnce":false, "topLevelSite":{"siteServer":"srv-sec.corp.example",
                "database":{"jdbcUrl":"%s","account":{"kind":"SQL_LOGIN","user":"%s","password":"%s"}}}}
               """.formatted(source.jdbcUrl(), source.user(), password);
    }

    private String logged() {
        StringBuilder all = new StringBuilder();
        synchronized (log) {
            for (ILoggingEvent event : List.copyOf(log.list)) {
                all.append(event.getLoggerName())
                        .append(' ')
                        .append(event.getFormattedMessage())
                        .append('\n');
                for (var thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
                    all.append(thrown.getMessage()).append('\n');
                }
            }
        }
        return all.toString();
    }

    private static void assertNotIn(String where, String text, String secret) {
        String lower = text.toLowerCase(Locale.ROOT);
        HexFormat hex = HexFormat.of();
        assertThat(text.contains(secret)).as("in clear in " + where).isFalse();
        assertThat(lower.contains(hex.formatHex(secret.getBytes(StandardCharsets.UTF_8))))
                .as("as UTF-8 bytes in " + where)
                .isFalse();
        assertThat(lower.contains(hex.formatHex(secret.getBytes(StandardCharsets.UTF_16LE))))
                .as("as UTF-16 bytes in " + where)
                .isFalse();
    }

    /** The sample source itself holds its login, hashed; every other file is ours. */
    private void assertNoFileHolds(String secret) throws Exception {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(properties.dataDir())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(text.contains(new String(bytes, StandardCharsets.ISO_8859_1)))
                        .as("in " + file)
                        .isFalse();
            }
        }
    }
}
