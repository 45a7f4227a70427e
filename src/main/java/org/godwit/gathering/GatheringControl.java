package org.godwit.gathering;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.godwit.shared.RunControl;
import org.godwit.shared.StopSignal;

/** Tells a cycle when to end, and its progress to the table, each at most once a second. */
final class GatheringControl implements RunControl {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final GatheringStore store;
    private final long hierarchyId;
    private final int number;
    private final BooleanSupplier shuttingDown;
    private final Clock clock;
    private final StopSignal stop;
    private GatheringPhase phase = GatheringPhase.HIERARCHY;
    private Instant reported = Instant.MIN;

    GatheringControl(GatheringStore store, long hierarchyId, int number, BooleanSupplier shuttingDown, Clock clock) {
        this.store = store;
        this.hierarchyId = hierarchyId;
        this.number = number;
        this.shuttingDown = shuttingDown;
        this.clock = clock;
        this.stop = new StopSignal(
                () -> store.state(hierarchyId)
                        .map(GatheringStore.State::stopRequested)
                        .orElse(true),
                clock);
    }

    void enter(GatheringPhase next) {
        endIfAsked();
        phase = next;
        report(0, 0);
    }

    /** @throws Interrupted if the cycle is to end */
    void endIfAsked() {
        if (stopRequested()) {
            throw new Interrupted();
        }
    }

    @Override
    public boolean stopRequested() {
        return shuttingDown.getAsBoolean() || stop.getAsBoolean();
    }

    @Override
    public void progress(String name, long done, long total, long bytesDone, long bytesTotal) {
        Instant now = clock.instant();
        if (Duration.between(reported, now).compareTo(INTERVAL) >= 0) {
            report(done, total);
        }
    }

    private void report(long done, long total) {
        reported = clock.instant();
        store.progress(hierarchyId, number, phase, done, total);
    }

    /** Ends a cycle from within: an admin stopped gathering, or the server shuts down. */
    static final class Interrupted extends RuntimeException {
        Interrupted() {
            super("gathering was asked to end", null, false, false);
        }
    }
}
