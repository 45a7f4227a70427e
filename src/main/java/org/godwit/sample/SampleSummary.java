package org.godwit.sample;

import java.util.List;
import java.util.Map;

/**
 * What a sample source site holds: the figures that a migration of it must arrive at.
 *
 * @param jdbcUrl JDBC URL of the site database, without a login; H2 databases take the user {@code sa} or none, with an
 *     empty password
 * @param siteServer name of the top-level site's server
 * @param topLevelSite code of the top-level site
 * @param clients clients that a migration moves: distinct SMSIDs after every row to be left out is left out
 * @param blockedClients how many of these are blocked, by any of their rows
 * @param blockedSmsIds distinct SMSIDs that some row says are blocked, with those that no migrated client has
 * @param leftOut rows that are not migrated, by the first reason that holds of OBSOLETE, DECOMMISSIONED, UNKNOWN,
 *     NOT_A_CLIENT, NO_SMSID, DUPLICATE
 * @param rows rows written, by view
 * @param content what the packages hold
 * @param distributionPoints the distribution points and where each one's content library lies
 */
public record SampleSummary(
        String jdbcUrl,
        String siteServer,
        String topLevelSite,
        long clients,
        long blockedClients,
        long blockedSmsIds,
        Map<String, Long> leftOut,
        Map<String, Long> rows,
        Content content,
        List<Library> distributionPoints) {

    /**
     * @param packages packages with content
     * @param contents contents; an application can have several
     * @param files files over all contents
     * @param bytes their bytes
     * @param distinctFiles different files: what a content library that has everything stores
     * @param distinctBytes their bytes
     */
    public record Content(
            long packages, long contents, long files, long bytes, long distinctFiles, long distinctBytes) {}

    /**
     * @param serverName host name of the distribution point
     * @param nalPath its NAL path
     * @param path absolute path of its content library: the directory that holds PkgLib, DataLib and FileLib
     * @param additionalPaths content library directories of further drives, which hold a FileLib only
     * @param packages packages on it
     */
    public record Library(
            String serverName,
            String nalPath,
            String siteCode,
            String path,
            List<String> additionalPaths,
            int packages) {}
}
