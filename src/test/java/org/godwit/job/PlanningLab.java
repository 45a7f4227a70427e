package org.godwit.job;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.godwit.catalog.MigrationEntity;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.ObjectDefinitions;
import org.jspecify.annotations.Nullable;

/** Objects with dependencies to plan, in memory: what planning itself costs, without what databases cost. */
public final class PlanningLab {

    private final FakeCatalogue catalogue = new FakeCatalogue();
    private final FakeDestination destination = new FakeDestination();

    /** The same numbers make the same objects. */
    public PlanningLab(int objects, int dependencies) {
        Random random = new Random(7);
        ObjectType[] types = {
            ObjectType.PACKAGE, ObjectType.COLLECTION, ObjectType.TASK_SEQUENCE, ObjectType.APPLICATION
        };
        MigrationEntity[] made = new MigrationEntity[objects];
        for (int i = 0; i < objects; i++) {
            Map<String, @Nullable Object> payload = new HashMap<>();
            for (int column = 0; column < 20; column++) {
                payload.put("Column" + column, "value " + i + " of column " + column);
            }
            made[i] = catalogue.addNew(i + 1L, types[i % types.length], "PS1" + i, "Object " + i, payload);
        }
        for (int i = 0; i < dependencies; i++) {
            catalogue.refer(made[random.nextInt(objects)], made[random.nextInt(objects)], "NEEDS");
        }
    }

    /** Plans all of it. @return how many items the plan has */
    public int plan() {
        JobSelection selection = new JobSelection(Set.of(ObjectType.values()), null, null, null, null);
        JobSettings settings = JobSettings.of(new NewMigrationJob(
                "Plan",
                null,
                JobType.OBJECT,
                FakeCatalogue.HIERARCHY,
                selection,
                ConflictResolution.OVERWRITE,
                null,
                null,
                JobSchedule.later(),
                null,
                null,
                null));
        int[] items = new int[1];
        new ObjectPlanner(catalogue, destination, ObjectDefinitions::rules)
                .plan(
                        FakeCatalogue.HIERARCHY,
                        new ObjectSelector(catalogue)
                                .select(FakeCatalogue.HIERARCHY, JobType.OBJECT, selection, settings),
                        settings,
                        item -> {
                            item.digestLine();
                            items[0]++;
                        });
        return items[0];
    }
}
