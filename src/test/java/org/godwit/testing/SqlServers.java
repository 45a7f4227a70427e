package org.godwit.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mssqlserver.MSSQLServerContainer;

/** Where tests get a SQL Server: the server named by GODWIT_TEST_SQLSERVER_URL, else a container where Docker is. */
public final class SqlServers {

    private static @Nullable String serverUrl;

    private SqlServers() {}

    public static boolean available() {
        return System.getenv("GODWIT_TEST_SQLSERVER_URL") != null
                || DockerClientFactory.instance().isDockerAvailable();
    }

    /** JDBC URL, with its login, of a new empty database whose name starts with the given text. */
    public static synchronized String newDatabase(String prefix) {
        String name =
                prefix + "_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        String url = serverUrl();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the test database " + name, e);
        }
        return url.replaceAll("(?i);databaseName=[^;]*", "") + ";databaseName=" + name;
    }

    private static String serverUrl() {
        if (serverUrl == null) {
            serverUrl = System.getenv("GODWIT_TEST_SQLSERVER_URL");
            if (serverUrl == null) {
                @SuppressWarnings("resource") // lives as long as the test JVM; Testcontainers removes it afterwards
                MSSQLServerContainer container =
                        new MSSQLServerContainer("mcr.microsoft.com/mssql/server:2022-latest").acceptLicense();
                container.start();
                serverUrl = container.getJdbcUrl() + ";user=" + container.getUsername() + ";password="
                        + container.getPassword();
            }
        }
        return serverUrl;
    }
}
