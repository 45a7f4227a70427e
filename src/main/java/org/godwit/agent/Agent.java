package org.godwit.agent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent, as it last said of itself.
 *
 * @param location place whose distribution points it serves
 * @param version of its program; null until it was heard of
 * @param lastHeartbeat null until it was heard of
 * @param running orders it works on
 * @param bytesDone bytes it has dealt with since it started
 * @param bytesPerSecond over its last heartbeats
 * @param said what it last had to say, e.g. which share it cannot reach; null if nothing
 */
public record Agent(
        long id,
        String name,
        String location,
        State state,
        @Nullable String version,
        Instant enrolledAt,
        String enrolledBy,
        @Nullable Instant lastHeartbeat,
        int running,
        long bytesDone,
        long bytesPerSecond,
        @Nullable String said) {

    /** What can be expected of an agent. */
    public enum State {
        AVAILABLE,
        /** It finishes what it has and takes nothing new. */
        MAINTENANCE,
        /** It missed three heartbeats; others of its location go on with its work. */
        GONE,
        /** Its program speaks another protocol than this server: it gets no work until it is upgraded. */
        UPGRADE_NEEDED,
        /** Its login is gone for good. */
        REVOKED
    }
}
