package org.godwit.maintenance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server takes no changes at present.
 *
 * @param reason shown to who is refused; empty while off
 * @param since null if it was never changed
 * @param by sign-in name; null if it was never changed
 * @param running tasks that this node still executes: they go on to their end, and no new ones begin
 */
public record MaintenanceMode(
        boolean readOnly,
        String reason,
        @Nullable Instant since,
        @Nullable String by,
        int running) {}
