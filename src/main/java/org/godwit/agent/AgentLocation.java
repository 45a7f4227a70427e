package org.godwit.agent;

import java.util.List;

/**
 * A place with agents and the distribution points they serve.
 *
 * @param name 1 to 64 letters, digits, dots, hyphens or underscores
 * @param distributionPoints ids of destination distribution points whose content its agents move
 * @param serverMayHelp whether the server does the work itself when no agent of the place can
 * @param megabytesPerSecond limit of each of its agents in MB/s (1,000,000 bytes); 0 for none
 */
public record AgentLocation(String name, List<Long> distributionPoints, boolean serverMayHelp, int megabytesPerSecond) {

    public AgentLocation {
        distributionPoints = List.copyOf(distributionPoints);
    }
}
