package org.godwit.hierarchy;

import com.sun.net.httpserver.HttpServer;
import java.lang.reflect.Constructor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.godwit.credential.Account;
import org.godwit.credential.Kerberos;
import org.godwit.credential.KerberosIdentity;
import org.godwit.credential.Secret;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.NetworkGuard;
import org.godwit.site.SourceDatabases;
import org.godwit.site.SourceDistributionPoint;
import org.godwit.site.SourceProbes;
import org.godwit.site.provider.SmsProviders;
import org.godwit.site.share.ContentShares;
import org.godwit.site.sql.TdsListener;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.Oid;

/**
 * Preflight with accounts of an Active Directory domain, in a JVM of its own, because a JVM reads its hosts file only once.
 * Prints one line for each account: its name, and the checks that did not pass.
 */
final class DirectoryPreflightScenario {

    private static final String WORKER = "WORKER1$@CORP.EXAMPLE";
    private static final int SQL_PORT = 14331;

    private final Path directory;
    private final NetworkGuard network;
    private final Kerberos keytab;

    private DirectoryPreflightScenario(Path directory) throws Exception {
        this.directory = directory;
        this.network = new NetworkGuard(properties());
        this.keytab = kerberos("worker1.keytab");
    }

    public static void main(String[] args) throws Exception {
        DirectoryPreflightScenario scenario = new DirectoryPreflightScenario(Path.of(args[0]));
        if (args[1].equals("skew")) {
            scenario.clocksDiffer();
        } else {
            scenario.accounts();
            scenario.database();
        }
        System.exit(0);
    }

    private void accounts() throws Exception {
        HttpServer http = service();
        String here = "http://worker1.corp.example:" + http.getAddress().getPort() + "/AdminService";
        provider("computer", keytab, here, Account.computer());
        provider("ticket-cache", ticketCache(), here, Account.computer());
        provider("user", keytab, here, user("alice", "corp.example", "Al1ce.Passw0rd"));
        provider("wrong-password", keytab, here, user("alice", "corp.example", "wrong"));
        provider("expired", keytab, here, user("expired", "corp.example", "Exp1red.Passw0rd"));
        provider("unknown", keytab, here, user("nobody", "corp.example", "wrong"));
        provider("kdc-down", keytab, here, user("alice", "down.example", "Al1ce.Passw0rd"));
        provider("no-keytab", kerberos("no.keytab"), here, Account.computer());
        provider("no-spn", keytab, here.replace("worker1", "other"), Account.computer());
        content("share", Account.computer());
        content("share-wrong-password", user("alice", "corp.example", "wrong"));
        content("share-ntlm-wrong-password", user("alice", "CORP", "wrong"));
        content("share-kdc-down", user("alice", "down.example", "Al1ce.Passw0rd"));
        http.stop(0);
    }

