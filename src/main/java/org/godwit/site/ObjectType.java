package org.godwit.site;

/** The kinds of objects a source hierarchy holds, by Configuration Manager's names (reference CM section 5). */
public enum ObjectType {
    PACKAGE,
    APPLICATION,
    APP_V_ENVIRONMENT,
    COLLECTION,
    BOUNDARY,
    BOUNDARY_GROUP,
    CONFIGURATION_ITEM,
    CONFIGURATION_BASELINE,
    BOOT_IMAGE,
    OS_IMAGE,
    OS_UPGRADE_PACKAGE,
    DRIVER,
    DRIVER_PACKAGE,
    TASK_SEQUENCE,
    SOFTWARE_UPDATE_GROUP,
    DEPLOYMENT_PACKAGE,
    DEPLOYMENT_TEMPLATE,
    DEPLOYMENT,
    METERING_RULE,
    ASSET_INTELLIGENCE,
    FOLDER,
    SAVED_SEARCH,
    GLOBAL_CONDITION;

    /** True for the types whose objects bring content to distribution points. */
    public boolean hasContent() {
        return switch (this) {
            case PACKAGE, APPLICATION, BOOT_IMAGE, OS_IMAGE, OS_UPGRADE_PACKAGE, DRIVER_PACKAGE, DEPLOYMENT_PACKAGE ->
                true;
            default -> false;
        };
    }

    /** The class of information its objects belong to: they are read only where that class is ticked. */
    public DataClass dataClass() {
        return switch (this) {
            case PACKAGE,
                    APPLICATION,
                    APP_V_ENVIRONMENT,
                    BOOT_IMAGE,
                    OS_IMAGE,
                    OS_UPGRADE_PACKAGE,
                    DRIVER,
                    DRIVER_PACKAGE,
                    TASK_SEQUENCE,
                    SOFTWARE_UPDATE_GROUP,
                    DEPLOYMENT_PACKAGE,
                    METERING_RULE,
                    ASSET_INTELLIGENCE -> DataClass.SOFTWARE;
            default -> DataClass.CONFIGURATION;
        };
    }
}
