package org.godwit.site.sql.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read of one view, row by row, with the rows of other views that belong to each.
 *
 * @param views the view, and those that stand in where a release or a login lacks it; the first that is there is read
 * @param only which of its rows
 * @param key its unique column, by which it is paged and to which details belong; alternatives for the stand-ins
 * @param columns columns to read beside the key; those a source lacks are left out
 * @param details what belongs to each row
 */
public record Reading(
        List<String> views, List<Condition> only, List<String> key, List<String> columns, List<Detail> details) {

    public Reading {
        views = List.copyOf(views);
        only = List.copyOf(only);
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        details = List.copyOf(details);
    }

    /**
     * Which rows count.
     *
     * @param wanted true: those whose column holds one of the numbers, and a source must have the column; false: all but
     *     those, and where a source lacks the column every row counts
     */
    public record Condition(String column, boolean wanted, List<Integer> values) {

        public Condition {
            values = List.copyOf(values);
        }

        public static Condition only(String column, Integer... values) {
            return new Condition(column, true, List.of(values));
        }

        public static Condition only(String column, List<Integer> values) {
            return new Condition(column, true, values);
        }

        public static Condition without(String column, Integer... values) {
            return new Condition(column, false, List.of(values));
        }
    }

    /**
     * Rows of another view that belong to a row.
     *
     * @param name under which they stand in the payload, as a list; empty for a view with at most one row each, whose
     *     columns join those of the row itself
     * @param view where they are; a source without it has none
     * @param owner column that holds the key of the row they belong to; like every column here, the view's own if it has
     *     it, else the joined view's
     * @param join a view joined to it; null for none
     * @param only which of the rows
     * @param columns columns to read; those a source lacks are left out
     */
    public record Detail(
            String name,
            String view,
            String owner,
            @Nullable Join join,
            List<Condition> only,
            List<String> columns) {

        public Detail {
            only = List.copyOf(only);
            columns = List.copyOf(columns);
        }

        public boolean single() {
            return name.isEmpty();
        }
    }

    /** An inner join: rows whose {@code left} equals {@code right} of the joined view. */
    public record Join(String view, String left, String right) {}
}
