package org.godwit.site.sql.definition;

import java.util.List;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.Reading.Join;

/** Driver packages with the drivers they hold. */
final class DriverPackageDefinition {

    private DriverPackageDefinition() {}

    static ObjectDefinition get() {
        return PackageKinds.of(ObjectType.DRIVER_PACKAGE, PackageKinds.DRIVER_PACKAGE)
                .detail(
                        "Drivers",
                        "v_DriverContentToPackage",
                        "PkgID",
                        new Join("v_ConfigurationItems", "CI_ID", "CI_ID"),
                        List.of(),
                        "ModelName")
                .detailRefers("Drivers", "ModelName", ObjectType.DRIVER, "DRIVER")
                .becomes("Made with its drivers; its content moves with a content job.");
    }
}
