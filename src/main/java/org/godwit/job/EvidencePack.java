package org.godwit.job;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.godwit.audit.AuditEvent;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditService;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Digests;
import org.godwit.shared.Pages;
import org.springframework.stereotype.Component;

/**
 * Everything that proves what a job did, in one ZIP file: plan, approvals, outcome, verification, and for those who may read
 * it the audit excerpt. {@code SHA256SUMS} holds the hash of each file and is signed ({@code SHA256SUMS.sig}, Ed25519; the public
 * key is in the pack), and its hash goes into the audit trail, whose chain no one can rewrite.
 */
@Component
class EvidencePack {

    private static final String SUMS = "SHA256SUMS";
    private static final String HOW_TO = """
            sha256sum -c SHA256SUMS
            openssl pkeyutl -verify -pubin -inkey signing-key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig

            The SHA-256 of SHA256SUMS and of signing-key.pem are in the audit trail of the server that made this pack
            (event MIGRATION_JOB_EVIDENCE_EXPORTED of the job): compare them there before you trust the key.
            """;

    private final JobReports reports;
    private final PlanStore plans;
    private final PlanViews planViews;
    private final JobEventStore events;
    private final EvidenceKey key;
    private final AuditService auditEvents;
    private final AuditTrail audit;
    private final Clock clock;

    EvidencePack(
            JobReports reports,
            PlanStore plans,
            PlanViews planViews,
            JobEventStore events,
            EvidenceKey key,
            AuditService auditEvents,
            AuditTrail audit,
            Clock clock) {
        this.reports = reports;
        this.plans = plans;
        this.planViews = planViews;
        this.events = events;
        this.key = key;
        this.auditEvents = auditEvents;
        this.audit = audit;
        this.clock = clock;
    }

    /** Needs a transaction, in which the pack's hash is put on the audit trail. */
    JobReport of(MigrationJobEntity job) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (JobReport.Format format : JobReport.Format.values()) {
            JobReport report = reports.of(job, format);
            files.put("report" + report.fileName().substring(report.fileName().lastIndexOf('.')), report.body());
        }
        files.put("approvals.json", bytes(CanonicalJson.write(approvals(job))));
        for (PlanStore.Header plan : plans.ofJob(job.id())) {
            files.put("plans/" + plan.digest() + ".json", bytes(CanonicalJson.write(planViews.of(plan))));
        }
        if (Actor.current().may(Right.AUDIT_READ)) {
            files.put("audit.json", bytes(CanonicalJson.write(auditExcerpt(job))));
        }
        StringBuilder sums = new StringBuilder();
        files.forEach((name, body) ->
                sums.append(Digests.sha256Hex(body)).append("  ").append(name).append('\n'));
        byte[] sumsFile = bytes(sums.toString());
        audit.record(JobLifecycle.entry(job, "EVIDENCE_EXPORTED")
                .with("sha256OfSHA256SUMS", Digests.sha256Hex(sumsFile))
                .with("sha256OfSigningKey", Digests.sha256Hex(key.publicPem()))
                .with("files", files.size()));
        files.put(SUMS, sumsFile);
        files.put(SUMS + ".sig", key.sign(sumsFile));
        files.put("signing-key.pem", bytes(key.publicPem()));
        files.put("HOW-TO-VERIFY.txt", bytes(HOW_TO));
        return new JobReport("migration-job-" + job.id() + "-evidence.zip", "application/zip", zip(files));
    }

    /** Every approval there was, with the digest of the plan that it was of. */
    private List<JobEvent> approvals(MigrationJobEntity job) {
        return events.after(job.id(), 0, Integer.MAX_VALUE).stream()
                .filter(e -> e.code().equals("APPROVED"))
                .toList();
    }

    private List<AuditEvent> auditExcerpt(MigrationJobEntity job) {
        AuditFilter ofJob = new AuditFilter(null, null, JobLifecycle.AUDIT_TYPE + ":" + job.id(), null, null);
        return Pages.all(page -> auditEvents.list(ofJob, page)).toList();
    }

    private byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Instant now = clock.instant();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setLastModifiedTime(FileTime.from(now));
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
