package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.ObjectDefinition.Builder;

/** What is common to everything that Configuration Manager keeps as a configuration item (reference C, CIType_ID). */
final class ConfigurationItems {

    static final int BASELINE = 2;
    static final int DRIVER = 6;
    static final int APPLICATION = 10;

    static final int DEPLOYMENT_TYPE_OF = 9;
    static final int DEPENDS_ON = 10;
    static final int SUPERSEDES = 15;

    private ConfigurationItems() {}

    /** A definition of the configuration items of one CIType_ID, with the columns that all have. */
    static Builder of(ObjectType type, Integer ciType) {
        return ObjectDefinition.of(type, "v_ConfigurationItems")
                .only("CIType_ID", ciType)
                .without("IsTombstoned", 1)
                .rowKey("CI_ID")
                .version("CIVersion")
                .columns("CI_UniqueID", "SDMPackageDigest", "IsEnabled", "IsExpired", "IsHidden", "SourceSite")
                .with("v_LocalizedCIProperties", "CI_ID", "DisplayName", "Description");
    }
}
