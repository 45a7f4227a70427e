package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/** Drivers of the driver catalogue. */
final class DriverDefinition {

    private DriverDefinition() {}

    static ObjectDefinition get() {
        return ConfigurationItems.of(ObjectType.DRIVER, ConfigurationItems.DRIVER)
                .with(
                        "v_CI_DriversCIs",
                        "CI_ID",
                        "DriverINFFile",
                        "DriverVersion",
                        "DriverProvider",
                        "DriverClass",
                        "DriverDate",
                        "ContentSourcePath")
                .becomes("Made as it is; its files come with the driver packages that hold it.");
    }
}
