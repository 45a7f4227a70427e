package org.godwit.destination;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.destination.ObjectChangeStore.Changes;
import org.godwit.destination.ObjectChangeStore.Kind;
import org.godwit.destination.ObjectChangeStore.NewChange;
import org.godwit.destination.ObjectWriteStore.NewRow;
import org.godwit.security.SystemOnly;
import org.godwit.shared.Chunks;
import org.godwit.shared.GodwitProperties;
import org.godwit.site.ObjectType;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes what jobs bring, keeps what was there before, and gives it back on undo. */
@Service
@SystemOnly("Called by job and report within work whose right was checked")
class DestinationObjectWriter implements DestinationObjects {

    private static final String AUDIT_TYPE = "DESTINATION_OBJECT";

    /** Objects whose payloads are in memory at a time. */
    private static final int CHUNK = 500;

    private final DestinationObjectStore store;
    private final ObjectWriteStore writes;
    private final ObjectChangeStore changes;
    private final AuditTrail audit;
    private final KeyMaker keyMaker;
    private final String siteCode;
    private final Clock clock;

    DestinationObjectWriter(
            DestinationObjectStore store,
            ObjectWriteStore writes,
            ObjectChangeStore changes,
            AuditTrail audit,
            GodwitProperties properties,
            Clock clock) {
        this.store = store;
        this.writes = writes;
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
    public void put(List<Put> puts) {
        if (puts.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        long jobId = puts.get(0).object().jobId();
        List<NewObject> fresh = new ArrayList<>();
        List<Put> known = new ArrayList<>();
        for (Put put : puts) {
            if (put.existing() == null) {
                fresh.add(put.object());
            } else {
                known.add(put);
            }
        }
        List<NewChange> made = create(fresh, now);
        made.addAll(overwrite(known, now));
        changes.insert(jobId, now, made);
    }

    private List<NewChange> create(List<NewObject> objects, Instant now) {
        List<NewRow> rows = objects.stream()
                .map(o -> new NewRow(o.type(), state(o, o.key(), now), o.hierarchyId(), o.sourceKey()))
                .toList();
        Map<ObjectKey, Long> ids = writes.insert(rows, now);
        List<NewChange> made = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            NewObject object = objects.get(i);
            NewRow row = rows.get(i);
            long id = Objects.requireNonNull(ids.get(row.objectKey()));
            made.add(new NewChange(id, Kind.CREATED, null, row.state()));
            audit.record(AuditEntry.success("DESTINATION_OBJECT_CREATED", AUDIT_TYPE, id, object.name())
                    .with("type", object.type().name())
                    .with("key", object.key())
                    .with("sourceKey", object.sourceKey())
                    .with("sourceHierarchyId", object.hierarchyId())
                    .with("jobId", object.jobId())
                    .with("after", object.payloadDigest()));
        }
        return made;
    }

    private List<NewChange> overwrite(List<Put> puts, Instant now) {
        Map<Long, ObjectState> states = new LinkedHashMap<>();
        List<NewChange> made = new ArrayList<>();
        for (Put put : puts) {
            DestinationObject existing = Objects.requireNonNull(put.existing());
            NewObject object = put.object();
            ObjectState before = ObjectState.of(existing);
            ObjectState after = state(object, existing.key(), now);
            if (before.sameAs(after)) {
                continue;
            }
            states.put(existing.id(), after);
            made.add(new NewChange(existing.id(), Kind.OVERWRITTEN, before, after));
            audit.record(AuditEntry.success("DESTINATION_OBJECT_OVERWRITTEN", AUDIT_TYPE, existing.id(), object.name())
                    .with("type", existing.type().name())
                    .with("key", existing.key())
                    .with("sourceKey", object.sourceKey())
                    .with("jobId", object.jobId())
                    .with("before", existing.payloadDigest())
                    .with("after", object.payloadDigest()));
        }
        writes.update(states);
        return made;
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
        List<Effect> effects = new ArrayList<>();
        for (List<Long> chunk : Chunks.of(changes.objectsOfJob(jobId), CHUNK)) {
            Map<Long, DestinationObject> objects = store.byIds(chunk);
            Map<Long, Changes> done = changes.ofJob(jobId, chunk);
            for (Long id : chunk) {
                DestinationObject now = objects.get(id);
                Changes change = done.get(id);
                if (now != null && change != null) {
                    effects.add(new Effect(
                            id,
                            now.type(),
                            now.key(),
                            now.name(),
                            now.sourceKey(),
                            change.before() == null,
                            !ObjectState.of(now).digest().equals(change.digestAfter())));
                }
            }
        }
        return effects;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<ObjectKey> takeBack(long jobId, Collection<ObjectKey> objects, long undoJobId) {
        Set<ObjectKey> changedSince = new LinkedHashSet<>();
        List<NewChange> made = new ArrayList<>();
        Map<Long, ObjectState> restored = new LinkedHashMap<>();
        List<Long> removed = new ArrayList<>();
        List<DestinationObject> there = there(objects);
        List<Long> ids = there.stream().map(DestinationObject::id).toList();
        Map<Long, Changes> done = changes.ofJob(jobId, ids);
        Map<Long, Changes> undone = changes.ofJob(undoJobId, ids);
        for (DestinationObject now : there) {
            Changes mine = undone.get(now.id());
            if (mine != null && mine.lastKind() == Kind.RESTORED) {
                continue;
            }
            ObjectState current = ObjectState.of(now);
            Changes change = done.get(now.id());
            if (change == null || !current.digest().equals(change.digestAfter())) {
                changedSince.add(new ObjectKey(now.type(), now.key()));
                continue;
            }
            ObjectState before = change.before();
            if (before == null) {
                removed.add(now.id());
            } else {
                restored.put(now.id(), before);
            }
            Kind kind = before == null ? Kind.REMOVED : Kind.RESTORED;
            made.add(new NewChange(now.id(), kind, current, before));
            audit.record(AuditEntry.success("DESTINATION_OBJECT_" + kind, AUDIT_TYPE, now.id(), now.name())
                    .with("type", now.type().name())
                    .with("key", now.key())
                    .with("undoneJobId", jobId)
                    .with("jobId", undoJobId)
                    .with("before", current.payloadDigest())
                    .with("after", before == null ? null : before.payloadDigest()));
        }
        writes.delete(removed);
        writes.update(restored);
        changes.insert(undoJobId, clock.instant(), made);
        return changedSince;
    }

    @Override
    @Transactional(readOnly = true)
    public Set<ObjectKey> notTakenBack(long jobId, Collection<ObjectKey> objects) {
        List<DestinationObject> there = there(objects);
        Map<Long, Changes> done =
                changes.ofJob(jobId, there.stream().map(DestinationObject::id).toList());
        Set<ObjectKey> different = new LinkedHashSet<>();
        for (DestinationObject now : there) {
            Changes change = done.get(now.id());
            ObjectState before = change == null ? null : change.before();
            if (before == null || !before.digest().equals(ObjectState.of(now).digest())) {
                different.add(new ObjectKey(now.type(), now.key()));
            }
        }
        return different;
    }

    private List<DestinationObject> there(Collection<ObjectKey> objects) {
        Map<ObjectType, List<String>> keys = new EnumMap<>(ObjectType.class);
        objects.forEach(
                o -> keys.computeIfAbsent(o.type(), t -> new ArrayList<>()).add(o.key()));
        List<DestinationObject> there = new ArrayList<>();
        keys.forEach((type, ofType) -> there.addAll(store.byKeys(type, ofType).values()));
        return there;
    }
}
