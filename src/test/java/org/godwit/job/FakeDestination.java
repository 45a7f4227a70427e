package org.godwit.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.godwit.destination.DestinationObject;
import org.godwit.destination.DestinationObjects;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/** Destination objects in memory. */
final class FakeDestination implements DestinationObjects {

    final List<DestinationObject> objects = new ArrayList<>();

    /** An object that was made at the destination. */
    void add(ObjectType type, String key, String name) {
        objects.add(object(type, key, name, null, "{}", "-", null, null));
    }

    private DestinationObject object(
            ObjectType type,
            String key,
            String name,
            @Nullable String version,
            String payload,
            String digest,
            @Nullable Long hierarchyId,
            @Nullable String sourceKey) {
        return new DestinationObject(
                objects.size() + 1L,
                type,
                key,
                name,
                version,
                payload,
                digest,
                hierarchyId,
                sourceKey,
                null,
                Set.of(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Override
    public Map<String, DestinationObject> bySource(long hierarchyId, ObjectType type, Collection<String> sourceKeys) {
        Map<String, DestinationObject> found = new HashMap<>();
        for (DestinationObject object : objects) {
            String sourceKey = object.sourceKey();
            if (object.type() == type
                    && Objects.equals(object.hierarchyId(), hierarchyId)
                    && sourceKey != null
                    && sourceKeys.contains(sourceKey)) {
                found.put(sourceKey, object);
            }
        }
        return found;
    }

    @Override
    public Set<String> present(long hierarchyId, ObjectType type, Collection<String> sourceKeys) {
        return bySource(hierarchyId, type, sourceKeys).keySet();
    }

    @Override
    public Set<String> existing(ObjectType type, Collection<String> keys) {
        Set<String> found = new HashSet<>();
        objects.stream()
                .filter(o -> o.type() == type && keys.stream().anyMatch(o.key()::equalsIgnoreCase))
                .forEach(o -> found.add(o.key().toUpperCase(Locale.ROOT)));
        return found;
    }

    @Override
    public Map<String, NamedObject> byName(ObjectType type, Collection<String> names) {
        Map<String, NamedObject> found = new HashMap<>();
        objects.stream()
                .filter(o -> o.type() == type && names.stream().anyMatch(o.name()::equalsIgnoreCase))
                .forEach(o -> found.put(
                        o.name().toLowerCase(Locale.ROOT), new NamedObject(o.key(), o.hierarchyId(), o.sourceKey())));
        return found;
    }

    @Override
    public Map<String, String> keys(long hierarchyId, ObjectType type, Collection<String> sourceKeys) {
        Set<String> taken = new HashSet<>();
        objects.stream().filter(o -> o.type() == type).forEach(o -> taken.add(o.key()));
        Map<String, DestinationObject> there = bySource(hierarchyId, type, sourceKeys);
        Map<String, String> keys = new HashMap<>();
        sourceKeys.forEach(k -> {
            DestinationObject own = there.get(k);
            keys.put(k, own != null ? own.key() : taken.contains(k) ? "GDW" + k : k);
        });
        return keys;
    }

    @Override
    public void put(List<Put> puts) {
        puts.forEach(p -> put(p.object()));
    }

    private void put(NewObject object) {
        objects.removeIf(o -> o.type() == object.type() && object.sourceKey().equals(o.sourceKey()));
        objects.add(object(
                object.type(),
                object.key(),
                object.name(),
                object.version(),
                object.payload(),
                object.payloadDigest(),
                object.hierarchyId(),
                object.sourceKey()));
    }

    @Override
    public List<Effect> effects(long jobId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<ObjectKey> takeBack(long jobId, Collection<ObjectKey> objectKeys, long undoJobId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<ObjectKey> notTakenBack(long jobId, Collection<ObjectKey> objectKeys) {
        throw new UnsupportedOperationException();
    }
}
