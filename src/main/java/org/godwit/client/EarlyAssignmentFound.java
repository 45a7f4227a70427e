package org.godwit.client;

import java.util.List;

/**
 * Application event, published in the transaction that blocks them: clients were found that their source blocks and that
 * had already assigned themselves to the destination. Needs a person's attention.
 *
 * @param hierarchyId the source hierarchy that says blocked
 * @param count how many were found together
 * @param smsIds the first 100 of them
 */
public record EarlyAssignmentFound(long hierarchyId, long count, List<String> smsIds) {

    public EarlyAssignmentFound {
        smsIds = List.copyOf(smsIds);
    }
}
