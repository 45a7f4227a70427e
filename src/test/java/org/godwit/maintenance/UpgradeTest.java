package org.godwit.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.godwit.shared.KeyFile;
import org.godwit.testing.JarLauncher;
import org.godwit.testing.ServerProcess;
import org.h2.tools.RunScript;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A database as each release left it, after its demo, is brought forward by this version's start: what was in it is there,
 * and its audit trail is whole. {@code src/test/resources/upgrade/RELEASE} holds the script, the key and the checkpoints.
 */
class UpgradeTest {

    private static final String PASSWORD = "Released-Passw0rd1";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path home;

    private Path jar = Path.of("");
    private Path dataDir = Path.of("");

    @BeforeEach
    void restoreTheRelease() throws Exception {
        jar = JarLauncher.write(home.resolve("godwit.jar"));
        dataDir = Files.createDirectories(home.resolve("data"));
        for (String name : new String[] {"audit.key", "audit-checkpoints.jsonl"}) {
            KeyFile.createOwnerOnly(dataDir.resolve(name));
            try (InputStream kept = resource(name)) {
                Files.write(dataDir.resolve(name), kept.readAllBytes(), StandardOpenOption.WRITE);
            }
        }
        try (Connection connection = connect();
                Reader script = new InputStreamReader(
                        new GZIPInputStream(resource("database.sql.gz")), StandardCharsets.UTF_8)) {
            RunScript.execute(connection, script);
        }
    }

    @Test
    void theFirstReleaseIsBroughtForwardWithAllThatWasInIt() throws Exception {
        assertThat(query("SELECT MAX(CAST(\"version\" AS INT)) FROM dbo.\"flyway_schema_history\""))
                .isEqualTo(200);
        long entities = query("SELECT COUNT(*) FROM dbo.migration_entity");
        long events = query("SELECT COUNT(*) FROM dbo.audit_event");
        try (ServerProcess server = ServerProcess.start(jar, dataDir, PASSWORD, home.resolve("server.log"), Map.of())) {
            assertThat(server.get("/clients?size=1").path("total").asLong()).isEqualTo(60);
            assertThat(server.get("/clients?size=1&blocked=true").path("total").asLong())
                    .isEqualTo(2);
            JsonNode job = server.get("/migration-jobs/1");
            assertThat(job.path("status").asString()).isEqualTo("COMPLETED");
            assertThat(job.path("verification").path("verdict").asString()).isEqualTo("VERIFIED");
            assertThat(job.path("counts").path("migrated").asLong())
                    .isEqualTo(108 + 60 + 4); // objects, clients, packages
            assertThat(server.get("/source-hierarchies/1/entities?size=1")
                            .path("total")
                            .asLong())
                    .isEqualTo(entities);
            JsonNode trail = server.post("/audit-events/verify", "");
            assertThat(trail.path("verdict").asString()).as(trail.toString()).isEqualTo("INTACT");
            assertThat(trail.path("events").asLong()).isGreaterThanOrEqualTo(events);
            assertThat(server.post(
                                    "/clients/assignments",
                                    "{\"smsId\":\"GUID:6F1C0D2A-1111-2222-3333-444455556666\","
                                            + "\"siteCode\":\"GDW\"}")
                            .path("smsId")
                            .asString())
                    .as("and it works on")
                    .startsWith("GUID:6F1C0D2A");
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO dbo.\"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\","
                            + " \"type\", \"script\", \"installed_by\", \"execution_time\", \"success\")"
                            + " VALUES (9999, '9999', 'what is to come', 'SQL', 'V9999__x.sql', 'later', 1, TRUE)");
        }
        Path output = home.resolve("refused.log");
        try {
            ServerProcess.start(jar, dataDir, PASSWORD, output, Map.of()).close();
            throw new IllegalStateException("the server started on a newer schema");
        } catch (AssertionError refused) {
            assertThat(refused.getMessage())
                    .contains("APPLICATION FAILED TO START", "DATABASE_NEWER", "restore the backup");
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + dataDir.resolve("db/godwit")
                + ";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;IGNORECASE=TRUE");
    }

    private long query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static InputStream resource(String name) throws IOException {
        return Objects.requireNonNull(UpgradeTest.class.getResourceAsStream("/upgrade/0.1.0/" + name));
    }
}
