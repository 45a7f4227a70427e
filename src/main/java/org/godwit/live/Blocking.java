package org.godwit.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.shared.Chunks;
import org.godwit.site.SourceFailure;
import org.godwit.site.provider.ClientBlocks;

/**
 * Blocks many clients at a site. A portion that the site refuses is halved and tried again, down to the single clients that it
 * refuses; the others are blocked. A site that refuses everything is not asked on and on.
 */
final class Blocking {

    private static final int PORTION = 500;

    /** Halving a whole portion down to one client takes ten refusals. */
    private static final int REFUSALS_IN_A_ROW = 25;

    private final ClientBlocks site;
    private final Map<Long, String> failures = new HashMap<>();
    private int refusals;

    Blocking(ClientBlocks site) {
        this.site = site;
    }

    /** @return the ResourceIDs that were not blocked, each with one sentence why */
    Map<Long, String> block(List<Long> resourceIds) {
        Chunks.of(resourceIds, PORTION).forEach(this::attempt);
        return failures;
    }

    private void attempt(List<Long> portion) {
        if (refusals >= REFUSALS_IN_A_ROW) {
            portion.forEach(id -> failures.put(id, "It was not tried: the live site refused everything before it."));
            return;
        }
        try {
            site.block(portion);
            refusals = 0;
        } catch (SourceFailure e) {
            refusals++;
            if (portion.size() == 1) {
                failures.put(portion.get(0), e.getMessage());
                return;
            }
            int half = portion.size() / 2;
            attempt(portion.subList(0, half));
            attempt(portion.subList(half, portion.size()));
        }
    }
}
