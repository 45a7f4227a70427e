package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.content.ContentException;
import org.godwit.content.Throttle;
import org.godwit.content.TransferMeter;
import org.godwit.content.TransferOptions;
import org.godwit.security.Actor;
import org.godwit.security.RunAs;
import org.godwit.shared.Carried;
import org.godwit.shared.GodwitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Exports and imports media while nobody waits. It is done by the server that was asked, in memory of the key: a task in the
 * database would have to hold the key.
 */
@Component
class MediaWork implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(MediaWork.class);
    static final String TYPE = "PACKAGE_MEDIA";
    private static final int AT_A_TIME = 2;
    private static final long TICK_MILLIS = 500;

    private final MediaStore store;
    private final TransferProperties properties;
    private final AuditTrail audit;
    private final RunAs runAs;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME, MediaWork::thread);
    private final java.util.concurrent.ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(MediaWork::thread);

    MediaWork(
            MediaStore store,
            TransferProperties properties,
            AuditTrail audit,
            RunAs runAs,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.properties = properties;
        this.audit = audit;
        this.runAs = runAs;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What is done with the media. */
    interface Work {
        Done run(TransferOptions options) throws IOException;
    }

    /** What was done. */
    record Done(long files, long bytes) {}

    /** Does it in the name of whoever asks. */
    void begin(long id, String action, String folder, Work work) {
        String actor = Actor.current().name();
        pool.execute(Carried.over(() -> runAs.user(actor, () -> run(id, action, folder, work))));
    }

    private void run(long id, String action, String folder, Work work) {
        TransferMeter meter = new TransferMeter();
        var tick = ticks.scheduleWithFixedDelay(
                () -> store.touch(id, meter.files(), Math.max(0, meter.bytesHandled()), clock.instant()),
                0,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
        try {
            Done done = work.run(new TransferOptions(properties.files(), true, Throttle.none(), stop::get, meter));
            tick.cancel(false);
            transaction.executeWithoutResult(t -> {
                store.completed(id, done.files(), done.bytes(), clock.instant());
                audit.record(AuditEntry.success(action, TYPE, id, folder)
                        .with("files", done.files())
                        .with("bytes", done.bytes()));
            });
        } catch (ContentException e) {
            failed(id, action, folder, e.code().name(), e.getMessage());
        } catch (GodwitException e) {
            failed(id, action, folder, e.code(), e.getMessage());
        } catch (IOException e) {
            failed(id, action, folder, "LOCATION_FAILED", folder + " could not be read or written: " + e.getMessage());
        } catch (RuntimeException e) {
            failed(id, action, folder, "INTERNAL", "Something went wrong that the server's log tells.");
            throw e;
        } finally {
            tick.cancel(false);
        }
    }

    private void failed(long id, String action, String folder, String code, String message) {
        LOG.warn("{} {}: {}", action, folder, message);
        transaction.executeWithoutResult(t -> {
            store.failed(id, code, message, clock.instant());
            audit.record(AuditEntry.failed(action, TYPE, id, folder)
                    .with("code", code)
                    .with("message", message));
        });
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "package-media");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void destroy() throws InterruptedException {
        stop.set(true);
        pool.shutdown();
        pool.awaitTermination(10, TimeUnit.SECONDS);
        ticks.shutdownNow();
    }
}
