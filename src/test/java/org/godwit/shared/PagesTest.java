package org.godwit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {

    private final List<Integer> asked = new ArrayList<>();
    private final List<@Nullable String> sorts = new ArrayList<>();

    /** A list of so many numbers that counts no further than the first thousand. */
    private Page<Integer> list(int many, PageQuery query) {
        asked.add(query.page());
        sorts.add(query.sort());
        List<Integer> items = IntStream.range(0, many)
                .boxed()
                .skip(query.offset())
                .limit(query.size())
                .toList();
        return new Page<>(items, query.page(), query.size(), Math.min(many, 1000));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "999, 1", "1000, 2", "1001, 2", "2500, 3"})
    void givesEveryItemOnceInOrder(int many, int pages) {
        assertThat(Pages.all(query -> list(many, query)))
                .containsExactlyElementsOf(IntStream.range(0, many).boxed().toList());
        assertThat(asked).hasSize(pages);
    }

    @Test
    void readsNoFurtherThanSomebodyLooks() {
        assertThat(Pages.all(query -> list(5000, query)).filter(n -> n == 1500).findFirst())
                .contains(1500);
        assertThat(asked).containsExactly(0, 1);
        asked.clear();
        assertThat(Pages.all(query -> list(5000, query)).limit(1000)).hasSize(1000);
        assertThat(asked).containsExactly(0);
    }

    @Test
    void asksEveryPageInTheSameOrder() {
        assertThat(Pages.all("name,desc", query -> list(1500, query))).hasSize(1500);
        assertThat(sorts).containsExactly("name,desc", "name,desc");
    }
}
