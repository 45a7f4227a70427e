package org.godwit.distribution;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import java.util.Set;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.distribution.ContentTransfer.Status;
import org.godwit.security.Actor;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Transfers in the database. */
@Service
@Transactional
class ContentTransfers implements ContentTransferService {

    private final TransferStore store;
    private final ScopeGuard scopes;
    private final AuditTrail audit;
    private final SchedulerClient scheduler;
    private final Clock clock;

    ContentTransfers(TransferStore store, ScopeGuard scopes, AuditTrail audit, SchedulerClient scheduler, Clock clock) {
        this.store = store;
        this.scopes = scopes;
        this.audit = audit;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Page<ContentTransfer> list(TransferFilter filter, PageQuery query) {
        Set<String> held = Actor.current().scopes();
        return store.list(filter, held.contains(Actor.SCOPE_ALL) ? null : held, query);
    }

    @Override
    @Transactional(readOnly = true)
    public ContentTransfer get(long id) {
        return store.find(id)
                .filter(t -> scopes.reaches(Securable.DISTRIBUTION_POINT, t.distributionPointId()))
                .orElseThrow(() -> GodwitException.notFound(
                        "CONTENT_TRANSFER_NOT_FOUND",
                        "There is no content transfer " + id + ".",
                        "List the content transfers to see their ids."));
    }

    @Override
    public ContentTransfer retry(long id) {
        ContentTransfer transfer = get(id);
        if (transfer.status() != Status.FAILED && transfer.status() != Status.STOPPED) {
            throw GodwitException.conflict(
                    "CONTENT_TRANSFER_STATE",
                    "The transfer is " + transfer.status() + "; only one that failed or was stopped can be retried.",
                    "Look at the transfer's status.");
        }
        store.status(id, Status.NOT_STARTED);
        scheduler.scheduleIfNotExists(ContentTasks.RETRY
                .instance(Long.toString(id))
                .data(new ContentTasks.RetryData(id, Actor.current().name()))
                .scheduledTo(clock.instant()));
        audit.record(AuditEntry.success("CONTENT_TRANSFER_RETRIED", "CONTENT_TRANSFER", id, transfer.packageId())
                .with("distributionPoint", transfer.distributionPoint()));
        return get(id);
    }
}
