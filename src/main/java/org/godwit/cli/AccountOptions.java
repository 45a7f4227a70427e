package org.godwit.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The account a source database is read with. A password is never given on the command line itself. */
final class AccountOptions {

    @Option(
            names = "--sql-login",
            paramLabel = "USER",
            description = "Sign in to the database with this SQL login; without it, with the computer account.")
    private @Nullable String sqlLogin;

    @Option(
            names = "--windows-user",
            paramLabel = "DOMAIN\\USER",
            description = "Sign in to the database as this Windows user.")
    private @Nullable String windowsUser;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password; without it, it is asked for.")
    private @Nullable Path passwordFile;

    Map<String, Object> account() {
        if (sqlLogin != null && windowsUser != null) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "ACCOUNT_INVALID",
                    "Two accounts were given.",
                    "Give --sql-login or --windows-user.");
        }
        if (sqlLogin != null) {
            return Map.of("kind", "SQL_LOGIN", "user", sqlLogin, "password", password(sqlLogin));
        }
        if (windowsUser != null) {
            int slash = windowsUser.indexOf('\\');
            if (slash < 1 || slash == windowsUser.length() - 1) {
                throw new CliFailure(
                        ExitCode.USAGE, "ACCOUNT_INVALID", "This is no Windows user.", "Give it as DOMAIN\\USER.");
            }
            return Map.of(
                    "kind", "WINDOWS_USER",
                    "domain", windowsUser.substring(0, slash),
                    "user", windowsUser.substring(slash + 1),
                    "password", password(windowsUser));
        }
        return Map.of("kind", "COMPUTER_ACCOUNT");
    }

    private String password(String whose) {
        if (passwordFile != null) {
            try (var lines = Files.lines(passwordFile, StandardCharsets.UTF_8)) {
                return lines.findFirst().orElse("");
            } catch (IOException e) {
                throw new CliFailure(
                        ExitCode.USAGE,
                        "PASSWORD_FILE_UNREADABLE",
                        "The password file cannot be read.",
                        "Check " + passwordFile + ".");
            }
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password of %s: ", whose);
        if (typed == null) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "PASSWORD_MISSING",
                    "There is no terminal to ask for the password.",
                    "Use --password-file.");
        }
        return new String(typed);
    }
}
