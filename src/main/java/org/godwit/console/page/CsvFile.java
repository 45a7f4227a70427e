package org.godwit.console.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.godwit.shared.Csv;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Sends a list as a file: the columns and the order that its reader has chosen, all pages of it. */
public final class CsvFile {

    /** Rows of a file at most: a spreadsheet holds no more with comfort. Reports and REST give everything. */
    public static final int MOST = 50_000;

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
        List<String> shown = request.shown(columns);
        Writer out = begin(response, fileName);
        Csv.line(out, shown);
        int rows = 0;
        for (int number = 0; rows < MOST; number++) {
            Page<T> page = pages.apply(new PageQuery(number, PageQuery.MAX_SIZE, request.text("sort")));
            for (T item : page.items()) {
                List<@Nullable Object> cells = new ArrayList<>();
                shown.forEach(column -> cells.add(cell.apply(item, column)));
                Csv.line(out, cells);
            }
            rows += page.items().size();
            if (page.items().isEmpty() || rows >= page.total()) {
                break;
            }
        }
    }
}
