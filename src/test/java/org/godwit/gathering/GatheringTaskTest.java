package org.godwit.gathering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.godwit.gathering.GatheringRuns.Due;
import org.godwit.gathering.GatheringStore.State;
import org.junit.jupiter.api.Test;

/** What was asked for while an execution was ending is due at once; a gathering that waits for its source is left waiting. */
class GatheringTaskTest {

    private static final Instant SOON = Instant.parse("2026-02-01T00:10:00Z");
    private static final Due GOES_ON = new Due(SOON, true);
    private static final Due NEXT_CYCLE = new Due(SOON, false);

    @Test
    void aGatheringThatWaitsIsLeftWaitingUnlessItWasStopped() {
        assertThat(GatheringTask.askedFor(state(GatheringStatus.RUNNING, false), GOES_ON))
                .isFalse();
        assertThat(GatheringTask.askedFor(state(GatheringStatus.RUNNING, true), GOES_ON))
                .isTrue();
    }

    @Test
    void aGatheringBegunMeanwhileIsDue() {
        assertThat(GatheringTask.askedFor(state(GatheringStatus.RUNNING, false), NEXT_CYCLE))
                .isTrue();
        assertThat(GatheringTask.askedFor(state(GatheringStatus.RUNNING, false), null))
                .isTrue();
        assertThat(GatheringTask.askedFor(state(GatheringStatus.READY, false), NEXT_CYCLE))
                .isFalse();
    }

    private static State state(GatheringStatus status, boolean stopRequested) {
        return new State(status, 3, "admin", stopRequested, false, null, null);
    }
}
