package org.godwit.site.sql.definition;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.godwit.site.ArrivalRules;
import org.godwit.site.ObjectType;

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

    private static final Map<ObjectType, ArrivalRules> RULES = ALL.stream()
            .collect(Collectors.toMap(
                    ObjectDefinition::type,
                    ObjectDefinition::rules,
                    ArrivalRules::and,
                    () -> new EnumMap<>(ObjectType.class)));

    private ObjectDefinitions() {}

    public static List<ObjectDefinition> all() {
        return ALL;
    }

    /** What the definitions of a type declare together. */
    public static ArrivalRules rules(ObjectType type) {
        return Objects.requireNonNull(RULES.get(type), "every type has a definition");
    }
}
