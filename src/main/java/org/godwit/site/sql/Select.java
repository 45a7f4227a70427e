package org.godwit.site.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.godwit.site.sql.SourceSchema.View;
import org.godwit.site.sql.definition.Reading.Condition;
import org.godwit.site.sql.definition.Reading.Join;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT over one view, or two joined ones, put together from names that the source's own catalogue confirmed. Values
 * are parameters; nothing else gets into the statement.
 */
final class Select {

    private static final String MAIN = "a";
    private static final String JOINED = "b";

    private final View view;
    private final @Nullable View joined;
    private final String from;
    private final List<String> conditions = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private int[] positions = new int[0];
    private String order = "";

    private Select(View view, @Nullable View joined, String from) {
        this.view = view;
        this.joined = joined;
        this.from = from;
    }

    static Select from(View view) {
        return new Select(view, null, view.from() + " " + MAIN);
    }

    static Select from(View view, View joined, Join join) {
        return new Select(
                view,
                joined,
                view.from() + " " + MAIN + " JOIN " + joined.from() + " " + JOINED + " ON "
                        + joined.column(JOINED, join.right()) + " = " + view.column(MAIN, join.left()));
    }

    /** Which columns a {@link Row} gives, in this order; those the source lacks are null there. */
    Select columns(List<String> names) {
        positions = new int[names.size()];
        for (int i = 0; i < positions.length; i++) {
            if (has(names.get(i))) {
                columns.add(column(names.get(i)));
                positions[i] = columns.size();
            }
        }
        return this;
    }

    Select where(List<Condition> which) {
        for (Condition condition : which) {
            if (has(condition.column())) {
                conditions.add(holds(condition, column(condition.column())));
            } else if (condition.wanted()) {
                throw new IllegalArgumentException(view.name() + " has no column " + condition.column());
            }
        }
        return this;
    }

    private static String holds(Condition condition, String column) {
        String number = number(column);
        String values = condition.values().stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
        return condition.wanted()
                ? number + " IN " + values
                : "(" + column + " IS NULL OR " + number + " NOT IN " + values + ")";
    }

    /** Rows that any of other selects over the same view gives. */
    Select whereAny(List<Select> others) {
        conditions.add(others.stream()
                .map(other -> String.join(" AND ", other.conditions))
                .collect(Collectors.joining(") OR (", "((", "))")));
        return this;
    }

    /** Rows whose column holds what a column of the other view holds in a row that counts there. */
    Select among(String column, View other, String otherColumn, List<Condition> which) {
        String where = which.stream()
                .filter(condition -> other.has(condition.column()))
                .map(condition -> " AND " + holds(condition, other.column("m", condition.column())))
                .collect(Collectors.joining());
        String value = other.column("m", otherColumn);
        conditions.add(column(column) + " IN (SELECT " + value + " FROM " + other.from() + " m WHERE " + value
                + " IS NOT NULL" + where + ")");
        return this;
    }

    /** Whether every row is given. */
    boolean unconditional() {
        return conditions.isEmpty();
    }

    /** Rows whose column is greater than a parameter. */
    Select after(String column) {
        conditions.add(column(column) + " > ?");
        return this;
    }

    /** Rows whose column is at most a parameter. */
    Select upTo(String column) {
        conditions.add(column(column) + " <= ?");
        return this;
    }

    /** Rows whose column is less than a parameter. */
    Select before(String column) {
        conditions.add(column(column) + " < ?");
        return this;
    }

    /** Rows whose column is at least a parameter. */
    Select from(String column) {
        conditions.add(column(column) + " >= ?");
        return this;
    }

    /** Rows whose column is one of so many parameters. */
    Select in(String column, int parameters) {
        conditions.add(column(column) + " IN (" + String.join(", ", Collections.nCopies(parameters, "?")) + ")");
        return this;
    }

    /** Rows for whose column there is a row in the other view, in which one column equals a parameter. */
    Select existing(String column, View other, String otherColumn, String fixed) {
        return where(column, other, otherColumn, other.column("m", fixed) + " = ?");
    }

    /** Rows for whose column there is a row in the other view whose flag is set. */
    Select flagged(String column, View other, String otherColumn, String flag) {
        return where(column, other, otherColumn, number(other.column("m", flag)) + " = 1");
    }

    private Select where(String column, View other, String otherColumn, String condition) {
        conditions.add("EXISTS (SELECT 1 FROM " + other.from() + " m WHERE " + condition + " AND "
                + other.column("m", otherColumn) + " = " + column(column) + ")");
        return this;
    }

    /** A BIT in one release is a number in another, and H2 compares the two only after a cast. */
    private static String number(String column) {
        return "CAST(" + column + " AS INTEGER)";
    }

    Select orderedBy(String column) {
        order = " ORDER BY " + column(column);
        return this;
    }

    boolean has(String column) {
        return view.has(column) || (joined != null && joined.has(column));
    }

    int[] positions() {
        return positions.clone();
    }

    String sql() {
        return "SELECT " + rest(String.join(", ", columns));
    }

    String sql(SqlDialect dialect, int rows) {
        return dialect.limited(rest(String.join(", ", columns)), rows);
    }

    String count() {
        return "SELECT " + rest("COUNT(*)");
    }

    private String rest(String what) {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return what + " FROM " + from + where + order;
    }

    private String column(String name) {
        return view.has(name) || joined == null ? view.column(MAIN, name) : joined.column(JOINED, name);
    }
}
