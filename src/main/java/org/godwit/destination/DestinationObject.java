package org.godwit.destination;

import java.time.Instant;
import java.util.Set;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * An object of the destination hierarchy.
 *
 * @param key its key at the destination: the source's key where it is free, else one made with the destination's site code
 * @param payloadDigest SHA-256 (lower-case hex) of the canonical payload
 * @param hierarchyId source hierarchy it came from; null if made here
 * @param sourceKey its key there; null if made here
 */
public record DestinationObject(
        long id,
        ObjectType type,
        String key,
        String name,
        @Nullable String version,
        String payload,
        String payloadDigest,
        @Nullable Long hierarchyId,
        @Nullable String sourceKey,
        @Nullable String contentOwner,
        Set<String> securityScopes,
        Instant createdAt,
        Instant modifiedAt) {

    public DestinationObject {
        securityScopes = Set.copyOf(securityScopes);
    }

    DestinationObject withScopes(Set<String> scopes) {
        return new DestinationObject(
                id,
                type,
                key,
                name,
                version,
                payload,
                payloadDigest,
                hierarchyId,
                sourceKey,
                contentOwner,
                scopes,
                createdAt,
                modifiedAt);
    }
}
