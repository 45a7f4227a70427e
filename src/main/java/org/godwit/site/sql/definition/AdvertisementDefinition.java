package org.godwit.site.sql.definition;

import java.util.List;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.Reading.Join;

/** Deployments of programs and task sequences, which are advertisements. */
final class AdvertisementDefinition {

    private AdvertisementDefinition() {}

    static ObjectDefinition get() {
        return ObjectDefinition.of(ObjectType.DEPLOYMENT, "v_Advertisement")
                .rowKey("AdvertisementID")
                .name("AdvertisementName")
                .columns(
                        "PackageID",
                        "ProgramName",
                        "CollectionID",
                        "PresentTime",
                        "ExpirationTime",
                        "AdvertFlags",
                        "AssignedScheduleEnabled",
                        "SourceSite",
                        "Comment")
                .detail(
                        "DeployedPackages",
                        "v_Advertisement",
                        "AdvertisementID",
                        new Join("v_Package", "PackageID", "PackageID"),
                        List.of(),
                        "PackageID",
                        "PackageType")
                .detail(
                        "DeployedTaskSequences",
                        "v_Advertisement",
                        "AdvertisementID",
                        new Join("v_TaskSequencePackage", "PackageID", "PackageID"),
                        List.of(),
                        "PackageID")
                .refers("CollectionID", ObjectType.COLLECTION, "TARGET_COLLECTION")
                .refersBy("DeployedPackages", "PackageID", "PackageType", PackageKinds.targets("DEPLOYS"))
                .detailRefers("DeployedTaskSequences", "PackageID", ObjectType.TASK_SEQUENCE, "DEPLOYS")
                .arrivesWith("Enabled", false)
                .advises("Arrives disabled: enable it after review.")
                .becomes("Made disabled: an administrator of the destination enables it.");
    }
}
