package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.godwit.audit.AuditExportFormat;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditHistory;
import org.godwit.audit.AuditService;
import org.godwit.console.page.Columns;
import org.godwit.console.page.ListRequest;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The audit trail for a security officer: read, verify and export it. */
@Controller
class AuditPages {

    private static final Columns COLUMNS =
            Columns.of(6, "number", "at", "actor", "action", "object", "outcome", "address", "correlationId");

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
                request.showCountedUpTo(
                        AuditService.COUNTED_AT_MOST,
                        history == null
                                ? audit.list(filter(request), request.query())
                                : audit.history(history, filter(request), request.query()),
                        COLUMNS));
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

    static void attachment(HttpServletResponse response, AuditExportFormat format, String name) {
        response.setContentType(format.mediaType());
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name + "." + format.extension())
                        .build()
                        .toString());
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
