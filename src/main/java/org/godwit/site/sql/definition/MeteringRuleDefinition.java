package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/** Software metering rules. */
final class MeteringRuleDefinition {

    private MeteringRuleDefinition() {}

    static ObjectDefinition get() {
        return ObjectDefinition.of(ObjectType.METERING_RULE, "v_MeteredProductRule")
                .rowKey("RuleID")
                .key("SecurityKey", "RuleID")
                .name("ProductName", "FileName")
                .version("FileVersion")
                .columns("OriginalFileName", "LanguageID", "SiteCode", "Enabled")
                .arrivesWithout("SiteCode")
                .advises("Arrives bound to no site and applies to all clients: restrict it if needed.")
                .becomes("Made bound to no site, which means that it applies to all clients.");
    }
}
