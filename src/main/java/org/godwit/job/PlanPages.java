package org.godwit.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.godwit.job.PlanLines.Line;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Csv;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** A plan as a file to save, to send and to print (CM-48, CM-49). */
final class PlanPages {

    private static final List<String> COLUMNS =
            List.of("position", "type", "key", "name", "fate", "reason", "field", "source", "destination", "advice");

    private PlanPages() {}

    static JobReport of(MigrationPlan plan, JobReport.Format format) {
        String name = "migration-job-" + plan.jobId() + "-plan";
        return switch (format) {
            case JSON -> new JobReport(name + ".json", "application/json", bytes(CanonicalJson.write(plan)));
            case CSV -> new JobReport(name + ".csv", "text/csv;charset=UTF-8", bytes(csv(plan)));
            case HTML -> new JobReport(name + ".html", "text/html;charset=UTF-8", bytes(html(plan)));
        };
    }

    /** One line an object, and one more for each further field that would change; then what the plan says beside objects. */
    private static String csv(MigrationPlan plan) {
        StringBuilder out = new StringBuilder();
        try {
            Csv.line(out, COLUMNS);
            for (MigrationPlan.Item item : plan.items()) {
                List<MigrationPlan.Change> changes = item.changes();
                Csv.line(out, cells(item, changes.isEmpty() ? null : changes.get(0)));
                for (int i = 1; i < changes.size(); i++) {
                    Csv.line(out, cells(item, changes.get(i)));
                }
            }
            for (Line line : PlanLines.of(plan)) {
                Csv.line(
                        out,
                        Arrays.asList(
                                null,
                                line.section(),
                                line.key(),
                                line.name(),
                                line.fate(),
                                line.reason(),
                                line.figure(),
                                line.source(),
                                line.destination(),
                                null));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static List<@Nullable Object> cells(MigrationPlan.Item item, MigrationPlan.@Nullable Change change) {
        return Arrays.asList(
                item.position(),
                item.type(),
                item.sourceKey(),
                item.name(),
                item.fate(),
                item.reason(),
                change == null ? null : change.field(),
                change == null ? null : change.source(),
                change == null ? null : change.destination(),
                String.join(" ", item.advice()));
    }

    private static String html(MigrationPlan plan) {
        StringBuilder out =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"UTF-8\">\n<title>");
        out.append("Plan of migration job ").append(plan.jobId()).append("</title>\n<style>");
        out.append(JobReportPage.STYLE).append("</style></head><body>\n<h1>Plan of migration job ");
        out.append(plan.jobId()).append("</h1>\n<p>Made by ");
        text(out, plan.createdBy());
        out.append(", ")
                .append(plan.createdAt())
                .append("<br>Digest ")
                .append(plan.digest())
                .append("</p>\n");
        beside(out, plan);
        out.append("<h2>Objects</h2>\n<p>");
        text(
                out,
                plan.items().stream()
                        .collect(Collectors.groupingBy(MigrationPlan.Item::fate, TreeMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(fate -> fate.getKey() + ": " + fate.getValue())
                        .collect(Collectors.joining(", ")));
        out.append("</p>\n");
        head(out, "#", "Type", "Key", "Name", "Fate", "Why", "Would change", "To do");
        for (MigrationPlan.Item item : plan.items()) {
            row(
                    out,
                    item.position(),
                    item.type(),
                    item.sourceKey(),
                    item.name(),
                    item.fate(),
                    item.reason(),
                    item.changes().stream()
                            .map(c -> c.field() + ": " + c.destination() + " → " + c.source())
                            .collect(Collectors.joining("; ")),
                    String.join(" ", item.advice()));
        }
        return out.append("</tbody></table>\n</body></html>\n").toString();
    }

    private static void beside(StringBuilder out, MigrationPlan plan) {
        List<Line> lines = PlanLines.of(plan);
        PlanLines.SECTIONS.forEach(section -> {
            List<Line> own = lines.stream()
                    .filter(line -> line.section().equals(section.getKey()))
                    .toList();
            if (!own.isEmpty()) {
                out.append("<h2>");
                text(out, section.getValue());
                out.append("</h2>\n");
                head(out, "Key", "Name", "What happens", "Remark", "Figure", "Is", "Would be");
                own.forEach(line -> row(
                        out,
                        line.key(),
                        line.name(),
                        line.fate(),
                        line.reason(),
                        line.figure(),
                        line.source(),
                        line.destination()));
                out.append("</tbody></table>\n");
            }
        });
    }

    private static void head(StringBuilder out, String... titles) {
        out.append("<table><thead><tr>");
        for (String title : titles) {
            out.append("<th>").append(title).append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
    }

    private static void row(StringBuilder out, @Nullable Object... cells) {
        out.append("<tr>");
        for (Object cell : cells) {
            out.append("<td>");
            text(out, cell == null ? "" : cell.toString());
            out.append("</td>");
        }
        out.append("</tr>\n");
    }

    private static void text(StringBuilder out, String raw) {
        out.append(HtmlUtils.htmlEscape(raw, "UTF-8"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
