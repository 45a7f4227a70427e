package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/** Boot images. */
final class BootImageDefinition {

    private BootImageDefinition() {}

    static ObjectDefinition get() {
        return PackageKinds.of(ObjectType.BOOT_IMAGE, PackageKinds.BOOT_IMAGE)
                .with("v_BootImagePackage", "PackageID", "Architecture", "DefaultImage", "ImageOSVersion", "ImagePath")
                .advises("Its source path must be set to the destination's boot image location.")
                .becomes("Made; its source path is to be set to the destination's own boot image folder.");
    }
}
