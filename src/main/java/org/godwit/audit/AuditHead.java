package org.godwit.audit;

/**
 * The end of the chain.
 *
 * @param events how many events there are; also the number of the last one
 * @param lastHash its hash; {@link ChainHash#GENESIS} before the first event
 * @param mac vouches for both, see {@link ChainHash#head}
 */
record AuditHead(long events, byte[] lastHash, byte[] mac) {}
