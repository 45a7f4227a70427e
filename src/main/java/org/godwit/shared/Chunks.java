package org.godwit.shared;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Parts of a list, for statements and services that take no more than so many things at once. */
public final class Chunks {

    /** SQL Server takes 2,100 parameters in all. */
    private static final int OF_A_STATEMENT = 500;

    private Chunks() {}

    /**
     * In their order.
     *
     * @param size of each but the last, 1 or more
     */
    public static <T> List<List<T>> of(Collection<T> all, int size) {
        List<T> list = List.copyOf(all);
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < list.size(); from += size) {
            chunks.add(list.subList(from, Math.min(list.size(), from + size)));
        }
        return chunks;
    }

    /** Short enough for a list in the condition of one statement. */
    public static <T> List<List<T>> forStatements(Collection<T> all) {
        return of(all, OF_A_STATEMENT);
    }
}
