package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/** Global conditions and global expressions, which requirement rules of deployment types use. */
final class GlobalConditionDefinition {

    private GlobalConditionDefinition() {}

    static ObjectDefinition get() {
        return ConfigurationItems.of(
                        ObjectType.GLOBAL_CONDITION,
                        ConfigurationItems.GLOBAL_SETTING,
                        ConfigurationItems.GLOBAL_EXPRESSION)
                .becomes("Made as it is, before the applications that use it.");
    }
}
