package org.godwit.site;

import org.godwit.credential.Account;

/** Opens source site databases to find out what a login may do there. */
public interface SourceProbes {

    /**
     * @param jdbcUrl as for {@link SourceDatabases#open}
     * @throws SourceFailure if it cannot be opened; the cause is typed
     * @throws org.godwit.shared.GodwitException {@code JDBC_URL_REFUSED}, {@code HOST_REFUSED}
     */
    SourceProbe open(String jdbcUrl, Account account);
}
