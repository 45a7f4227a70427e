package org.godwit.hierarchy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.credential.Account;
import org.godwit.credential.AccountInput;
import org.godwit.credential.Secret;
import org.godwit.site.SourceRight;
import org.godwit.testing.SqlServers;
import org.jspecify.annotations.Nullable;

/** A site database with nothing but the views that preflight asks for, and a login with exactly the rights it is given. */
final class TestSourceSite {

    static final String PASSWORD =
            "R3ader-Passw0rd!" + UUID.randomUUID().toString().substring(0, 8);

    private final List<String> sites = new ArrayList<>();
    private final Set<String> views = new LinkedHashSet<>();
    private final Set<String> denied = new LinkedHashSet<>();

    TestSourceSite() {
        for (SourceRight right : SourceRight.values()) {
            views.addAll(right.views());
        }
        views.remove("v_Site");
    }

    /** A stand-alone primary site of a current version. */
    static TestSourceSite primary(String code) {
        return new TestSourceSite().site(code, "", 2, "5.00.9128.1000", 0);
    }

    TestSourceSite site(String code, String parent, int type, String version, int mode) {
        sites.add("('%s', 'Site %s', 'srv-%s.corp.example', '%s', %d, '%s', 9128, 1, %d)"
                .formatted(code, code, code.toLowerCase(java.util.Locale.ROOT), parent, type, version, mode));
        return this;
    }

    TestSourceSite without(String... names) {
        views.removeAll(Set.of(names));
        return this;
    }

    TestSourceSite denying(String... names) {
        denied.addAll(Set.of(names));
        return this;
    }

    TestSourceSite denyingAll() {
        denied.addAll(views);
        denied.add("v_Site");
        return this;
    }

    /** @param jdbcUrl without a login */
    record Source(String jdbcUrl, String user) {
        AccountInput account() {
            return account(PASSWORD);
        }

        AccountInput account(String password) {
            return new AccountInput(Account.Kind.SQL_LOGIN, null, user, Secret.of(password));
        }
    }

    /** As an H2 file inside the data directory. */
    Source embedded(Path dataDir) throws Exception {
        Path file = Files.createDirectories(dataDir.toAbsolutePath().resolve("sources"))
                .resolve("CM_" + UUID.randomUUID().toString().substring(0, 8));
        String url = "jdbc:h2:file:" + file;
        try (Connection connection = DriverManager.getConnection(
                url + ";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;IGNORECASE=TRUE",
                "sa",
                "")) {
            fill(connection, List.of("CREATE USER READER PASSWORD '" + PASSWORD + "'"), "READER");
        }
        return new Source(url, "READER");
    }

    /** As a database of the SQL Server that tests have. */
    Source onSqlServer() throws Exception {
        return onSqlServer(SqlServers.newDatabase("CM_TEST"));
    }

    Source onSqlServer(String url) throws Exception {
        String login = "reader_" + UUID.randomUUID().toString().substring(0, 8);
        try (Connection connection = DriverManager.getConnection(url)) {
            fill(
                    connection,
                    List.of(
                            "CREATE LOGIN " + login + " WITH PASSWORD = '" + PASSWORD + "'",
                            "CREATE USER " + login + " FOR LOGIN " + login),
                    login);
        }
        return new Source(withoutLogin(url), login);
    }

    /** The grants of deploy/sql for a login that has none yet, statement by statement as sqlcmd would send them. */
    static void grantByScript(String administratorUrl, String login) throws Exception {
        String script = Files.readString(Path.of("deploy", "sql", "source-login.sql"));
        try (Connection connection = DriverManager.getConnection(administratorUrl);
                Statement statement = connection.createStatement()) {
            for (String batch : script.replace("$(login)", login).split("(?m)^GO\\s*$")) {
                statement.execute(batch);
            }
        }
    }

    private void fill(Connection connection, List<String> users, String user) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : users) {
                statement.execute(sql);
            }
            if (!sites.isEmpty()) {
                statement.execute("CREATE TABLE v_Site (SiteCode NVARCHAR(3), SiteName NVARCHAR(100),"
                        + " ServerName NVARCHAR(100), ReportingSiteCode NVARCHAR(3), Type INT, Version NVARCHAR(40),"
                        + " BuildNumber INT, Status INT, Mode INT)");
                for (String row : sites) {
                    statement.execute("INSERT INTO v_Site VALUES " + row);
                }
                for (String view : views) {
                    statement.execute("CREATE TABLE " + view + " (" + columns(view) + ")");
                }
            }
            for (String view : readable()) {
                statement.execute("GRANT SELECT ON " + view + " TO " + user);
            }
        }
    }

    private List<String> readable() {
        List<String> all = new ArrayList<>();
        if (!sites.isEmpty()) {
            all.add("v_Site");
            all.addAll(views);
        }
        all.removeAll(denied);
        return all;
    }

    private static String columns(String view) {
        return view.equals("v_DistributionPointInfo")
                ? "ServerName NVARCHAR(100), NALPath NVARCHAR(300), SiteCode NVARCHAR(3), IsActive INT"
                : "ID INT";
    }

    /** Host, port, database and encryption of a JDBC URL, and nothing else of it. */
    private static String withoutLogin(String url) {
        String host = url.substring(0, url.indexOf(';'));
        String encrypt = property(url, "encrypt");
        return host + ";databaseName=" + property(url, "databaseName") + (encrypt == null ? "" : ";encrypt=" + encrypt)
                + ("false".equals(encrypt) ? "" : ";trustServerCertificate=true");
    }

    private static @Nullable String property(String url, String name) {
        Matcher matcher = Pattern.compile("(?i);" + name + "=([^;]*)").matcher(url);
        return matcher.find() ? matcher.group(1) : null;
    }
}
