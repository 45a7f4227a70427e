package org.godwit.audit;

import io.micrometer.core.instrument.Metrics;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.godwit.audit.AuditProperties.Syslog;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.AlertCondition.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Sends the trail to syslog, in order and behind what happens: a receiver that is away holds up nothing. How far it came is
 * in the database and moves only after a connection ended well, so nothing is lost and the same events may come twice; their
 * sequence numbers tell.
 */
@Component
class AuditForwarding {

    private static final Logger LOG = LoggerFactory.getLogger(AuditForwarding.class);
    private static final int BATCH = 5_000;
    private static final String RECEIVER = "SYSLOG_RECEIVER";

    private final AuditStore store;
    private final ForwardingStore cursor;
    private final AuditKey key;
    private final Syslog syslog;
    private final SSLContext tls;
    private final SyslogMessages messages;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private volatile boolean failing;

    @Autowired
    AuditForwarding(
            AuditStore store,
            ForwardingStore cursor,
            AuditKey key,
            AuditProperties properties,
            ObjectProvider<SslBundles> bundles,
            ApplicationEventPublisher events,
            Clock clock) {
        this(
                store,
                cursor,
                key,
                properties.syslog(),
                context(properties.syslog(), bundles.getIfAvailable()),
                events,
                clock);
    }

    AuditForwarding(
            AuditStore store,
            ForwardingStore cursor,
            AuditKey key,
            Syslog syslog,
            SSLContext tls,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.cursor = cursor;
        this.key = key;
        this.syslog = syslog;
        this.tls = tls;
        this.messages = new SyslogMessages(syslog.format());
        this.events = events;
        this.clock = clock;
    }

    private static SSLContext context(Syslog syslog, @Nullable SslBundles bundles) {
        String bundle = syslog.sslBundle();
        try {
            return bundle == null || bundles == null
                    ? SSLContext.getDefault()
                    : bundles.getBundle(bundle).createSslContext();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has TLS", e);
        }
    }

    /** Empty if the trail is sent nowhere. */
    Optional<ForwardingState> state() {
        if (syslog.host() == null) {
            return Optional.empty();
        }
        long sent = cursor.sent();
        long unsent = Math.max(0, store.head().events() - sent);
        List<ChainedRow> oldest = new ArrayList<>();
        if (unsent > 0) {
            store.next(sent, 1, oldest::add);
        }
        Duration behind = oldest.isEmpty()
                ? Duration.ZERO
                : Duration.between(oldest.get(0).event().at(), clock.instant());
        return Optional.of(new ForwardingState(
                unsent, behind.isNegative() ? Duration.ZERO : behind, behind.compareTo(syslog.alertAfter()) > 0));
    }

    /**
     * Sends what is new, if a receiver is configured. What cannot be sent now stays for the next time; what stays too long is
     * an alert.
     *
     * @return whether everything was sent
     */
    boolean forward() {
        String host = syslog.host();
        if (host == null) {
            return true;
        }
        boolean all = sendAll(host);
        if (all) {
            events.publishEvent(new AlertCleared(Kind.AUDIT_FORWARDING_STUCK, RECEIVER, "1"));
        } else {
            state().filter(ForwardingState::late)
                    .ifPresent(state -> events.publishEvent(new AlertCondition(
                            Kind.AUDIT_FORWARDING_STUCK,
                            RECEIVER,
                            "1",
                            state.unsent() + " audit events wait to be sent to " + host + ", the oldest for "
                                    + state.behind().toMinutes() + " minutes. The server's log says why.")));
        }
        return all;
    }

    private boolean sendAll(String host) {
        try {
            while (sendBatch(host)) {
                LOG.debug("a batch of audit events was sent to {}", host);
            }
            if (failing) {
                LOG.info("The audit trail is sent to {} again", host);
                failing = false;
            }
            return true;
        } catch (IOException e) {
            Metrics.counter("godwit.audit.syslog.failures").increment();
            if (!failing) {
                LOG.warn("The audit trail cannot be sent to {} now, and is kept for later: {}", host, e.toString());
                failing = true;
            }
            return false;
        }
    }

    /** @return whether there may be more */
    private boolean sendBatch(String host) throws IOException {
        long sent = cursor.sent();
        AuditHead head = store.head();
        if (head.events() <= sent) {
            return false;
        }
        List<ChainedRow> rows = new ArrayList<>();
        if (syslog.events()) {
            store.next(sent, BATCH, rows::add);
        }
        if (syslog.events() && rows.isEmpty()) {
            throw new IOException("events after " + sent + " are missing; verify the trail");
        }
        store.makeDurable(); // else a killed server could forget events that the receiver knows
        ChainedRow last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        long reached = last == null ? head.events() : last.sequence();
        byte[] hash = last == null ? head.lastHash() : last.hash();
        try (SyslogConnection connection = new SyslogConnection(tls, host, syslog.port())) {
            for (ChainedRow row : rows) {
                connection.send(messages.event(row));
            }
            if (syslog.checkpoints()) {
                connection.send(messages.checkpoint(checkpoint(reached, hash)));
            }
            connection.finish();
        }
        cursor.move(sent, reached);
        return rows.size() == BATCH;
    }

    private Checkpoint checkpoint(long events, byte[] hash) {
        Instant now = clock.instant();
        HexFormat hex = HexFormat.of();
        return new Checkpoint(
                events, hex.formatHex(hash), now, hex.formatHex(key.hash().checkpoint(events, hash, now)));
    }
}
