package org.godwit.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import org.godwit.audit.AuditSegment;
import org.godwit.audit.AuditSegmentVerification;
import org.godwit.audit.AuditSegments;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/audit-segments}: old events sealed in files. A segment is named by the number of its first event. */
@RestController
@RequestMapping("/api/v1/audit-segments")
class AuditSegmentController {

    private final AuditSegments segments;

    AuditSegmentController(AuditSegments segments) {
        this.segments = segments;
    }

    @GetMapping
    Page<AuditSegment> list() {
        return Page.whole(segments.list());
    }

    @PostMapping
    ResponseEntity<AuditSegment> seal(@RequestBody Sealing sealing) {
        Instant before = Instants.of("before", sealing.before());
        if (before == null) {
            throw GodwitException.invalid(
                    "INSTANT_INVALID",
                    "'before' is missing.",
                    "Say which events are old enough: {\"before\": \"2026-01-01\"}.");
        }
        AuditSegment segment = segments.seal(before);
        return ResponseEntity.created(URI.create("/api/v1/audit-segments/" + segment.first()))
                .body(segment);
    }

    record Sealing(@Nullable String before) {}

    @PostMapping("/{first}/verify")
    AuditSegmentVerification verify(@PathVariable long first) {
        return segments.verify(first);
    }

    @PostMapping("/{first}/remove")
    AuditSegment remove(@PathVariable long first) {
        return segments.remove(first);
    }

    /** The file as it was sealed: gzipped JSON Lines. */
    @GetMapping("/{first}/content")
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
