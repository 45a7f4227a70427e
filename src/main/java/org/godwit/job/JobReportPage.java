package org.godwit.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** A report as one printable page without scripts or outside references. */
final class JobReportPage {

    static final String STYLE = """
            body{font:14px/1.4 system-ui,sans-serif;margin:2em;color:#1b1b1b}h1{font-size:1.5em}h2{font-size:1.15em;\
            margin-top:1.6em}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;\
            padding:.25em .6em;border-bottom:1px solid #ccc;overflow-wrap:anywhere}th{background:#f2f2f2}\
            .FAILED,.DIFFERENT{color:#b00020;font-weight:600}.COMPLETED,.VERIFIED{color:#0a6b2d;font-weight:600}\
            @media print{body{margin:0}thead{display:table-header-group}tr{break-inside:avoid}}""";

    private final StringBuilder out = new StringBuilder();

    private JobReportPage() {}

    static String of(JobReports.Contents contents) {
        return new JobReportPage().write(contents);
    }

    private String write(JobReports.Contents contents) {
        MigrationJob job = contents.job();
        out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
        text("Migration job " + job.name());
        out.append("</title><style>").append(STYLE).append("</style></head><body>\n<h1>");
        text("Migration job: " + job.name());
        out.append("</h1>\n");
        table(List.of("", ""), summary(contents));
        verification(job.verification());
        if (!contents.failedPackages().isEmpty()) {
            heading("Packages that were not published");
            table(
                    List.of("Package", "Distribution point", "Code", "What happened"),
                    contents.failedPackages().stream()
                            .map(f -> row(f.packageId(), f.distributionPoint(), f.code(), f.message()))
                            .toList());
        }
        heading("Objects");
        table(
                List.of("Type", "Key", "Name", "Plan", "Status", "At the destination", "Run", "Remark"),
                contents.items().stream()
                        .map(i -> row(
                                i.type(),
                                i.sourceKey(),
                                i.name(),
                                i.fate(),
                                i.status(),
                                i.destinationKey(),
                                i.run(),
                                i.message()))
                        .toList());
        heading("What happened");
        table(
                List.of("When", "Run", "Event", "Message"),
                contents.events().stream()
                        .map(e -> row(e.at(), e.run(), e.code(), e.message()))
                        .toList());
        out.append("</body></html>\n");
        return out.toString();
    }

    private static List<List<@Nullable Object>> summary(JobReports.Contents contents) {
        MigrationJob job = contents.job();
        MigrationJob.Counts counts = job.counts();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows.add(row("Status", job.status()));
        rows.add(row("Type", job.type()));
        rows.add(row("Created", job.createdBy() + ", " + job.createdAt()));
        rows.add(row("Started", job.startedAt()));
        rows.add(row("Finished", job.finishedAt()));
        rows.add(row("Plan", job.planDigest()));
        MigrationJob.Approval approval = job.approval();
        rows.add(row("Approved", approval == null ? "no" : approval.approvedBy() + ", " + approval.approvedAt()));
        rows.add(row(
                "Counts",
                counts.total() + " in all: " + counts.migrated() + " migrated, " + counts.skipped() + " skipped, "
                        + counts.failed() + " failed"));
        MigrationJob.ClientsDone clients = job.clientsDone();
        if (clients != null) {
            rows.add(row(
                    "Clients",
                    clients.created() + " created, " + clients.updated() + " updated, " + clients.skipped()
                            + " unchanged, " + clients.conflicts() + " conflicts, " + clients.blocked() + " blocked"));
        }
        MigrationJob.ContentDone content = job.contentDone();
        if (content != null) {
            rows.add(row(
                    "Content",
                    content.packagesPublished() + " packages published, " + content.packagesFailed() + " failed, "
                            + content.bytesMoved() + " bytes moved, " + content.bytesSaved() + " bytes there already"));
        }
        MigrationJob.Failure failure = job.failure();
        if (failure != null) {
            rows.add(row("Failure", failure.message() + " " + failure.hint()));
        }
        rows.add(row("Report made", contents.madeAt()));
        return rows;
    }

    private void verification(MigrationJob.@Nullable Verification verification) {
        heading("Verification");
        if (verification == null) {
            out.append("<p>Not verified.</p>\n");
            return;
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows.add(row("Verdict", verification.verdict()));
        rows.add(row("Verified", verification.verifiedAt()));
        rows.add(row(
                "Objects",
                verification.objects().compared() + " compared, "
                        + verification.objects().different() + " different"));
        MigrationJob.Verification.Clients clients = verification.clients();
        if (clients != null) {
            rows.add(row(
                    "Clients",
                    clients.source() + " at the source, " + clients.destination() + " at the destination; blocked "
                            + clients.blockedSource() + " and " + clients.blockedDestination() + "; "
                            + clients.missing() + " missing, " + clients.different() + " different"));
        }
        MigrationJob.Verification.Content content = verification.content();
        if (content != null) {
            rows.add(row(
                    "Content",
                    content.packages() + " packages, " + content.files() + " files, " + content.bytes()
                            + " bytes compared with their evidence: " + (content.equal() ? "equal" : "different")));
        }
        verification.differences().forEach(d -> rows.add(row("Difference", d)));
        verification.sourceChanges().forEach(c -> rows.add(row("Changed at the source", c)));
        table(List.of("", ""), rows);
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    private void heading(String title) {
        out.append("<h2>");
        text(title);
        out.append("</h2>\n");
    }

    private void table(List<String> head, List<List<@Nullable Object>> rows) {
        out.append("<table><thead><tr>");
        for (String title : head) {
            out.append("<th>");
            text(title);
            out.append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
        for (List<@Nullable Object> row : rows) {
            out.append("<tr>");
            for (Object cell : row) {
                out.append(cell instanceof Enum<?> word ? "<td class=\"" + word.name() + "\">" : "<td>");
                text(cell == null ? "" : cell.toString());
                out.append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody></table>\n");
    }

    private void text(String raw) {
        out.append(HtmlUtils.htmlEscape(raw, "UTF-8"));
    }
}
