package org.godwit.site.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.shared.GodwitException;
import org.godwit.site.SourceEndpoint;
import org.godwit.site.SourceEndpoint.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A source's JDBC URL, taken apart. Nothing of the text an admin gave reaches a driver as text: only values of allowed
 * properties do, each checked for its form. Login names and passwords are not among them; they come from the account.
 *
 * @param endpoint what it names
 * @param driverUrl the URL for the driver, made here
 * @param properties connection properties for the driver, made here
 */
record SourceUrl(SourceEndpoint endpoint, String driverUrl, Map<String, String> properties) {

    static final String SQL_SERVER = "jdbc:sqlserver:";
    static final String EMBEDDED = "jdbc:h2:file:";

    /** Settings that a sample's own URL names. */
    private static final Set<String> SAMPLE_OPTIONS = Set.of(
            "MODE=MSSQLServer", "DATABASE_TO_UPPER=FALSE", "CASE_INSENSITIVE_IDENTIFIERS=TRUE", "IGNORECASE=TRUE");

    /** Settings with which a sample is opened: none of those that H2 lets only an owner set on an open database. */
    private static final String EMBEDDED_OPTIONS =
            ";DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;IFEXISTS=TRUE;ACCESS_MODE_DATA=r";

    private static final int LONGEST = 2000;
    private static final int DEFAULT_PORT = 1433;
    private static final Pattern SQL_SERVER_FORM =
            Pattern.compile("//(?<host>[^\\\\:;/]*)(\\\\(?<instance>[^:;]*))?(:(?<port>[^;]*))?(?<rest>;.*)?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,252}[A-Za-z0-9])?\\.?");
    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9_$#]{1,64}");
    private static final Pattern DATABASE = Pattern.compile("[\\p{L}\\p{N}_$#@. -]{1,128}");
    private static final Set<String> ENCRYPTED = Set.of("true", "mandatory", "yes", "strict");

    /** Allowed properties by lower-case name, as the driver spells them. */
    private static final Map<String, Property> ALLOWED = Map.ofEntries(
            property("serverName", HOST.pattern()),
            alias("server", "serverName", HOST.pattern()),
            property("portNumber", "[0-9]{1,5}"),
            alias("port", "portNumber", "[0-9]{1,5}"),
            property("instanceName", INSTANCE.pattern()),
            property("databaseName", DATABASE.pattern()),
            alias("database", "databaseName", DATABASE.pattern()),
            property("encrypt", "true|false|strict|mandatory|optional|yes|no"),
            property("trustServerCertificate", "true|false"),
            property("hostNameInCertificate", "(\\*\\.)?" + HOST.pattern()),
            property("applicationIntent", "readonly|readwrite"),
            property("multiSubnetFailover", "true|false"),
            property("loginTimeout", "[0-9]{1,3}"));

    SourceUrl {
        properties = Map.copyOf(properties);
    }

