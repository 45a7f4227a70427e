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

    Map<String, Object> query() {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("page", page);
        query.put("size", size);
        if (sort != null) {
            query.put("sort", sort);
        }
        return query;
    }
}
