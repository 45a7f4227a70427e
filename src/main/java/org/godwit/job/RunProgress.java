package org.godwit.job;

import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.godwit.shared.RunControl;
import org.godwit.shared.StopSignal;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores a run's progress at most once a second, and looks as often whether it is to stop. Used by several threads. */
final class RunProgress implements RunControl {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final long runId;
    private final RunStore runs;
    private final TransactionTemplate apart;
    private final Clock clock;
    private final StopSignal stop;

    private Instant stored = Instant.EPOCH;
    private @Nullable Instant since;
    private long firstMeasure;
    private long counted;
    private long countedBytes;

    /** @param apart opens transactions of their own, so that progress shows while a chunk is still being written */
    RunProgress(long runId, RunStore runs, TransactionTemplate apart, Clock clock, BooleanSupplier stopWanted) {
        this.runId = runId;
        this.runs = runs;
        this.apart = apart;
        this.clock = clock;
        this.stop = new StopSignal(stopWanted, clock);
    }

    /** Begins to measure anew. */
    synchronized void enter(Phase phase) {
        since = null;
        stored = Instant.EPOCH;
        counted = 0;
        countedBytes = 0;
        apart.executeWithoutResult(status -> runs.enterPhase(runId, phase));
    }

    @Override
    public boolean stopRequested() {
        return stop.getAsBoolean();
    }

    @Override
    public synchronized void progress(String phase, long done, long total, long bytesDone, long bytesTotal) {
        count(phase, done, bytesDone);
        Instant now = clock.instant();
        long measure = bytesTotal > 0 ? bytesDone : done;
        Instant begun = since;
        if (begun == null) {
            begun = now;
            since = now;
            firstMeasure = measure;
        }
        boolean last = total > 0 && done >= total;
        if (!last && now.isBefore(stored.plus(INTERVAL))) {
            return;
        }
        stored = now;
        double seconds = Duration.between(begun, now).toNanos() / 1e9;
        double rate = seconds > 0 ? (measure - firstMeasure) / seconds : 0;
        apart.executeWithoutResult(status -> runs.progress(runId, done, total, bytesDone, bytesTotal, rate));
    }

    /** Adds to the counters what came since the last report; of a phase that is gone on with, also what was done before. */
    private void count(String phase, long done, long bytesDone) {
        Metrics.counter("godwit.job.items", "phase", phase).increment(Math.max(0, done - counted));
        Metrics.counter("godwit.job.bytes").increment(Math.max(0, bytesDone - countedBytes));
        counted = done;
        countedBytes = bytesDone;
    }
}
