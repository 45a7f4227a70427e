package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import org.godwit.console.page.CsvFile;
import org.godwit.job.MigrationPlan;
import org.godwit.shared.Csv;

/** A plan as a file: a line for each object, and one more for each field that would change (reference CM-48). */
final class PlanCsv {

    private PlanCsv() {}

    static void write(MigrationPlan plan, String name, HttpServletResponse response) throws IOException {
        Writer out = CsvFile.begin(response, "plan-" + name.replaceAll("[^\\p{L}\\p{N}._-]+", "-") + ".csv");
        Csv.line(
                out,
                List.of(
                        "Position",
                        "Type",
                        "Source key",
                        "Name",
                        "What happens",
                        "Reason",
                        "Advice",
                        "Field",
                        "Destination now",
                        "Source"));
        for (MigrationPlan.Item item : plan.items()) {
            line(out, item, null);
            for (MigrationPlan.Change change : item.changes()) {
                line(out, item, change);
            }
        }
    }

    private static void line(
            Writer out, MigrationPlan.Item item, MigrationPlan.@org.jspecify.annotations.Nullable Change change)
            throws IOException {
        Csv.line(
                out,
                Arrays.asList(
                        item.position(),
                        item.type(),
                        item.sourceKey(),
                        item.name(),
                        item.fate(),
                        item.reason(),
                        String.join("; ", item.advice()),
                        change == null ? null : change.field(),
                        change == null ? null : change.destination(),
                        change == null ? null : change.source()));
    }
}
