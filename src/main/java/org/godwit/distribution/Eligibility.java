package org.godwit.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.godwit.site.SourceDistributionPoint;
import org.godwit.site.SourceSiteInfo;

/** Whether content can be taken from a source distribution point, and whether it can be reassigned: with every reason why not. */
final class Eligibility {

    /** Roles that come with being a distribution point, in lower case. */
    private static final Set<String> OWN_ROLES =
            Set.of("sms distribution point", "sms site system", "sms component server");

    private Eligibility() {}

    /** Against taking content from it (CM-90, CM-93). */
    static List<String> reasonsAgainst(SourcePointStore.Row row) {
        List<String> reasons = new ArrayList<>(unreachable(row));
        if (!row.shared()) {
            reasons.add("It was chosen not to be shared.");
        }
        if (row.takenOverBy() != null) {
            reasons.add("It was reassigned to the destination, as distribution point " + row.takenOverBy() + " there.");
        }
        return reasons;
    }

    /** Against reassigning it to the destination (CM-102 to CM-105). */
    static List<String> reasonsAgainstTakeover(SourcePointStore.Row row, List<SourceSiteInfo> sites) {
        SourceDistributionPoint point = row.point();
        List<String> reasons = new ArrayList<>(unreachable(row));
        if (location(row) instanceof Location.Http) {
            reasons.add(
                    "Its content library is given as a URL, which nothing can be written to: give it as a share or a"
                            + " directory.");
        }
        sites.stream()
                .filter(site -> site.serverName().equalsIgnoreCase(point.serverName()))
                .forEach(site -> reasons.add("It is on the site server of site " + site.siteCode() + "."));
        List<String> roles = point.serverRoles();
        if (roles != null) {
            List<String> others = otherRoles(roles);
            if (!others.isEmpty()) {
                reasons.add("Its server has other roles: " + String.join(", ", others) + ".");
            }
        }
        if (row.takenOverBy() != null) {
            reasons.add(
                    "It was reassigned already, as distribution point " + row.takenOverBy() + " of the destination.");
        }
        return reasons;
    }

    /** Those roles of a server that do not come with being a distribution point. */
    static List<String> otherRoles(List<String> roles) {
        return roles.stream()
                .filter(role -> !OWN_ROLES.contains(role.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static List<String> unreachable(SourcePointStore.Row row) {
        SourceDistributionPoint point = row.point();
        List<String> reasons = new ArrayList<>();
        if (!row.present()) {
            reasons.add("The last data gathering did not find it any more.");
        }
        if (!point.active()) {
            reasons.add("It is not active at the source.");
        }
        if (point.cloud()) {
            reasons.add("It is a cloud distribution point, whose content is encrypted per package.");
        }
        if (row.location() == null && !point.serverName().contains(".")) {
            reasons.add("Its name '" + point.serverName()
                    + "' is not fully qualified and no location was given for its content library.");
        }
        return reasons;
    }

    /** Where its content library lies: as given, else the share Configuration Manager makes (reference E). */
    static Location location(SourcePointStore.Row row) {
        return row.location() != null
                ? row.location()
                : new Location.Smb(row.point().serverName(), "SCCMContentLib$", null, null);
    }
}
