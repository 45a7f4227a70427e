package org.godwit.destination;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.security.SystemOnly;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/** The objects of the destination hierarchy as migration jobs read and write them. */
@SystemOnly("Called by job and report within work whose right was checked")
public interface DestinationObjects {

    /** Objects that came from the given source keys of a hierarchy, by source key. */
    Map<String, DestinationObject> bySource(long hierarchyId, ObjectType type, Collection<String> sourceKeys);

    /** Which of these source keys have an object at the destination. */
    Set<String> present(long hierarchyId, ObjectType type, Collection<String> sourceKeys);

    /** Which of these keys of the destination are in use for the type, in upper case. */
    Set<String> existing(ObjectType type, Collection<String> keys);

    /** Keys of objects of this type that carry one of these names, whoever made them, by name in lower case (root locale). */
    Map<String, NamedObject> byName(ObjectType type, Collection<String> names);

    /**
     * The keys that source objects have at the destination, or would get there now: the source's own where it is free, else
     * one made with the destination's site code, always the same one for the same object.
     */
    Map<String, String> keys(long hierarchyId, ObjectType type, Collection<String> sourceKeys);

    /**
     * Creates or overwrites in the caller's transaction, each with its audit event; what is as it should be is not touched.
     *
     * @throws org.springframework.dao.DataAccessException if a key is taken; then nothing may be committed
     */
    void put(List<Put> puts);

    /** What a job did to objects, each object once, in the order in which they were first touched. */
    List<Effect> effects(long jobId);

    /**
     * Takes effects back in the caller's transaction, each with its audit event: removes the objects that the job created, and
     * gives those it overwrote their former state. Done already is done.
     *
     * @param undoJobId the job that undoes
     * @return the objects that were changed since the job left them; nothing is done about them
     */
    Set<ObjectKey> takeBack(long jobId, Collection<ObjectKey> objects, long undoJobId);

    /** Which objects that a job touched are not as they were before it: gone if the job made them, else in their former state. */
    Set<ObjectKey> notTakenBack(long jobId, Collection<ObjectKey> objects);

    /** @param key an object's key at the destination */
    record ObjectKey(ObjectType type, String key) {}

    /** @param existing the object that came from the same source key, as {@link #bySource} gave it; null if there is none */
    record Put(NewObject object, @Nullable DestinationObject existing) {}

    /** An object that holds a name; hierarchy and source key are null where it was made at the destination. */
    record NamedObject(
            String key,
            @Nullable Long hierarchyId,
            @Nullable String sourceKey) {}

    /**
     * What a job did to one object that is still there.
     *
     * @param created true if the job made it, false if the job overwrote it
     * @param changedSince true if it is no longer as the job left it
     */
    record Effect(
            long objectId,
            ObjectType type,
            String key,
            String name,
            @Nullable String sourceKey,
            boolean created,
            boolean changedSince) {}

    /**
     * @param key its key at the destination, as {@link #keys} gives it; one that exists keeps the one it has
     * @param payload canonical JSON text
     * @param securityScopes names of scopes put on the object
     */
    record NewObject(
            ObjectType type,
            String key,
            String name,
            @Nullable String version,
            String payload,
            String payloadDigest,
            long hierarchyId,
            String sourceKey,
            long jobId,
            @Nullable String contentOwner,
            Set<String> securityScopes) {}
}
