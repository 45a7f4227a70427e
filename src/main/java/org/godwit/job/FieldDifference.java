package org.godwit.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.godwit.job.MigrationPlan.Change;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;

/** Field by field, what an object would become against what the destination has. */
final class FieldDifference {

    /** Longer values are cut in a plan; the digests still tell them apart. */
    private static final int LONGEST = 2000;

    private FieldDifference() {}

    static List<Change> between(Map<String, @Nullable Object> source, Map<String, @Nullable Object> destination) {
        TreeSet<String> names = new TreeSet<>(source.keySet());
        names.addAll(destination.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            Object here = source.get(name);
            Object there = destination.get(name);
            if (!Objects.equals(here, there)) {
                changes.add(new Change(name, text(here), text(there)));
            }
        }
        return changes;
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        String text = value instanceof String s ? s : CanonicalJson.write(value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
