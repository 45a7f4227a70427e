package org.godwit.site.sql.definition;

import java.util.List;
import java.util.Map;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.Reading.Condition;

/** Applications, in their latest revision, with their deployment types. */
final class ApplicationDefinition {

    private ApplicationDefinition() {}

    static ObjectDefinition get() {
        return ConfigurationItems.of(ObjectType.APPLICATION, ConfigurationItems.APPLICATION)
                .detail(
                        "DeploymentTypes",
                        "v_CIRelation",
                        "FromCIID",
                        ConfigurationItems.related(),
                        List.of(Condition.only("RelationType", ConfigurationItems.DEPLOYMENT_TYPE_OF)),
                        "CI_UniqueID",
                        "ModelName",
                        "CIVersion",
                        "SDMPackageDigest",
                        "ContentSourcePath")
                .detail(
                        "RelatedApplications",
                        "v_CIRelation",
                        "FromCIID",
                        ConfigurationItems.related(),
                        List.of(
                                Condition.only(
                                        "RelationType", ConfigurationItems.DEPENDS_ON, ConfigurationItems.SUPERSEDES),
                                Condition.only("CIType_ID", ConfigurationItems.APPLICATION)),
                        "ModelName",
                        "RelationType")
                .refersBy(
                        "RelatedApplications",
                        "ModelName",
                        "RelationType",
                        Map.of(
                                ConfigurationItems.DEPENDS_ON,
                                new Link.Target(ObjectType.APPLICATION, "DEPENDS_ON"),
                                ConfigurationItems.SUPERSEDES,
                                new Link.Target(ObjectType.APPLICATION, "SUPERSEDES")))
                .becomes("Made with its deployment types; its content moves with a content job.");
    }
}
