package org.godwit.site.sql.definition;

import java.util.List;
import java.util.Map;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.Reading.Condition;
import org.godwit.site.sql.definition.Reading.Join;

/** Applications, in their latest revision, with their deployment types. */
final class ApplicationDefinition {

    private ApplicationDefinition() {}

    static ObjectDefinition get() {
        return ConfigurationItems.of(ObjectType.APPLICATION, ConfigurationItems.APPLICATION)
                .only("IsLatest", 1)
                .key("ModelName", "CI_UniqueID")
                .name("DisplayName", "ModelName")
                .columns("ModelName", "IsSuperseded")
                .detail(
                        "DeploymentTypes",
                        "v_CIRelation",
                        "FromCIID",
                        new Join("v_ConfigurationItems", "ToCIID", "CI_ID"),
                        List.of(Condition.only("RelationType", ConfigurationItems.DEPLOYMENT_TYPE_OF)),
                        "CI_UniqueID",
                        "ModelName",
                        "CIVersion",
                        "SDMPackageDigest",
                        "ContentSourcePath")
                .detail(
                        "Related",
                        "v_CIRelation",
                        "FromCIID",
                        new Join("v_ConfigurationItems", "ToCIID", "CI_ID"),
                        List.of(
                                Condition.only(
                                        "RelationType", ConfigurationItems.DEPENDS_ON, ConfigurationItems.SUPERSEDES),
                                Condition.only("CIType_ID", ConfigurationItems.APPLICATION)),
                        "ModelName",
                        "RelationType")
                .refersBy(
                        "Related",
                        "ModelName",
                        "RelationType",
                        Map.of(
                                ConfigurationItems.DEPENDS_ON, new Link.Target(ObjectType.APPLICATION, "DEPENDS_ON"),
                                ConfigurationItems.SUPERSEDES, new Link.Target(ObjectType.APPLICATION, "SUPERSEDES")))
                .becomes("Made with its deployment types; its content moves with a content job.");
    }
}
