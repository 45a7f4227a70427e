package org.godwit.site.sql.definition;

import java.util.List;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.Reading.Join;

/** Task sequences with everything they refer to. */
final class TaskSequenceDefinition {

    private TaskSequenceDefinition() {}

    static ObjectDefinition get() {
        return ObjectDefinition.of(ObjectType.TASK_SEQUENCE, "v_TaskSequencePackage")
                .rowKey("PackageID")
                .name("Name")
                .version("Version")
                .columns(
                        "Description",
                        "Manufacturer",
                        "Language",
                        "SourceDate",
                        "SourceVersion",
                        "BootImageID",
                        "TS_Type",
                        "TS_Flags")
                .detail(
                        "PackageReferences",
                        "v_TaskSequencePackageReferences",
                        "PackageID",
                        new Join("v_Package", "RefPackageID", "PackageID"),
                        List.of(),
                        "RefPackageID",
                        "PackageType")
                .detail("ApplicationReferences", "v_TaskSequenceAppReferencesInfo", "PackageID", "RefAppModelName")
                .refers("BootImageID", ObjectType.BOOT_IMAGE, "BOOT_IMAGE")
                .refersBy(
                        "PackageReferences", "RefPackageID", "PackageType", PackageKinds.targets("TASK_SEQUENCE_STEP"))
                .detailRefers("ApplicationReferences", "RefAppModelName", ObjectType.APPLICATION, "TASK_SEQUENCE_STEP")
                .advises("If it installs the source's own client package, let it install the destination's instead.")
                .becomes(
                        "Made with its references; one to the source's client package is to be changed to the destination's own.");
    }
}
