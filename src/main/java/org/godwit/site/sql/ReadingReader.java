package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.sql.SourceSchema.View;
import org.godwit.site.sql.SourceSession.Query;
import org.godwit.site.sql.definition.Reading;
import org.godwit.site.sql.definition.Reading.Detail;
import org.jspecify.annotations.Nullable;

/** Carries out a {@link Reading}: a page of rows by key, then for each detail the rows that belong to the page. */
final class ReadingReader implements AutoCloseable {

    static final int PAGE = 500;

    private final SourceSession session;
    private final String key;
    private final List<String> columns;
    private final Query first;
    private final Query next;
    private final List<DetailQuery> details = new ArrayList<>();

    ReadingReader(SourceSession session, Reading reading) throws SQLException {
        this.session = session;
        View view = view(session.schema(), reading)
                .orElseThrow(() -> new IllegalArgumentException("The source has none of " + reading.views()));
        this.key = key(view, reading).orElseThrow();
        this.columns = new ArrayList<>(List.of(key));
        reading.columns().stream()
                .filter(c -> !c.equalsIgnoreCase(key) && view.has(c))
                .forEach(columns::add);
        this.first = session.prepare(select(view, reading), PAGE);
        this.next = session.prepare(select(view, reading).after(key), PAGE);
        for (Detail detail : reading.details()) {
            detail(detail).ifPresent(details::add);
        }
    }

    /** Whether the source has what the reading cannot do without. */
    static boolean possible(SourceSchema schema, Reading reading) {
        return view(schema, reading).flatMap(v -> key(v, reading)).isPresent();
    }

    /** Gives every row in ascending key. Values are as {@link Row#value} gives them. */
    void read(Consumer<Item> sink) throws SQLException {
        List<Item> page = session.settled(() -> page(first));
        while (!page.isEmpty()) {
            page.forEach(sink);
            if (page.size() < PAGE) {
                return;
            }
            Object last = page.get(page.size() - 1).key();
            page = session.settled(() -> page(next, last));
        }
    }

    private List<Item> page(Query query, Object... after) throws SQLException {
        Page page = new Page();
        query.run(page::add, after);
        if (!page.items.isEmpty()) {
            for (DetailQuery detail : details) {
                detail.fill(page);
            }
        }
        return page.items;
    }

    @Override
    public void close() throws SQLException {
        first.close();
        next.close();
        for (DetailQuery detail : details) {
            detail.query.close();
        }
    }

    static Optional<View> view(SourceSchema schema, Reading reading) {
        return reading.views().stream()
                .flatMap(name -> schema.find(name).stream())
                .filter(v -> reading.only().stream().allMatch(c -> !c.wanted() || v.has(c.column())))
                .findFirst();
    }

    private static Optional<String> key(View view, Reading reading) {
        return reading.key().stream().filter(view::has).findFirst();
    }

    private Select select(View view, Reading reading) {
        return Select.from(view).columns(columns).where(reading.only()).orderedBy(key);
    }

    /** The rows of a detail; none where the source lacks its view, what it is joined with, or a column it needs. */
    static Optional<Select> rows(SourceSchema schema, Detail detail) {
        Optional<View> view = schema.find(detail.view());
        if (view.isEmpty()) {
            return Optional.empty();
        }
        Select select;
        if (detail.join() == null) {
            select = Select.from(view.get());
        } else {
            Optional<View> joined = schema.find(detail.join().view());
            if (joined.isEmpty()
                    || !view.get().has(detail.join().left())
                    || !joined.get().has(detail.join().right())) {
                return Optional.empty();
            }
            select = Select.from(view.get(), joined.get(), detail.join());
        }
        if (!select.has(detail.owner())
                || detail.only().stream().anyMatch(c -> c.wanted() && !select.has(c.column()))) {
            return Optional.empty();
        }
        return Optional.of(select);
    }

    private Optional<DetailQuery> detail(Detail detail) throws SQLException {
        Optional<Select> rows = rows(session.schema(), detail);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Select select = rows.get();
        List<String> names = new ArrayList<>(List.of(detail.owner()));
        detail.columns().stream().filter(select::has).forEach(names::add);
        select.columns(names).where(detail.only()).from(detail.owner()).upTo(detail.owner());
        return Optional.of(new DetailQuery(detail, names, session.prepare(select)));
    }

    /** A row with what belongs to it: values by column name, details as lists of rows under their name. */
    record Item(Object key, Map<String, @Nullable Object> values) {

        @Nullable String text(String column) {
            Object value = values.get(column);
            return value == null ? null : value.toString();
        }

        /** The number in a column; 0 where there is none. */
        long number(String column) {
            return values.get(column) instanceof Number number ? number.longValue() : 0;
        }

        /** The rows of a detail; empty where there are none. */
        @SuppressWarnings("unchecked") // details are put there as lists of rows, and nothing else is a list
        List<Map<String, @Nullable Object>> rows(String detail) {
            return values.get(detail) instanceof List<?> list ? (List<Map<String, @Nullable Object>>) list : List.of();
        }
    }

    private final class Page {

        private final List<Item> items = new ArrayList<>();
        private final Map<String, Item> byKey = new LinkedHashMap<>();

        void add(Row row) throws SQLException {
            Object rowKey = row.raw(0);
            if (rowKey == null) {
                return;
            }
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                values.put(columns.get(i), row.value(i));
            }
            Item found = new Item(rowKey, values);
            items.add(found);
            byKey.put(normal(rowKey), found);
        }

        Object last() {
            return items.get(items.size() - 1).key();
        }

        @Nullable Item owner(Object rowKey) {
            return byKey.get(normal(rowKey));
        }

        private String normal(Object rowKey) {
            return rowKey.toString().strip().toLowerCase(Locale.ROOT);
        }
    }

    private record DetailQuery(Detail detail, List<String> names, Query query) {

        void fill(Page page) throws SQLException {
            Map<Item, List<Map<String, @Nullable Object>>> found = new java.util.IdentityHashMap<>();
            query.run(
                    row -> {
                        Object ownerKey = row.raw(0);
                        Item owner = ownerKey == null ? null : page.owner(ownerKey);
                        if (owner != null) {
                            found.computeIfAbsent(owner, r -> new ArrayList<>()).add(values(row));
                        }
                    },
                    page.items.get(0).key(),
                    page.last());
            for (Item owner : page.items) {
                put(owner, found.getOrDefault(owner, List.of()));
            }
        }

        /** Rows stand in an order of their own, so that the same rows always make the same payload. */
        private void put(Item owner, List<Map<String, @Nullable Object>> rows) {
            List<Map<String, @Nullable Object>> sorted = rows.stream()
                    .sorted(Comparator.comparing(CanonicalJson::write))
                    .toList();
            if (!detail.single()) {
                owner.values().put(detail.name(), sorted);
            } else if (!sorted.isEmpty()) {
                sorted.get(0).forEach(owner.values()::putIfAbsent);
            }
        }

        private Map<String, @Nullable Object> values(Row row) throws SQLException {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = 1; i < names.size(); i++) {
                values.put(names.get(i), row.value(i));
            }
            return values;
        }
    }
}
