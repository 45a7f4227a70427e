package org.godwit.site.sql.definition;

import static java.util.Map.entry;

import java.util.Map;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.ObjectDefinition.Builder;

/** What is common to everything that Configuration Manager keeps as a package (reference C, PackageType). */
final class PackageKinds {

    static final int PACKAGE = 0;
    static final int DRIVER_PACKAGE = 3;
    static final int TASK_SEQUENCE = 4;
    static final int SOFTWARE_UPDATES = 5;
    static final int APPLICATION = 8;
    static final int OS_IMAGE = 257;
    static final int BOOT_IMAGE = 258;
    static final int OS_UPGRADE = 259;

    private PackageKinds() {}

    /** A definition of the packages of one PackageType, with the columns that all have. */
    static Builder of(ObjectType type, int packageType) {
        return ObjectDefinition.of(type, "v_Package")
                .only("PackageType", packageType)
                .rowKey("PackageID")
                .name("Name")
                .version("Version")
                .columns(
                        "Description",
                        "Manufacturer",
                        "Language",
                        "PackageType",
                        "PkgSourcePath",
                        "SourceVersion",
                        "SourceDate",
                        "SourceSite",
                        "Priority",
                        "PkgFlags",
                        "PreferredAddressType");
    }

    /** What a reference to a package leads to, by the PackageType of the package referred to. */
    static Map<Integer, Link.Target> targets(String kind) {
        return Map.ofEntries(
                entry(PACKAGE, new Link.Target(ObjectType.PACKAGE, kind)),
                entry(DRIVER_PACKAGE, new Link.Target(ObjectType.DRIVER_PACKAGE, kind)),
                entry(TASK_SEQUENCE, new Link.Target(ObjectType.TASK_SEQUENCE, kind)),
                entry(SOFTWARE_UPDATES, new Link.Target(ObjectType.DEPLOYMENT_PACKAGE, kind)),
                entry(OS_IMAGE, new Link.Target(ObjectType.OS_IMAGE, kind)),
                entry(BOOT_IMAGE, new Link.Target(ObjectType.BOOT_IMAGE, kind)),
                entry(OS_UPGRADE, new Link.Target(ObjectType.OS_UPGRADE_PACKAGE, kind)));
    }
}
