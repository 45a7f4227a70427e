package org.godwit.sample;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Boundaries of every type, and boundary groups with their distribution points. */
final class BoundaryGenerator {

    private static final LocalDateTime MADE = ClientGenerator.NOW.minusYears(3);
    private static final int SUBNET = 0;
    private static final int AD_SITE = 1;
    private static final int IPV6_PREFIX = 2;
    private static final int RANGE = 3;
    private static final int VPN = 4;

    /** @param groups boundary groups it is a member of */
    private record Boundary(int id, int type, String name, String value, List<Integer> groups) {}

    private BoundaryGenerator() {}

    static void write(SiteDatabase database) throws SQLException {
        List<Boundary> boundaries = boundaries();
        TableWriter shown = database.table(
                "vSMS_Boundary",
                "BoundaryID",
                "BoundaryType",
                "DisplayName",
                "Value",
                "GroupCount",
                "CreatedBy",
                "CreatedOn",
                "ModifiedBy",
                "ModifiedOn");
        TableWriter table = database.table("BoundaryEx", "BoundaryID", "Name", "BoundaryType", "Value");
        TableWriter members = database.table("BoundaryGroupMembers", "GroupID", "BoundaryID");
        for (Boundary b : boundaries) {
            shown.row(
                    b.id(),
                    b.type(),
                    b.name(),
                    b.value(),
                    b.groups().size(),
                    "CONTOSO\\admin",
                    MADE,
                    "CONTOSO\\admin",
                    MADE.plusDays(b.id() % 100));
            table.row(b.id(), b.name(), b.type(), b.value());
            for (int group : b.groups()) {
                members.row(group, b.id());
            }
        }
        TableWriter groups = database.table("BoundaryGroup", "GroupID", "Name", "Description", "DefaultSiteCode");
        groups.row(1, "Berlin", "Everything in Berlin", "PS1");
        groups.row(2, "Seattle", null, "PS2");
        groups.row(3, "München", "Content only", null);
        groups.row(4, "Empty", null, null);
        TableWriter servers = database.table("vSMS_BoundaryGroupSiteSystems", "GroupID", "ServerNALPath", "Flags");
        for (Hierarchy.Point point : Hierarchy.POINTS) {
            int group = point.site() == Hierarchy.BERLIN ? 1 : point.site() == Hierarchy.SEATTLE ? 2 : 3;
            servers.row(group, point.nalPath(), 0);
        }
    }

    private static List<Boundary> boundaries() {
        List<Boundary> all = new ArrayList<>();
        int id = 16_777_217;
        all.add(new Boundary(id++, AD_SITE, "Berlin", Hierarchy.BERLIN.name(), List.of(1)));
        all.add(new Boundary(id++, AD_SITE, "Seattle", Hierarchy.SEATTLE.name(), List.of(2)));
        all.add(new Boundary(id++, AD_SITE, "", Hierarchy.MUNICH.name(), List.of(3)));
        for (int net = 0; net < 16; net++) {
            List<Integer> groups = net < 8 ? List.of(1) : net < 14 ? List.of(2, 3) : List.of();
            all.add(new Boundary(id++, SUBNET, "Floor " + net, "10.1." + net * 4 + ".0", groups));
        }
        for (int net = 0; net < 8; net++) {
            String prefix = "10.2." + net * 8 + ".";
            all.add(new Boundary(id++, RANGE, "Range " + net, prefix + "1-" + prefix + "254", List.of(2)));
        }
        all.add(new Boundary(id++, IPV6_PREFIX, "IPv6 Berlin", "2001:DB8:1::", List.of(1)));
        all.add(new Boundary(id++, VPN, "VPN", "Auto:On", List.of(3)));
        return all;
    }
}
