package org.godwit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which server, signed in how, and how to print: options every command takes. What is not given by an option comes from the
 * profile, then from {@code GODWIT_URL}, {@code GODWIT_TOKEN}, {@code GODWIT_USER} and {@code GODWIT_PASSWORD}.
 */
final class Connection {

    @Option(names = "--url", paramLabel = "URL", description = "Server, e.g. http://localhost:8080 (GODWIT_URL).")
    private @Nullable String url;

    @Option(names = "--token", paramLabel = "TOKEN", description = "API token (better: GODWIT_TOKEN or a profile).")
    private @Nullable String token;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Sign-in name (GODWIT_USER); password: GODWIT_PASSWORD.")
    private @Nullable String user;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Section of the profile file ~/.godwit/profiles.properties (default: ${DEFAULT-VALUE}).")
    private String profile = "default";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output.Form output = Output.Form.table;

    private final Map<String, String> environment;
    private final Path home;

    Connection(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    Output output(PrintWriter out) {
        return new Output(out, output);
    }

    boolean printsTables() {
        return output == Output.Form.table;
    }

    ApiClient client() {
        Properties settings = profile();
        String server = first(
                url, settings.getProperty(profile + ".url"), environment.get("GODWIT_URL"), "http://localhost:8080");
        URI uri;
        try {
            uri = URI.create(server);
        } catch (IllegalArgumentException e) {
            throw new CliFailure(
                    ExitCode.USAGE, "URL_INVALID", "This is no URL: " + server, "Give e.g. https://godwit:8443.");
        }
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new CliFailure(
                    ExitCode.USAGE, "URL_INVALID", "This is no URL: " + server, "Give e.g. https://godwit:8443.");
        }
        return new ApiClient(uri, authorization(settings));
    }

    private String authorization(Properties settings) {
        String bearer = first(
                token, settings.getProperty(profile + ".token"), user == null ? environment.get("GODWIT_TOKEN") : null);
        if (!bearer.isEmpty()) {
            return "Bearer " + bearer;
        }
        String name = first(user, environment.get("GODWIT_USER"));
        String password = first(environment.get("GODWIT_PASSWORD"));
        if (name.isEmpty() || password.isEmpty()) {
            throw new CliFailure(
                    ExitCode.FORBIDDEN,
                    "SIGN_IN_MISSING",
                    "No sign-in was given.",
                    "Set GODWIT_TOKEN, or GODWIT_USER and GODWIT_PASSWORD, or put a token into ~/.godwit/profiles.properties.");
        }
        String pair = name + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** The profile file holds tokens, so nobody else may read it. */
    private Properties profile() {
        Properties settings = new Properties();
        Path file = home.resolve(".godwit").resolve("profiles.properties");
        if (!Files.exists(file)) {
            return settings;
        }
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                if (permissions.stream().anyMatch(p -> !p.name().startsWith("OWNER_"))) {
                    throw new CliFailure(
                            ExitCode.USAGE,
                            "PROFILE_NOT_PRIVATE",
                            "Others may read the profile file " + file + ".",
                            "Run: chmod 600 " + file);
                }
            }
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                settings.load(reader);
            }
            return settings;
        } catch (IOException | IllegalArgumentException e) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "PROFILE_UNREADABLE",
                    "The profile file " + file + " cannot be read.",
                    "Correct or remove it.");
        }
    }

    private static String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return "";
    }
}
