package org.godwit.site.sql;

import java.io.File;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import org.godwit.credential.Account;
import org.godwit.credential.Kerberos;
import org.godwit.credential.KerberosIdentity;
import org.godwit.credential.Secret;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.NetworkGuard;
import org.godwit.site.SourceEndpoint;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Connects to source site databases: SQL Server by the Microsoft driver, samples by H2. */
@Component
@EnableConfigurationProperties(SourceProperties.class)
class SourceConnector {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    /** The login of a sample, whose database is opened for reading only. */
    private static final String SAMPLE_USER = "sa";

    private final GodwitProperties godwit;
    private final SourceProperties source;
    private final NetworkGuard network;
    private final Kerberos kerberos;

    SourceConnector(GodwitProperties godwit, SourceProperties source, NetworkGuard network, Kerberos kerberos) {
        this.godwit = godwit;
        this.source = source;
        this.network = network;
        this.kerberos = kerberos;
    }

    /**
     * @throws org.godwit.shared.GodwitException {@code JDBC_URL_REFUSED}, {@code HOST_REFUSED}
     */
    SourceUrl parse(String jdbcUrl) {
        SourceUrl url = SourceUrl.parse(jdbcUrl, godwit.dataDir());
        String host = url.endpoint().host();
        if (host != null) {
            network.check(host);
        }
        return url;
    }

    /**
     * @throws SQLException if the database does not let the account in
     * @throws org.godwit.credential.KerberosFailure if the domain does not
     */
    Connection connect(SourceUrl url, Account account) throws SQLException {
        return sample(url) ? toSample(url, account) : toSqlServer(url, account);
    }

    static SqlDialect dialect(SourceUrl url) {
        return sample(url) ? SqlDialect.H2 : SqlDialect.SQL_SERVER;
    }

    int statementSeconds() {
        return source.statementSeconds();
    }

    private static boolean sample(SourceUrl url) {
        return url.endpoint().kind() == SourceEndpoint.Kind.EMBEDDED_SAMPLE;
    }

    private Connection toSqlServer(SourceUrl url, Account account) throws SQLException {
        Properties properties = url.driverProperties();
        properties.putIfAbsent(
                "loginTimeout", String.valueOf(source.loginTimeout().toSeconds()));
        // A statement that outlives its own timeout means that the network, not the server, is slow.
        properties.put(
                "socketTimeout",
                String.valueOf(source.statementTimeout().plusSeconds(30).toMillis()));
        switch (account.kind()) {
            case COMPUTER_ACCOUNT -> {
                if (!WINDOWS) {
                    return byKerberos(url, account, properties);
                }
                properties.put("integratedSecurity", "true");
                properties.put("authenticationScheme", "NativeAuthentication");
            }
            case WINDOWS_USER -> {
                if (kerberos.handles(account)) {
                    return byKerberos(url, account, properties);
                }
                properties.put("integratedSecurity", "true");
                properties.put("authenticationScheme", "NTLM");
            }
            case SQL_LOGIN -> properties.put("authenticationScheme", "NativeAuthentication");
        }
        signIn(properties, account);
        return connect(new com.microsoft.sqlserver.jdbc.SQLServerDriver(), url, properties);
    }

    /** The ticket is needed to open the connection only. */
    private Connection byKerberos(SourceUrl url, Account account, Properties properties) throws SQLException {
        try (KerberosIdentity identity = kerberos.signIn(account)) {
            properties.put("integratedSecurity", "true");
            properties.put("authenticationScheme", "JavaKerberos");
            properties.put("gsscredential", identity.credential());
            return identity.run(() -> connect(new com.microsoft.sqlserver.jdbc.SQLServerDriver(), url, properties));
        }
    }

    private Connection toSample(SourceUrl url, Account account) throws SQLException {
        Properties properties = url.driverProperties();
        if (account instanceof Account.SqlLogin) {
            signIn(properties, account);
        } else {
            properties.put("user", SAMPLE_USER);
            properties.put("password", "");
        }
        return connect(org.h2.Driver.load(), url, properties);
    }

    private static Connection connect(java.sql.Driver driver, SourceUrl url, Properties properties)
            throws SQLException {
        Connection connection = driver.connect(url.driverUrl(), properties);
        if (connection == null) {
            throw new SQLException("The driver does not take the URL made for it", "08001");
        }
        return connection;
    }

    private static void signIn(Properties properties, Account account) {
        if (account instanceof Account.SqlLogin login) {
            signIn(properties, login.user(), login.password());
        } else if (account instanceof Account.WindowsUser user) {
            properties.put("domain", user.domain());
            signIn(properties, user.user(), user.password());
        }
    }

    private static void signIn(Properties properties, String user, Secret password) {
        char[] characters = password.reveal();
        properties.put("user", user);
        properties.put("password", new String(characters));
        Arrays.fill(characters, '\0');
    }
}
