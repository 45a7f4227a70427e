package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/** Configuration items for compliance settings. Uninterpreted ones (CIType_ID 7) never migrate. */
final class ConfigurationItemDefinition {

    private ConfigurationItemDefinition() {}

    static ObjectDefinition get() {
        return ConfigurationItems.of(
                        ObjectType.CONFIGURATION_ITEM,
                        ConfigurationItems.OPERATING_SYSTEM,
                        ConfigurationItems.GENERAL,
                        ConfigurationItems.APPLICATION_ITEM)
                .becomes("Made as it is.");
    }
}
