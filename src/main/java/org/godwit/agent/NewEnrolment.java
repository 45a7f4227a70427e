package org.godwit.agent;

import java.time.Instant;

/**
 * A token that makes one agent. It is shown once.
 *
 * @param token to be given to the agent's first start
 */
public record NewEnrolment(String token, String location, Instant expiresAt) {

    /** Without the token. */
    @Override
    public String toString() {
        return "NewEnrolment[" + location + ", until " + expiresAt + "]";
    }
}
