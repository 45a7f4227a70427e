package org.godwit.client;

import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.client.AssignmentStore.State;
import org.godwit.client.BlockStore.Unblocked;
import org.godwit.client.GuardStore.Guarded;
import org.godwit.client.GuardStore.Kind;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.shared.SmsId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The client records as admins and the clients themselves meet them. */
@Service
class DestinationClients implements ClientService {

    private static final int ATTEMPTS = 5;

    private final ClientQueries queries;
    private final ClientExplanations explanations;
    private final AssignmentStore store;
    private final GuardStore guard;
    private final EarlyAssignments early;
    private final RefusalReports refusals;
    private final AuditTrail audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    DestinationClients(
            ClientQueries queries,
            ClientExplanations explanations,
            AssignmentStore store,
            GuardStore guard,
            EarlyAssignments early,
            RefusalReports refusals,
            AuditTrail audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.queries = queries;
        this.explanations = explanations;
        this.store = store;
        this.guard = guard;
        this.early = early;
        this.refusals = refusals;
        this.audit = audit;
        this.clock = clock;
        this.transaction = Transactions.apart(transactions);
    }

    @Override
    public Page<Client> list(ClientFilter filter, PageQuery page) {
        return queries.list(filter, page);
    }

    @Override
    public void each(ClientFilter filter, @Nullable String sort, Consumer<Client> what) {
        queries.each(filter, sort, what);
    }

    @Override
    public NamesLookedAt lookInside(ClientFilter filter, @Nullable String after) {
        return queries.lookInside(filter, after);
    }

    @Override
    public Client get(SmsId smsId) {
        return queries.find(smsId.value()).orElseThrow(() -> notFound(smsId));
    }

    @Override
    public ClientRecord record(SmsId smsId) {
        return queries.record(smsId.value()).orElseThrow(() -> notFound(smsId));
    }

    @Override
    public List<ClientDecision> history(SmsId smsId) {
        List<ClientDecision> decisions = explanations.of(smsId.value());
        if (decisions.isEmpty()) {
            throw notFound(smsId);
        }
        return decisions;
    }

    @Override
    public ClientCounts counts() {
        return new ClientCounts(queries.count(), queries.countBlocked(), guard.countSmsIds(), queries.countEarly());
    }

    @Override
    public Page<EarlyAssignment> earlyAssignments(PageQuery page) {
        return queries.early(page);
    }

    @Override
    public Client block(SmsId smsId, String reason) {
        transaction.executeWithoutResult(status -> {
            State before = store.find(smsId.value()).orElseThrow(() -> notFound(smsId));
            if (store.block(smsId.value())) {
                List<Guarded> entries = new ArrayList<>();
                Guarded.of(smsId.value(), before.hardwareId(), before.thumbprint(), entries::add);
                guard.add(GuardStore.DESTINATION, entries);
                audit.record(AuditEntry.success("CLIENT_BLOCKED", "CLIENT", smsId, before.name())
                        .with("reason", reason.isBlank() ? null : reason.strip()));
            }
        });
        return get(smsId);
    }

    @Override
    public Client unblock(SmsId smsId, String reason) {
        transaction.executeWithoutResult(status -> {
            State before = store.find(smsId.value()).orElseThrow(() -> notFound(smsId));
            if (store.unblock(smsId.value())) {
                guard.remove(GuardStore.DESTINATION, List.of(smsId.value()));
                audit.record(AuditEntry.success("CLIENT_UNBLOCKED", "CLIENT", smsId, before.name())
                        .with("reason", reason.isBlank() ? null : reason.strip()));
            }
        });
        return get(smsId);
    }

    @Override
    public Client assign(Assignment given) {
        Assignment assignment = new Assignment(
                given.smsId(), given.siteCode(), code(given.hardwareId()), code(given.certificateThumbprint()));
        Kind recognised = recognised(assignment);
        if (recognised != null || !write(assignment)) {
            throw refused(assignment, recognised == null ? Kind.SMS_ID : recognised);
        }
        // the block may have arrived while the record was being written: see EarlyAssignments
        Kind late = recognised(assignment);
        if (late != null) {
            early.found(
                    blockingHierarchy(assignment.smsId().value()),
                    new Unblocked(
                            assignment.smsId().value(),
                            assignment.siteCode().value(),
                            ClientField.time(clock.instant())));
            throw refused(assignment, late);
        }
        Metrics.counter("godwit.assignments", "outcome", "accepted").increment();
        return get(assignment.smsId());
    }

    /** By what a client is known to be blocked; null if it is not. */
    private @Nullable Kind recognised(Assignment assignment) {
        String smsId = assignment.smsId().value();
        State state = store.find(smsId).orElse(null);
        if (state != null && state.blocked()
                || !guard.blockedBy(Kind.SMS_ID, smsId).isEmpty()) {
            return Kind.SMS_ID;
        }
        if (assignment.hardwareId() != null
                && !guard.blockedBy(Kind.HARDWARE_ID, assignment.hardwareId()).isEmpty()) {
            return Kind.HARDWARE_ID;
        }
        if (assignment.certificateThumbprint() != null
                && !guard.blockedBy(Kind.THUMBPRINT, assignment.certificateThumbprint())
                        .isEmpty()) {
            return Kind.THUMBPRINT;
        }
        return null;
    }

    private long blockingHierarchy(String smsId) {
        List<Long> blocking = guard.blockingHierarchies(smsId);
        return blocking.isEmpty() ? GuardStore.DESTINATION : blocking.get(blocking.size() - 1);
    }

    /** @return false if the record is blocked */
    private boolean write(Assignment assignment) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> writeOnce(assignment)));
            } catch (DataIntegrityViolationException e) {
                // its record came up meanwhile: from a run, or by another attempt of its own
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private boolean writeOnce(Assignment assignment) {
        String smsId = assignment.smsId().value();
        String site = assignment.siteCode().value();
        boolean known = store.assign(smsId, site, clock.instant());
        if (!known) {
            if (store.find(smsId).isPresent()) {
                return false;
            }
            store.create(assignment, clock.instant());
        }
        audit.record(AuditEntry.success("CLIENT_ASSIGNED", "CLIENT", smsId, null)
                .with("siteCode", site)
                .with("recordKnown", known));
        return true;
    }

    private GodwitException refused(Assignment assignment, Kind by) {
        Metrics.counter("godwit.assignments", "outcome", "refused").increment();
        refusals.refused(assignment, by);
        return GodwitException.conflict(
                "CLIENT_BLOCKED",
                "The client " + assignment.smsId() + " is blocked and cannot be assigned.",
                "Unblock it at the source or here if it is trusted again.");
    }

    private static @Nullable String code(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip().toUpperCase(Locale.ROOT);
    }

    private static GodwitException notFound(SmsId smsId) {
        return GodwitException.notFound(
                "CLIENT_NOT_FOUND",
                "There is no client " + smsId + ".",
                "Look it up in the list of clients; its record may not have been migrated yet.");
    }
}
