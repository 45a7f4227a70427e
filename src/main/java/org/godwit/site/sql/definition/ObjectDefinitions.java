package org.godwit.site.sql.definition;

import java.util.List;

/** All object types that are read over SQL. */
public final class ObjectDefinitions {

    private static final List<ObjectDefinition> ALL = List.of(
            PackageDefinition.get(),
            ApplicationDefinition.get(),
            CollectionDefinition.get(),
            BoundaryDefinition.get(),
            BootImageDefinition.get(),
            OsImageDefinition.get(),
            OsUpgradePackageDefinition.get(),
            DriverPackageDefinition.get(),
            TaskSequenceDefinition.get());

    private ObjectDefinitions() {}

    public static List<ObjectDefinition> all() {
        return ALL;
    }
}
