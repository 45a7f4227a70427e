package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/**
 * What administrators changed in the Asset Intelligence catalogue; what Microsoft delivers comes with the destination's own.
 * View names are those of the reporting role, columns the properties of the classes SMS_AICategory, SMS_AISoftwareList and
 * SMS_AIHardwareRequirements.
 */
final class AssetIntelligence {

    /** SMS_AISoftwareList.State: edited by an administrator, and edited while Microsoft has another version. */
    private static final int USER_DEFINED = 1;

    private static final int UPDATEABLE = 3;

    private AssetIntelligence() {}

    /** Categories, families and custom labels. */
    static ObjectDefinition categories() {
        return ObjectDefinition.of(ObjectType.ASSET_INTELLIGENCE, "v_LU_Category_Editable")
                .only("IsLocal", 1)
                .rowKey("CategoryID")
                .name("CategoryName")
                .columns("Description", "Type", "LanguageID")
                .becomes("Made as it is, before the titles that carry it.");
    }

    static ObjectDefinition titles() {
        return ObjectDefinition.of(ObjectType.ASSET_INTELLIGENCE, "v_LU_SoftwareList_Editable")
                .only("State", USER_DEFINED, UPDATEABLE)
                .rowKey("SoftwareID")
                .keyPrefix("title/")
                .name("CommonName")
                .version("CommonVersion")
                .columns("CommonPublisher", "CategoryName", "FamilyName", "Tag1ID", "Tag2ID", "Tag3ID", "State")
                .refers("Tag1ID", ObjectType.ASSET_INTELLIGENCE, "CUSTOM_LABEL")
                .refers("Tag2ID", ObjectType.ASSET_INTELLIGENCE, "CUSTOM_LABEL")
                .refers("Tag3ID", ObjectType.ASSET_INTELLIGENCE, "CUSTOM_LABEL")
                .becomes("Made with its category, family and custom labels.");
    }

    static ObjectDefinition hardwareRequirements() {
        return ObjectDefinition.of(ObjectType.ASSET_INTELLIGENCE, "v_LU_HardwareReadiness")
                .only("IsLocal", 1)
                .rowKey("Product")
                .keyPrefix("requirement/")
                .name("Product")
                .columns("MinCPU", "MinRAM", "MinDiskSize", "MinDiskFree")
                .becomes("Made as it is.");
    }
}
