package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.godwit.audit.AuditExportFormat;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditHistory;
import org.godwit.audit.AuditService;
import org.godwit.audit.JobCreation;
import org.godwit.audit.JobCreationFilter;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The audit trail for a security officer: read, verify and export it, and who created and ran which job. */
@Controller
class AuditPages {

    private final AuditService audit;

    AuditPages(AuditService audit) {
        this.audit = audit;
    }

    @GetMapping("/audit-events")
    String list(ListRequest request, Model model) {
        AuditHistory history = request.oneOf("history", AuditHistory.class);
        model.addAttribute("history", history);
        model.addAttribute("histories", AuditHistory.values());
        model.addAttribute(
                "events",
                request.show(
                        history == null
                                ? audit.list(filter(request), request.query())
                                : audit.history(history, filter(request), request.query())));
        return "audit/list";
    }

    @GetMapping("/audit-events/{sequence}")
    String show(@PathVariable long sequence, Model model) {
        model.addAttribute("event", audit.get(sequence));
        return "audit/show";
    }

    @PostMapping("/audit-events/verify")
    String verify(RedirectAttributes flash) {
        flash.addFlashAttribute("verification", audit.verify());
        return "redirect:/audit-events";
    }

    @GetMapping("/audit-events/export")
    void export(ListRequest request, @RequestParam AuditExportFormat format, HttpServletResponse response)
            throws IOException {
        AuditHistory history = request.oneOf("history", AuditHistory.class);
        attachment(response, format, "audit-events");
        if (history == null) {
            audit.export(filter(request), format, response.getOutputStream());
        } else {
            audit.export(history, filter(request), format, response.getOutputStream());
        }
    }

    @GetMapping("/job-creations")
    String jobCreations(ListRequest request, Model model) {
        model.addAttribute("creations", request.show(audit.jobCreations(creations(request), request.query())));
        model.addAttribute("flags", JobCreation.Unusual.values());
        return "audit/creations";
    }

    @PostMapping("/job-creations/{jobId}/review")
    String review(
            @PathVariable String jobId, @RequestParam(defaultValue = "") String comment, RedirectAttributes flash) {
        audit.markReviewed(jobId, comment);
        Notice.leave(flash, "review.marked", jobId);
        return "redirect:/job-creations";
    }

    private static void attachment(HttpServletResponse response, AuditExportFormat format, String name) {
        response.setContentType(format.mediaType());
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name + "." + format.extension())
                        .build()
                        .toString());
    }

    static JobCreationFilter creations(ListRequest request) {
        return new JobCreationFilter(
                request.text("actor"),
                request.text("object"),
                request.day("from", 0),
                request.day("to", 1),
                request.oneOf("flag", JobCreation.Unusual.class),
                request.flag("reviewed"));
    }

    /** Days are the reader's; the last one is included. */
    private static AuditFilter filter(ListRequest request) {
        return new AuditFilter(
                request.text("actor"),
                request.text("action"),
                request.text("object"),
                request.day("from", 0),
                request.day("to", 1));
    }
}
