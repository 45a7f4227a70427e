package org.godwit.credential;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;

/**
 * An account as a caller gives it: {@code {kind:"COMPUTER_ACCOUNT"}}, {@code {kind:"WINDOWS_USER",domain,user,password}} or
 * {@code {kind:"SQL_LOGIN",user,password}}. Its password is never written out again.
 *
 * @param kind null means {@link Account.Kind#COMPUTER_ACCOUNT}
 * @param domain NetBIOS or DNS name of the domain; for a Windows user only
 * @param user account name without the domain
 * @param password null where the kind has none
 */
public record AccountInput(
        Account.@Nullable Kind kind,
        @Nullable String domain,
        @Nullable String user,

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable Secret password) {

    /** The computer account. */
    public static AccountInput computer() {
        return new AccountInput(Account.Kind.COMPUTER_ACCOUNT, null, null, null);
    }

    /** The account meant by an input that may be missing: the computer account is the default everywhere. */
    public static Account toAccount(@Nullable AccountInput input) {
        return input == null ? Account.computer() : input.toAccount();
    }

    /**
     * @throws GodwitException {@code ACCOUNT_INVALID} if a part that the kind needs is missing, or one is given that it does
     *     not have
     */
    public Account toAccount() {
        Account.Kind given = kind == null ? Account.Kind.COMPUTER_ACCOUNT : kind;
        return switch (given) {
            case COMPUTER_ACCOUNT -> {
                if (user != null || password != null || domain != null) {
                    throw invalid("The computer account takes neither domain nor user nor password.");
                }
                yield Account.computer();
            }
            case WINDOWS_USER ->
                new Account.WindowsUser(needed("domain", domain), needed("user", user), needed(password));
            case SQL_LOGIN -> {
                if (domain != null && !domain.isBlank()) {
                    throw invalid("A SQL login has no domain.");
                }
                yield new Account.SqlLogin(needed("user", user), needed(password));
            }
            case SERVICE_LOGIN -> throw invalid("A source is not read with the sign-in of a service.");
        };
    }

    private static String needed(String part, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw invalid("The account lacks its " + part + ".");
        }
        String text = value.strip();
        if (text.length() > 256 || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid("The account's " + part + " is not a name.");
        }
        return text;
    }

    private static Secret needed(@Nullable Secret password) {
        if (password == null || password.isEmpty()) {
            throw invalid("The account lacks its password.");
        }
        return password;
    }

    private static GodwitException invalid(String message) {
        return GodwitException.invalid(
                "ACCOUNT_INVALID",
                message,
                "Give COMPUTER_ACCOUNT alone, WINDOWS_USER with domain, user and password, or SQL_LOGIN with user and password.");
    }
}
