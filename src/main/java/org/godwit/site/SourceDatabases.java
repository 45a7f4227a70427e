package org.godwit.site;

import org.godwit.credential.Account;

/** Opens source site databases. */
public interface SourceDatabases {

    /**
     * @param jdbcUrl {@code jdbc:sqlserver://…} (rebuilt from an allow-list of properties) or, for a sample source inside
     *     the data directory, {@code jdbc:h2:file:…}
     * @param account with which to sign in
     * @throws SourceFailure if it cannot be opened; the cause is typed
     * @throws org.godwit.shared.GodwitException {@code JDBC_URL_REFUSED} if the URL holds what is not allowed
     */
    SourceDatabase open(String jdbcUrl, Account account);

    /**
     * Checks a URL as {@link #open} does, without connecting.
     *
     * @throws org.godwit.shared.GodwitException {@code JDBC_URL_REFUSED} if the URL holds what is not allowed
     */
    SourceEndpoint check(String jdbcUrl);
}
