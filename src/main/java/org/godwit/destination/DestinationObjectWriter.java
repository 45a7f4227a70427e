package org.godwit.destination;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.destination.ObjectChangeStore.Change;
import org.godwit.destination.ObjectChangeStore.Kind;
import org.godwit.security.SystemOnly;
import org.godwit.shared.GodwitProperties;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes what jobs bring, keeps what was there before, and gives it back on undo. */
@Service
@SystemOnly("Called by job and report within work whose right was checked")
class DestinationObjectWriter implements DestinationObjects {

    private static final String AUDIT_TYPE = "DESTINATION_OBJECT";

    private final DestinationObjectStore store;
    private final ObjectChangeStore changes;
    private final AuditTrail audit;
    private final KeyMaker keyMaker;
    private final String siteCode;
    private final Clock clock;

    DestinationObjectWriter(
            DestinationObjectStore store,
            ObjectChangeStore changes,
            AuditTrail audit,
            GodwitProperties properties,
            Clock clock) {
        this.store = store;
        this.changes = changes;
        this.audit = audit;
        this.siteCode = properties.siteCode();
        this.keyMaker = new KeyMaker(siteCode);
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, DestinationObject> bySource(long hierarchyId, ObjectType type, Collection<String> sourceKeys) {
        return store.bySource(hierarchyId, type, sourceKeys);
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> present(long hierarchyId, ObjectType type, Collection<String> sourceKeys) {
        return store.originKeys(hierarchyId, type, sourceKeys).keySet();
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> existing(ObjectType type, Collection<String> keys) {
        return store.keysInUse(type, keys);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, NamedObject> byName(ObjectType type, Collection<String> names) {
        return store.byName(type, names);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, String> keys(long hierarchyId, ObjectType type, Collection<String> sourceKeys) {
        Map<String, String> keys = new LinkedHashMap<>(store.originKeys(hierarchyId, type, sourceKeys));
        keys.putAll(newKeys(
                hierarchyId,
                type,
                sourceKeys.stream().filter(k -> !keys.containsKey(k)).distinct().toList()));
        return keys;
    }

    /** Keys that objects get which are not there yet. */
    private Map<String, String> newKeys(long hierarchyId, ObjectType type, List<String> unknown) {
        Map<String, String> keys = new LinkedHashMap<>();
        Set<String> clashing = store.keysInUse(type, unknown);
        Set<String> taken = clashing.isEmpty() ? Set.of() : new HashSet<>(store.keysOfSite(type, siteCode));
        for (String sourceKey : unknown) {
            if (clashing.contains(sourceKey.toUpperCase(Locale.ROOT))) {
                String made = keyMaker.make(hierarchyId, type, sourceKey, taken);
                taken.add(made);
                keys.put(sourceKey, made);
            } else {
                keys.put(sourceKey, sourceKey);
            }
        }
        return keys;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public String put(NewObject object, @Nullable DestinationObject existing) {
        Instant now = clock.instant();
        if (existing != null) {
            overwrite(existing, object, now);
            return existing.key();
        }
        return create(object, now);
    }

    private String create(NewObject object, Instant now) {
        String key = newKeys(object.hierarchyId(), object.type(), List.of(object.sourceKey()))
                .getOrDefault(object.sourceKey(), object.sourceKey());
        ObjectState state = state(object, key, now);
        long id = store.insert(object.type(), state, now);
        store.insertOrigin(object.hierarchyId(), object.type(), object.sourceKey(), id);
        changes.insert(id, object.jobId(), now, Kind.CREATED, null, state);
        audit.record(AuditEntry.success("DESTINATION_OBJECT_CREATED", AUDIT_TYPE, id, object.name())
                .with("type", object.type().name())
                .with("key", key)
                .with("sourceKey", object.sourceKey())
                .with("sourceHierarchyId", object.hierarchyId())
                .with("jobId", object.jobId())
                .with("after", object.payloadDigest()));
        return key;
    }

    private void overwrite(DestinationObject existing, NewObject object, Instant now) {
        ObjectState before = ObjectState.of(existing);
        ObjectState after = state(object, existing.key(), now);
        if (before.sameAs(after)) {
            return;
        }
        store.update(existing.id(), after);
        changes.insert(existing.id(), object.jobId(), now, Kind.OVERWRITTEN, before, after);
        audit.record(AuditEntry.success("DESTINATION_OBJECT_OVERWRITTEN", AUDIT_TYPE, existing.id(), object.name())
                .with("type", existing.type().name())
                .with("key", existing.key())
                .with("sourceKey", object.sourceKey())
                .with("jobId", object.jobId())
                .with("before", existing.payloadDigest())
                .with("after", object.payloadDigest()));
    }

    private static ObjectState state(NewObject object, String key, Instant now) {
        return new ObjectState(
                key,
                object.name(),
                object.version(),
                object.payload(),
                object.payloadDigest(),
                object.contentOwner(),
                new TreeSet<>(object.securityScopes()),
                now);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Effect> effects(long jobId) {
        Map<Long, List<Change>> byObject = new LinkedHashMap<>();
        changes.ofJob(jobId)
                .forEach(c -> byObject.computeIfAbsent(c.objectId(), id -> new ArrayList<>())
                        .add(c));
        List<Effect> effects = new ArrayList<>();
        byObject.forEach((objectId, ofObject) -> {
            Change first = ofObject.get(0);
            Change last = ofObject.get(ofObject.size() - 1);
            store.byId(objectId)
                    .ifPresent(now -> effects.add(new Effect(
                            objectId,
                            now.type(),
                            now.key(),
                            now.name(),
                            now.sourceKey(),
                            first.before() == null,
                            !ObjectState.of(now).digest().equals(last.digestAfter()))));
        });
        return effects;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean takeBack(long jobId, ObjectType type, String key, long undoJobId) {
        Optional<DestinationObject> now = store.byKey(type, key);
        if (now.isEmpty()) {
            return true;
        }
        long objectId = now.get().id();
        if (changes.ofJob(undoJobId, objectId).stream().anyMatch(c -> c.kind() == Kind.RESTORED)) {
            return true;
        }
        ObjectState current = ObjectState.of(now.get());
        List<Change> ofObject = changes.ofJob(jobId, objectId);
        if (ofObject.isEmpty()
                || !current.digest().equals(ofObject.get(ofObject.size() - 1).digestAfter())) {
            return false;
        }
        ObjectState before = ofObject.get(0).before();
        if (before == null) {
            store.delete(objectId);
        } else {
            store.update(objectId, before);
        }
        Kind kind = before == null ? Kind.REMOVED : Kind.RESTORED;
        changes.insert(objectId, undoJobId, clock.instant(), kind, current, before);
        audit.record(AuditEntry.success("DESTINATION_OBJECT_" + kind, AUDIT_TYPE, objectId, current.name())
                .with("type", now.get().type().name())
                .with("key", current.key())
                .with("undoneJobId", jobId)
                .with("jobId", undoJobId)
                .with("before", current.payloadDigest())
                .with("after", before == null ? null : before.payloadDigest()));
        return true;
    }

    @Override
    @Transactional(readOnly = true)
    public boolean takenBack(long jobId, ObjectType type, String key) {
        return store.byKey(type, key)
                .map(now -> {
                    List<Change> ofObject = changes.ofJob(jobId, now.id());
                    ObjectState before =
                            ofObject.isEmpty() ? null : ofObject.get(0).before();
                    return before != null
                            && before.digest().equals(ObjectState.of(now).digest());
                })
                .orElse(true);
    }
}
