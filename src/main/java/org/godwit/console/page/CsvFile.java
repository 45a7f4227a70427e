package org.godwit.console.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.godwit.shared.Csv;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.shared.Pages;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Sends a list as a file: the columns and the order that its reader has chosen, all pages of it. */
public final class CsvFile {

    private CsvFile() {}

    /** Says that what follows is a file to be kept. */
    public static Writer begin(HttpServletResponse response, String fileName) throws IOException {
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(fileName, StandardCharsets.UTF_8)
                        .build()
                        .toString());
        return response.getWriter();
    }

    /**
     * Page by page, so that a list of any length needs the memory of one page.
     *
     * @param pages the list
     * @param cell what an item has in a column
     */
    public static <T> void write(
            HttpServletResponse response,
            String fileName,
            ListRequest request,
            Columns columns,
            Function<PageQuery, Page<T>> pages,
            BiFunction<T, String, @Nullable Object> cell)
            throws IOException {
        writeEach(
                response,
                fileName,
                request,
                columns,
                line -> Pages.all(request.text("sort"), pages).forEach(line),
                cell);
    }

    /**
     * @param items hands over every item, one after another
     * @param cell what an item has in a column
     */
    public static <T> void writeEach(
            HttpServletResponse response,
            String fileName,
            ListRequest request,
            Columns columns,
            Consumer<Consumer<T>> items,
            BiFunction<T, String, @Nullable Object> cell)
            throws IOException {
        List<String> shown = request.shown(columns);
        Writer out = begin(response, fileName);
        Csv.line(out, shown);
        items.accept(item -> {
            List<@Nullable Object> cells = new ArrayList<>();
            shown.forEach(column -> cells.add(cell.apply(item, column)));
            try {
                Csv.line(out, cells);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
