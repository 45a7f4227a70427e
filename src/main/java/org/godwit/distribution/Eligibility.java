package org.godwit.distribution;

import java.util.ArrayList;
import java.util.List;
import org.godwit.site.SourceDistributionPoint;

/** Whether content can be taken from a source distribution point, with every reason why not (CM-90, CM-93). */
final class Eligibility {

    private Eligibility() {}

    static List<String> reasonsAgainst(SourcePointStore.Row row) {
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
