package org.godwit.site;

import org.jspecify.annotations.Nullable;

/**
 * A site of a source hierarchy (reference A, SMS_Site).
 *
 * @param siteCode three characters
 * @param siteName display name
 * @param serverName site server
 * @param parentSiteCode code of the parent; null for the top-level site
 * @param kind by the rule of reference A
 * @param version e.g. 5.00.9128.1000; null if the source states none
 * @param buildNumber e.g. 9128; 0 if unknown
 * @param status SMS_Site.Status (1 active); 1 if unknown
 * @param mode SMS_Site.Mode (0 normal, 2 recovery, 3 upgrade); 0 if unknown
 */
public record SourceSiteInfo(
        String siteCode,
        String siteName,
        String serverName,
        @Nullable String parentSiteCode,
        Kind kind,
        @Nullable String version,
        int buildNumber,
        int status,
        int mode) {

    public enum Kind {
        CENTRAL_ADMINISTRATION_SITE,
        PRIMARY,
        CHILD_PRIMARY,
        SECONDARY
    }

    public boolean topLevel() {
        return parentSiteCode == null;
    }
}
