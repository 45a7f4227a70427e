package org.godwit.job;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.MigrationEntity;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a hierarchy and what lies in them. What a folder holds is in its payload: the member's key, and a number that
 * says what it is (SMS_ObjectContainerItem.ObjectType).
 */
final class FolderTree {

    private static final Map<Integer, ObjectType> TYPES = Map.ofEntries(
            Map.entry(2, ObjectType.PACKAGE),
            Map.entry(3, ObjectType.DEPLOYMENT),
            Map.entry(9, ObjectType.METERING_RULE),
            Map.entry(11, ObjectType.CONFIGURATION_ITEM),
            Map.entry(14, ObjectType.OS_UPGRADE_PACKAGE),
            Map.entry(18, ObjectType.OS_IMAGE),
            Map.entry(19, ObjectType.BOOT_IMAGE),
            Map.entry(20, ObjectType.TASK_SEQUENCE),
            Map.entry(23, ObjectType.DRIVER_PACKAGE),
            Map.entry(25, ObjectType.DRIVER),
            Map.entry(2011, ObjectType.CONFIGURATION_BASELINE),
            Map.entry(5000, ObjectType.COLLECTION),
            Map.entry(5001, ObjectType.COLLECTION),
            Map.entry(6000, ObjectType.APPLICATION),
            Map.entry(6001, ObjectType.CONFIGURATION_ITEM));

    /** A member of a folder. */
    record Member(ObjectType type, String key) {}

    private final Map<Long, MigrationEntity> folders = new TreeMap<>();
    private final Map<Long, Set<Member>> members = new HashMap<>();
    private final Map<String, Set<Long>> below = new HashMap<>();

    /** @param found every folder that may come along */
    FolderTree(Catalogue catalogue, List<MigrationEntity> found) {
        Map<Long, String> payloads =
                catalogue.payloads(found.stream().map(MigrationEntity::id).toList());
        for (MigrationEntity folder : found) {
            Map<?, ?> payload = CanonicalJson.read(payloads.getOrDefault(folder.id(), "{}"), Map.class);
            folders.put(folder.id(), folder);
            members.put(folder.id(), members(payload));
            below.computeIfAbsent(String.valueOf(payload.get("ParentContainerNodeID")), k -> new TreeSet<>())
                    .add(folder.id());
        }
    }

    /** What a folder's payload says it holds, as far as it is of a known kind. */
    static Set<Member> members(Map<?, ?> payload) {
        Set<Member> found = new HashSet<>();
        if (payload.get("Members") instanceof List<?> rows) {
            for (Object row : rows) {
                Member member = row instanceof Map<?, ?> columns ? member(columns) : null;
                if (member != null) {
                    found.add(member);
                }
            }
        }
        return found;
    }

    private static @Nullable Member member(Map<?, ?> columns) {
        ObjectType type = columns.get("ObjectType") instanceof Number number ? TYPES.get(number.intValue()) : null;
        return type == null || !(columns.get("InstanceKey") instanceof String key) ? null : new Member(type, key);
    }

    /** The given folders and all below them. */
    Set<Long> withThoseBelow(Collection<Long> ids) {
        Set<Long> all = new TreeSet<>();
        Collection<Long> frontier = ids.stream().filter(folders::containsKey).toList();
        while (!frontier.isEmpty()) {
            Set<Long> next = new TreeSet<>();
            for (Long id : frontier) {
                MigrationEntity folder = folders.get(id);
                if (folder != null && all.add(id)) {
                    next.addAll(below.getOrDefault(folder.sourceKey(), Set.of()));
                }
            }
            frontier = next;
        }
        return all;
    }

    Set<Member> membersOf(Collection<Long> folderIds) {
        Set<Member> all = new HashSet<>();
        folderIds.forEach(id -> all.addAll(members.getOrDefault(id, Set.of())));
        return all;
    }

    List<MigrationEntity> of(Collection<Long> folderIds) {
        return folders.values().stream().filter(f -> folderIds.contains(f.id())).toList();
    }

    /** The folders in which at least one of these objects lies. */
    List<MigrationEntity> holding(Collection<MigrationEntity> objects) {
        Set<Member> wanted = new HashSet<>();
        objects.forEach(o -> wanted.add(new Member(o.type(), o.sourceKey())));
        return folders.values().stream()
                .filter(f -> members.getOrDefault(f.id(), Set.of()).stream().anyMatch(wanted::contains))
                .toList();
    }
}
