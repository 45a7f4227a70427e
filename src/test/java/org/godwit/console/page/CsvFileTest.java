package org.godwit.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.LongStream;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class CsvFileTest {

    private static final long ITEMS = 51_234;
    private static final Columns COLUMNS = Columns.of(1, "id", "twice");

    @Test
    void aFileHoldsEveryRowOfEveryPageInTheColumnsThatAreShown() throws IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        ListRequest request = new ListRequest("/numbers", Map.of("cols", "twice"), ZoneOffset.UTC);

        CsvFile.<Long>write(
                response,
                "numbers.csv",
                request,
                COLUMNS,
                CsvFileTest::numbers,
                (n, column) -> column.equals("id") ? n : 2 * n);

        assertThat(response.getHeader("Content-Disposition")).contains("numbers.csv");
        assertThat(response.getContentAsString().lines())
                .hasSize((int) ITEMS + 1)
                .startsWith("twice", "0", "2")
                .endsWith(String.valueOf(2 * (ITEMS - 1)));
    }

    private static Page<Long> numbers(PageQuery query) {
        long end = Math.min(ITEMS, query.offset() + query.size());
        return new Page<>(LongStream.range(query.offset(), end).boxed().toList(), query.page(), query.size(), ITEMS);
    }
}
