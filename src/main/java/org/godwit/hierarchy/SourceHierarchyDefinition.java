package org.godwit.hierarchy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.godwit.credential.AccountInput;
import org.godwit.site.DataClass;
import org.jspecify.annotations.Nullable;

/**
 * What an admin gives to define a source hierarchy.
 *
 * @param name how it is called in Godwit, 1 to 128 characters, unique
 * @param gatherEvery interval of data gathering, 15 minutes to 31 days; null means {@link #DEFAULT_INTERVAL}
 * @param dataClasses classes of information to read; null means those that are on by default
 * @param gatherAtOnce whether the first gathering starts right after the definition; null means true
 * @param securityScopes whose holders see and use it; null or empty means {@code Default}
 */
public record SourceHierarchyDefinition(
        String name,
        TopLevelSite topLevelSite,
        @Nullable Duration gatherEvery,
        @Nullable Set<DataClass> dataClasses,
        @Nullable Boolean gatherAtOnce,
        @Nullable Set<String> securityScopes) {

    /** In the usual security scope. */
    public SourceHierarchyDefinition(
            String name,
            TopLevelSite topLevelSite,
            @Nullable Duration gatherEvery,
            @Nullable Set<DataClass> dataClasses,
            @Nullable Boolean gatherAtOnce) {
        this(name, topLevelSite, gatherEvery, dataClasses, gatherAtOnce, null);
    }

    /** Interval of data gathering where none is given (CM-21). */
    public static final Duration DEFAULT_INTERVAL = Duration.ofHours(4);

    /**
     * The central administration site, or the stand-alone primary site.
     *
     * @param siteServer DNS name or address of the site server
     * @param provider its SMS Provider (AdminService); null where only SQL is given
     * @param content how content shares are read; null means with the computer account
     */
    public record TopLevelSite(
            String siteServer,
            Database database,
            @Nullable Provider provider,
            @Nullable Content content) {}

    /**
     * @param jdbcUrl {@code jdbc:sqlserver://…}, without user or password
     * @param account null means the computer account
     */
    public record Database(String jdbcUrl, @Nullable AccountInput account) {}

    /**
     * @param url base address of the AdminService, e.g. {@code https://sccm.contoso.com/AdminService}
     * @param account computer account (the default) or a Windows user
     * @param otherUrls further providers of the same site, tried in order when the first does not answer
     * @param certificateSha256 SHA-256 of the provider's certificate (64 hex digits) to pin it; null to trust what the
     *     configured roots vouch for
     */
    public record Provider(
            String url,
            @Nullable AccountInput account,
            @Nullable List<String> otherUrls,
            @Nullable String certificateSha256) {}

    /** @param account computer account (the default) or a Windows user */
    public record Content(@Nullable AccountInput account) {}
}
