package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/** Operating system images. */
final class OsImageDefinition {

    private OsImageDefinition() {}

    static ObjectDefinition get() {
        return PackageKinds.of(ObjectType.OS_IMAGE, PackageKinds.OS_IMAGE)
                .with("v_ImagePackage", "PackageID", "ImageOSVersion")
                .becomes("Made as it is; its content moves with a content job.");
    }
}
