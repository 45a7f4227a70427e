package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/**
 * Templates of software update deployments. Columns are the properties of the class SMS_Template; that the view is named after
 * the class is general knowledge, confirmed by no public text.
 */
final class DeploymentTemplateDefinition {

    private DeploymentTemplateDefinition() {}

    static ObjectDefinition get() {
        return ObjectDefinition.of(ObjectType.DEPLOYMENT_TEMPLATE, "vSMS_Template")
                .rowKey("TemplateUniqueID")
                .name("Name")
                .columns("Description", "Type", "SchemaGUID", "Data")
                .advises(ConfigurationItems.SYNCHRONISED)
                .becomes("Made as it is.");
    }
}
