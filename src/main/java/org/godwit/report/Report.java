package org.godwit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * A report: a table with a title.
 *
 * @param name as in its address, e.g. {@code migration-jobs}
 * @param columns headings
 * @param rows cells in the order of the columns: text, numbers, truth values, instants or null
 */
public record Report(String name, String title, List<String> columns, List<List<@Nullable Object>> rows) {

    private static final String STYLE =
            "body{font:14px/1.4 system-ui,sans-serif;margin:2em}table{border-collapse:collapse;"
                    + "width:100%}th,td{text-align:left;vertical-align:top;padding:.25em .6em;border-bottom:1px solid #ccc;"
                    + "overflow-wrap:anywhere}thead{display:table-header-group}tr{break-inside:avoid}";

    /** A page of its own, without scripts, fit to print. */
    public String html() {
        StringBuilder out =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
        out.append(text(title)).append("</title><style>").append(STYLE).append("</style></head><body>\n<h1>");
        out.append(text(title)).append("</h1>\n<table><thead><tr>");
        columns.forEach(c -> out.append("<th>").append(text(c)).append("</th>"));
        out.append("</tr></thead><tbody>\n");
        for (List<@Nullable Object> row : rows) {
            out.append("<tr>");
            row.forEach(cell -> out.append("<td>").append(text(cell)).append("</td>"));
            out.append("</tr>\n");
        }
        return out.append("</tbody></table>\n</body></html>\n").toString();
    }

    private static String text(@Nullable Object cell) {
        return cell == null ? "" : HtmlUtils.htmlEscape(cell.toString(), "UTF-8");
    }

    /** A report that can be asked for, and what it is about. */
    public record Description(String name, String title, List<String> parameters) {}
}
