package org.godwit.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.godwit.audit.AuditService;
import org.godwit.audit.AuditVerification;
import org.godwit.job.ItemStatus;
import org.godwit.job.JobEvent;
import org.godwit.job.JobStatus;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.job.MigrationPlan;
import org.godwit.shared.PageQuery;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** What the demo did, in figures. */
@Component
@ConditionalOnProperty("godwit.demo.enabled")
class ClosingTable {

    private static final int SHOWN = 5;

    private final MigrationJobService jobs;
    private final AuditService audit;

    ClosingTable(MigrationJobService jobs, AuditService audit) {
        this.jobs = jobs;
        this.audit = audit;
    }

    void print(MigrationJob job, Terminal terminal) {
        terminal.heading("Migration job " + job.id() + " '" + job.name() + "': " + job.status() + took(job));
        MigrationJob.Failure failure = job.failure();
        if (failure != null) {
            terminal.problem(failure.code() + ": " + failure.message() + " " + failure.hint());
            terminal.print("");
        }
        PhaseTimes times = new PhaseTimes(events(job.id()), job.runs(), job.finishedAt());
        clients(job, times, terminal);
        objects(job, terminal);
        content(job, times, terminal);
        verification(job, terminal);
        AuditVerification trail = audit.verify();
        terminal.row("Audit", "trail", trail.verdict().name(), Figures.count(trail.events()) + " events in the chain");
        if (job.status() != JobStatus.COMPLETED) {
            failures(job, terminal);
        }
    }

    private void clients(MigrationJob job, PhaseTimes times, Terminal terminal) {
        MigrationJob.ClientsDone done = job.clientsDone();
        if (done == null) {
            return;
        }
        long all = done.created() + done.updated() + done.skipped() + done.conflicts();
        String rate = rate(times.perSecond(all, "BLOCKED_CLIENTS", "CLIENTS"), "rows/s");
        terminal.row("Clients", "migrated", Figures.count(all), rate);
        terminal.row("", "of these, blocked", Figures.count(done.blocked()), "refused from the first gathering on");
        MigrationPlan.Clients planned = jobs.plan(job.id()).clients();
        if (planned != null) {
            Map<String, Long> leftOut = new TreeMap<>(planned.leftOut());
            long sum = leftOut.values().stream().mapToLong(Long::longValue).sum();
            String reasons = leftOut.entrySet().stream()
                    .map(e -> e.getKey().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + Figures.count(e.getValue()))
                    .collect(Collectors.joining(", "));
            terminal.row("", "records left out", Figures.count(sum), reasons);
        }
    }

    private void objects(MigrationJob job, Terminal terminal) {
        terminal.row("Objects", "migrated", items(job, ItemStatus.COMPLETED), "");
        terminal.row("", "skipped", items(job, ItemStatus.SKIPPED), "");
        terminal.row("", "failed", items(job, ItemStatus.FAILED), "");
    }

    private String items(MigrationJob job, ItemStatus status) {
        return Figures.count(
                jobs.items(job.id(), status, null, PageQuery.first(1)).total());
    }

    private static void content(MigrationJob job, PhaseTimes times, Terminal terminal) {
        MigrationJob.ContentDone done = job.contentDone();
        if (done == null) {
            return;
        }
        terminal.row("Content", "packages published", Figures.count(done.packagesPublished()), "");
        if (done.packagesSkipped() + done.packagesFailed() > 0) {
            terminal.row("", "packages skipped", Figures.count(done.packagesSkipped()), "");
            terminal.row("", "packages failed", Figures.count(done.packagesFailed()), "");
        }
        terminal.row("", "files", Figures.count(done.files()), "every one hash-verified after it was stored");
        String speed = times.perSecond(done.bytesMoved(), "CONTENT") == 0
                ? ""
                : Figures.bytes(times.perSecond(done.bytesMoved(), "CONTENT")) + "/s";
        terminal.row("", "bytes moved", Figures.bytes(done.bytesMoved()), speed);
        terminal.row(
                "", "bytes saved", Figures.bytes(done.bytesSaved()), "each file is stored once, whoever brings it");
    }

    private static void verification(MigrationJob job, Terminal terminal) {
        MigrationJob.Verification found = job.verification();
        if (found == null) {
            terminal.row("Verified", "source = destination", "not yet", "");
            return;
        }
        terminal.row("Verified", "source = destination", found.verdict().name(), "");
        MigrationJob.Verification.Clients clients = found.clients();
        if (clients != null) {
            terminal.row(
                    "",
                    "clients",
                    Figures.count(clients.destination()),
                    "of " + Figures.count(clients.source()) + "; blocked " + Figures.count(clients.blockedDestination())
                            + " of " + Figures.count(clients.blockedSource()));
        }
        terminal.row("", "objects compared", Figures.count(found.objects().compared()), "");
        MigrationJob.Verification.Content content = found.content();
        if (content != null) {
            terminal.row(
                    "",
                    "files compared",
                    Figures.count(content.files()),
                    Figures.bytes(content.bytes()) + " in " + Figures.count(content.packages()) + " packages");
        }
        found.differences().stream().limit(SHOWN).forEach(d -> terminal.row("", "different", "", d));
    }

    private void failures(MigrationJob job, Terminal terminal) {
        terminal.print("");
        jobs.items(job.id(), ItemStatus.FAILED, null, PageQuery.first(SHOWN))
                .items()
                .forEach(item -> terminal.print("  " + item.type() + " " + item.name() + ": " + item.message()));
        events(job.id()).stream()
                .filter(e -> e.run() == job.runs() && e.message().startsWith("Package "))
                .limit(SHOWN)
                .forEach(e -> terminal.print("  " + e.message()));
    }

    private List<JobEvent> events(long job) {
        List<JobEvent> all = new ArrayList<>();
        List<JobEvent> next = jobs.events(job, 0);
        while (!next.isEmpty()) {
            all.addAll(next);
            next = jobs.events(job, next.get(next.size() - 1).id());
        }
        return all;
    }

    private static String took(MigrationJob job) {
        Instant start = job.startedAt();
        Instant end = job.finishedAt();
        if (start == null || end == null) {
            return "";
        }
        return String.format(
                Locale.ROOT, " in %.1f s", Duration.between(start, end).toMillis() / 1e3);
    }

    private static String rate(double perSecond, String unit) {
        return perSecond == 0 ? "" : Figures.count(Math.round(perSecond)) + " " + unit;
    }
}
