package org.godwit.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A command that prints a page of a list. */
abstract class ListCommand extends ApiCommand {

    private final String path;
    private final String[] columns;

    @Mixin
    private Paging paging = new Paging();

    /**
     * @param path of the list
     * @param columns as of {@link Output#list}
     */
    ListCommand(String path, String... columns) {
        this.path = path;
        this.columns = columns;
    }

    @Override
    final int run(ApiClient api, Output output) {
        Map<String, @Nullable Object> query = paging.query();
        narrow(query);
        output.list(api.get(path(), query), columns);
        return ExitCode.OK;
    }

    String path() {
        return path;
    }

    /** Adds what the list is narrowed to; null narrows nothing. */
    void narrow(Map<String, @Nullable Object> query) {}
}
