package org.godwit.shared;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists that are read whole, a page at a time and no further than somebody looks. What comes or goes meanwhile may be met twice
 * or not at all.
 */
public final class Pages {

    private Pages() {}

    /** In the list's own order. */
    public static <T> Stream<T> all(Function<PageQuery, Page<T>> list) {
        return all(null, list);
    }

    /** @param sort as {@link PageQuery#sort()} */
    public static <T> Stream<T> all(@Nullable String sort, Function<PageQuery, Page<T>> list) {
        IntFunction<Optional<Page<T>>> page =
                number -> Optional.of(list.apply(new PageQuery(number, PageQuery.MAX_SIZE, sort)));
        return Stream.iterate(
                        page.apply(0),
                        Optional::isPresent,
                        before -> before.filter(p -> p.items().size() == PageQuery.MAX_SIZE)
                                .flatMap(p -> page.apply(p.page() + 1)))
                .flatMap(p -> p.orElseThrow().items().stream());
    }
}
