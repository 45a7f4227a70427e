package org.godwit.agent;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How agents are dealt with.
 *
 * @param databaseUrl JDBC URL, without a login, by which agents reach this database; null means the server's own
 * @param enrolmentValid how long a token for a new agent can be used
 * @param routing which agents do a distribution point's work, the best first: those near the destination point, or those near
 *     a source that has what it wants; one that is left out is not asked
 * @param patience how long work waits for an agent of its location to come back before the server does it, where it may
 * @param validations whether agents hash again what is at the points they are near; if not, a server reads all of it across the
 *     link, so that nobody vouches for its own work
 */
@ConfigurationProperties("godwit.agents")
record AgentProperties(
        @Nullable String databaseUrl,
        @DefaultValue("1h") Duration enrolmentValid,
        @DefaultValue({"near-destination", "near-source"}) List<Routing> routing,
        @DefaultValue("2m") Duration patience,
        @DefaultValue("true") boolean validations) {

    /** Near which end of a transfer an agent is. */
    enum Routing {
        NEAR_DESTINATION,
        NEAR_SOURCE
    }
}