    /**
     * @param dataDir the server's data directory, which an embedded sample must lie in
     * @throws GodwitException {@code JDBC_URL_REFUSED}
     */
    static SourceUrl parse(String url, Path dataDir) {
        String text = url.strip();
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw refused("The JDBC URL is too long or holds control characters.");
        }
        if (startsWith(text, SQL_SERVER)) {
            return sqlServer(text.substring(SQL_SERVER.length()));
        }
        if (startsWith(text, EMBEDDED)) {
            return embedded(text.substring(EMBEDDED.length()), dataDir);
        }
        throw refused("The JDBC URL is neither of a SQL Server nor of a sample site.");
    }

    /** The connection properties in the form drivers take. */
    Properties driverProperties() {
        Properties result = new Properties();
        result.putAll(properties);
        return result;
    }

    private static SourceUrl sqlServer(String text) {
        Matcher form = SQL_SERVER_FORM.matcher(text);
        if (!form.matches()) {
            throw refused("The JDBC URL is not of the form jdbc:sqlserver://host:port;databaseName=CM_ABC.");
        }
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "serverName", form.group("host"));
        put(given, "instanceName", form.group("instance"));
        put(given, "portNumber", form.group("port"));
        String rest = form.group("rest");
        for (String part : rest == null ? new String[0] : rest.split(";")) {
            if (!part.isBlank()) {
                int equals = part.indexOf('=');
                if (equals < 1) {
                    throw refused("The JDBC URL holds a property without a value.");
                }
                put(
                        given,
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        return sqlServer(given);
    }

    private static SourceUrl sqlServer(Map<String, String> given) {
        String host = given.get("serverName");
        String database = given.get("databaseName");
        if (host == null || database == null) {
            throw refused("The JDBC URL names no " + (host == null ? "server." : "database."));
        }
        String instance = given.get("instanceName");
        Integer port = port(given.get("portNumber"), instance);
        String encrypt = given.getOrDefault("encrypt", "true").toLowerCase(Locale.ROOT);
        boolean verified = !Boolean.parseBoolean(given.get("trustServerCertificate"));
        given.putIfAbsent("encrypt", "true");
        given.putIfAbsent("applicationIntent", "ReadOnly");
        given.put("applicationName", "Godwit");
        boolean encrypted = ENCRYPTED.contains(encrypt);
        SourceEndpoint endpoint =
                new SourceEndpoint(Kind.SQL_SERVER, host, port, instance, database, encrypted, encrypted && verified);
        return new SourceUrl(endpoint, SQL_SERVER + "//", given);
    }

    private static @Nullable Integer port(@Nullable String text, @Nullable String instance) {
        if (text == null) {
            return instance == null ? DEFAULT_PORT : null;
        }
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw refused("The JDBC URL's port is not between 1 and 65535.");
        }
        return port;
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value == null || (value.isEmpty() && name.equals("serverName"))) {
            return;
        }
        Property property = ALLOWED.get(name.toLowerCase(Locale.ROOT));
        if (property == null) {
            throw refused("The JDBC URL holds the property '" + shown(name) + "', which is not allowed.");
        }
        if (!property.form().matcher(value).matches()) {
            throw refused("The value of '" + property.name() + "' in the JDBC URL is not allowed.");
        }
        if (given.putIfAbsent(property.name(), value) != null) {
            throw refused("The JDBC URL gives '" + property.name() + "' twice.");
        }
    }

    private static SourceUrl embedded(String text, Path dataDir) {
        String[] parts = text.split(";");
        for (int i = 1; i < parts.length; i++) {
            if (!SAMPLE_OPTIONS.contains(parts[i].strip())) {
                throw refused("The JDBC URL of a sample site takes no settings of your own.");
            }
        }
        Path file = realDatabase(parts[0], dataDir);
        String database = file.toString();
        return new SourceUrl(
                new SourceEndpoint(Kind.EMBEDDED_SAMPLE, null, null, null, database, true, true),
                EMBEDDED + database + EMBEDDED_OPTIONS,
                Map.of());
    }

    /** The database's path without its suffix, with every link resolved. */
    private static Path realDatabase(String path, Path dataDir) {
        try {
            Path root = dataDir.toRealPath();
            Path file = Path.of(path + ".mv.db").toRealPath();
            boolean ours = file.startsWith(root.resolve("db"));
            String name = file.getFileName().toString();
            if (!file.startsWith(root)
                    || ours
                    || !Files.isRegularFile(file)
                    || !name.endsWith(".mv.db")
                    || file.toString().contains(";")) {
                throw refused("The sample site does not lie inside the data directory.");
            }
            return file.resolveSibling(name.substring(0, name.length() - ".mv.db".length()));
        } catch (IOException | InvalidPathException e) {
            throw refused("There is no sample site at the path of the JDBC URL.");
        }
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static String shown(String name) {
        return name.replaceAll("[^A-Za-z0-9_]", "?").substring(0, Math.min(40, name.length()));
    }

    private static GodwitException refused(String message) {
        return GodwitException.invalid(
                "JDBC_URL_REFUSED",
                message,
                "Use jdbc:sqlserver://host:1433;databaseName=CM_ABC, with encrypt, trustServerCertificate, "
                        + "hostNameInCertificate, applicationIntent, multiSubnetFailover and loginTimeout at most; "
                        + "the login goes into the account.");
    }

    private static Map.Entry<String, Property> property(String name, String form) {
        return alias(name, name, form);
    }

    private static Map.Entry<String, Property> alias(String given, String name, String form) {
        return Map.entry(
                given.toLowerCase(Locale.ROOT), new Property(name, Pattern.compile(form, Pattern.CASE_INSENSITIVE)));
    }

    private record Property(String name, Pattern form) {}
}
