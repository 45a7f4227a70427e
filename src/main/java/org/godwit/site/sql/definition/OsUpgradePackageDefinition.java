package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/** Operating system upgrade (install) packages. */
final class OsUpgradePackageDefinition {

    private OsUpgradePackageDefinition() {}

    static ObjectDefinition get() {
        return PackageKinds.of(ObjectType.OS_UPGRADE_PACKAGE, PackageKinds.OS_UPGRADE)
                .becomes("Made as it is; its source path must be the folder that holds the image file.");
    }
}
