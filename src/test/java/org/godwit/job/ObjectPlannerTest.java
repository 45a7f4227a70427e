package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.godwit.job.FakeCatalogue.HIERARCHY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.MigrationEntity;
import org.godwit.destination.DestinationObject;
import org.godwit.destination.DestinationObjects.NewObject;
import org.godwit.destination.DestinationObjects.Put;
import org.godwit.job.MigrationPlan.Change;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.ObjectDefinitions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectPlannerTest {

    private final FakeCatalogue catalogue = new FakeCatalogue();
    private final FakeDestination destination = new FakeDestination();

    private ConflictResolution conflict = ConflictResolution.SKIP;
    private final Map<Long, ConflictResolution> conflicts = new TreeMap<>();
    private final Map<String, String> collectionMapping = new TreeMap<>();
    private final Map<String, String> siteCodeMapping = new TreeMap<>();
    private final Map<Architecture, String> bootImages = new TreeMap<>();
    private JobType type = JobType.OBJECT;
    private boolean folderStructure = true;

    @Test
    void creates_what_is_not_there_with_everything_it_needs() {
        MigrationEntity boot = catalogue.add(ObjectType.BOOT_IMAGE, "PS100002", "WinPE", Map.of("a", 1));
        MigrationEntity sequence = catalogue.add(ObjectType.TASK_SEQUENCE, "PS100003", "Deploy", Map.of("a", 1));
        catalogue.refer(sequence, boot, "BOOT_IMAGE");

        List<PlannedItem> plan = plan(Set.of(ObjectType.TASK_SEQUENCE));

        assertThat(plan).extracting(PlannedItem::sourceKey).containsExactly("PS100002", "PS100003");
        assertThat(plan).extracting(PlannedItem::fate).containsOnly(Fate.CREATE);
    }

    @Test
    void leaves_alone_what_is_the_same_already() {
        catalogue.add(ObjectType.PACKAGE, "PS100001", "Tools", Map.of("Language", "en"));
        execute(plan(Set.of(ObjectType.PACKAGE)));

        assertThat(plan(Set.of(ObjectType.PACKAGE)))
                .extracting(PlannedItem::fate, PlannedItem::reasonCode)
                .containsExactly(tuple(Fate.SKIP, PlannedItem.UP_TO_DATE));
    }

    @Test
    void overwrites_or_skips_what_differs_as_the_conflict_choice_says_and_names_the_fields() {
        catalogue.add(ObjectType.PACKAGE, "PS100001", "Tools", Map.of("Language", "en", "Same", 1));
        execute(plan(Set.of(ObjectType.PACKAGE)));
        MigrationEntity changed =
                catalogue.add(ObjectType.PACKAGE, "PS100001", "Tools", Map.of("Language", "de", "Same", 1));

        PlannedItem skipped = plan(Set.of(ObjectType.PACKAGE)).get(0);
        conflicts.put(changed.id(), ConflictResolution.OVERWRITE);
        PlannedItem overwritten = plan(Set.of(ObjectType.PACKAGE)).get(0);

        assertThat(skipped.fate()).isEqualTo(Fate.SKIP);
        assertThat(skipped.reasonCode()).isEqualTo(PlannedItem.EXISTS);
        assertThat(overwritten.fate()).isEqualTo(Fate.OVERWRITE);
        assertThat(overwritten.details().changes()).containsExactly(new Change("Language", "de", "en"));
    }

    @Test
    void what_needs_an_excluded_object_is_blocked_and_so_is_what_needs_that() {
        MigrationEntity limit = catalogue.add(ObjectType.COLLECTION, "PS100010", "All Berlin", Map.of());
        MigrationEntity middle = catalogue.add(ObjectType.COLLECTION, "PS100011", "Berlin PCs", Map.of());
        MigrationEntity leaf = catalogue.add(ObjectType.COLLECTION, "PS100012", "Berlin Laptops", Map.of());
        catalogue.refer(middle, limit, "LIMITING_COLLECTION");
        catalogue.refer(leaf, middle, "LIMITING_COLLECTION");
        catalogue.excluded.add(limit.id());

        List<PlannedItem> plan = plan(Set.of(ObjectType.COLLECTION));

        assertThat(plan).extracting(PlannedItem::sourceKey).containsExactly("PS100011", "PS100012");
        assertThat(plan).extracting(PlannedItem::fate).containsOnly(Fate.BLOCKED);
        assertThat(plan.get(1).reason()).contains("PS100010").contains("All Berlin");
    }

    @Test
    void an_excluded_object_that_the_destination_has_blocks_nothing() {
        MigrationEntity limit = catalogue.add(ObjectType.COLLECTION, "PS100010", "All Berlin", Map.of());
        execute(plan(Set.of(ObjectType.COLLECTION)));
        MigrationEntity middle = catalogue.add(ObjectType.COLLECTION, "PS100011", "Berlin PCs", Map.of());
        catalogue.refer(middle, limit, "LIMITING_COLLECTION");
        catalogue.excluded.add(limit.id());

        assertThat(plan(Set.of(ObjectType.COLLECTION)))
                .extracting(PlannedItem::fate)
                .containsExactly(Fate.CREATE);
    }

    @Test
    void a_mapped_collection_stays_behind_and_is_replaced_where_it_is_referred_to() {
        MigrationEntity limit = catalogue.add(ObjectType.COLLECTION, "PS100010", "All Berlin", Map.of());
        MigrationEntity leaf = catalogue.add(
                ObjectType.COLLECTION, "PS100011", "Berlin PCs", Map.of("LimitToCollectionID", "PS100010"));
        catalogue.refer(leaf, limit, "LIMITING_COLLECTION");
        collectionMapping.put("PS100010", "GDW00042");

        List<PlannedItem> plan = planOf(new JobSelection(null, Set.of(leaf.id()), null, null, null));

        assertThat(plan).extracting(PlannedItem::fate).containsExactly(Fate.CREATE);
        assertThat(plan.get(0).payload()).isEqualTo("{\"LimitToCollectionID\":\"GDW00042\"}");
    }

    @Test
    void a_key_that_is_taken_becomes_another_one_also_where_it_is_referred_to() {
        destination.add(ObjectType.BOOT_IMAGE, "PS100002", "Somebody else's");
        MigrationEntity boot =
                catalogue.add(ObjectType.BOOT_IMAGE, "PS100002", "WinPE", Map.of("PackageID", "PS100002"));
        MigrationEntity sequence = catalogue.add(
                ObjectType.TASK_SEQUENCE, "PS100003", "Deploy", Map.of("BootImageID", "PS100002", "Name", "PS100002"));
        catalogue.refer(sequence, boot, "BOOT_IMAGE");

        List<PlannedItem> plan = plan(Set.of(ObjectType.TASK_SEQUENCE));

        assertThat(plan.get(0).destinationKey()).isEqualTo("GDWPS100002");
        assertThat(plan.get(0).payload()).isEqualTo("{\"PackageID\":\"GDWPS100002\"}");
        assertThat(plan.get(1).payload()).isEqualTo("{\"BootImageID\":\"GDWPS100002\",\"Name\":\"PS100002\"}");
    }

    @Test
    void a_unique_name_in_use_is_used_in_its_place_or_avoided_by_renaming() {
        destination.add(ObjectType.COLLECTION, "SMS00001", "All Systems");
        MigrationEntity all = catalogue.add(ObjectType.COLLECTION, "PS100001", "All systems", Map.of());
        MigrationEntity leaf = catalogue.add(
                ObjectType.COLLECTION, "PS100011", "Berlin PCs", Map.of("LimitToCollectionID", "PS100001"));
        catalogue.refer(leaf, all, "LIMITING_COLLECTION");

        List<PlannedItem> used = plan(Set.of(ObjectType.COLLECTION));
        conflicts.put(all.id(), ConflictResolution.RENAME);
        List<PlannedItem> renamed = plan(Set.of(ObjectType.COLLECTION));

        assertThat(used.get(0).reasonCode()).isEqualTo(PlannedItem.NAME_IN_USE);
        assertThat(used.get(1).payload()).isEqualTo("{\"LimitToCollectionID\":\"SMS00001\"}");
        assertThat(renamed.get(0).fate()).isEqualTo(Fate.CREATE);
        assertThat(renamed.get(0).targetName()).isEqualTo("All systems (PS100001)");
    }

    @Test
    void site_codes_in_collection_queries_are_replaced_and_unmapped_ones_pointed_out() {
        catalogue.add(
                ObjectType.COLLECTION,
                "PS100011",
                "By site",
                Map.of(
                        "QueryRules",
                        List.of(Map.of(
                                "QueryExpression", "… where SMSAssignedSites.SiteCode = \"PS1\" or x = 'PS1x'"))));

        PlannedItem unmapped = plan(Set.of(ObjectType.COLLECTION)).get(0);
        siteCodeMapping.put("PS1", "GDW");
        PlannedItem mapped = plan(Set.of(ObjectType.COLLECTION)).get(0);

        assertThat(unmapped.details().advice()).anyMatch(a -> a.contains("PS1"));
        assertThat(mapped.payload()).contains("SiteCode = \\\"GDW\\\"").contains("'PS1x'");
        assertThat(mapped.details().advice()).noneMatch(a -> a.contains("names site"));
    }

    @Test
    void a_reference_to_nothing_is_pointed_out_and_blocks_nothing() {
        MigrationEntity sequence = catalogue.add(ObjectType.TASK_SEQUENCE, "PS100003", "Deploy", Map.of());
        catalogue.referToNothing(sequence, ObjectType.BOOT_IMAGE, "PS1000FF", "BOOT_IMAGE");

        PlannedItem item = plan(Set.of(ObjectType.TASK_SEQUENCE)).get(0);

        assertThat(item.fate()).isEqualTo(Fate.CREATE);
        assertThat(item.details().advice()).anyMatch(a -> a.contains("PS1000FF"));
    }

    @Test
    void a_folder_that_was_chosen_brings_what_it_and_those_below_hold_and_all_folders_bring_only_themselves() {
        catalogue.add(ObjectType.PACKAGE, "PS100001", "Tools", Map.of());
        catalogue.add(ObjectType.PACKAGE, "PS100003", "More tools", Map.of());
        MigrationEntity excluded = catalogue.add(ObjectType.PACKAGE, "PS100002", "Games", Map.of());
        MigrationEntity folder =
                catalogue.add(ObjectType.FOLDER, "16777217", "Berlin", folder(0, "PS100001", "PS100002"));
        MigrationEntity below = catalogue.add(ObjectType.FOLDER, "16777218", "Mitte", folder(16777217, "PS100003"));
        catalogue.refer(below, folder, "PARENT_FOLDER");
        catalogue.excluded.add(excluded.id());

        assertThat(planOf(new JobSelection(null, Set.of(folder.id()), null, null, null)))
                .extracting(PlannedItem::name)
                .containsExactlyInAnyOrder("Berlin", "Mitte", "Tools", "More tools");
        assertThat(plan(Set.of(ObjectType.FOLDER)))
                .extracting(PlannedItem::name)
                .containsExactly("Berlin", "Mitte");
    }

    @Test
    void folders_come_along_with_what_lies_in_them_unless_they_are_not_wanted() {
        catalogue.add(ObjectType.PACKAGE, "PS100001", "Tools", Map.of());
        MigrationEntity folder = catalogue.add(ObjectType.FOLDER, "16777217", "Berlin", folder(0));
        MigrationEntity below = catalogue.add(ObjectType.FOLDER, "16777218", "Mitte", folder(16777217, "PS100001"));
        catalogue.add(ObjectType.FOLDER, "16777219", "Empty", folder(0));
        catalogue.refer(below, folder, "PARENT_FOLDER");

        List<PlannedItem> with = plan(Set.of(ObjectType.PACKAGE));
        folderStructure = false;

        assertThat(with).extracting(PlannedItem::name).containsExactly("Tools", "Berlin", "Mitte");
        assertThat(plan(Set.of(ObjectType.PACKAGE)))
                .extracting(PlannedItem::name)
                .containsExactly("Tools");
    }

    private static Map<String, @Nullable Object> folder(int parent, String... members) {
        return Map.of(
                "ParentContainerNodeID",
                parent,
                "Members",
                Arrays.stream(members)
                        .map(key -> Map.of("InstanceKey", key, "ObjectType", 2))
                        .toList());
    }

    @Test
    void objects_are_chosen_by_a_query_that_is_asked_at_planning() {
        catalogue.add(ObjectType.PACKAGE, "PS100001", "Office 365", Map.of());
        catalogue.add(ObjectType.PACKAGE, "PS100002", "Tools", Map.of());
        catalogue.add(ObjectType.COLLECTION, "PS100003", "Office users", Map.of());
        ObjectQuery query = new ObjectQuery(Set.of(ObjectType.PACKAGE), "OFFICE", EntityStatus.AVAILABLE, null);
        JobSelection selection = new JobSelection(null, null, null, null, null, query, null, null, null);

        assertThat(planOf(selection)).extracting(PlannedItem::name).containsExactly("Office 365");
        catalogue.add(ObjectType.PACKAGE, "PS100004", "Office 2024", Map.of());
        assertThat(planOf(selection)).extracting(PlannedItem::name).containsExactly("Office 365", "Office 2024");
    }

    @Test
    void what_is_excepted_stays_behind_and_blocks_what_cannot_do_without_it() {
        MigrationEntity boot = catalogue.add(ObjectType.BOOT_IMAGE, "PS100002", "WinPE", Map.of());
        MigrationEntity sequence = catalogue.add(ObjectType.TASK_SEQUENCE, "PS100003", "Deploy", Map.of());
        catalogue.add(ObjectType.TASK_SEQUENCE, "PS100004", "Other", Map.of());
        catalogue.refer(sequence, boot, "BOOT_IMAGE");

        List<PlannedItem> plan = planOf(new JobSelection(
                Set.of(ObjectType.TASK_SEQUENCE), null, null, null, null, null, Set.of(boot.id()), null, null));

        assertThat(plan)
                .extracting(PlannedItem::name, PlannedItem::fate)
                .containsExactly(tuple("Deploy", Fate.BLOCKED), tuple("Other", Fate.CREATE));
    }

    @Test
    void a_collection_job_takes_the_deployments_that_target_its_collections_with_what_they_deploy() {
        MigrationEntity limit = catalogue.add(ObjectType.COLLECTION, "PS100010", "All Berlin", Map.of());
        MigrationEntity chosen = catalogue.add(ObjectType.COLLECTION, "PS100011", "Berlin PCs", Map.of());
        MigrationEntity tools = catalogue.add(ObjectType.PACKAGE, "PS100001", "Tools", Map.of());
        MigrationEntity deployment = catalogue.add(ObjectType.DEPLOYMENT, "PS120001", "Tools to Berlin", Map.of());
        MigrationEntity elsewhere = catalogue.add(ObjectType.DEPLOYMENT, "PS120002", "Tools to all", Map.of());
        catalogue.refer(chosen, limit, "LIMITING_COLLECTION");
        catalogue.refer(deployment, chosen, "TARGET_COLLECTION");
        catalogue.refer(deployment, tools, "DEPLOYS");
        catalogue.refer(elsewhere, limit, "TARGET_COLLECTION");
        type = JobType.COLLECTION;

        assertThat(planOf(new JobSelection(null, Set.of(chosen.id()), null, null, null)))
                .extracting(PlannedItem::name)
                .containsExactlyInAnyOrder("All Berlin", "Berlin PCs", "Tools", "Tools to Berlin");
        assertThat(planOf(new JobSelection(null, Set.of(chosen.id()), null, null, null, null, null, false, null)))
                .extracting(PlannedItem::name)
                .containsExactly("All Berlin", "Berlin PCs");
    }

    @Test
    void a_boot_image_of_the_destination_replaces_the_sources_of_its_architecture() {
        destination.add(ObjectType.BOOT_IMAGE, "GDW00009", "Own x64");
        MigrationEntity x64 = catalogue.add(ObjectType.BOOT_IMAGE, "PS100002", "PE x64", Map.of("Architecture", 9));
        MigrationEntity x86 = catalogue.add(ObjectType.BOOT_IMAGE, "PS100003", "PE x86", Map.of("Architecture", 0));
        MigrationEntity new64 =
                catalogue.add(ObjectType.TASK_SEQUENCE, "PS100004", "New 64", Map.of("BootImageID", "PS100002"));
        MigrationEntity new86 =
                catalogue.add(ObjectType.TASK_SEQUENCE, "PS100005", "New 86", Map.of("BootImageID", "PS100003"));
        catalogue.refer(new64, x64, "BOOT_IMAGE");
        catalogue.refer(new86, x86, "BOOT_IMAGE");
        catalogue.excluded.add(x64.id());
        bootImages.put(Architecture.X64, "GDW00009");

        List<PlannedItem> plan = plan(Set.of(ObjectType.TASK_SEQUENCE));

        assertThat(plan).extracting(PlannedItem::name).containsExactlyInAnyOrder("PE x86", "New 64", "New 86");
        assertThat(plan).extracting(PlannedItem::fate).containsOnly(Fate.CREATE);
        assertThat(plan)
                .extracting(PlannedItem::payload)
                .contains("{\"BootImageID\":\"GDW00009\"}", "{\"BootImageID\":\"PS100003\"}");
    }

    @Test
    void a_deployment_arrives_disabled() {
        catalogue.add(ObjectType.DEPLOYMENT, "16777220", "Tools to all", Map.of("Enabled", true));

        assertThat(plan(Set.of(ObjectType.DEPLOYMENT)).get(0).payload()).isEqualTo("{\"Enabled\":false}");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void whatever_source_and_choices_doing_the_plan_leaves_nothing_that_the_plan_would_write(long seed) {
        Random random = new Random(seed);
        ObjectType[] types = {ObjectType.PACKAGE, ObjectType.COLLECTION, ObjectType.TASK_SEQUENCE, ObjectType.BOOT_IMAGE
        };
        for (int round = 0; round < 3; round++) {
            List<MigrationEntity> made = new ArrayList<>(catalogue.entities.values());
            for (int i = random.nextInt(15); i >= 0; i--) {
                String key = "PS1" + random.nextInt(25);
                ObjectType type = types[random.nextInt(types.length)];
                made.add(catalogue.add(type, key, "Name " + random.nextInt(12), Map.of("v", random.nextInt(3))));
            }
            for (int i = random.nextInt(12); i >= 0; i--) {
                catalogue.refer(made.get(random.nextInt(made.size())), made.get(random.nextInt(made.size())), "NEEDS");
            }
            if (random.nextBoolean()) {
                catalogue.excluded.add(made.get(random.nextInt(made.size())).id());
            }
            if (random.nextInt(3) == 0) {
                destination.add(ObjectType.COLLECTION, "X" + round, "Name " + random.nextInt(12));
            }
            conflict = random.nextBoolean() ? ConflictResolution.SKIP : ConflictResolution.OVERWRITE;
            conflicts.put(made.get(random.nextInt(made.size())).id(), ConflictResolution.RENAME);

            Set<ObjectType> chosen =
                    EnumSet.of(types[random.nextInt(types.length)], types[random.nextInt(types.length)]);
            List<PlannedItem> plan = plan(chosen);
            assertThat(plan(chosen).stream().map(PlannedItem::digestLine))
                    .containsExactlyElementsOf(
                            plan.stream().map(PlannedItem::digestLine).toList());
            execute(plan);

            for (PlannedItem item : plan) {
                DestinationObject there = destination
                        .bySource(HIERARCHY, item.type(), List.of(item.sourceKey()))
                        .get(item.sourceKey());
                if (item.comparable()) {
                    assertThat(Objects.requireNonNull(there).payloadDigest()).isEqualTo(item.targetDigest());
                    assertThat(there.key()).isEqualTo(item.destinationKey());
                }
            }
            assertThat(plan(chosen)).noneMatch(PlannedItem::writes);
        }
    }

    private List<PlannedItem> plan(Set<ObjectType> types) {
        return planOf(new JobSelection(types, null, null, null, null));
    }

    private List<PlannedItem> planOf(JobSelection selection) {
        JobSettings settings = JobSettings.of(new NewMigrationJob(
                "Plan",
                null,
                type,
                HIERARCHY,
                selection,
                conflict,
                null,
                null,
                JobSchedule.later(),
                collectionMapping,
                siteCodeMapping,
                conflicts,
                null,
                bootImages,
                folderStructure,
                null));
        List<PlannedItem> items = new ArrayList<>();
        new ObjectPlanner(catalogue, destination, ObjectDefinitions::rules)
                .plan(
                        HIERARCHY,
                        new ObjectSelector(catalogue).select(HIERARCHY, type, selection, settings),
                        settings,
                        items::add);
        return items;
    }

    private void execute(List<PlannedItem> plan) {
        for (PlannedItem item : plan) {
            if (item.writes()) {
                NewObject object = new NewObject(
                        item.type(),
                        Objects.requireNonNull(item.destinationKey()),
                        item.targetName(),
                        item.version(),
                        Objects.requireNonNull(item.payload()),
                        Objects.requireNonNull(item.targetDigest()),
                        HIERARCHY,
                        item.sourceKey(),
                        1,
                        null,
                        Set.of());
                destination.put(List.of(new Put(object, null)));
                catalogue.mark(List.of(item.entityId()), EntityStatus.MIGRATED);
            }
        }
    }
}
