package org.godwit.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.godwit.audit.AuditEvent;
import org.godwit.audit.AuditExportFormat;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditHistory;
import org.godwit.audit.AuditService;
import org.godwit.audit.AuditVerification;
import org.godwit.audit.JobCreation;
import org.godwit.audit.JobCreationFilter;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/audit-events}: read, review, verify, export. */
@RestController
@RequestMapping("/api/v1/audit-events")
class AuditController {

    private final AuditService audit;

    AuditController(AuditService audit) {
        this.audit = audit;
    }

    @GetMapping
    Page<AuditEvent> list(
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String object,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String history,
            PageQuery query) {
        AuditFilter filter = filter(actor, action, object, from, to);
        AuditHistory part = history(history);
        return part == null ? audit.list(filter, query) : audit.history(part, filter, query);
    }

    @GetMapping("/{sequence}")
    AuditEvent get(@PathVariable long sequence) {
        return audit.get(sequence);
    }

    @GetMapping("/job-creations")
    Page<JobCreation> jobCreations(
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String object,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String flag,
            @RequestParam(required = false) @Nullable Boolean reviewed,
            PageQuery query) {
        return audit.jobCreations(creations(actor, object, from, to, flag, reviewed), query);
    }

    @GetMapping("/job-creations/export")
    void exportJobCreations(
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String object,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String flag,
            @RequestParam(required = false) @Nullable Boolean reviewed,
            HttpServletResponse response)
            throws IOException {
        AuditExportFormat form = Formats.of(AuditExportFormat.class, format);
        JobCreationFilter filter = creations(actor, object, from, to, flag, reviewed);
        attachment(response, form, "job-creations");
        audit.exportJobCreations(filter, form, response.getOutputStream());
    }

    private static JobCreationFilter creations(
            @Nullable String actor,
            @Nullable String object,
            @Nullable String from,
            @Nullable String to,
            @Nullable String flag,
            @Nullable Boolean reviewed) {
        return new JobCreationFilter(
                actor,
                object,
                Instants.of("from", from),
                Instants.of("to", to),
                JobCreationFilter.flags(flag),
                reviewed);
    }

    @PostMapping("/job-creations/{jobId}/review")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void review(@PathVariable String jobId, @RequestBody Review review) {
        audit.markReviewed(jobId, review.comment());
    }

    record Review(String comment) {}

    @PostMapping("/verify")
    AuditVerification verify() {
        return audit.verify();
    }

    /** Streams every matching event, oldest first, however many there are. */
    @GetMapping("/export")
    void export(
            @RequestParam(defaultValue = "jsonl") String format,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String object,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String history,
            HttpServletResponse response)
            throws IOException {
        AuditExportFormat form = Formats.of(AuditExportFormat.class, format);
        AuditFilter filter = filter(actor, action, object, from, to);
        AuditHistory part = history(history);
        attachment(response, form, "audit-events");
        if (part == null) {
            audit.export(filter, form, response.getOutputStream());
        } else {
            audit.export(part, filter, form, response.getOutputStream());
        }
    }

    private static @Nullable AuditHistory history(@Nullable String history) {
        return history == null || history.isBlank() ? null : Formats.of(AuditHistory.class, history);
    }

    private static void attachment(HttpServletResponse response, AuditExportFormat form, String name) {
        response.setContentType(form.mediaType());
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name + "." + form.extension())
                        .build()
                        .toString());
    }

    private static AuditFilter filter(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String object,
            @Nullable String from,
            @Nullable String to) {
        return new AuditFilter(actor, action, object, Instants.of("from", from), Instants.of("to", to));
    }
}
