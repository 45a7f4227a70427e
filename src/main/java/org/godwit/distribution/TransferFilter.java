package org.godwit.distribution;

import org.jspecify.annotations.Nullable;

/**
 * Which content transfers are asked for.
 *
 * @param status only these; null for all
 * @param distributionPointId only to this destination point; null for all
 * @param jobId only of this migration job; null for all
 */
public record TransferFilter(
        ContentTransfer.@Nullable Status status,
        @Nullable Long distributionPointId,
        @Nullable Long jobId) {

    /** All of them. */
    public static final TransferFilter ALL = new TransferFilter(null, null, null);

    /** All of a status. */
    public static TransferFilter of(ContentTransfer.Status status) {
        return new TransferFilter(status, null, null);
    }
}
