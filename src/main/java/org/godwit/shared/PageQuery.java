package org.godwit.shared;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted.
 *
 * @param page zero-based page number
 * @param size items per page, 1 to {@link #MAX_SIZE}
 * @param sort {@code field} or {@code field,asc} or {@code field,desc}; null for the list's own order
 */
public record PageQuery(int page, int size, @Nullable String sort) {

    public static final int MAX_SIZE = 1000;
    public static final int DEFAULT_SIZE = 50;
    /** Pages beyond this many rows are refused: narrow the list by a filter instead. */
    private static final long MAX_OFFSET = 50_000_000;

    public PageQuery {
        if (page < 0 || size < 1 || size > MAX_SIZE || (long) page * size > MAX_OFFSET) {
            throw GodwitException.invalid(
                    "PAGE_INVALID",
                    "Page " + page + " with size " + size + " cannot be given.",
                    "Use page >= 0 and size 1 to " + MAX_SIZE + ".");
        }
    }

    public static PageQuery first(int size) {
        return new PageQuery(0, size, null);
    }

    public long offset() {
        return (long) page * size;
    }

    /**
     * The ORDER BY text for this query, from an allow-list: nothing of the caller's text reaches the SQL.
     *
     * @param columns from the field name callers may sort by to the column (or columns) it means
     * @param fallback ORDER BY text used when no sort is asked for
     * @param tieBreaker unique column appended so that pages are stable
     * @throws GodwitException {@code SORT_INVALID} if the field or direction is not known
     */
    public String orderBy(Map<String, String> columns, String fallback, String tieBreaker) {
        if (sort == null || sort.isBlank()) {
            return fallback;
        }
        String[] parts = sort.split(",", 2);
        String column = columns.get(parts[0].strip());
        String direction = parts.length == 1 ? "asc" : parts[1].strip().toLowerCase(java.util.Locale.ROOT);
        if (column == null || !(direction.equals("asc") || direction.equals("desc"))) {
            throw GodwitException.invalid(
                    "SORT_INVALID",
                    "The list cannot be sorted by '" + sort + "'.",
                    "Sort by one of " + columns.keySet().stream().sorted().toList() + ", with ',asc' or ',desc'.");
        }
        String order = column + " " + direction;
        return column.equals(tieBreaker) ? order : order + ", " + tieBreaker;
    }
}
