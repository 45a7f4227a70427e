package org.godwit.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that list. */
final class Paging {

    /** The largest page the server answers with. */
    static final int MOST = 1000;

    @Option(names = "--page", defaultValue = "0", description = "Page, counted from 0.")
    int page;

    @Option(
            names = "--size",
            defaultValue = "50",
            description = "Lines a page, at most 1000 (default: ${DEFAULT-VALUE}).")
    int size;

    @Option(names = "--sort", paramLabel = "FIELD[,desc]", description = "Order.")
    @Nullable String sort;

    /** Values that are null are not sent. */
    Map<String, @Nullable Object> query() {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("page", page);
        query.put("size", size);
        query.put("sort", sort);
        return query;
    }
}
