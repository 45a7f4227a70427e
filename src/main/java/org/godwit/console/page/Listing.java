package org.godwit.console.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.godwit.shared.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** One page of a list as a template shows it, with the links to its other pages and orders. */
public final class Listing<T> {

    private static final Set<String> KEPT = Set.of("size", "sort", Columns.PARAMETER);

    private final Page<T> page;
    private final String path;
    private final Map<String, String> parameters;
    private final Columns columns;
    private final long countedUpTo;

    Listing(Page<T> page, String path, Map<String, String> parameters, Columns columns, long countedUpTo) {
        this.page = page;
        this.path = path;
        this.parameters = Map.copyOf(parameters);
        this.columns = columns;
        this.countedUpTo = countedUpTo;
    }

    /** Whether there may be more items than {@link #total} says, as nobody counted further. */
    public boolean orMore() {
        return page.total() == countedUpTo;
    }

    /** Columns that can be chosen, in their order; empty where none can. */
    public List<String> columns() {
        return columns.all();
    }

    /** Whether the reader wants to see a column. */
    public boolean shows(String column) {
        return columns.shown(parameters).contains(column);
    }

    /** This list with a column more, or without it; the last one stays. */
    public String toggled(String column) {
        return with(Map.of(Columns.PARAMETER, columns.toggled(parameters, column)));
    }

    /** What is shown, in all its pages, as a file. */
    public String export() {
        String link = with(Map.of("page", "", "size", ""));
        return path + "/csv" + link.substring(path.length());
    }

    /** This page of the list. */
    public String here() {
        return with(Map.of());
    }

    /** What is known of this page of the list under another address, e.g. {@code live}. */
    public String beside(String name) {
        return path + "/" + name + here().substring(path.length());
    }

    public List<T> items() {
        return page.items();
    }

    public boolean isEmpty() {
        return page.items().isEmpty();
    }

    /** What is no filter and holds for whatever is filtered: columns, order and page size, by parameter. */
    public Map<String, String> kept() {
        Map<String, String> kept = new TreeMap<>(parameters);
        kept.keySet().retainAll(KEPT);
        return kept;
    }

    /** True if the list itself is narrowed, so that an empty one says nothing of the whole. */
    public boolean filtered() {
        return parameters.keySet().stream().anyMatch(p -> !p.equals("page") && !KEPT.contains(p));
    }

    public long total() {
        return page.total();
    }

    /** Number of the first item shown, from 1. */
    public long first() {
        return page.items().isEmpty() ? 0 : (long) page.page() * page.size() + 1;
    }

    public long last() {
        return (long) page.page() * page.size() + page.items().size();
    }

    /** The list without filters. */
    public String plain() {
        return link(kept());
    }

    /** A filter's present value; empty if it is not set. */
    public String filter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** Link to the page before; null on the first. */
    public @Nullable String previous() {
        return page.page() == 0 ? null : with(Map.of("page", String.valueOf(page.page() - 1)));
    }

    /** Link to the page after; null on the last. */
    public @Nullable String next() {
        return last() >= page.total() || page.items().isEmpty()
                ? null
                : with(Map.of("page", String.valueOf(page.page() + 1)));
    }

    /** {@code ascending} or {@code descending} if the list is sorted by this field, else null (no such attribute). */
    public @Nullable String order(String field) {
        String sort = filter("sort");
        return sort.equals(field) || sort.equals(field + ",asc")
                ? "ascending"
                : sort.equals(field + ",desc") ? "descending" : null;
    }

    /** Link that sorts by this field, turning the order round if it is sorted so already. */
    public String sortedBy(String field) {
        return with(Map.of("page", "", "sort", field + ("ascending".equals(order(field)) ? ",desc" : ",asc")));
    }

    /** This list with another value of one parameter, from its first page. */
    public String with(String name, String value) {
        return with(Map.of("page", "", name, value));
    }

    private String with(Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putAll(changes);
        return link(all);
    }

    private String link(Map<String, String> all) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
        Map<String, Object> values = new LinkedHashMap<>();
        all.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> {
                    link.queryParam(e.getKey(), "{" + e.getKey() + "}");
                    values.put(e.getKey(), e.getValue());
                });
        return link.encode().buildAndExpand(values).toUriString();
    }
}
