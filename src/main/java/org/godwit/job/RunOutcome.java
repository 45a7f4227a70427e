package org.godwit.job;

import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.godwit.job.MigrationJob.ClientsDone;
import org.godwit.job.MigrationJob.ContentDone;
import org.godwit.job.MigrationJob.TakeoverDone;
import org.godwit.job.RunStore.ContentResult;
import org.jspecify.annotations.Nullable;

/**
 * What a run of everything and the retries after it came to together: a retry does only what failed, and what was done before
 * it stays done.
 *
 * @param runs oldest first, never empty; all but the first are retries
 */
record RunOutcome(List<RunStore.Run> runs) {

    RunOutcome {
        runs = List.copyOf(runs);
    }

    RunStore.Run last() {
        return runs.get(runs.size() - 1);
    }

    List<Long> ids() {
        return runs.stream().map(RunStore.Run::id).toList();
    }

    /** Null if no run took clients, or none has come so far. */
    @Nullable ClientsDone clients() {
        return together(RunStore.Run::clients, RunOutcome::sum);
    }

    /** With the packages that the last run which moved content could not publish. */
    ContentResult content() {
        ContentResult content = together(run -> run.content().done() == null ? null : run.content(), RunOutcome::sum);
        return content == null ? ContentResult.NONE : content;
    }

    /** Null if no run reassigned distribution points. */
    @Nullable TakeoverDone takeover() {
        return together(RunStore.Run::takeover, RunOutcome::sum);
    }

    private <T> @Nullable T together(Function<RunStore.Run, @Nullable T> part, BinaryOperator<T> sum) {
        T result = null;
        for (RunStore.Run run : runs) {
            T next = part.apply(run);
            if (next != null) {
                result = result == null ? next : sum.apply(result, next);
            }
        }
        return result;
    }

    /** Every client is looked at again: what the earlier run did is unchanged, or updated, in the later. */
    private static ClientsDone sum(ClientsDone earlier, ClientsDone later) {
        long total = Math.max(total(earlier), total(later));
        long created = Math.min(earlier.created() + later.created(), total - later.conflicts());
        long updated = Math.min(earlier.updated() + later.updated(), total - later.conflicts() - created);
        return new ClientsDone(
                created, updated, total - later.conflicts() - created - updated, later.conflicts(), later.blocked());
    }

    private static long total(ClientsDone done) {
        return done.created() + done.updated() + done.skipped() + done.conflicts();
    }

    /** The later run takes the packages that failed, to every point: where they were published before they are skipped. */
    private static ContentResult sum(ContentResult earlier, ContentResult later) {
        ContentDone before = Objects.requireNonNull(earlier.done());
        ContentDone after = Objects.requireNonNull(later.done());
        long total = Math.max(total(before), total(after));
        long published =
                Math.min(before.packagesPublished() + after.packagesPublished(), total - after.packagesFailed());
        return new ContentResult(
                new ContentDone(
                        published,
                        total - after.packagesFailed() - published,
                        after.packagesFailed(),
                        before.files() + after.files(),
                        before.bytesMoved() + after.bytesMoved(),
                        before.bytesSaved() + after.bytesSaved()),
                later.failures());
    }

    private static long total(ContentDone done) {
        return done.packagesPublished() + done.packagesSkipped() + done.packagesFailed();
    }

    private static TakeoverDone sum(TakeoverDone earlier, TakeoverDone later) {
        return new TakeoverDone(
                earlier.completed() + later.completed(),
                earlier.waiting() + later.waiting(),
                later.failed(),
                earlier.files() + later.files(),
                earlier.bytesMoved() + later.bytesMoved());
    }
}
