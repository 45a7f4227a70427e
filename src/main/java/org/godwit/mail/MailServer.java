package org.godwit.mail;

import org.jspecify.annotations.Nullable;

/**
 * The server that mail is handed to.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param user null if the server wants no sign-in
 * @param passwordStored whether the vault holds a password for the user
 * @param sender address that mail comes from
 */
public record MailServer(
        String host, int port, Security security, @Nullable String user, boolean passwordStored, String sender) {

    /** How the connection is protected. */
    public enum Security {
        /** TLS after a plain greeting, required; port 587. */
        STARTTLS,
        /** TLS from the first byte; port 465. */
        TLS,
        /** No encryption; never together with a sign-in. */
        NONE
    }
}
