package org.godwit.site.sql.definition;

import java.util.List;

/** All object types that are read over SQL. */
public final class ObjectDefinitions {

    private static final List<ObjectDefinition> ALL = List.of(
            PackageDefinition.get(),
            ApplicationDefinition.get(),
            AppVEnvironmentDefinition.get(),
            CollectionDefinition.get(),
            BoundaryDefinition.get(),
            BoundaryGroupDefinition.get(),
            ConfigurationItemDefinition.get(),
            ConfigurationBaselineDefinition.get(),
            BootImageDefinition.get(),
            OsImageDefinition.get(),
            OsUpgradePackageDefinition.get(),
            DriverDefinition.get(),
            DriverPackageDefinition.get(),
            TaskSequenceDefinition.get(),
            SoftwareUpdateGroupDefinition.get(),
            DeploymentPackageDefinition.get(),
            DeploymentTemplateDefinition.get(),
            AdvertisementDefinition.get(),
            AssignmentDefinition.get(),
            MeteringRuleDefinition.get(),
            AssetIntelligence.categories(),
            AssetIntelligence.titles(),
            AssetIntelligence.hardwareRequirements(),
            FolderDefinition.get(),
            SavedSearchDefinition.get(),
            GlobalConditionDefinition.get());

    private ObjectDefinitions() {}

    public static List<ObjectDefinition> all() {
        return ALL;
    }
}
