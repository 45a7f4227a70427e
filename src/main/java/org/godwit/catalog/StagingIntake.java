package org.godwit.catalog;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.godwit.catalog.StagingStore.Event;
import org.godwit.catalog.StagingStore.Known;
import org.godwit.catalog.StagingStore.StagedEntity;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.ObjectType;
import org.godwit.site.SourceObject;
import org.jspecify.annotations.Nullable;

/**
 * Compares objects with the digests of the catalogue as they come. Memory grows with the number of objects of the type being
 * read (a key and a digest each), not with their size.
 */
final class StagingIntake implements CatalogueGathering.Intake {

    private static final int BATCH = 200;

    private final long hierarchyId;
    private final StagingStore store;
    private final Map<ObjectType, Map<String, Known>> known = new EnumMap<>(ObjectType.class);
    private final Map<ObjectType, Set<String>> seen = new EnumMap<>(ObjectType.class);
    private final List<StagedEntity> batch = new ArrayList<>(BATCH);
    private long taken;

    StagingIntake(long hierarchyId, StagingStore store) {
        this.hierarchyId = hierarchyId;
        this.store = store;
    }

    @Override
    public void accept(SourceObject object) {
        String key = object.key().toLowerCase(Locale.ROOT);
        if (!seen.computeIfAbsent(object.type(), t -> new HashSet<>()).add(key)) {
            return;
        }
        taken++;
        Known before = known(object.type()).get(key);
        String payload = CanonicalJson.write(object.payload());
        String digest = object.digest(payload);
        Event event = event(before, digest);
        if (event != null) {
            stage(new StagedEntity(
                    before == null ? null : before.id(),
                    event,
                    object.type(),
                    object.key(),
                    object.name(),
                    object.version(),
                    object.sourceSite(),
                    digest,
                    payload,
                    object.references()));
        }
    }

    private static @Nullable Event event(@Nullable Known before, String digest) {
        if (before == null) {
            return Event.ADDED;
        }
        if (!before.digest().equals(digest)) {
            return Event.MODIFIED;
        }
        return before.removed() ? Event.RESTORED : null;
    }

    @Override
    public void complete(ObjectType type) {
        Set<String> present = seen.getOrDefault(type, Set.of());
        known(type).forEach((key, entity) -> {
            if (!entity.removed() && !present.contains(key)) {
                stage(new StagedEntity(
                        entity.id(), Event.REMOVED, type, entity.sourceKey(), null, null, null, null, null, List.of()));
            }
        });
        flush();
        known.remove(type);
        seen.remove(type);
    }

    @Override
    public long taken() {
        return taken;
    }

    private Map<String, Known> known(ObjectType type) {
        return known.computeIfAbsent(type, t -> {
            Map<String, Known> byKey = new HashMap<>();
            store.known(hierarchyId, t, k -> byKey.put(k.sourceKey().toLowerCase(Locale.ROOT), k));
            return byKey;
        });
    }

    private void stage(StagedEntity entity) {
        batch.add(entity);
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        if (!batch.isEmpty()) {
            store.stage(hierarchyId, batch);
            batch.clear();
        }
    }
}
