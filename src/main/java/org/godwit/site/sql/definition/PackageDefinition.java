package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/** Classic packages with their programs. */
final class PackageDefinition {

    private PackageDefinition() {}

    static ObjectDefinition get() {
        return PackageKinds.of(ObjectType.PACKAGE, PackageKinds.PACKAGE)
                .detail(
                        "Programs",
                        "v_Program",
                        "PackageID",
                        "ProgramName",
                        "CommandLine",
                        "WorkingDirectory",
                        "Comment",
                        "Description",
                        "ProgramFlags",
                        "Duration",
                        "DiskSpaceRequired",
                        "Requirements",
                        "DependentProgram")
                .becomes("Made with all its programs; its content moves with a content job.");
    }
}
