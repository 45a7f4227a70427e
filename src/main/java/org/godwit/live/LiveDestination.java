package org.godwit.live;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether blocks are carried to a real site, and how it stands.
 *
 * @param urls base addresses of its AdminServices
 * @param mode what scheduled runs do
 * @param every how long after a scheduled run the next one begins
 * @param dryRunDone whether a comparison has completed since the connection was set; nothing is blocked there before
 * @param latest the latest comparison; null if there was none
 */
public record LiveDestination(
        boolean enabled,
        List<String> urls,
        LiveComparison.Mode mode,
        Duration every,
        boolean dryRunDone,
        @Nullable LiveComparison latest) {}
