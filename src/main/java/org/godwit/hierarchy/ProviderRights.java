package org.godwit.hierarchy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.godwit.site.SourceFailure;
import org.godwit.site.provider.ProviderQuery;
import org.godwit.site.provider.ProviderSites;
import org.godwit.site.provider.SmsProvider;
import org.springframework.stereotype.Component;

/**
 * Preflight of what an account's role at the source lets it read over the SMS Provider. Objects outside of a role are left out of
 * lists without a word, so the role itself is asked: SMS_RbacSecuredObject.GrantedOperations is what is granted to the account
 * that asks, bit 1 Read and bit 2 Modify; SMS_Permission.GrantedToCurrentUser tells its roles.
 */
@Component
class ProviderRights {

    private static final String ROLE = "PROVIDER_ROLE";
    private static final String GIVE =
            "Give the account the role Read-only Analyst with all scopes and collections at the source.";

    private static final long READ = 1;
    private static final long MODIFY = 2;

    /** What is read over the provider, by the class that secures it. */
    private enum Feature {
        COLLECTION_RULES("SMS_Collection", "CollectionID", false, "include and exclude rules of collections"),
        BOUNDARIES("SMS_Boundary", "BoundaryID", true, "boundaries with their values"),
        BOUNDARY_GROUPS("SMS_BoundaryGroup", "GroupID", true, "boundary groups"),
        CONTENT_HASHES("SMS_Content", "ContentID", true, "hashes of contents of applications");

        private final ProviderQuery query;
        private final String gives;

        Feature(String className, String key, boolean numeric, String gives) {
            this.query =
                    numeric ? ProviderQuery.byNumber(className, key, key) : ProviderQuery.byText(className, key, key);
            this.gives = gives;
        }
    }

    void run(SmsProvider provider, List<ProviderSites.Site> sites, Findings findings) {
        findings.trying(ROLE);
        Map<String, Long> granted = granted(provider);
        role(provider, sites, granted.getOrDefault("sms_site", 0L), findings);
        for (Feature feature : Feature.values()) {
            String check = "PROVIDER_RIGHT_" + feature.name();
            findings.tryingExtra(check);
            String className = feature.query.className();
            Long operations = granted.get(className.toLowerCase(Locale.ROOT));
            boolean refused = operations != null && (operations & READ) == 0;
            if (refused || !provider.shows(feature.query)) {
                findings.warn(
                        check, "The account's role does not show " + feature.gives + " (" + className + ").", GIVE);
            } else {
                findings.pass(check, "The account's role shows " + feature.gives + ".");
            }
        }
    }

    private static void role(SmsProvider provider, List<ProviderSites.Site> sites, long onSite, Findings findings) {
        String siteCodes = sites.stream().map(ProviderSites.Site::siteCode).collect(Collectors.joining(", "));
        TreeSet<String> roles = roles(provider);
        String called = roles.isEmpty() ? "" : " (" + String.join(", ", roles) + ")";
        if (sites.isEmpty()) {
            findings.fail(
                    ROLE,
                    "The account's role" + called + " shows no site at all.",
                    GIVE,
                    SourceFailure.Cause.NO_PROVIDER_PERMISSION);
        } else if (provider.get("SMS_Collection", "SMS00001").isEmpty()) {
            findings.warn(ROLE, "The account's role" + called + " does not show the collection All Systems.", GIVE);
        } else if ((onSite & MODIFY) != 0) {
            findings.warn(
                    ROLE,
                    "The account's role" + called + " may change the source's sites. Godwit reads only.",
                    "The role Read-only Analyst with all scopes and collections is enough.");
        } else {
            findings.pass(ROLE, "The account's role" + called + " shows sites (" + siteCodes + ") and collections.");
        }
        for (ProviderSites.Site site : sites) {
            if (site.topLevel()
                    && (site.mode() == SiteChecks.MODE_RECOVERY || site.mode() == SiteChecks.MODE_UPGRADE)) {
                findings.fail(
                        "PROVIDER_SITE_MODE",
                        "Site " + site.siteCode() + " says that it is in "
                                + (site.mode() == SiteChecks.MODE_RECOVERY ? "recovery." : "upgrade."),
                        "Wait until it is back in normal operation, then try again.",
                        null);
            }
        }
    }

    /** Operations granted to the account by lower-case class; empty where the site does not tell. */
    private static Map<String, Long> granted(SmsProvider provider) {
        Map<String, Long> granted = new HashMap<>();
        asking(() -> provider.each(
                ProviderQuery.byNumber(
                        "SMS_RbacSecuredObject", "ObjectTypeID", "ObjectTypeID", "ObjectTypeName", "GrantedOperations"),
                node -> granted.put(
                        node.path("ObjectTypeName").asString("").toLowerCase(Locale.ROOT),
                        node.path("GrantedOperations").asLong(0))));
        return granted;
    }

    private static TreeSet<String> roles(SmsProvider provider) {
        TreeSet<String> roles = new TreeSet<>();
        asking(() -> provider.each(
                ProviderQuery.byPartOfKey("SMS_Permission", "AdminID", "AdminID", "RoleName", "GrantedToCurrentUser")
                        .where("GrantedToCurrentUser eq true"),
                node -> {
                    if (node.path("GrantedToCurrentUser").asBoolean(false)) {
                        roles.add(node.path("RoleName").asString(""));
                    }
                }));
        return roles;
    }

    /** A release or a role that does not show rights themselves is no finding. */
    private static void asking(Runnable question) {
        try {
            question.run();
        } catch (SourceFailure e) {
            if (e.reason() == SourceFailure.Cause.UNAUTHORISED) {
                throw e;
            }
        }
    }
}
