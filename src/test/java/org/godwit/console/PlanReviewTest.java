package org.godwit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.job.Architecture;
import org.godwit.job.ConflictResolution;
import org.godwit.job.Fate;
import org.godwit.job.MigrationPlan;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a review offers to choose, and what the form makes of the choices. */
class PlanReviewTest {

    @Test
    void there_is_a_choice_where_the_destination_has_something_in_the_place() {
        MigrationPlan.Item created = item(1, Fate.CREATE, null);
        MigrationPlan.Item equal = item(2, Fate.SKIP, "UP_TO_DATE");
        MigrationPlan.Item left = item(3, Fate.SKIP, "EXISTS");
        MigrationPlan.Item named = item(4, Fate.SKIP, "NAME_IN_USE");
        MigrationPlan.Item over = item(5, Fate.OVERWRITE, null);
        MigrationPlan.Item renamed = item(6, Fate.CREATE, null);
        PlanReview review = PlanReview.of(
                new MigrationPlan(
                        1,
                        "digest",
                        Instant.EPOCH,
                        "admin",
                        List.of(created, equal, left, named, over, renamed),
                        null,
                        null,
                        List.of(),
                        null,
                        List.of(),
                        null,
                        null),
                Map.of(6L, ConflictResolution.RENAME));

        assertThat(review.items()).filteredOn(review::conflicting).containsOnly(left, named, over, renamed);
    }

    @Test
    void the_form_makes_choices_of_its_pairs() {
        JobFormDetails details = new JobFormDetails(
                Set.of("", "12=RENAME"),
                Set.of("PACKAGE=Default", "PACKAGE=Berlin", "BOUNDARY=Default"),
                " ",
                "GDW00007",
                null,
                null,
                true,
                null);

        assertThat(details.conflictChoices()).containsExactly(Map.entry(12L, ConflictResolution.RENAME));
        assertThat(details.scopesByType())
                .containsOnly(
                        Map.entry(ObjectType.PACKAGE, Set.of("Default", "Berlin")),
                        Map.entry(ObjectType.BOUNDARY, Set.of("Default")));
        assertThat(details.bootImages()).containsExactly(Map.entry(Architecture.X64, "GDW00007"));
        assertThat(details.withoutRelated()).isTrue();
        assertThat(details.withoutFolders()).isFalse();
    }

    private static MigrationPlan.Item item(long id, Fate fate, @Nullable String reasonCode) {
        return new MigrationPlan.Item(
                (int) id, id, ObjectType.PACKAGE, "PS1", "Some", fate, null, reasonCode, List.of(), List.of());
    }
}
