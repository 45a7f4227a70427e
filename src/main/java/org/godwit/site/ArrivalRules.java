package org.godwit.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is different about an object once it has arrived, the same for every object of a type (reference CM section 5).
 *
 * @param without fields that it arrives without
 * @param with fields that have this value there, whatever the source says
 * @param advice what an admin has to know or to do about it, one sentence each
 */
public record ArrivalRules(Set<String> without, Map<String, Object> with, List<String> advice) {

    public static final ArrivalRules NONE = new ArrivalRules(Set.of(), Map.of(), List.of());

    public ArrivalRules {
        without = new TreeSet<>(without);
        with = new TreeMap<>(with);
        advice = List.copyOf(advice);
    }

    /** Whether an object with these fields arrives with others. */
    public boolean change(Map<String, @Nullable Object> fields) {
        return without.stream().anyMatch(fields::containsKey)
                || with.entrySet().stream().anyMatch(e -> !Objects.equals(fields.get(e.getKey()), e.getValue()));
    }

    /** Changes the fields of an object to those it arrives with. */
    public void apply(Map<String, @Nullable Object> fields) {
        fields.keySet().removeAll(without);
        fields.putAll(with);
    }

    /** Both, where a type has several definitions. */
    public ArrivalRules and(ArrivalRules other) {
        Set<String> fields = new TreeSet<>(without);
        fields.addAll(other.without);
        Map<String, Object> values = new TreeMap<>(with);
        values.putAll(other.with);
        List<String> sentences = new ArrayList<>(advice);
        other.advice.stream().filter(a -> !sentences.contains(a)).forEach(sentences::add);
        return new ArrivalRules(fields, values, sentences);
    }
}
