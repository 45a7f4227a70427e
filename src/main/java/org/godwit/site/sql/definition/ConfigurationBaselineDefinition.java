package org.godwit.site.sql.definition;

import java.util.List;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.Reading.Condition;

/** Configuration baselines with the items and baselines they evaluate. */
final class ConfigurationBaselineDefinition {

    private ConfigurationBaselineDefinition() {}

    static ObjectDefinition get() {
        return ConfigurationItems.of(ObjectType.CONFIGURATION_BASELINE, ConfigurationItems.BASELINE)
                .detail(
                        "Items",
                        "v_CIRelation",
                        "FromCIID",
                        ConfigurationItems.related(),
                        List.of(Condition.only("CIType_ID", ConfigurationItems.known())),
                        "ModelName",
                        "CIType_ID")
                .refersBy("Items", "ModelName", "CIType_ID", ConfigurationItems.targets("BASELINE_ITEM"))
                .becomes("Made as it is, after its items.");
    }
}
