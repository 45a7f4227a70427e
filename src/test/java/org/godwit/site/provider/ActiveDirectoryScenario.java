package org.godwit.site.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.godwit.credential.Account;
import org.godwit.credential.Kerberos;
import org.godwit.credential.KerberosFailure;
import org.godwit.credential.KerberosIdentity;
import org.godwit.credential.Secret;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.NetworkGuard;
import org.godwit.site.SourceFailure;
import org.godwit.site.share.ContentShare;
import org.godwit.site.share.ContentShares;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.Oid;

/**
 * What {@link ActiveDirectoryTest} runs in a JVM of its own, because a JVM reads its hosts file only once. Prints one line for
 * each thing tried: its name, and how it ended.
 */
final class ActiveDirectoryScenario {

    private static final String WORKER = "WORKER1$@CORP.EXAMPLE";

    private final Path directory;
    private final NetworkGuard network = new NetworkGuard(new GodwitProperties(
            Path.of("."), "GDW", new GodwitProperties.Content(List.of()), new GodwitProperties.Network(true)));

    private ActiveDirectoryScenario(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] args) throws Exception {
        ActiveDirectoryScenario scenario = new ActiveDirectoryScenario(Path.of(args[0]));
        Kerberos computer = scenario.kerberos("worker1.keytab", WORKER);
        tried("ticket", () -> {
            try (KerberosIdentity identity = computer.signIn(Account.computer())) {
                return identity.principal();
            }
        });
        tried("provider", () -> scenario.sites(computer, Account.computer()));
        tried("provider-user", () -> scenario.sites(computer, user("alice", "corp.example", "Al1ce.Passw0rd")));
        tried("share", () -> scenario.folders(computer, Account.computer()));
        tried("share-kerberos-user", () -> scenario.folders(computer, user("alice", "corp.example", "Al1ce.Passw0rd")));
        tried("share-ntlm-user", () -> scenario.folders(computer, user("alice", "CORP", "Al1ce.Passw0rd")));
        tried("share-wrong-password", () -> scenario.folders(computer, user("alice", "CORP", "wrong")));
        tried("share-expired", () -> scenario.folders(computer, user("expired", "CORP", "Exp1red.Passw0rd")));
        tried("wrong-password", () -> signIn(computer, user("alice", "corp.example", "wrong")));
        tried("unknown", () -> signIn(computer, user("nobody", "corp.example", "wrong")));
        tried("expired", () -> signIn(computer, user("expired", "corp.example", "Exp1red.Passw0rd")));
        tried("kdc-down", () -> signIn(computer, user("alice", "down.example", "Al1ce.Passw0rd")));
        tried("no-keytab", () -> signIn(scenario.kerberos("no.keytab", WORKER), Account.computer()));
        System.exit(0);
    }

    private static String signIn(Kerberos kerberos, Account account) {
        kerberos.signIn(account).close();
        return "signed in";
    }

    private String sites(Kerberos kerberos, Account account) throws Exception {
        HttpServer server = protectedServer();
        try (SmsProvider provider = new AdminServiceProviders(
                        new ProviderProperties(
                                null, Duration.ofSeconds(5), Duration.ofSeconds(10), 1, Duration.ofMillis(1)),
                        network,
                        kerberos)
                .open(
                        new ProviderAddress(
                                List.of("http://worker1.corp.example:"
                                        + server.getAddress().getPort() + "/AdminService"),
                                null),
                        account)) {
            List<String> codes = new ArrayList<>();
            provider.each(
                    ProviderQuery.byText("SMS_Site", "SiteCode", "SiteCode"),
                    node -> codes.add(node.path("SiteCode").asString()));
            return String.join(",", codes);
        } finally {
            server.stop(0);
        }
    }

    private String folders(Kerberos kerberos, Account account) throws Exception {
        ContentShares shares = make(ContentShares.class, network, kerberos);
        try (ContentShare share = shares.open("dc1.corp.example", "content", account, true, Duration.ofSeconds(10))) {
            return "PkgLib " + share.disk().folderExists("PkgLib");
        }
    }

    /** Answers only who brings a ticket for HTTP/worker1.corp.example, whose keys are in the computer account's keytab. */
    private HttpServer protectedServer() throws Exception {
        KerberosIdentity identity = kerberos("worker1.keytab", WORKER).signIn(Account.computer());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/AdminService/wmi/SMS_Site", exchange -> answer(exchange, identity));
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, KerberosIdentity identity) throws IOException {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] body = new byte[0];
        int status = 401;
        if (header != null && header.startsWith("Negotiate ")) {
            byte[] token = Base64.getDecoder().decode(header.substring("Negotiate ".length()));
            try {
                String who = identity.run(() -> {
                    GSSManager manager = GSSManager.getInstance();
                    GSSCredential credential = manager.createCredential(
                            null,
                            GSSCredential.INDEFINITE_LIFETIME,
                            new Oid[] {new Oid("1.3.6.1.5.5.2"), new Oid("1.2.840.113554.1.2.2")},
                            GSSCredential.ACCEPT_ONLY);
                    GSSContext context = manager.createContext(credential);
                    context.acceptSecContext(token, 0, token.length);
                    return context.getSrcName().toString();
                });
                status = 200;
                body = ("{\"value\":[{\"SiteCode\":\"CAS " + who + "\"}]}").getBytes(StandardCharsets.UTF_8);
            } catch (KerberosFailure e) {
                System.err.println("not accepted: " + e.getCause());
            }
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Kerberos kerberos(String keytab, String principal) throws Exception {
        Class<?> properties = Class.forName("org.godwit.credential.KerberosProperties");
        return make(Kerberos.class, make(properties, directory.resolve(keytab), principal));
    }

    private static Account user(String name, String domain, String password) {
        return new Account.WindowsUser(domain, name, Secret.of(password));
    }

    /** Constructors are for Spring alone; this JVM has none. */
    private static <T> T make(Class<T> type, Object... arguments) throws Exception {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance(arguments));
    }

    private static void tried(String name, Callable<String> what) {
        String result;
        try {
            result = what.call();
        } catch (KerberosFailure e) {
            result = e.reason().name();
        } catch (SourceFailure e) {
            result = e.reason() + ": " + e.getMessage();
            e.printStackTrace();
        } catch (Exception e) {
            result = e.toString();
            e.printStackTrace();
        }
        System.out.println(name + " = " + result);
    }
}
