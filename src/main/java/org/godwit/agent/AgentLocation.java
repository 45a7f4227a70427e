package org.godwit.agent;

import java.util.List;

/**
 * A place with agents and the distribution points they serve.
 *
 * @param name 1 to 64 letters, digits, dots, hyphens or underscores
 * @param distributionPoints ids of destination distribution points whose content its agents move
 * @param sourcePoints ids of source distribution points its agents are near
 * @param serverMayHelp whether the server does the work itself when no agent of the place can
 * @param megabytesPerSecond what its agents move at most, all together, in MB/s (1,000,000 bytes); 0 for no limit
 * @param pointsAtATime distribution points its agents work on at most at a time, all together; 0 for no limit
 */
public record AgentLocation(
        String name,
        List<Long> distributionPoints,
        List<Long> sourcePoints,
        boolean serverMayHelp,
        int megabytesPerSecond,
        int pointsAtATime) {

    public AgentLocation {
        distributionPoints = List.copyOf(distributionPoints);
        sourcePoints = List.copyOf(sourcePoints);
    }
}
