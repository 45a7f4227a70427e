package org.godwit.agent.wire;

/**
 * What the server answers to a new agent.
 *
 * @param databaseUrl JDBC URL without a login
 * @param databasePassword Base64 of an {@link Envelope} for the key the agent sent
 * @param heartbeatMillis how often the agent is to say that it lives
 */
public record EnrolmentAnswer(
        long agentId,
        String name,
        String location,
        String databaseUrl,
        String databaseUser,
        String databasePassword,
        long heartbeatMillis) {}
