package org.godwit.hierarchy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.godwit.credential.Account;
import org.godwit.site.DataClass;
import org.jspecify.annotations.Nullable;

/**
 * A source hierarchy as it is to be checked and saved: complete, with its accounts.
 *
 * @param provider null where only SQL is given
 */
record SourceSpecification(
        String name,
        String siteServer,
        String jdbcUrl,
        Account database,
        @Nullable Provider provider,
        Account content,
        Duration gatherEvery,
        Set<DataClass> dataClasses) {

    SourceSpecification {
        dataClasses = Set.copyOf(dataClasses);
    }

    /**
     * @param urls at least one; the first is tried first
     * @param certificateSha256 lower-case hex; null where none is pinned
     */
    record Provider(List<String> urls, @Nullable String certificateSha256, Account account) {
        Provider {
            urls = List.copyOf(urls);
        }
    }

    Account account(AccountPurpose purpose) {
        return switch (purpose) {
            case DATABASE -> database;
            case PROVIDER -> provider == null ? Account.computer() : provider.account();
            case CONTENT -> content;
        };
    }
}
