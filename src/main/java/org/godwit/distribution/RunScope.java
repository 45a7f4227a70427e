package org.godwit.distribution;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.content.ContentTarget;
import org.godwit.content.ReadOnce;
import org.godwit.content.TransferMeter;
import org.godwit.shared.RunControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all threads of one run share: whether to stop, and how far it is. Only the run's own thread talks to the control. */
final class RunScope implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunScope.class);

    private final RunControl control;
    private final long packages;
    private final long bytes;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong packagesDone = new AtomicLong();
    private final TransferMeter meter = new TransferMeter();
    private final ReadOnce once = new ReadOnce();
    private volatile long elsewhere;

    /** @param bytes as far as the site states them; 0 if it states none */
    RunScope(RunControl control, long packages, long bytes) {
        this.control = control;
        this.packages = packages;
        this.bytes = bytes;
    }

    /** Called by the run's thread about twice a second. */
    void tick(String phase) {
        if (control.stopRequested()) {
            stop.set(true);
        }
        long handled = Math.max(0, meter.bytesHandled()) + elsewhere;
        control.progress(phase, packagesDone.get(), packages, handled, Math.max(bytes, handled));
    }

    boolean stopped() {
        return stop.get();
    }

    void packageDone() {
        packagesDone.incrementAndGet();
    }

    /** What the points of the run share, so that the source is read once. */
    ReadOnce once() {
        return once;
    }

    /** The library, which stays open until the run is over. */
    ContentTarget kept(ContentTarget target) {
        once.keep(target);
        return target;
    }

    /** Closes the libraries that were kept open. */
    @Override
    public void close() {
        try {
            once.close();
        } catch (IOException e) {
            LOG.warn("A library could not be closed: {}", e.getMessage());
        }
    }

    /** @param bytes that others than this server have dealt with so far */
    void elsewhere(long bytes) {
        elsewhere = bytes;
    }

    TransferMeter meter() {
        return meter;
    }
}
