package org.godwit.agent.wire;

/**
 * What a new agent sends to the server.
 *
 * @param token as an administrator made it; used up by this
 * @param location the location the agent says it is at; must be the token's
 * @param name what people will see, 1 to 64 letters, digits, dots, hyphens or underscores
 * @param version of the agent's program
 * @param protocol {@link Protocol#NUMBER} of the agent's program
 * @param publicKey X.509 encoding of its RSA key, Base64
 */
public record EnrolmentRequest(
        String token, String location, String name, String version, int protocol, String publicKey) {

    /** Without the token. */
    @Override
    public String toString() {
        return "EnrolmentRequest[" + name + " at " + location + "]";
    }
}
