package org.godwit.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.godwit.shared.GodwitProperties;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.godwit.testing.TableDump;
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

    @BeforeEach
    void logEverything() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void logAsBefore() {
        root.setLevel(Level.INFO);
        root.detachAppender(log);
    }

    @Test
    void noSecretGetsOutAndNothingOfItIsLeftInTheEnd() throws Exception {
        TestSourceSite.Source source = TestSourceSite.primary("SEC").embedded(properties.dataDir());

        send(post("/api/v1/source-hierarchies"), 422, definition(source, wrong));
        send(post("/api/v1/source-hierarchies/preflight"), 200, definition(source, wrong));
        send(post("/api/v1/source-hierarchies"), 400, definition(source, wrong).replace("SQL_LOGIN", "SQL_L0GIN"));
        String made = send(post("/api/v1/source-hierarchies"), 201, definition(source, TestSourceSite.PASSWORD));
        long id = JsonMapper.builder().build().readTree(made).path("id").longValue();
        send(get("/api/v1/source-hierarchies/" + id), 200, "");
        byte[] sealed = jdbc.sql("SELECT sealed FROM stored_credential WHERE owner_id = ?")
                .param(Long.toString(id))
                .query(byte[].class)
                .single();
        String before = TableDump.of(dataSource);

        send(post("/api/v1/source-hierarchies/" + id + "/finish"), 200, "");

        String after = TableDump.of(dataSource);
        for (String secret : List.of(wrong, TestSourceSite.PASSWORD)) {
            assertNotIn("responses", String.join("\n", responses), secret);
            assertNotIn("logs", logged(), secret);
            assertNotIn("database", before, secret);
            assertNotIn("database after finish", after, secret);
            assertNoFileHolds(secret);
        }
        String ciphertext = HexFormat.of().formatHex(sealed);
        assertThat(before).as("the dump shows what is stored").contains(ciphertext);
        assertThat(after).doesNotContain(ciphertext);
        assertThat(logged()).as("the log was listened to").contains("source-hierarchies");
        send(
                org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete(
                        "/api/v1/source-hierarchies/" + id),
                204,
                "");
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
