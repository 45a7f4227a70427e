package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.godwit.audit.AuditExportFormat;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditService;
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
        model.addAttribute("events", request.show(audit.list(filter(request), request.query())));
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
        response.setContentType(format.mediaType());
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("audit-events." + format.extension())
                        .build()
                        .toString());
        audit.export(filter(request), format, response.getOutputStream());
    }

    @GetMapping("/job-creations")
    String jobCreations(ListRequest request, Model model) {
        model.addAttribute("creations", request.show(audit.jobCreations(filter(request), request.query())));
        return "audit/creations";
    }

    @PostMapping("/job-creations/{jobId}/review")
    String review(
            @PathVariable String jobId, @RequestParam(defaultValue = "") String comment, RedirectAttributes flash) {
        audit.markReviewed(jobId, comment);
        Notice.leave(flash, "review.marked", jobId);
        return "redirect:/job-creations";
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
