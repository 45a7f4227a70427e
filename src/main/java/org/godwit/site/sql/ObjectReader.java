package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.godwit.site.ObjectType;
import org.godwit.site.SourceObject;
import org.godwit.site.SourceObject.Reference;
import org.godwit.site.sql.ReadingReader.Item;
import org.godwit.site.sql.definition.Link;
import org.godwit.site.sql.definition.ObjectDefinition;
import org.jspecify.annotations.Nullable;

/** Makes objects of what their definition reads. */
final class ObjectReader {

    /** An integer key that refers to nothing, e.g. the parent of a folder at the top. */
    private static final Long NOTHING = 0L;

    private final SourceSession session;

    ObjectReader(SourceSession session) {
        this.session = session;
    }

    void read(ObjectDefinition definition, Consumer<SourceObject> sink) throws SQLException {
        try (ReadingReader reader = new ReadingReader(session, definition.reading())) {
            reader.read(found -> sink.accept(object(definition, found)));
        }
    }

    private static SourceObject object(ObjectDefinition definition, Item found) {
        String key = definition.keyPrefix()
                + Objects.requireNonNullElseGet(
                        firstText(found, definition.key()), () -> found.key().toString());
        String name = firstText(found, definition.name());
        return new SourceObject(
                definition.type(),
                key,
                name == null ? key : name,
                firstText(found, definition.version()),
                found.values(),
                references(definition, key, found));
    }

    private static @Nullable String firstText(Item found, List<String> columns) {
        for (String column : columns) {
            String text = found.text(column);
            if (text != null && !text.isBlank()) {
                return text.strip();
            }
        }
        return null;
    }

    private static List<Reference> references(ObjectDefinition definition, String key, Item found) {
        List<Reference> references = new ArrayList<>();
        for (Link link : definition.links()) {
            List<Map<String, @Nullable Object>> rows =
                    link.detail() == null ? List.of(found.values()) : found.rows(link.detail());
            for (Map<String, @Nullable Object> row : rows) {
                Reference reference = reference(link, row);
                if (reference != null
                        && !isSelf(definition.type(), key, reference)
                        && !references.contains(reference)) {
                    references.add(reference);
                }
            }
        }
        return List.copyOf(references);
    }

    private static boolean isSelf(ObjectType type, String key, Reference reference) {
        return reference.type() == type && reference.key().equalsIgnoreCase(key);
    }

    private static @Nullable Reference reference(Link link, Map<String, @Nullable Object> row) {
        Object key = row.get(link.keyColumn());
        if (key == null || key.toString().isBlank() || key.equals(NOTHING)) {
            return null;
        }
        int number = 0;
        if (link.by() != null) {
            if (!(row.get(link.by()) instanceof Number found)) {
                return null;
            }
            number = found.intValue();
        }
        Link.Target target = link.targets().get(number);
        return target == null
                ? null
                : new Reference(target.type(), key.toString().strip(), target.kind());
    }
}
