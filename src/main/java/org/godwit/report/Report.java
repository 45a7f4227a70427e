package org.godwit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report: a table with a title.
 *
 * @param name as in its address, e.g. {@code migration-jobs}
 * @param columns headings
 * @param rows cells in the order of the columns: text, numbers, truth values, instants or null
 */
public record Report(String name, String title, List<String> columns, List<List<@Nullable Object>> rows) {

    /** A report that can be asked for, and what it is about. */
    public record Description(String name, String title, List<String> parameters) {}
}
