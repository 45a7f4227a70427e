package org.godwit.audit;

/** Where every module writes its audit events. */
public interface AuditTrail {

    /**
     * Appends an event in the caller's transaction: no event, no change.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException if there is no transaction
     */
    void record(AuditEntry entry);

    /**
     * Appends an event in a transaction of its own, for what leaves no change behind: refusals, failures, reads. The event
     * stays when the caller's transaction rolls back.
     */
    void recordApart(AuditEntry entry);
}
