package org.godwit.api;

import org.godwit.maintenance.Backup;
import org.godwit.maintenance.BackupService;
import org.godwit.maintenance.MaintenanceMode;
import org.godwit.maintenance.MaintenanceService;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Keeping the server: maintenance and backups. */
@RestController
@RequestMapping("/api/v1")
class MaintenanceController {

    private final MaintenanceService maintenance;
    private final BackupService backups;

    MaintenanceController(MaintenanceService maintenance, BackupService backups) {
        this.maintenance = maintenance;
        this.backups = backups;
    }

    /** Whether to take no changes, and why. */
    record Wanted(boolean readOnly, @Nullable String reason) {}

    @GetMapping("/maintenance")
    MaintenanceMode get() {
        return maintenance.get();
    }

    @PutMapping("/maintenance")
    MaintenanceMode set(@RequestBody Wanted wanted) {
        return maintenance.set(wanted.readOnly(), wanted.reason() == null ? "" : wanted.reason());
    }

    @PostMapping("/backups")
    @ResponseStatus(HttpStatus.CREATED)
    Backup backup() {
        return backups.take();
    }
}
