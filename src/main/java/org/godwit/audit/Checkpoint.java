package org.godwit.audit;

import java.time.Instant;

/**
 * The head of the chain at some moment, as noted outside the database.
 *
 * @param events how many events there were
 * @param hash of the last one, hex
 * @param mac vouches for the others, hex; see {@link ChainHash#checkpoint}
 */
record Checkpoint(long events, String hash, Instant at, String mac) {}
