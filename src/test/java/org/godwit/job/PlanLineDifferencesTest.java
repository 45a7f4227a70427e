package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.godwit.job.MigrationPlan.Clients;
import org.godwit.job.MigrationPlan.Content;
import org.godwit.job.MigrationPlan.Growth;
import org.godwit.job.MigrationPlan.Transfer;
import org.godwit.job.PlanComparison.PartDifference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Plans whose figures are equal and that do something else nevertheless. */
class PlanLineDifferencesTest {

    @Test
    void the_same_says_nothing_different() {
        assertThat(PlanLineDifferences.between(parts("a", "TRANSFER", 5), parts("a", "TRANSFER", 5)))
                .isEmpty();
    }

    @Test
    void other_clients_in_the_same_numbers_are_told() {
        assertThat(PlanLineDifferences.between(parts("a", "TRANSFER", 5), parts("b", "TRANSFER", 5)))
                .singleElement()
                .satisfies(d -> assertThat(d.section()).isEqualTo(PlanLines.CLIENTS));
        assertThat(PlanLineDifferences.between(parts(null, "TRANSFER", 5), parts("b", "TRANSFER", 5)))
                .as("a plan of a former version has no digest")
                .isEmpty();
    }

    @Test
    void a_package_and_a_collection_are_told_with_what_both_plans_say() {
        List<PartDifference> differences =
                PlanLineDifferences.between(parts("a", "TRANSFER", 5), parts("a", "UP_TO_DATE", 9));

        assertThat(differences)
                .extracting(PartDifference::section)
                .containsExactly(PlanLines.CONTENT, PlanLines.GROWTH);
        assertThat(differences.get(0).before()).contains("PS100001", "TRANSFER");
        assertThat(differences.get(0).after()).contains("PS100001", "UP_TO_DATE");
        assertThat(differences.get(1).before()).contains("5 at most");
        assertThat(differences.get(1).after()).contains("9 at most");
    }

    @Test
    void a_package_that_only_one_plan_has_is_told() {
        PlanStore.Parts without = new PlanStore.Parts(null, null, null, List.of(), null, List.of(), null);

        assertThat(PlanLineDifferences.between(without, parts("a", "TRANSFER", 5)))
                .filteredOn(d -> d.section().equals(PlanLines.CONTENT))
                .singleElement()
                .satisfies(d -> assertThat(d.before()).isNull());
    }

    private static PlanStore.Parts parts(@Nullable String clientDigest, String fate, long others) {
        return new PlanStore.Parts(
                new Clients(3, 0, 0, 0, 1, Map.of("OBSOLETE", 2L)),
                clientDigest,
                new Content(1, 2, 30, 0, List.of(new Transfer("PS100001", "Content_1", 7, fate, null, 2, 30))),
                List.of(),
                null,
                List.of(new Growth(1, "PS100014", "All", 10L, others, List.of())),
                null);
    }
}
