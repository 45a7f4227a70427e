package org.godwit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.godwit.distribution.ContentTransfer;
import org.godwit.distribution.ContentTransfer.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransferTimelineTest {

    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void eachPointHasALaneAndEachTransferItsPlace() {
        TransferTimeline timeline = TransferTimeline.of(
                List.of(
                        transfer(1, "DP2", TEN.plusSeconds(50), TEN.plusSeconds(100)),
                        transfer(2, "DP1", TEN, TEN.plusSeconds(25)),
                        transfer(3, "DP1", TEN.plusSeconds(25), null),
                        transfer(4, "DP3", null, null)),
                TEN.plusSeconds(75));

        assertThat(timeline.from()).isEqualTo(TEN);
        assertThat(timeline.until()).isEqualTo(TEN.plusSeconds(100));
        assertThat(timeline.lanes())
                .extracting(TransferTimeline.Lane::distributionPoint)
                .containsExactly("DP1", "DP2");
        assertThat(timeline.lanes().get(0).bars())
                .extracting(TransferTimeline.Bar::start, TransferTimeline.Bar::width)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0.0, 250.0),
                        org.assertj.core.groups.Tuple.tuple(250.0, 500.0));
    }

    @Test
    void whatTookNoTimeIsStillSeenAndStaysInside() {
        TransferTimeline timeline = TransferTimeline.of(
                List.of(
                        transfer(1, "DP1", TEN, TEN.plusSeconds(100)),
                        transfer(2, "DP1", TEN.plusSeconds(100), TEN.plusSeconds(100)),
                        transfer(3, "DP1", TEN.plusSeconds(60), TEN.plusSeconds(10))),
                TEN.plusSeconds(500));

        for (TransferTimeline.Bar bar : timeline.lanes().get(0).bars()) {
            assertThat(bar.width()).isGreaterThanOrEqualTo(3);
            assertThat(bar.start()).isGreaterThanOrEqualTo(0);
            assertThat(bar.start() + bar.width()).isLessThanOrEqualTo(1000);
        }
    }

    @Test
    void nothingBegunIsNothingDrawn() {
        assertThat(TransferTimeline.of(List.of(transfer(1, "DP1", null, null)), TEN)
                        .lanes())
                .isEmpty();
    }

    private static ContentTransfer transfer(long id, String point, @Nullable Instant from, @Nullable Instant until) {
        return new ContentTransfer(
                id, 1, 1, 1, "PS100001", 1, point, null, Status.RUNNING, 1, 1, 1, 1, 0, null, null, from, until);
    }
}
