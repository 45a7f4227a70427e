package org.godwit.console;

import java.nio.charset.StandardCharsets;
import org.godwit.console.page.Notice;
import org.godwit.maintenance.Backup;
import org.godwit.maintenance.BackupService;
import org.godwit.maintenance.MaintenanceService;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Keeping the server: read-only maintenance, and backups to take and to carry away. */
@Controller
@RequestMapping("/operate")
class OperatePages {

    private static final String BACK = "redirect:/operate";

    private final MaintenanceService maintenance;
    private final BackupService backups;

    OperatePages(MaintenanceService maintenance, BackupService backups) {
        this.maintenance = maintenance;
        this.backups = backups;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("maintenance", maintenance.get());
        model.addAttribute("backups", backups.list());
        return "report/operate";
    }

    @PostMapping("/maintenance")
    String maintenance(
            @RequestParam boolean readOnly, @RequestParam @Nullable String reason, RedirectAttributes flash) {
        maintenance.set(readOnly, reason == null ? "" : reason);
        if (readOnly) {
            Notice.leave(flash, "operate.maintenance.begun");
        } else {
            Notice.leave(flash, "operate.maintenance.ended");
        }
        return BACK;
    }

    @PostMapping("/backups")
    String backup(RedirectAttributes flash) {
        Backup taken = backups.take();
        Notice.leave(flash, "operate.backup.taken", taken.name());
        return BACK;
    }

    @GetMapping("/backups/{file}")
    ResponseEntity<StreamingResponseBody> download(@PathVariable String file) {
        BackupService.Download download = backups.open(file);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .contentLength(download.bytes())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file, StandardCharsets.US_ASCII)
                                .build()
                                .toString())
                .body(download::writeTo);
    }
}
