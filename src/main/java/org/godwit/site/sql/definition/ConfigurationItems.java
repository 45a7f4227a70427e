package org.godwit.site.sql.definition;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.ObjectDefinition.Builder;
import org.godwit.site.sql.definition.Reading.Join;

/** What is common to everything that Configuration Manager keeps as a configuration item (reference C, CIType_ID). */
final class ConfigurationItems {

    static final int BASELINE = 2;
    static final int OPERATING_SYSTEM = 3;
    static final int GENERAL = 4;
    static final int APPLICATION_ITEM = 5;
    static final int DRIVER = 6;
    static final int UPDATE_GROUP = 9;
    static final int APPLICATION = 10;
    static final int GLOBAL_SETTING = 11;
    static final int GLOBAL_EXPRESSION = 13;
    static final int VIRTUAL_ENVIRONMENT = 60;

    /** RelationType of an application to its deployment types, and of applications to each other. */
    static final int DEPLOYMENT_TYPE_OF = 9;

    static final int DEPENDS_ON = 10;
    static final int SUPERSEDES = 15;

    /** Said of whatever refers to software updates. */
    static final String SYNCHRONISED =
            "The destination's software update point must be synchronised with the same products and languages.";

    private ConfigurationItems() {}

    /**
     * A definition of configuration items, in their latest revision, with the columns that all have. ModelName names an item
     * through all its revisions; its unique id changes with each.
     */
    static Builder of(ObjectType type, Integer... ciTypes) {
        return ObjectDefinition.of(type, "v_ConfigurationItems")
                .only("CIType_ID", ciTypes)
                .only("IsLatest", 1)
                .without("IsTombstoned", 1)
                .rowKey("CI_ID")
                .key("ModelName", "CI_UniqueID")
                .name("DisplayName", "ModelName")
                .version("CIVersion")
                .columns(
                        "CI_UniqueID",
                        "SDMPackageDigest",
                        "IsEnabled",
                        "IsExpired",
                        "IsSuperseded",
                        "IsHidden",
                        "SourceSite")
                .with("v_LocalizedCIProperties", "CI_ID", "DisplayName", "Description");
    }

    /** The relations that leave an item, joined with the items they lead to. */
    static Join related() {
        return new Join("v_ConfigurationItems", "ToCIID", "CI_ID");
    }

    /** What a reference to a configuration item leads to, by its CIType_ID. */
    static Map<Integer, Link.Target> targets(String kind) {
        return Map.ofEntries(
                entry(BASELINE, new Link.Target(ObjectType.CONFIGURATION_BASELINE, kind)),
                entry(OPERATING_SYSTEM, new Link.Target(ObjectType.CONFIGURATION_ITEM, kind)),
                entry(GENERAL, new Link.Target(ObjectType.CONFIGURATION_ITEM, kind)),
                entry(APPLICATION_ITEM, new Link.Target(ObjectType.CONFIGURATION_ITEM, kind)),
                entry(DRIVER, new Link.Target(ObjectType.DRIVER, kind)),
                entry(UPDATE_GROUP, new Link.Target(ObjectType.SOFTWARE_UPDATE_GROUP, kind)),
                entry(APPLICATION, new Link.Target(ObjectType.APPLICATION, kind)),
                entry(GLOBAL_SETTING, new Link.Target(ObjectType.GLOBAL_CONDITION, kind)),
                entry(GLOBAL_EXPRESSION, new Link.Target(ObjectType.GLOBAL_CONDITION, kind)),
                entry(VIRTUAL_ENVIRONMENT, new Link.Target(ObjectType.APP_V_ENVIRONMENT, kind)));
    }

    /** The numbers for which {@link #targets} has something. */
    static List<Integer> known() {
        return targets("").keySet().stream().sorted().toList();
    }
}
