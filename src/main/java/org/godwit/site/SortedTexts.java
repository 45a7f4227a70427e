package org.godwit.site;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts by names that many such maps share, in the order of the names; without those that are null. Cannot be changed. */
public final class SortedTexts extends AbstractMap<String, String> {

    private final String[] names;
    private final @Nullable String[] values;
    private final int size;

    /**
     * @param names ascending; not copied, and not changed by anybody any more
     * @param values one for each name; likewise
     */
    public SortedTexts(String[] names, @Nullable String[] values) {
        this.names = names;
        this.values = values;
        int present = 0;
        for (String value : values) {
            present += value == null ? 0 : 1;
        }
        this.size = present;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, String>> {

        private int at;

        @Override
        public boolean hasNext() {
            while (at < values.length && values[at] == null) {
                at++;
            }
            return at < values.length;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            String value = values[at];
            return Map.entry(names[at++], value == null ? "" : value);
        }
    }
}
