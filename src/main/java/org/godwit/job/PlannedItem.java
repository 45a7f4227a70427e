package org.godwit.job;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.godwit.destination.DestinationObjects.ObjectKey;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * One line of a plan as it is stored and executed.
 *
 * @param targetName name the object will have at the destination
 * @param destinationKey key it has or will have there; null if it will not be there
 * @param reasonCode why it is not simply done, e.g. {@link #UP_TO_DATE}; null otherwise
 * @param version version text; null where the type has none
 * @param payload what the destination will hold, canonical JSON text; null where nothing is written or it was not asked for
 * @param sourceDigest digest of the gathered object that was planned with
 * @param targetDigest digest of the payload the destination will hold; null where nothing is to be compared
 * @param destinationDigest digest of the payload the destination held when planned; null if it held none
 */
record PlannedItem(
        int position,
        long entityId,
        ObjectType type,
        String sourceKey,
        String name,
        String targetName,
        @Nullable String destinationKey,
        Fate fate,
        @Nullable String reasonCode,
        @Nullable String reason,
        @Nullable String version,
        @Nullable String payload,
        String sourceDigest,
        @Nullable String targetDigest,
        @Nullable String destinationDigest,
        Details details) {

    /** The destination holds exactly this already. */
    static final String UP_TO_DATE = "UP_TO_DATE";
    /** The destination holds it in another state, and the conflict choice is to leave it. */
    static final String EXISTS = "EXISTS";
    /** The destination has another object of this name, and names of this type are unique. */
    static final String NAME_IN_USE = "NAME_IN_USE";
    /** It needs an object that neither comes along nor is there. */
    static final String NEEDS_OBJECT = "NEEDS_OBJECT";
    /** Something that stays cannot do without it, so it is not taken back. */
    static final String NEEDED = "NEEDED";
    /** It was changed at the destination after the job that is to be undone. */
    static final String CHANGED_SINCE = "CHANGED_SINCE";

    /** What only people read: fields that differ, and what to do before or after. */
    record Details(List<MigrationPlan.Change> changes, List<String> advice) {
        static final Details NONE = new Details(List.of(), List.of());
    }

    /** Which object it is, for people. */
    String words() {
        return type + " " + sourceKey + " (" + name + ")";
    }

    /** Of an item that is at the destination. */
    ObjectKey objectKey() {
        return new ObjectKey(type, Objects.requireNonNull(destinationKey, "what is at the destination has a key"));
    }

    /** True if something is written for it. */
    boolean writes() {
        return fate != Fate.SKIP && fate != Fate.BLOCKED;
    }

    /** True if the destination holds, after the run, exactly what the plan says. */
    boolean comparable() {
        return fate == Fate.CREATE || fate == Fate.OVERWRITE || UP_TO_DATE.equals(reasonCode);
    }

    /** What the plan's digest covers of it: everything that decides what will be done, nothing that only explains it. */
    String digestLine() {
        return CanonicalJson.write(Arrays.asList(
                entityId, fate, reasonCode, targetName, destinationKey, sourceDigest, targetDigest, destinationDigest));
    }

    MigrationPlan.Item view() {
        return new MigrationPlan.Item(
                position,
                entityId,
                type,
                sourceKey,
                name,
                fate,
                reason,
                reasonCode,
                details.changes(),
                details.advice());
    }
}
