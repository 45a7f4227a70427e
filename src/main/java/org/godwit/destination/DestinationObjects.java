package org.godwit.destination;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.godwit.security.SystemOnly;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/** The objects of the destination hierarchy as migration jobs read and write them. */
@SystemOnly("Called by job and report within work whose right was checked")
public interface DestinationObjects {

    /** Objects that came from the given source keys of a hierarchy, by source key. */
    Map<String, DestinationObject> bySource(long hierarchyId, ObjectType type, Collection<String> sourceKeys);

    /** An object of this type and name, whoever made it. */
    Optional<DestinationObject> byName(ObjectType type, String name);

    /** Creates or overwrites in the caller's transaction; the same object written twice changes nothing the second time. */
    DestinationObject put(NewObject object);

    /**
     * @param payload canonical JSON text
     * @param securityScopes names of scopes put on the object
     */
    record NewObject(
            ObjectType type,
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