    /** Nothing gets as far as a server: the domain refuses the sign-in itself. */
    private void clocksDiffer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            provider(
                    "clock",
                    keytab,
                    "http://worker1.corp.example:" + server.getLocalPort() + "/AdminService",
                    user("alice", "corp.example", "Al1ce.Passw0rd"));
            provider(
                    "clock-computer",
                    keytab,
                    "http://worker1.corp.example:" + server.getLocalPort() + "/AdminService",
                    Account.computer());
        }
        // A busy file server may not answer in time; what is asked here is the reason it gives when it does.
        for (int attempt = 0; attempt < 5; attempt++) {
            String found = content(user("alice", "corp.example", "Al1ce.Passw0rd"));
            print("share-clock", found);
            if (!found.contains("does not answer")) {
                return;
            }
        }
    }

    /** The driver's own Kerberos: the token in its LOGIN7 is accepted with the keys of the SQL Server's SPN. */
    private void database() throws Exception {
        try (TdsListener sqlServer = new TdsListener(SQL_PORT)) {
            database("sql-computer", "worker1.corp.example", Account.computer());
            print("sql-computer-token", accepted(sqlServer.tokens().poll(10, TimeUnit.SECONDS)));
            database("sql-user", "worker1.corp.example", user("alice", "corp.example", "Al1ce.Passw0rd"));
            print("sql-user-token", accepted(sqlServer.tokens().poll(10, TimeUnit.SECONDS)));
            database("sql-no-spn", "other.corp.example", Account.computer());
            database("sql-wrong-password", "worker1.corp.example", user("alice", "corp.example", "wrong"));
            database("sql-expired", "worker1.corp.example", user("expired", "corp.example", "Exp1red.Passw0rd"));
            database("sql-kdc-down", "worker1.corp.example", user("alice", "down.example", "Al1ce.Passw0rd"));
        }
    }

    private String accepted(byte[] token) throws Exception {
        try (KerberosIdentity identity = keytab.signIn(Account.computer())) {
            return identity.run(() -> {
                GSSManager manager = GSSManager.getInstance();
                GSSContext context = manager.createContext(manager.createCredential(
                        null,
                        GSSCredential.INDEFINITE_LIFETIME,
                        new Oid[] {new Oid("1.3.6.1.5.5.2"), new Oid("1.2.840.113554.1.2.2")},
                        GSSCredential.ACCEPT_ONLY));
                context.acceptSecContext(token, 0, token.length);
                return context.getSrcName().toString();
            });
        }
    }

    private void database(String name, String server, Account account) throws Exception {
        Object connector = make(
                "org.godwit.site.sql.SourceConnector",
                properties(),
                make("org.godwit.site.sql.SourceProperties", Duration.ofSeconds(10), Duration.ofSeconds(10)),
                network,
                keytab);
        DatabaseChecks checks = new DatabaseChecks(
                (SourceDatabases) make("org.godwit.site.sql.JdbcSourceDatabases", connector),
                (SourceProbes) make("org.godwit.site.sql.JdbcSourceProbes", connector),
                new HostCheck(network),
                null,
                new ContentChecks((ContentShares) make(ContentShares.class.getName(), network, keytab)),
                Clock.systemUTC());
        SourceSpecification specification = new SourceSpecification(
                "AD",
                "worker1.corp.example",
                "jdbc:sqlserver://" + server + ":" + SQL_PORT + ";databaseName=CM_ABC;encrypt=false",
                account,
                null,
                Account.computer(),
                Duration.ofHours(4),
                java.util.Set.of());
        Findings findings = new Findings("DATABASE_URL");
        checks.run(specification, 0, new FoundSource(), findings);
        print(name, findings);
    }

    private void provider(String name, Kerberos kerberos, String url, Account account) throws Exception {
        Object properties = make(
                "org.godwit.site.provider.ProviderProperties",
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                1,
                Duration.ofMillis(1));
        SmsProviders providers =
                (SmsProviders) make("org.godwit.site.provider.AdminServiceProviders", properties, network, kerberos);
        Findings findings = new Findings("PROVIDER_NAME");
        new ProviderChecks(providers, new HostCheck(network), new ProviderRights(), Clock.systemUTC())
                .run(new SourceSpecification.Provider(List.of(url), null, account), new FoundSource(), findings);
        print(name, findings);
    }

    private void content(String name, Account account) throws Exception {
        print(name, content(account));
    }

    private String content(Account account) throws Exception {
        Findings findings = new Findings("CONTENT_SHARES");
        new ContentChecks((ContentShares) make(ContentShares.class.getName(), network, keytab))
                .run(
                        account,
                        List.of(new SourceDistributionPoint(
                                "dc1.corp.example", "nal", "CAS", false, false, false, false, true, "E", false, null)),
                        findings);
        return text(findings);
    }

    /** Knows one site, one collection and no rights, for whoever brings a ticket for this host. */
    private HttpServer service() throws Exception {
        KerberosIdentity identity = keytab.signIn(Account.computer());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/AdminService/wmi/", exchange -> {
            String header = exchange.getRequestHeaders().getFirst("Authorization");
            String path = exchange.getRequestURI().getPath();
            int status = 401;
            if (header != null && header.startsWith("Negotiate ") && welcome(identity, header.substring(10))) {
                status = path.contains("SMS_Rbac") || path.contains("SMS_Permission") ? 404 : 200;
            }
            byte[] body = "{\"value\":[{\"SiteCode\":\"CAS\",\"CollectionID\":\"SMS00001\"}]}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    private static boolean welcome(KerberosIdentity identity, String base64) {
        byte[] token = Base64.getDecoder().decode(base64);
        return identity.run(() -> {
            GSSManager manager = GSSManager.getInstance();
            GSSContext context = manager.createContext(manager.createCredential(
                    null,
                    GSSCredential.INDEFINITE_LIFETIME,
                    new Oid[] {new Oid("1.3.6.1.5.5.2"), new Oid("1.2.840.113554.1.2.2")},
                    GSSCredential.ACCEPT_ONLY));
            context.acceptSecContext(token, 0, token.length);
            return context.isEstablished();
        });
    }

    private Kerberos kerberos(String file) throws Exception {
        return (Kerberos) make(
                Kerberos.class.getName(),
                make("org.godwit.credential.KerberosProperties", directory.resolve(file), WORKER));
    }

    /** Without a keytab: the tickets that KRB5CCNAME names, as a service of the system has them. */
    private static Kerberos ticketCache() throws Exception {
        return (Kerberos) make(Kerberos.class.getName(), make("org.godwit.credential.KerberosProperties", null, null));
    }

    private static GodwitProperties properties() {
        return new GodwitProperties(
                Path.of("."), "GDW", new GodwitProperties.Content(List.of()), new GodwitProperties.Network(true));
    }

    private static Account user(String name, String domain, String password) {
        return new Account.WindowsUser(domain, name, Secret.of(password));
    }

    /** Constructors are for Spring alone; this JVM has none. */
    private static Object make(String type, Object... arguments) throws Exception {
        Constructor<?> constructor = Class.forName(type).getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }

    private static void print(String name, Findings findings) {
        print(name, text(findings));
    }

    private static String text(Findings findings) {
        String text = findings.soFar().stream()
                .filter(c ->
                        c.outcome() != PreflightCheck.Outcome.PASS && !c.check().endsWith("_ACCOUNT"))
                .map(c -> c.check() + " " + c.outcome() + " " + c.cause() + ": " + c.detail() + " " + c.hint())
                .collect(Collectors.joining(" | "));
        return text.isEmpty() ? "PASS" : text;
    }

    private static void print(String name, String result) {
        System.out.println("preflight-" + name + " = " + result);
    }
}
