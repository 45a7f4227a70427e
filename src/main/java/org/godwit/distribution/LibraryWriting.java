package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.godwit.content.ContentException;
import org.godwit.content.ContentTarget;
import org.godwit.content.LibraryTransfer;
import org.godwit.content.ReadOnce;
import org.godwit.content.Throttle;
import org.godwit.content.TransferMeter;
import org.godwit.content.TransferOptions;
import org.springframework.stereotype.Component;

/** Takes the library of a destination point for writing, within its bandwidth. */
@Component
class LibraryWriting {

    private static final long LOCK_NAP = 500_000_000;

    private final EvidenceStore evidence;
    private final TransferProperties properties;
    private final Clock clock;

    LibraryWriting(EvidenceStore evidence, TransferProperties properties, Clock clock) {
        this.evidence = evidence;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Waits until no other run has the library.
     *
     * @param once what this point shares with others that are brought the same
     * @throws ContentException {@code STOPPED} if told to stop meanwhile
     */
    LibraryTransfer open(
            DistributionPointEntity point,
            ContentTarget target,
            BooleanSupplier stop,
            TransferMeter meter,
            ReadOnce once)
            throws IOException {
        TransferOptions options =
                new TransferOptions(properties.files(), true, throttle(point), stop, meter).withOnce(once);
        while (true) {
            LibraryTransfer library = LibraryTransfer.tryOpen(target, evidence.of(point.id()), options);
            if (library != null) {
                return library;
            }
            if (stop.getAsBoolean()) {
                throw new ContentException(ContentException.Code.STOPPED, "The transfer was stopped.");
            }
            LockSupport.parkNanos(LOCK_NAP);
        }
    }

    private Throttle throttle(DistributionPointEntity point) {
        Bandwidth bandwidth = point.bandwidth();
        return bandwidth == null
                ? Throttle.none()
                : new Throttle(clock, () -> bandwidth.bytesPerSecond(clock.instant(), ZoneId.systemDefault()));
    }
}
