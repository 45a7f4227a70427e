package org.godwit.job;

import org.godwit.shared.GodwitException;
import org.godwit.site.SourceFailure;

/** What is told of a run, or of one object, that failed. */
final class RunFailure {

    private RunFailure() {}

    static MigrationJob.Failure of(RuntimeException e) {
        if (e instanceof GodwitException known) {
            return new MigrationJob.Failure(known.code(), known.getMessage(), known.hint());
        }
        if (e instanceof SourceFailure source) {
            return new MigrationJob.Failure(
                    "SOURCE_" + source.reason(), String.valueOf(source.getMessage()), source.hint());
        }
        return new MigrationJob.Failure(
                "JOB_INTERNAL_ERROR",
                "An unexpected error ended it (" + e.getClass().getSimpleName() + ").",
                "The server's log has the details. Start the job again; what is done stays done.");
    }
}
