package org.godwit.hierarchy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.godwit.credential.AccountInput;
import org.godwit.site.DataClass;
import org.jspecify.annotations.Nullable;

/** A change to a source hierarchy: what is null stays as it is, stored passwords included. */
public record SourceHierarchyChange(
        @Nullable String name,
        @Nullable TopLevelSite topLevelSite,
        @Nullable Duration gatherEvery,
        @Nullable Set<DataClass> dataClasses,
        @Nullable Set<String> securityScopes) {

    /** Leaves it in its security scopes. */
    public SourceHierarchyChange(
            @Nullable String name,
            @Nullable TopLevelSite topLevelSite,
            @Nullable Duration gatherEvery,
            @Nullable Set<DataClass> dataClasses) {
        this(name, topLevelSite, gatherEvery, dataClasses, null);
    }

    public record TopLevelSite(
            @Nullable String siteServer,
            @Nullable Database database,
            @Nullable Provider provider,
            @Nullable Content content) {}

    public record Database(
            @Nullable String jdbcUrl, @Nullable AccountInput account) {}

    /**
     * @param url empty to go on without a provider
     * @param certificateSha256 empty to end pinning
     */
    public record Provider(
            @Nullable String url,
            @Nullable AccountInput account,
            @Nullable List<String> otherUrls,
            @Nullable String certificateSha256) {}

    public record Content(@Nullable AccountInput account) {}
}
