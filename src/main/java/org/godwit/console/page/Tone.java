package org.godwit.console.page;

import java.util.Locale;
import java.util.Map;

/** How a state is coloured: what is good, under way, worth a look, bad, or simply there. */
enum Tone {
    OK,
    RUN,
    WARN,
    BAD,
    IDLE;

    private static final Map<String, Tone> BY_STATE = Map.ofEntries(
            Map.entry("READY", OK),
            Map.entry("AVAILABLE", OK),
            Map.entry("MAINTENANCE", WARN),
            Map.entry("UPGRADE_NEEDED", WARN),
            Map.entry("ALIVE", OK),
            Map.entry("EQUAL", OK),
            Map.entry("GONE", BAD),
            Map.entry("WAITING_FOR_SOURCE", WARN),
            Map.entry("PAUSED", WARN),
            Map.entry("REASSIGNING", RUN),
            Map.entry("COMPLETED", OK),
            Map.entry("MIGRATED", OK),
            Map.entry("ASSIGNED", OK),
            Map.entry("VERIFIED", OK),
            Map.entry("PASS", OK),
            Map.entry("CLEAN", OK),
            Map.entry("REPAIRED", OK),
            Map.entry("PLANNED", WARN),
            Map.entry("INTACT", OK),
            Map.entry("SUCCESS", OK),
            Map.entry("ACTIVE", OK),
            Map.entry("CREATE", OK),
            Map.entry("ADDED", OK),
            Map.entry("APPROVED", OK),
            Map.entry("RUNNING", RUN),
            Map.entry("TRANSFER", RUN),
            Map.entry("OVERWRITE", RUN),
            Map.entry("MODIFIED", RUN),
            Map.entry("SCHEDULED", RUN),
            Map.entry("RESTORE", RUN),
            Map.entry("WARN", WARN),
            Map.entry("WARNING", WARN),
            Map.entry("STOPPED", WARN),
            Map.entry("REFUSED", WARN),
            Map.entry("CONFLICT", WARN),
            Map.entry("BLOCK_ONLY", WARN),
            Map.entry("ASSIGNED_EARLY", WARN),
            Map.entry("PENDING_CONTENT", WARN),
            Map.entry("PENDING_SCHEDULE", WARN),
            Map.entry("REMOVED", WARN),
            Map.entry("REMOVE", WARN),
            Map.entry("FAIL", BAD),
            Map.entry("FAILED", BAD),
            Map.entry("BLOCKED", BAD),
            Map.entry("DIFFERENT", BAD),
            Map.entry("BROKEN", BAD),
            Map.entry("CRITICAL", BAD));

    static Tone of(Object state) {
        return BY_STATE.getOrDefault(state.toString(), IDLE);
    }

    String styleClass() {
        return "tone-" + name().toLowerCase(Locale.ROOT);
    }
}
