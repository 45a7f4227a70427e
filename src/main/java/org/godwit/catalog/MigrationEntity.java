package org.godwit.catalog;

import java.time.Instant;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * A gathered object.
 *
 * @param id Godwit's id
 * @param sourceKey its key at the source
 * @param payloadDigest SHA-256 (lower-case hex) of the canonical payload and references
 */
public record MigrationEntity(
        long id,
        long hierarchyId,
        ObjectType type,
        String sourceKey,
        String name,
        @Nullable String version,
        EntityStatus status,
        String payloadDigest,
        Instant firstGathered,
        Instant lastChanged) {}
