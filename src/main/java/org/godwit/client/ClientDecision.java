package org.godwit.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was decided about a client.
 *
 * @param rule upper snake case name of the rule or act, e.g. {@code MIGRATED}, {@code BLOCKED_BY_SOURCE}
 * @param at when; null if that is not kept
 * @param explanation one plain sentence
 */
public record ClientDecision(String rule, @Nullable Instant at, String explanation) {}
