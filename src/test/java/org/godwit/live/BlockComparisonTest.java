package org.godwit.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.godwit.client.BlockedClients.BlockedClient;
import org.godwit.live.BlockComparison.Result;
import org.godwit.live.LiveComparison.Mode;
import org.godwit.live.LiveDifference.Kind;
import org.godwit.shared.SmsId;
import org.godwit.site.SourceFailure;
import org.godwit.site.provider.ClientBlocks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blocks carried to a recorded AdminService. */
class BlockComparisonTest {

    private final RecordedSite site = new RecordedSite();
    private final List<BlockedClient> here = new ArrayList<>();

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void aDryRunReportsDifferencesBothWaysAndBlocksNobody() {
        here(1, 2, 3);
        here.add(new BlockedClient(id(4), true, true));
        here.add(new BlockedClient(id(5), false, false));
        here.add(new BlockedClient(id(6), false, false));
        site.client(11, text(1), true)
                .client(12, text(2), false)
                .client(14, text(4), true)
                .client(15, text(5), true)
                .client(19, text(9), true);

        Result result = run(Mode.DRY_RUN);

        assertThat(result.figures()).isEqualTo(new LiveComparison.Figures(5, 4, 4, 2, 1, 1, 2, 1, 0, 0));
        assertThat(result.differences())
                .extracting(LiveDifference::kind, LiveDifference::smsId, LiveDifference::resourceId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.NOT_BLOCKED_THERE, text(2), 12L),
                        org.assertj.core.groups.Tuple.tuple(Kind.BLOCKED_THERE_ONLY, text(9), 19L),
                        org.assertj.core.groups.Tuple.tuple(Kind.BLOCKED_HERE_ONLY, text(5), 15L),
                        org.assertj.core.groups.Tuple.tuple(Kind.BLOCKED_HERE_ONLY, text(6), null),
                        org.assertj.core.groups.Tuple.tuple(Kind.LIFTED_HERE, text(4), 14L));
        assertThat(site.calls()).isEmpty();
    }

    @Test
    void whatIsMissingIsBlockedOnceAndNobodyIsUnblocked() {
        here(1, 2);
        here.add(new BlockedClient(id(4), true, true));
        site.client(11, text(1), false)
                .client(12, text(2), false)
                .client(13, text(2), false)
                .client(14, text(4), true)
                .client(19, text(9), true);

        Result first = run(Mode.BLOCK);
        Result again = run(Mode.BLOCK);

        assertThat(first.figures().blockedNow()).isEqualTo(3);
        assertThat(first.figures().notBlockedThere()).isZero();
        assertThat(again.figures().blockedNow()).isZero();
        assertThat(site.calls()).containsExactly("{\"Blocked\":true,\"ResourceIDs\":[11,12,13]}");
        assertThat(site.blocked(14)).isTrue();
        assertThat(site.blocked(19)).isTrue();
    }

    @Test
    void manyAreBlockedInPortions() {
        for (int n = 1; n <= 1_200; n++) {
            here(n);
            site.client(n, text(n), false);
        }

        assertThat(run(Mode.BLOCK).figures().blockedNow()).isEqualTo(1_200);
        assertThat(site.calls()).hasSize(3);
    }

    @Test
    void aCallThatFailsInPassingIsRepeated() {
        here(1);
        site.client(11, text(1), false).failingOnce(503);

        assertThat(run(Mode.BLOCK).figures().blockedNow()).isEqualTo(1);
        assertThat(site.calls()).hasSize(2);
    }

    @Test
    void clientsThatTheSiteRefusesToBlockAreNamedAndAllOthersAreBlocked() {
        for (int n = 1; n <= 100; n++) {
            here(n);
            site.client(n, text(n), false);
        }
        site.refusing.add(17L);
        site.refusing.add(80L);
        site.ignoring.add(50L);

        Result result = run(Mode.BLOCK);

        assertThat(result.figures().blockedNow()).isEqualTo(97);
        assertThat(result.figures().failed()).isEqualTo(3);
        assertThat(result.figures().notBlockedThere()).isEqualTo(3);
        assertThat(result.differences().stream().filter(d -> d.kind() == Kind.BLOCK_FAILED))
                .extracting(LiveDifference::resourceId)
                .containsExactlyInAnyOrder(17L, 50L, 80L);
        assertThat(result.differences().stream().filter(d -> d.resourceId() == 50))
                .extracting(LiveDifference::detail)
                .containsExactly("The live site took the call, and it was still not blocked afterwards.");
    }

    @Test
    void aSiteThatRefusesEverythingIsNotAskedOnAndOn() {
        for (int n = 1; n <= 600; n++) {
            here(n);
            site.client(n, text(n), false);
            site.refusing.add((long) n);
        }

        Result result = run(Mode.BLOCK);

        assertThat(result.figures().failed()).isEqualTo(600);
        assertThat(site.calls()).hasSizeLessThan(30);
    }

    @Test
    void aSiteThatCannotBeAskedIsNoSuccess() {
        here(1);
        site.server.resetMappings();

        assertThatThrownBy(() -> run(Mode.BLOCK)).isInstanceOf(SourceFailure.class);
    }

    private Result run(Mode mode) {
        try (ClientBlocks open = site.open()) {
            return new BlockComparison(here).run(open, mode);
        }
    }

    private void here(int... numbers) {
        for (int n : numbers) {
            here.add(new BlockedClient(id(n), true, false));
        }
    }

    static SmsId id(int n) {
        return new SmsId("GUID:00000000-0000-0000-0000-%012d".formatted(n));
    }

    static String text(int n) {
        return id(n).value();
    }
}
