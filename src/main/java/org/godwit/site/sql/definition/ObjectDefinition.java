package org.godwit.site.sql.definition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.site.ArrivalRules;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.Reading.Condition;
import org.godwit.site.sql.definition.Reading.Detail;
import org.godwit.site.sql.definition.Reading.Join;
import org.jspecify.annotations.Nullable;

/**
 * One object type: what is read of it, what its key, name and version are, what it refers to, and what becomes of it.
 *
 * @param reading what is read
 * @param key columns that may hold the object's key; the first that a row has. By default the reading's own key
 * @param keyPrefix stands before the key, so that several definitions of one type do not meet; empty for most
 * @param name columns that may hold its name, likewise; the key where all are blank
 * @param version columns that may hold its version, likewise; none for a type without versions
 * @param links what it refers to
 * @param rules what is different about it once it has arrived
 * @param outcome one sentence for the documentation: what migration makes of it
 */
public record ObjectDefinition(
        ObjectType type,
        Reading reading,
        List<String> key,
        String keyPrefix,
        List<String> name,
        List<String> version,
        List<Link> links,
        ArrivalRules rules,
        String outcome) {

    /** Starts the definition of a type that is read from the first of these views that a source has. */
    static Builder of(ObjectType type, String... views) {
        return new Builder(type, List.of(views));
    }

    /** Puts a definition together; reads like a sentence. */
    static final class Builder {

        private final ObjectType type;
        private final List<String> views;
        private final List<Condition> only = new ArrayList<>();
        private final List<String> columns = new ArrayList<>();
        private final List<Detail> details = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();
        private List<String> rowKey = List.of();
        private List<String> key = List.of();
        private String keyPrefix = "";
        private List<String> name = List.of();
        private List<String> version = List.of();
        private ArrivalRules rules = ArrivalRules.NONE;

        private Builder(ObjectType type, List<String> views) {
            this.type = type;
            this.views = views;
        }

        Builder only(String column, Integer... values) {
            only.add(Condition.only(column, values));
            return this;
        }

        Builder without(String column, Integer... values) {
            only.add(Condition.without(column, values));
            return this;
        }

        /** The view's unique column; it is the object's key as well unless {@link #key} says otherwise. */
        Builder rowKey(String... alternatives) {
            rowKey = List.of(alternatives);
            return this;
        }

        Builder key(String... alternatives) {
            key = List.of(alternatives);
            return this;
        }

        Builder keyPrefix(String prefix) {
            keyPrefix = prefix;
            return this;
        }

        Builder name(String... alternatives) {
            name = List.of(alternatives);
            return this;
        }

        Builder version(String... alternatives) {
            version = List.of(alternatives);
            return this;
        }

        Builder columns(String... names) {
            columns.addAll(Arrays.asList(names));
            return this;
        }

        /** A view with at most one row for each object; its columns join the object's own. */
        Builder with(String view, String owner, String... names) {
            details.add(new Detail("", view, owner, null, List.of(), List.of(names)));
            return this;
        }

        Builder detail(String called, String view, String owner, String... names) {
            details.add(new Detail(called, view, owner, null, List.of(), List.of(names)));
            return this;
        }

        Builder detail(String called, String view, String owner, List<Condition> which, String... names) {
            details.add(new Detail(called, view, owner, null, which, List.of(names)));
            return this;
        }

        Builder detail(String called, String view, String owner, Join join, List<Condition> which, String... names) {
            details.add(new Detail(called, view, owner, join, which, List.of(names)));
            return this;
        }

        Builder refers(String column, ObjectType to, String kind) {
            links.add(Link.always(null, column, to, kind));
            return this;
        }

        Builder detailRefers(String detail, String column, ObjectType to, String kind) {
            links.add(Link.always(detail, column, to, kind));
            return this;
        }

        Builder refersBy(@Nullable String detail, String column, String by, Map<Integer, Link.Target> targets) {
            links.add(new Link(detail, column, by, targets));
            return this;
        }

        /** The destination does not get this field. */
        Builder arrivesWithout(String field) {
            rules = rules.and(new ArrivalRules(Set.of(field), Map.of(), List.of()));
            return this;
        }

        /** The destination gets this value, whatever the source has. */
        Builder arrivesWith(String field, Object value) {
            rules = rules.and(new ArrivalRules(Set.of(), Map.of(field, value), List.of()));
            return this;
        }

        /** One sentence for whoever reviews a plan: what to know or to do about each object of the type. */
        Builder advises(String sentence) {
            rules = rules.and(new ArrivalRules(Set.of(), Map.of(), List.of(sentence)));
            return this;
        }

        ObjectDefinition becomes(String outcome) {
            List<String> all = new ArrayList<>(columns);
            for (List<String> more : List.of(key, name, version)) {
                more.stream().filter(c -> !all.contains(c)).forEach(all::add);
            }
            Reading reading = new Reading(views, only, rowKey, all, details);
            return new ObjectDefinition(
                    type,
                    reading,
                    key.isEmpty() ? rowKey : key,
                    keyPrefix,
                    name,
                    version,
                    List.copyOf(links),
                    rules,
                    outcome);
        }
    }
}
