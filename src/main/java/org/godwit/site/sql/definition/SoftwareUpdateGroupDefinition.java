package org.godwit.site.sql.definition;

import java.util.List;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.Reading.Join;

/** Software update groups with the updates in them. */
final class SoftwareUpdateGroupDefinition {

    private SoftwareUpdateGroupDefinition() {}

    static ObjectDefinition get() {
        return ConfigurationItems.of(ObjectType.SOFTWARE_UPDATE_GROUP, ConfigurationItems.UPDATE_GROUP)
                .name("DisplayName", "Title", "ModelName")
                .with("v_AuthListInfo", "CI_ID", "Title")
                .detail(
                        "Updates",
                        "v_CIRelation",
                        "FromCIID",
                        new Join("v_UpdateInfo", "ToCIID", "CI_ID"),
                        List.of(),
                        "CI_UniqueID",
                        "ArticleID",
                        "BulletinID",
                        "Title")
                .advises(ConfigurationItems.SYNCHRONISED)
                .becomes(
                        "Made with its list of updates; those that the destination has not synchronised are without effect there.");
    }
}
