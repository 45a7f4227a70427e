package org.godwit.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.KeyFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Notes the head of the chain in a file of this node, {@code audit-checkpoints.jsonl} in the data directory, at intervals
 * and at shutdown. So a database that was put back to an older state no longer fits.
 */
@Component
class AuditCheckpoints implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AuditCheckpoints.class);
    private static final HexFormat HEX = HexFormat.of();

    private final AuditStore store;
    private final AuditKey key;
    private final Clock clock;
    private final Path file;
    private final Duration interval;
    private @Nullable ScheduledExecutorService timer;
    private @Nullable String lastHash;

    AuditCheckpoints(AuditStore store, AuditKey key, Clock clock, GodwitProperties server, AuditProperties audit) {
        this.store = store;
        this.key = key;
        this.clock = clock;
        this.file = server.dataDir().resolve("audit-checkpoints.jsonl");
        this.interval = audit.checkpointEvery();
    }

    /** Notes the head, unless it is the one noted last by this process. */
    synchronized void take() {
        AuditHead head = store.head();
        String hash = HEX.formatHex(head.lastHash());
        if (head.events() == 0 || hash.equals(lastHash)) {
            return;
        }
        store.makeDurable(); // else a killed server could forget events of which its checkpoint knows
        Instant now = clock.instant();
        String mac = HEX.formatHex(key.hash().checkpoint(head.events(), head.lastHash(), now));
        String line = CanonicalJson.write(new Checkpoint(head.events(), hash, now, mac)) + "\n";
        try {
            if (!Files.exists(file)) {
                KeyFile.createOwnerOnly(file);
            }
            Files.writeString(file, line, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
            lastHash = hash;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The noted heads in the order they were noted; the caller closes it. */
    CheckpointReader read() {
        try {
            BufferedReader lines = Files.exists(file)
                    ? Files.newBufferedReader(file, StandardCharsets.UTF_8)
                    : new BufferedReader(java.io.Reader.nullReader());
            return new CheckpointReader(lines, key.hash());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private void takeQuietly() {
        try {
            take();
        } catch (RuntimeException e) {
            LOG.warn("The audit checkpoint could not be taken: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "audit-checkpoints");
            thread.setDaemon(true);
            return thread;
        });
        long millis = interval.toMillis();
        started.scheduleWithFixedDelay(this::takeQuietly, millis, millis, TimeUnit.MILLISECONDS);
        timer = started;
    }

    @Override
    public void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
            takeQuietly();
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
