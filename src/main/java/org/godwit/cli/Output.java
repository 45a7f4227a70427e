package org.godwit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.godwit.shared.Csv;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Prints what the server answered as a table, as JSON, or as CSV. */
final class Output {

    enum Form {
        table,
        json,
        csv
    }

    private static final int WIDEST = 60;

    private final PrintWriter out;
    private final Form form;

    Output(PrintWriter out, Form form) {
        this.out = out;
        this.form = form;
    }

    /**
     * Prints a page of a list.
     *
     * @param columns fields to show in tables, dotted for nested ones; CSV shows every plain field
     */
    void list(JsonNode page, String... columns) {
        JsonNode items = page.path("items");
        switch (form) {
            case json -> json(page);
            case csv -> csv(items);
            case table -> {
                table(items, Arrays.asList(columns));
                long total = page.path("total").asLong(items.size());
                if (total > items.size()) {
                    out.println(items.size() + " of " + total + "; see --page and --size.");
                }
            }
        }
        out.flush();
    }

    /** Prints one thing: as a table, one field a line. */
    void one(JsonNode thing, String... fields) {
        switch (form) {
            case json -> json(thing);
            case csv -> csv(ApiClient.JSON.createArrayNode().add(thing));
            case table -> {
                List<String> shown = fields.length == 0 ? plainFields(thing) : Arrays.asList(fields);
                int width = shown.stream().mapToInt(String::length).max().orElse(0);
                for (String field : shown) {
                    String text = text(at(thing, field));
                    if (!text.isEmpty()) {
                        out.printf("%-" + width + "s  %s%n", field, text);
                    }
                }
            }
        }
        out.flush();
    }

    private void json(JsonNode node) {
        out.println(ApiClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
    }

    private void csv(JsonNode items) {
        Set<String> columns = new LinkedHashSet<>();
        items.forEach(item -> columns.addAll(plainFields(item)));
        try {
            Csv.line(out, List.copyOf(columns));
            for (JsonNode item : items) {
                Csv.line(out, columns.stream().map(c -> text(item.get(c))).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void table(JsonNode items, List<String> columns) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns.stream()
                .map(c -> c.substring(c.lastIndexOf('.') + 1).toUpperCase(java.util.Locale.ROOT))
                .toList());
        for (JsonNode item : items) {
            rows.add(columns.stream().map(c -> shorten(text(at(item, c)))).toList());
        }
        int[] widths = new int[columns.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = row.get(i);
                line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static List<String> plainFields(JsonNode thing) {
        return thing.properties().stream()
                .filter(e -> !e.getValue().isContainer() || isListOfText(e.getValue()))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    private static boolean isListOfText(JsonNode node) {
        return node.isArray() && node.valueStream().allMatch(JsonNode::isString);
    }

    private static JsonNode at(JsonNode thing, String dotted) {
        JsonNode node = thing;
        for (String part : dotted.split("\\.")) {
            node = node.path(part);
        }
        return node;
    }

    /** Control characters are shown as '?': text from a source database must not steer a terminal. */
    private static String text(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return "";
        }
        String text;
        if (isListOfText(node)) {
            text = String.join(", ", node.valueStream().map(JsonNode::asString).toList());
        } else {
            text = node.isContainer() ? node.toString() : node.asString();
        }
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String shorten(String text) {
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }
}
