package org.godwit.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.shared.AlertCondition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Audits and alerts refused assignments, but not each of a swarm's: one event for each client in ten minutes, and sixty
 * events a minute over all. What this node holds back it counts, and tells in one event a minute ({@link RefusalSummaries}).
 */
@Component
class RefusalReports {

    private static final Duration PER_CLIENT = Duration.ofMinutes(10);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int PER_WINDOW = 60;
    private static final int REMEMBERED = 10_000;
    private static final int NAMED = 100;

    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate apart;
    private final Map<String, Instant> reported = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };
    private Instant windowStart = Instant.EPOCH;
    private int inWindow;
    private HeldBack heldBack = new HeldBack();

    RefusalReports(
            AuditTrail audit, ApplicationEventPublisher events, Clock clock, PlatformTransactionManager transactions) {
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.apart = Transactions.apart(transactions);
    }

    /** Refusals that have no event of their own. */
    private static final class HeldBack {

        private final Set<String> smsIds = new LinkedHashSet<>();
        private @Nullable Instant since;
        private long refusals;

        void add(String smsId, Instant at) {
            refusals++;
            since = since == null ? at : since;
            name(smsId);
        }

        /** Takes in what came later. */
        void add(HeldBack later) {
            refusals += later.refusals;
            since = since == null ? later.since : since;
            later.smsIds.forEach(this::name);
        }

        private void name(String smsId) {
            if (smsIds.size() < REMEMBERED) {
                smsIds.add(smsId);
            }
        }
    }

    /** @param by what the client was recognised by */
    void refused(Assignment assignment, GuardStore.Kind by) {
        if (!admit(assignment.smsId().value())) {
            return;
        }
        apart.executeWithoutResult(status -> {
            audit.record(AuditEntry.refused("CLIENT_ASSIGNMENT_REFUSED", "CLIENT", assignment.smsId(), null)
                    .with("siteCode", assignment.siteCode().value())
                    .with("recognisedBy", by.name()));
            events.publishEvent(new AlertCondition(
                    AlertCondition.Kind.BLOCKED_ASSIGNMENT_TRIED,
                    "CLIENT",
                    assignment.smsId().value(),
                    "The blocked client " + assignment.smsId() + " tried to assign itself to site "
                            + assignment.siteCode() + "."));
        });
    }

    /** Puts what was held back on the trail, in one event; nothing if none was. If that fails, it stays held back. */
    void summarise() {
        HeldBack told = taken();
        if (told.refusals == 0) {
            return;
        }
        try {
            apart.executeWithoutResult(
                    status -> audit.record(AuditEntry.refused("CLIENT_ASSIGNMENTS_REFUSED", "CLIENT", null, null)
                            .with("refusals", told.refusals)
                            .with("clients", told.smsIds.size())
                            .with("since", String.valueOf(told.since))
                            .with("smsIds", told.smsIds.stream().limit(NAMED).toList())));
        } catch (RuntimeException e) {
            putBack(told);
            throw e;
        }
    }

    private synchronized HeldBack taken() {
        HeldBack taken = heldBack;
        heldBack = new HeldBack();
        return taken;
    }

    private synchronized void putBack(HeldBack told) {
        told.add(heldBack);
        heldBack = told;
    }

    /** @return false if this one is held back */
    private synchronized boolean admit(String smsId) {
        Instant now = clock.instant();
        if (Duration.between(windowStart, now).compareTo(WINDOW) >= 0) {
            windowStart = now;
            inWindow = 0;
        }
        Instant last = reported.get(smsId);
        boolean recent = last != null && Duration.between(last, now).compareTo(PER_CLIENT) < 0;
        if (recent || inWindow >= PER_WINDOW) {
            heldBack.add(smsId, now);
            return false;
        }
        inWindow++;
        reported.remove(smsId);
        reported.put(smsId, now);
        return true;
    }
}
