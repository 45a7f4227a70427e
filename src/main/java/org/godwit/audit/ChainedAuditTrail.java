package org.godwit.audit;

import io.micrometer.core.instrument.Metrics;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.godwit.security.Actor;
import org.godwit.security.RequestOrigin;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Collects the events of a transaction and chains them as the last thing before its commit. Only then is the head of the
 * chain locked, so writers wait for each other's commit and not for each other's work.
 */
@Component
class ChainedAuditTrail implements AuditTrail {

    private final AuditStore store;
    private final AuditKey key;
    private final EntityManager entities;
    private final Clock clock;
    private final TransactionTemplate apart;

    ChainedAuditTrail(
            AuditStore store,
            AuditKey key,
            EntityManager entities,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.key = key;
        this.entities = entities;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public void record(AuditEntry entry) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException("an audit event without a transaction: " + entry.action());
        }
        pending().add(row(entry));
    }

    @Override
    public void recordApart(AuditEntry entry) {
        apart.executeWithoutResult(status -> record(entry));
    }

    private Pending pending() {
        for (TransactionSynchronization known : TransactionSynchronizationManager.getSynchronizations()) {
            if (known instanceof Pending pending) {
                return pending;
            }
        }
        Pending pending = new Pending();
        TransactionSynchronizationManager.registerSynchronization(pending);
        return pending;
    }

    /** Its time is set when it takes its place in the chain. */
    private static AuditRow row(AuditEntry entry) {
        Actor actor = Actor.current();
        return new AuditRow(
                Instant.EPOCH,
                AuditText.clean(actor.name(), 200),
                AuditText.cleanOrNull(actor.address(), 64),
                AuditText.clean(entry.action(), 100),
                AuditText.clean(entry.objectType(), 100),
                AuditText.cleanOrNull(entry.objectId(), 200),
                AuditText.cleanOrNull(entry.objectName(), 400),
                entry.outcome().name(),
                AuditText.cleanOrNull(RequestOrigin.current().correlationId(), 64),
                CanonicalJson.write(entry.details()));
    }

    private void append(List<AuditRow> rows) {
        // what JPA still holds back must not wait for locks while the head is locked
        entities.flush();
        ChainHash hash = key.hash();
        AuditHead head = store.lockHead(rows.size());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<ChainedRow> chained = new ArrayList<>(rows.size());
        long sequence = head.events();
        byte[] last = head.lastHash();
        for (AuditRow row : rows) {
            AuditRow timed = row.at(now);
            sequence++;
            last = hash.event(last, sequence, timed);
            chained.add(new ChainedRow(sequence, timed, last));
        }
        store.insert(chained);
        store.moveHead(new AuditHead(sequence, last, hash.head(sequence, last)));
    }

    private static void count(AuditRow row) {
        Metrics.counter("godwit.audit.events", "action", row.action(), "outcome", row.outcome())
                .increment();
    }

    /** The events of one transaction until its commit; gone without a trace if it rolls back. */
    private final class Pending implements TransactionSynchronization {

        private @Nullable List<AuditRow> rows = new ArrayList<>();
        private final List<AuditRow> appended = new ArrayList<>();

        void add(AuditRow row) {
            if (rows == null) {
                append(List.of(row)); // something recorded an event while committing
                appended.add(row);
            } else {
                rows.add(row);
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            List<AuditRow> mine = rows;
            rows = null;
            if (mine != null) {
                append(mine);
                appended.addAll(mine);
            }
        }

        @Override
        public void afterCommit() {
            appended.forEach(ChainedAuditTrail::count);
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }
    }
}
