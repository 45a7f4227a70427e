package org.godwit.site.sql.definition;

import java.util.List;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.Reading.Condition;
import org.godwit.site.sql.definition.Reading.Join;

/** Deployments of applications, software update groups and baselines, which are assignments. */
final class AssignmentDefinition {

    private AssignmentDefinition() {}

    static ObjectDefinition get() {
        return ObjectDefinition.of(ObjectType.DEPLOYMENT, "v_CIAssignment")
                .rowKey("AssignmentID")
                .key("Assignment_UniqueID", "AssignmentID")
                .name("AssignmentName")
                .columns("AssignmentType", "CollectionID", "StartTime", "EnforcementDeadline", "OfferTypeID")
                .detail(
                        "DeployedItems",
                        "v_CIAssignmentToCI",
                        "AssignmentID",
                        new Join("v_ConfigurationItems", "CI_ID", "CI_ID"),
                        List.of(Condition.only("CIType_ID", ConfigurationItems.known())),
                        "ModelName",
                        "CIType_ID")
                .refers("CollectionID", ObjectType.COLLECTION, "TARGET_COLLECTION")
                .refersBy("DeployedItems", "ModelName", "CIType_ID", ConfigurationItems.targets("DEPLOYS"))
                .arrivesWith("Enabled", false)
                .advises("Arrives disabled: enable it after review.")
                .becomes("Made disabled: an administrator of the destination enables it.");
    }
}
