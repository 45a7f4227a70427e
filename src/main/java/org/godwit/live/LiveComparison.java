package org.godwit.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of what is blocked at the live site with what is blocked here and at the sources.
 *
 * @param requestedBy who asked for it; {@code system} for the schedule
 * @param finishedAt null while it runs
 * @param figures null until it has completed
 * @param failure why the site could not be compared, in one sentence; null unless it failed
 */
public record LiveComparison(
        long id,
        Mode mode,
        Status status,
        String requestedBy,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Figures figures,
        @Nullable String failure) {

    public enum Mode {
        /** Only compares. */
        DRY_RUN,
        /** Compares, and blocks at the live site what is not blocked there. */
        BLOCK
    }

    public enum Status {
        RUNNING,
        COMPLETED,
        FAILED
    }

    /**
     * @param blockedHere clients that are refused here
     * @param blockedAtSource clients that a source blocks
     * @param blockedThere records that are blocked at the live site, before this run
     * @param unknownThere refused here, and no client of the live site: nothing to block there yet
     * @param notBlockedThere refused here, and known and not blocked there, after this run
     * @param blockedThereOnly blocked there, and neither here nor at a source
     * @param blockedHereOnly blocked here, and not at a source
     * @param lifted a source blocks them and an admin here has unblocked them: never blocked there by this server
     * @param blockedNow records blocked there by this run, as found when it looked again
     * @param failed of those not blocked there, records that the site refused to block
     */
    public record Figures(
            long blockedHere,
            long blockedAtSource,
            long blockedThere,
            long unknownThere,
            long notBlockedThere,
            long blockedThereOnly,
            long blockedHereOnly,
            long lifted,
            long blockedNow,
            long failed) {

        /** Whether somebody who is refused here gets in there. */
        boolean unsafe() {
            return notBlockedThere > 0;
        }
    }
}
