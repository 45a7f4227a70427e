package org.godwit.gathering;

import org.godwit.shared.GodwitException;
import org.godwit.site.SourceFailure;
import org.jspecify.annotations.Nullable;

/**
 * How a cycle ended that changed nothing.
 *
 * @param status FAILED or STOPPED
 * @param cause typed cause; null if it was stopped
 */
record GatheringEnd(
        GatheringStatus status,
        @Nullable String cause,
        @Nullable Integer causeCode,
        @Nullable String message,
        @Nullable String hint) {

    static final GatheringEnd STOPPED = new GatheringEnd(GatheringStatus.STOPPED, null, null, null, null);

    /** What is told of an exception: a source's typed cause, an error's code, or that it is in the server's log. */
    static GatheringEnd of(RuntimeException e) {
        if (e instanceof SourceFailure failure) {
            return failed(
                    failure.reason().name(),
                    failure.reason().code(),
                    String.valueOf(failure.getMessage()),
                    failure.hint());
        }
        if (e instanceof GodwitException error) {
            return failed(error.code(), null, error.getMessage(), error.hint());
        }
        return failed(
                "INTERNAL_ERROR",
                null,
                "Gathering failed in the server itself (" + e.getClass().getSimpleName() + ").",
                "The server's log holds the details; the next cycle tries again.");
    }

    private static GatheringEnd failed(String cause, @Nullable Integer code, String message, String hint) {
        return new GatheringEnd(GatheringStatus.FAILED, cause, code, message, hint);
    }
}
