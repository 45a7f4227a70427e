package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/** Boundary groups with their boundaries and site systems. */
final class BoundaryGroupDefinition {

    private BoundaryGroupDefinition() {}

    static ObjectDefinition get() {
        return ObjectDefinition.of(ObjectType.BOUNDARY_GROUP, "BoundaryGroup", "vSMS_BoundaryGroup")
                .rowKey("GroupID")
                .name("Name")
                .columns("Description", "DefaultSiteCode")
                .detail("Boundaries", "BoundaryGroupMembers", "GroupID", "BoundaryID")
                .detail("SiteSystems", "vSMS_BoundaryGroupSiteSystems", "GroupID", "ServerNALPath", "Flags")
                .detailRefers("Boundaries", "BoundaryID", ObjectType.BOUNDARY, "BOUNDARY")
                .arrivesWithout("DefaultSiteCode")
                .advises("Arrives for content location only, not for site assignment.")
                .becomes("Made for content location only: its site assignment is left out.");
    }
}
