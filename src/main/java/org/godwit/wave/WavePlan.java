package org.godwit.wave;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Clients in waves.
 *
 * @param createdBy in whose name the waves' jobs are created and run
 * @param securityScopes its creator's; its jobs are in them, and only who holds one of them sees it
 * @param heldBecause why no further wave begins, in one sentence; null unless held
 * @param nextAt when the next wave begins at the earliest; null if none is waited for
 * @param clients of all waves
 * @param migrated of these, in completed waves
 * @param expectedEnd when all will be done at the speed of the completed waves, pauses included; null before the first is
 */
public record WavePlan(
        long id,
        String name,
        long sourceHierarchyId,
        String createdBy,
        Instant createdAt,
        Set<String> securityScopes,
        Duration pause,
        Status status,
        @Nullable String heldBecause,
        @Nullable Instant nextAt,
        long clients,
        long migrated,
        @Nullable Instant expectedEnd,
        List<Wave> waves) {

    public WavePlan {
        securityScopes = Collections.unmodifiableSortedSet(new TreeSet<>(securityScopes));
        waves = List.copyOf(waves);
    }

    public enum Status {
        /** Not begun. */
        READY,
        RUNNING,
        /** No further wave begins until it is resumed; a wave that runs goes on. */
        HELD,
        COMPLETED
    }

    /**
     * One wave.
     *
     * @param number from 1
     * @param blocked of its clients, blocked at the source when it was planned
     * @param jobId its migration job, whose report has everything; null before it has begun
     */
    public record Wave(
            long id,
            int number,
            long listId,
            long clients,
            long blocked,
            WaveStatus status,
            @Nullable Long jobId,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    public enum WaveStatus {
        WAITING,
        RUNNING,
        COMPLETED,
        FAILED
    }
}
