package org.godwit.hierarchy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.godwit.credential.AccountView;
import org.godwit.site.DataClass;
import org.jspecify.annotations.Nullable;

/**
 * A source hierarchy as it is defined. Never holds a secret.
 *
 * @param siteCode site code of the top-level site, as found by preflight or gathering
 * @param preflight the checks of the last save
 * @param finishedAt when migration from it was finished; null until then
 * @param cleanedUpAt when its migration data was cleaned up; null until then
 * @param securityScopes whose holders see and use it
 */
public record SourceHierarchy(
        long id,
        String name,
        State state,
        String siteCode,
        TopLevelSite topLevelSite,
        Duration gatherEvery,
        Set<DataClass> dataClasses,
        List<PreflightCheck> preflight,
        String createdBy,
        Instant createdAt,
        String modifiedBy,
        Instant modifiedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant cleanedUpAt,
        Set<String> securityScopes) {

    public enum State {
        /** Data gathering follows its interval. */
        ACTIVE,
        /** Data gathering was stopped; what was gathered stays usable for jobs. */
        STOPPED,
        /** Migration is completed: nothing is gathered and no credential is stored. */
        FINISHED
    }

    /** @param provider null where only SQL is given */
    public record TopLevelSite(
            String siteServer, Database database, @Nullable Provider provider, Content content) {}

    /** @param jdbcUrl as stored: without user or password */
    public record Database(String jdbcUrl, AccountView account) {}

    /** @param certificateSha256 pinned certificate, lower-case hex; null where none is pinned */
    public record Provider(
            String url, List<String> otherUrls, @Nullable String certificateSha256, AccountView account) {}

    public record Content(AccountView account) {}
}
