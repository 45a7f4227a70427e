package org.godwit.maintenance;

import java.time.Clock;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.schedule.Workload;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Read-only maintenance: everybody may look, nobody changes anything, and the schedule begins nothing new. What is running
 * goes on to its end; stop jobs first if that takes too long.
 */
@Service
@Transactional
public class MaintenanceService {

    private static final int LONGEST_REASON = 400;

    private final MaintenanceStore store;
    private final Workload.Probe workload;
    private final MaintenanceSwitch modeSwitch;
    private final AuditTrail audit;
    private final Clock clock;

    MaintenanceService(
            MaintenanceStore store,
            Workload.Probe workload,
            MaintenanceSwitch modeSwitch,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.workload = workload;
        this.modeSwitch = modeSwitch;
        this.audit = audit;
        this.clock = clock;
    }

    @Requires(Right.NODE_READ)
    @Transactional(readOnly = true)
    public MaintenanceMode get() {
        MaintenanceStore.Row row = store.read();
        return new MaintenanceMode(
                row.readOnly(),
                row.reason(),
                row.changedAt(),
                row.changedBy(),
                workload.now().running());
    }

    /**
     * Turns it on or off for every node; others follow within seconds.
     *
     * @param reason shown to who is refused; needed to turn it on
     * @throws GodwitException {@code MAINTENANCE_REASON_INVALID}
     */
    @Requires(Right.NODE_MODIFY)
    public MaintenanceMode set(boolean readOnly, String reason) {
        String why = reason.strip();
        if (readOnly && (why.isEmpty() || why.length() > LONGEST_REASON)) {
            throw GodwitException.invalid(
                    "MAINTENANCE_REASON_INVALID",
                    "Maintenance needs a reason of 1 to " + LONGEST_REASON + " characters.",
                    "Say what is done and until when; who is refused reads it.");
        }
        store.write(
                readOnly, readOnly ? why : "", clock.instant(), Actor.current().name());
        audit.record(AuditEntry.success(readOnly ? "MAINTENANCE_BEGUN" : "MAINTENANCE_ENDED", "SERVER", "1", null)
                .with("reason", why));
        modeSwitch.follow(readOnly ? why : null);
        return get();
    }
}
