package org.godwit.audit;

import org.godwit.security.SystemOnly;

/** Where every module writes its audit events. */
@SystemOnly("written by services, about calls whose right was checked or refused already")
public interface AuditTrail {

    /**
     * Puts an event on the trail in the caller's transaction: no event, no change. It takes its place in the chain just
     * before the commit, so a long transaction does not hold up others.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException if there is no transaction
     */
    void record(AuditEntry entry);

    /**
     * Puts an event on the trail in a transaction of its own, for what leaves no change behind: refusals, failures, reads.
     * The event stays when the caller's transaction rolls back.
     */
    void recordApart(AuditEntry entry);
}
