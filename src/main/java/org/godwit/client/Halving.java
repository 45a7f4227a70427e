package org.godwit.client;

import java.util.List;
import java.util.function.BiFunction;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Writing rows while clients assign themselves: all at once, and where some of them came in between, in halves, so that fewer
 * can come between next time.
 */
final class Halving {

    /** Of one row by itself. */
    private static final int ATTEMPTS = 5;

    private Halving() {}

    /**
     * @param rows in the order in which they are written; not empty
     * @param before what is done so far
     * @param once writes some rows in a transaction of its own and says what is done then
     * @return what is done in the end
     * @throws DataIntegrityViolationException if a single row is refused again and again
     */
    static <T, C> C write(List<T> rows, C before, BiFunction<List<T>, C, C> once) {
        return write(rows, before, once, 1);
    }

    private static <T, C> C write(List<T> rows, C before, BiFunction<List<T>, C, C> once, int attempt) {
        try {
            return once.apply(rows, before);
        } catch (DataIntegrityViolationException e) {
            if (attempt == ATTEMPTS) {
                throw e;
            }
        }
        int half = rows.size() / 2;
        if (half == 0) {
            return write(rows, before, once, attempt + 1);
        }
        return write(rows.subList(half, rows.size()), write(rows.subList(0, half), before, once), once);
    }
}
