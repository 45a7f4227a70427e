package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.godwit.audit.AuditSegment;
import org.godwit.audit.AuditSegments;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.shared.GodwitException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Old audit events, sealed in files. */
@Controller
class AuditSegmentPages {

    private static final String HERE = "redirect:/audit-segments";

    private final AuditSegments segments;

    AuditSegmentPages(AuditSegments segments) {
        this.segments = segments;
    }

    @GetMapping("/audit-segments")
    String list(Model model) {
        model.addAttribute("segments", segments.list());
        return "audit/segments";
    }

    @PostMapping("/audit-segments")
    String seal(ListRequest request, RedirectAttributes flash) {
        Instant before = request.day("before", 0);
        if (before == null) {
            throw GodwitException.invalid(
                    "INSTANT_INVALID", "Say before which day events are old enough.", "Choose a day.");
        }
        AuditSegment segment = segments.seal(before);
        Notice.leave(flash, "segments.sealed", segment.first(), segment.last());
        return HERE;
    }

    @PostMapping("/audit-segments/{first}/verify")
    String verify(@PathVariable long first, RedirectAttributes flash) {
        flash.addFlashAttribute("verification", segments.verify(first));
        return HERE;
    }

    @PostMapping("/audit-segments/{first}/remove")
    String remove(@PathVariable long first, RedirectAttributes flash) {
        AuditSegment segment = segments.remove(first);
        Notice.leave(flash, "segments.removed", segment.first(), segment.last());
        return HERE;
    }

    @GetMapping("/audit-segments/{first}/content")
    void content(@PathVariable long first, HttpServletResponse response) throws IOException {
        response.setContentType("application/gzip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("audit-segment-" + first + ".jsonl.gz")
                        .build()
                        .toString());
        segments.export(first, response.getOutputStream());
    }
}
