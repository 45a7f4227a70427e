package org.godwit.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client that its source blocks and that had assigned itself to the destination before the block was known here. It was
 * blocked when it was found.
 *
 * @param hierarchyId the source hierarchy that says blocked
 * @param siteCode the destination site it had assigned itself to
 * @param assignedAt when it did; null if not known
 * @param foundAt when it was found and blocked
 */
public record EarlyAssignment(
        long hierarchyId,
        String smsId,
        @Nullable String siteCode,
        @Nullable Instant assignedAt,
        Instant foundAt) {}
