package org.godwit.shared;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param items the page's items, in order
 * @param page zero-based number of this page
 * @param size the page size asked for, 1 to {@link PageQuery#MAX_SIZE}
 * @param total how many items there are over all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    public Page {
        items = List.copyOf(items);
    }

    /** A list that is always given whole, as its only page. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, 0, Math.max(1, items.size()), items.size());
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapper) {
        return new Page<R>(items.stream().<R>map(mapper).toList(), page, size, total);
    }
}
