package org.godwit.hierarchy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.site.SourceFailure;
import org.godwit.site.SourceSiteInfo;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Preflight of the site itself: that it is one to migrate from, and no other than it should be. */
@Component
@EnableConfigurationProperties(SourceSiteProperties.class)
class SiteChecks implements SourceRequirements {

    /** Configuration Manager 2012 SP2 and 2012 R2 SP1, the oldest that can be migrated from (CM-9; 2007 is not read). */
    private static final int OLDEST_BUILD = 8239;

    private static final int MAJOR = 5;

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(\\..*)?");
    private static final String TOP_LEVEL = "TOP_LEVEL_SITE";
    static final int MODE_RECOVERY = 2;
    static final int MODE_UPGRADE = 3;

    private final SourceSiteStore stored;
    private final HierarchyLookup hierarchies;
    private final int newestBuild;
    private final String destinationSiteCode;

    SiteChecks(
            SourceSiteStore stored,
            HierarchyLookup hierarchies,
            SourceSiteProperties source,
            GodwitProperties properties) {
        this.stored = stored;
        this.hierarchies = hierarchies;
        this.newestBuild = source.newestBuild();
        this.destinationSiteCode = properties.siteCode();
    }

    @Override
    public void check(long hierarchyId, List<SourceSiteInfo> sites) {
        SourceHierarchyEntity hierarchy = hierarchies.required(hierarchyId);
        Findings findings = new Findings(TOP_LEVEL);
        run(hierarchy.siteServer(), Optional.of(hierarchy.siteCode()), sites, hierarchyId, new FoundSource(), findings);
        findings.soFar().stream().filter(PreflightCheck::failed).findFirst().ifPresent(failed -> {
            SourceFailure.Cause cause = failed.cause();
            if (cause == null) {
                throw GodwitException.conflict("SITE_NOT_IN_OPERATION", failed.detail(), failed.hint());
            }
            throw new SourceFailure(cause, failed.detail(), failed.hint());
        });
    }

    /** @param localCode code of the site whose database was asked; empty if it does not say */
    void run(
            String siteServer,
            Optional<String> localCode,
            List<SourceSiteInfo> sites,
            long hierarchyId,
            FoundSource found,
            Findings findings) {
        Optional<SourceSiteInfo> named = named(siteServer, localCode, sites);
        if (named.isEmpty()) {
            findings.fail(
                    TOP_LEVEL,
                    "The view v_Site shows no top-level site.",
                    "Check that the database belongs to the top-level site and that its replication works.",
                    SourceFailure.Cause.NOT_TOP_LEVEL);
            return;
        }
        SourceSiteInfo site = named.get();
        found.siteCode(site.siteCode());
        topLevel(site, siteServer, findings);
        version(site, findings);
        mode(site, findings);
        notDestination(site, findings);
        unique(sites, hierarchyId, findings);
    }

    private static Optional<SourceSiteInfo> named(
            String siteServer, Optional<String> localCode, List<SourceSiteInfo> sites) {
        Optional<SourceSiteInfo> local = localCode.flatMap(code ->
                sites.stream().filter(s -> s.siteCode().equalsIgnoreCase(code)).findFirst());
        Optional<SourceSiteInfo> byServer =
                sites.stream().filter(s -> sameHost(s.serverName(), siteServer)).findFirst();
        return local.or(() -> byServer)
                .or(() -> sites.stream().filter(SourceSiteInfo::topLevel).findFirst())
                .or(() -> sites.stream().findFirst());
    }

    private static void topLevel(SourceSiteInfo site, String siteServer, Findings findings) {
        String is = "Site " + site.siteCode() + " (" + site.serverName() + ") is "
                + switch (site.kind()) {
                    case CENTRAL_ADMINISTRATION_SITE -> "a central administration site.";
                    case PRIMARY -> "a stand-alone primary site.";
                    case CHILD_PRIMARY -> "a child primary site of " + site.parentSiteCode() + ".";
                    case SECONDARY -> "a secondary site of " + site.parentSiteCode() + ".";
                };
        if (!site.topLevel()) {
            findings.fail(
                    TOP_LEVEL,
                    is,
                    "Name the top-level site of the hierarchy, its site server and its site database.",
                    SourceFailure.Cause.NOT_TOP_LEVEL);
        } else if (sameHost(site.serverName(), siteServer)) {
            findings.pass(TOP_LEVEL, is);
        } else {
            findings.warn(
                    TOP_LEVEL,
                    is + " The site server given is '" + siteServer + "'.",
                    "Check that server and database belong together, and give the server's name as the site knows it.");
        }
    }

