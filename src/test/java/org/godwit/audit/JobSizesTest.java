package org.godwit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.godwit.audit.JobSizes.Size;
import org.junit.jupiter.api.Test;

/** When the plan of a job counts as unusually large. */
class JobSizesTest {

    private final List<Size> plans = new ArrayList<>();

    @Test
    void moreThanThreeTimesWhatItsCreatorUsuallyMoves() {
        plan("a1", "ana", 100);
        plan("a2", "ana", 5_000);
        plan("a3", "ana", 120);
        plan("a4", "ana", 361);
        plan("a5", "ana", 360);
        assertThat(large("a4")).as("the median of 100, 5000, 120 is 120").isTrue();
        assertThat(large("a5")).as("not more than three times the median").isFalse();
        assertThat(large("a2")).as("one job before it says nothing").isFalse();
    }

    @Test
    void moreThanThreeTimesWhatIsUsualEverywhere() {
        for (int i = 0; i < 5; i++) {
            plan("b" + i, "creator " + i, 50);
        }
        plan("c", "cleo", 151);
        plan("d", "dan", 150);
        assertThat(large("c")).isTrue();
        assertThat(large("d")).isFalse();
    }

    @Test
    void aSmallPlanIsNeverLargeAndNothingIsComparedWithWhatCameLater() {
        for (int i = 0; i < 6; i++) {
            plan("e" + i, "eve", 1);
        }
        plan("f", "eve", 99);
        plan("g", "eve", 100);
        assertThat(large("f")).isFalse();
        assertThat(large("g")).isTrue();
        assertThat(new JobSizes(List.of(new Size("x", "xena", 1_000_000))).large("x"))
                .isFalse();
        assertThat(large("unplanned")).isFalse();
    }

    private void plan(String job, String creator, long records) {
        plans.add(new Size(job, creator, records));
    }

    private boolean large(String job) {
        return new JobSizes(plans).large(job);
    }
}
