package org.godwit.site.provider;

import org.godwit.credential.Account;

/** Opens the SMS Providers of source sites. */
public interface SmsProviders {

    /**
     * Signs the account in to its domain; the providers are first asked by the first read.
     *
     * @param account the computer account, or a Windows user whose domain is given by its DNS name
     * @throws org.godwit.site.SourceFailure if the domain does not sign the account in
     * @throws org.godwit.shared.GodwitException {@code HOST_REFUSED}, {@code PROVIDER_URL_REFUSED}
     */
    SmsProvider open(ProviderAddress address, Account account);

    /**
     * As {@link #open}, to block and unblock clients. For sites of the destination only.
     *
     * @throws org.godwit.site.SourceFailure if the domain does not sign the account in
     * @throws org.godwit.shared.GodwitException {@code HOST_REFUSED}, {@code PROVIDER_URL_REFUSED}
     */
    ClientBlocks openForBlocking(ProviderAddress address, Account account);
}