    /** The same name, where either may be without its domain. */
    private static boolean sameHost(String a, String b) {
        return a.equalsIgnoreCase(b)
                || (a.indexOf('.') < 0) != (b.indexOf('.') < 0) && label(a).equalsIgnoreCase(label(b));
    }

    private static String label(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }

    private void version(SourceSiteInfo site, Findings findings) {
        String version = site.version();
        Matcher form = VERSION.matcher(version == null ? "" : version);
        if (!form.matches()) {
            findings.warn(
                    "SITE_VERSION",
                    "The site does not say which version it has.",
                    "Check that it is Configuration Manager 2012 SP2, 2012 R2 SP1 or later.");
            return;
        }
        int major = Integer.parseInt(form.group(1));
        int build = Integer.parseInt(form.group(3));
        if (major > MAJOR || major == MAJOR && build > newestBuild) {
            findings.fail(
                    "SITE_VERSION",
                    "The site has version " + version + ", newer than this server knows.",
                    "Upgrade this server first. Where the release is known to leave the views alone, set"
                            + " godwit.source-site.newest-build to its build.",
                    SourceFailure.Cause.UNSUPPORTED_VERSION);
        } else if (major < MAJOR || build < OLDEST_BUILD) {
            findings.fail(
                    "SITE_VERSION",
                    "The site has version " + version + ", which cannot be migrated from.",
                    "Upgrade the source to Configuration Manager 2012 SP2, 2012 R2 SP1 or current branch (build 5.00."
                            + OLDEST_BUILD + " or later) first.",
                    SourceFailure.Cause.UNSUPPORTED_VERSION);
        } else {
            findings.pass("SITE_VERSION", "The site has version " + version + ".");
        }
    }

    private static void mode(SourceSiteInfo site, Findings findings) {
        if (site.mode() == MODE_RECOVERY || site.mode() == MODE_UPGRADE) {
            findings.fail(
                    "SITE_MODE",
                    "The site is in " + (site.mode() == MODE_RECOVERY ? "recovery." : "upgrade."),
                    "Wait until it is back in normal operation, then try again.",
                    null);
        } else if (site.status() != 1) {
            findings.warn(
                    "SITE_MODE",
                    "The site says that it is not active (status " + site.status() + ").",
                    "Look into the site's status messages.");
        } else {
            findings.pass("SITE_MODE", "The site is in normal operation.");
        }
    }

    private void notDestination(SourceSiteInfo site, Findings findings) {
        if (site.siteCode().equalsIgnoreCase(destinationSiteCode)) {
            findings.fail(
                    "NOT_DESTINATION",
                    "Site " + site.siteCode() + " has the destination's own site code.",
                    "Name another hierarchy; a hierarchy cannot be migrated into itself. The destination's code is set by"
                            + " godwit.site-code.",
                    SourceFailure.Cause.SAME_HIERARCHY);
        } else {
            findings.pass("NOT_DESTINATION", "The source is not the destination (" + destinationSiteCode + ").");
        }
    }

    private void unique(List<SourceSiteInfo> sites, long hierarchyId, Findings findings) {
        boolean withDestination = sites.stream()
                .filter(s -> !s.topLevel())
                .anyMatch(s -> s.siteCode().equalsIgnoreCase(destinationSiteCode));
        Map<String, String> others = stored.codesOfOthers(hierarchyId);
        String clashes = sites.stream()
                .filter(s -> others.containsKey(s.siteCode()))
                .map(s -> s.siteCode() + " ('" + others.get(s.siteCode()) + "')")
                .collect(Collectors.joining(", "));
        String hint =
                "Site codes must be unique among the destination and all sources, also those not gathered any more."
                        + " Delete the other source hierarchy if it is the same one.";
        if (withDestination) {
            findings.fail(
                    "SITE_CODE_UNIQUE",
                    "A site of the source has the destination's site code " + destinationSiteCode + ".",
                    hint,
                    SourceFailure.Cause.DUPLICATE_SITE_CODE);
        } else if (!clashes.isEmpty()) {
            findings.fail(
                    "SITE_CODE_UNIQUE",
                    "Another source hierarchy has the same site codes: " + clashes + ".",
                    hint,
                    SourceFailure.Cause.DUPLICATE_SITE_CODE_OTHER_SOURCE);
        } else {
            findings.pass("SITE_CODE_UNIQUE", "No other hierarchy has a site code of this source.");
        }
    }
}
