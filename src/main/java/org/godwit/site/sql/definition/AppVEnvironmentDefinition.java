package org.godwit.site.sql.definition;

import java.util.List;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.Reading.Condition;

/** App-V virtual environments with the applications that share them. */
final class AppVEnvironmentDefinition {

    private AppVEnvironmentDefinition() {}

    static ObjectDefinition get() {
        return ConfigurationItems.of(ObjectType.APP_V_ENVIRONMENT, ConfigurationItems.VIRTUAL_ENVIRONMENT)
                .detail(
                        "Applications",
                        "v_CIRelation",
                        "FromCIID",
                        ConfigurationItems.related(),
                        List.of(Condition.only("CIType_ID", ConfigurationItems.APPLICATION)),
                        "ModelName")
                .detailRefers("Applications", "ModelName", ObjectType.APPLICATION, "CONTAINS")
                .becomes("Made as it is, after its applications.");
    }
}
