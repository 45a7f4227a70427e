package org.godwit.wave;

import java.time.Duration;
import java.util.List;
import org.godwit.job.ClientChoice;
import org.jspecify.annotations.Nullable;

/**
 * Waves as somebody asks for them.
 *
 * @param name 1 to 150 characters; each wave's job is named after it
 * @param clients whom the waves take together
 * @param sizes clients of each wave in turn, 1 to 1,000,000 each; the last size repeats until all are taken
 * @param pause from the end of one wave to the beginning of the next; null means none
 */
public record NewWavePlan(
        String name,
        long sourceHierarchyId,
        ClientChoice clients,
        List<Integer> sizes,
        @Nullable Duration pause) {}
