package org.godwit.audit;

/**
 * An event and its place in the chain.
 *
 * @param sequence 1 for the first event; no number is left out
 * @param hash see {@link ChainHash}
 */
record ChainedRow(long sequence, AuditRow event, byte[] hash) {}
