package org.godwit.destination;

import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;

/** Everything a job can change about an object; stored before each change, so that it can be given back exactly. */
record ObjectState(
        String key,
        String name,
        @Nullable String version,
        String payload,
        String payloadDigest,
        @Nullable String contentOwner,
        SortedSet<String> securityScopes,
        Instant modifiedAt) {

    static ObjectState of(DestinationObject object) {
        return new ObjectState(
                object.key(),
                object.name(),
                object.version(),
                object.payload(),
                object.payloadDigest(),
                object.contentOwner(),
                new TreeSet<>(object.securityScopes()),
                object.modifiedAt());
    }

    /** True if nothing but the time differs. */
    boolean sameAs(ObjectState other) {
        return at(Instant.EPOCH).equals(other.at(Instant.EPOCH));
    }

    ObjectState at(Instant time) {
        return new ObjectState(key, name, version, payload, payloadDigest, contentOwner, securityScopes, time);
    }

    /** Digest of everything but the time. */
    String digest() {
        return CanonicalJson.digest(at(Instant.EPOCH));
    }
}
