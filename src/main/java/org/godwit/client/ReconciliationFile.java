package org.godwit.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.godwit.client.Reconciliation.Figures;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Csv;
import org.godwit.shared.Digests;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.shared.Pages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** A reconciliation as a file: CSV for machines, or one page without scripts or outside references that is fit to print. */
@Component
class ReconciliationFile {

    private static final List<String> HEADINGS = List.of("kind", "smsId", "field", "source", "destination");
    /** Differences on the page; more of them nobody reads on paper, and the CSV has all that are kept: 10,000 of each kind. */
    private static final int PRINTED = 1_000;

    private static final String STYLE =
            "body{font:14px/1.4 system-ui,sans-serif;margin:2em;color:#1b1b1b}h1{font-size:1.5em}h2{font-size:1.15em;"
                    + "margin-top:1.6em}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;"
                    + "padding:.25em .6em;border-bottom:1px solid #ccc;overflow-wrap:anywhere}th{background:#f2f2f2}"
                    + "@media print{body{margin:0}thead{display:table-header-group}tr{break-inside:avoid}}";

    private final ReconciliationStore store;

    ReconciliationFile(ReconciliationStore store) {
        this.store = store;
    }

    /** First the figures, a name and a value in each line, then the differences under their headings. */
    String csv(Reconciliation reconciliation) {
        StringBuilder out = new StringBuilder();
        facts(reconciliation).forEach((name, value) -> out.append(line(Arrays.asList(name, value))));
        differences(reconciliation.id(), out::append);
        return out.toString();
    }

    /** SHA-256 of the CSV file's differences, from the line of their headings on. */
    String digest(long id) {
        MessageDigest digest = Digests.sha256();
        differences(id, line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private void differences(long id, Consumer<String> lines) {
        lines.accept(line(HEADINGS));
        Pages.all(page -> store.differences(id, null, page))
                .forEach(difference -> lines.accept(line(cells(difference))));
    }

    /** @param hierarchy name of the source */
    String html(Reconciliation reconciliation, String hierarchy) {
        String title = "Clients of " + hierarchy + ", reconciled";
        StringBuilder out = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(text(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(text(title))
                .append("</h1>\n<table><tbody>\n");
        facts(reconciliation)
                .forEach((name, value) -> out.append("<tr><th scope=\"row\">")
                        .append(text(name))
                        .append("</th><td>")
                        .append(text(value))
                        .append("</td></tr>\n"));
        out.append("</tbody></table>\n<h2>Differences</h2>\n");
        Page<ClientDifference> first = store.differences(reconciliation.id(), null, PageQuery.first(PRINTED));
        if (first.total() > first.items().size()) {
            out.append("<p>The first ")
                    .append(first.items().size())
                    .append(" of ")
                    .append(first.total())
                    .append(" that are kept; the CSV file has these.</p>\n");
        }
        out.append("<table><thead><tr>");
        HEADINGS.forEach(heading ->
                out.append("<th scope=\"col\">").append(text(heading)).append("</th>"));
        out.append("</tr></thead><tbody>\n");
        for (ClientDifference difference : first.items()) {
            out.append("<tr>");
            cells(difference)
                    .forEach(cell -> out.append("<td>").append(text(cell)).append("</td>"));
            out.append("</tr>\n");
        }
        return out.append("</tbody></table>\n</body></html>\n").toString();
    }

    private static Map<String, @Nullable Object> facts(Reconciliation reconciliation) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("status", reconciliation.status());
        facts.put("requestedBy", reconciliation.requestedBy());
        facts.put("startedAt", reconciliation.startedAt());
        facts.put("finishedAt", reconciliation.finishedAt());
        if (reconciliation.failure() != null) {
            facts.put("failure", reconciliation.failure());
        }
        Figures figures = reconciliation.figures();
        if (figures != null) {
            Map<?, ?> values = CanonicalJson.read(CanonicalJson.write(figures), Map.class);
            values.forEach((name, value) -> facts.put(String.valueOf(name), value));
            facts.put("differences", figures.differences() + ", of each kind the first 10000 are kept");
        }
        return facts;
    }

    private static List<@Nullable Object> cells(ClientDifference d) {
        return Arrays.asList(d.kind(), d.smsId(), d.field(), d.source(), d.destination());
    }

    private static String line(List<? extends @Nullable Object> cells) {
        StringBuilder out = new StringBuilder();
        try {
            Csv.line(out, cells);
        } catch (IOException e) {
            throw new UncheckedIOException("a string builder takes everything", e);
        }
        return out.toString();
    }

    private static String text(@Nullable Object cell) {
        return cell == null ? "" : HtmlUtils.htmlEscape(cell.toString(), "UTF-8");
    }
}
