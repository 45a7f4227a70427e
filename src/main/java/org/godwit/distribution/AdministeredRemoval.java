package org.godwit.distribution;

import java.util.ArrayList;
import java.util.List;
import org.godwit.distribution.TakeoverService.ChecklistItem;
import org.springframework.stereotype.Component;

/**
 * Leaves the removal to the source's administrator: Godwit never writes to a source site. The role counts as removed once the
 * source no longer shows the point, or its administrator has said so.
 */
@Component
class AdministeredRemoval implements SourceRemoval {

    @Override
    public List<ChecklistItem> dryRun(SourcePointStore.Row row) {
        String server = row.point().serverName();
        String site = row.point().siteCode();
        String on = "-SiteSystemServerName \"" + server + "\" -SiteCode \"" + site + "\"";
        List<String[]> items = new ArrayList<>();
        List<String> roles = row.roles();
        if (roles == null) {
            items.add(new String[] {
                "See that " + server + " has no other site system role: the source does not show it here.",
                "Get-CMSiteRole " + on
            });
        }
        items.add(new String[] {
            "See that the operating system of " + server + " is one the destination supports for distribution points.",
            ""
        });
        items.add(new String[] {
            "Remove " + server + " from the distribution point groups and boundary groups of the source.",
            "Get-CMDistributionPointGroup"
        });
        items.add(new String[] {
            "Remove the distribution point role. Keep the content library on the disk.",
            "Remove-CMDistributionPoint " + on + " -Force"
        });
        if (roles == null || Eligibility.otherRoles(roles).isEmpty()) {
            items.add(new String[] {
                "Remove the site system server, so that no record of it stays behind at the source.",
                "Remove-CMSiteSystemServer " + on + " -Force"
            });
        }
        items.add(new String[] {"Start data gathering, or say here that it is done: the point must be gone.", ""});
        List<ChecklistItem> list = new ArrayList<>();
        for (String[] item : items) {
            list.add(new ChecklistItem(list.size() + 1, item[0], item[1]));
        }
        return list;
    }

    @Override
    public boolean remove(SourcePointStore.Row point) {
        return !point.present();
    }
}
