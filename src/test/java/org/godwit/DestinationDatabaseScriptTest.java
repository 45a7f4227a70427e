package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.godwit.testing.SqlServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * deploy/sql/destination-database.sql on a SQL Server, twice: the owner makes the schema, the server's login works with rows and
 * can do nothing to the schema. Statements that only tune the database are left out where a stand-in does not know them.
 */
@EnabledIf(
        value = "org.godwit.testing.SqlServers#available",
        disabledReason = "no SQL Server: neither GODWIT_TEST_SQLSERVER_URL nor Docker")
class DestinationDatabaseScriptTest {

    private static final String OWNER_PASSWORD = "Owner-Passw0rd-1";
    private static final String SERVER_PASSWORD = "Server-Passw0rd-1";

    @Test
    void theServersLoginWritesRowsAndNoSchema() throws Exception {
        String url = SqlServers.newDatabase("godwit_script");
        String database = url.substring(url.indexOf("databaseName=") + "databaseName=".length());
        String suffix = database.substring(database.length() - 12);
        run(url, database, suffix);
        boolean ownerMade = run(url, database, suffix);

        Flyway.configure()
                .dataSource(ownerMade ? as(url, "godwit_owner_" + suffix, OWNER_PASSWORD) : url, null, null)
                .locations("classpath:db/migration", "classpath:db/vendor/sqlserver")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(as(url, "godwit_" + suffix, SERVER_PASSWORD));
                Statement statement = connection.createStatement()) {
            assertThat(
                            statement.executeUpdate(
                                    "INSERT INTO dbo.mail_server (id, host, port, transport_security, sender,"
                                            + " changed_at, changed_by) VALUES (1, 'h', 25, 'NONE', 'a@b.c', '2026-11-21T00:00:00+00:00', 'x')"))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate("UPDATE dbo.mail_server SET port = 587"))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate("DELETE FROM dbo.mail_server")).isEqualTo(1);
            assertThatCode(() -> statement
                            .executeQuery("SELECT COUNT(*) FROM dbo.audit_event")
                            .close())
                    .doesNotThrowAnyException();
            for (String forbidden : new String[] {
                "CREATE TABLE dbo.mine (id INT)",
                "DROP TABLE dbo.audit_event",
                "ALTER TABLE dbo.client ADD more INT",
                "CREATE LOGIN eve WITH PASSWORD = 'Eve-Passw0rd-1'",
                "CREATE DATABASE eve_" + suffix
            }) {
                assertThatThrownBy(() -> statement.execute(forbidden))
                        .as(forbidden)
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    /** @return false if a stand-in knows no db_owner to add members to */
    private static boolean run(String url, String database, String suffix) throws Exception {
        String script = Files.readString(Path.of("deploy", "sql", "destination-database.sql"))
                .replace("$(database)", database)
                .replace("$(ownerPassword)", OWNER_PASSWORD)
                .replace("$(serverPassword)", SERVER_PASSWORD)
                .replaceAll("\\bgodwit_owner\\b", "godwit_owner_" + suffix)
                .replaceAll("\\bgodwit\\b(?!_)", "godwit_" + suffix);
        boolean all = true;
        try (Connection connection = DriverManager.getConnection(url)) {
            for (String batch : script.split("(?m)^GO$")) {
                String statements = batch.replaceAll("(?m)^--.*$", "").strip();
                if (statements.isEmpty()) {
                    continue;
                }
                try (Statement statement = connection.createStatement()) {
                    statement.execute(statements);
                } catch (SQLException e) {
                    boolean standIn = String.valueOf(e.getMessage()).contains("not currently supported");
                    boolean role = statements.contains("ALTER ROLE db_owner");
                    if (!standIn || !(role || statements.contains("ALTER DATABASE"))) {
                        throw e;
                    }
                    all = all && !role;
                }
            }
        }
        return all;
    }

    private static String as(String url, String login, String password) {
        return url.replaceAll("user=[^;]*", "user=" + login).replaceAll("password=[^;]*", "password=" + password);
    }
}
