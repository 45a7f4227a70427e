package org.godwit.agent;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.agent.wire.Protocol;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.distribution.DistributionPointService;
import org.godwit.distribution.SourceDistributionPointService;
import org.godwit.distribution.SourcePointName;
import org.godwit.schedule.ScheduleProperties;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.Digests;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Agents and their places, as administrators see and manage them. */
@Service
@Transactional
public class AgentService {

    static final String TOKEN_PREFIX = "gdwa_";
    private static final int TOKEN_BYTES = 32;
    private static final int MOST_MEGABYTES = 1_000_000;
    private static final int MOST_POINTS = 10_000;

    private final AgentStore store;
    private final AgentLoginStore logins;
    private final AgentLogStore log;
    private final DistributionPointService points;
    private final SourceDistributionPointService sourcePoints;
    private final AgentDatabase database;
    private final AgentProperties properties;
    private final ScheduleProperties schedule;
    private final AuditTrail audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AgentService(
            AgentStore store,
            AgentLoginStore logins,
            AgentLogStore log,
            DistributionPointService points,
            SourceDistributionPointService sourcePoints,
            AgentDatabase database,
            AgentProperties properties,
            ScheduleProperties schedule,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.logins = logins;
        this.log = log;
        this.points = points;
        this.sourcePoints = sourcePoints;
        this.database = database;
        this.properties = properties;
        this.schedule = schedule;
        this.audit = audit;
        this.clock = clock;
    }

    /** By place and name, revoked ones included. */
    @Requires(Right.NODE_READ)
    @Transactional(readOnly = true)
    public List<Agent> list() {
        return store.all(clock.instant(), schedule.missedAfter());
    }

    /**
     * The last lines of an agent's log, the newest first.
     *
     * @throws GodwitException {@code AGENT_NOT_FOUND}
     */
    @Requires(Right.NODE_READ)
    @Transactional(readOnly = true)
    public List<AgentLogLine> log(long id) {
        return log.lines(get(id).id());
    }

    /**
     * The orders an agent works on now.
     *
     * @throws GodwitException {@code AGENT_NOT_FOUND}
     */
    @Requires(Right.NODE_READ)
    @Transactional(readOnly = true)
    public List<AgentWork> work(long id) {
        return log.work(get(id).id());
    }

    /** Every place, by name. */
    @Requires(Right.NODE_READ)
    @Transactional(readOnly = true)
    public List<AgentLocation> locations() {
        return store.locations();
    }

    /** @throws GodwitException {@code AGENT_LOCATION_NOT_FOUND} */
    @Requires(Right.NODE_READ)
    @Transactional(readOnly = true)
    public AgentLocation location(String name) {
        return store.location(name)
                .orElseThrow(() -> GodwitException.notFound(
                        "AGENT_LOCATION_NOT_FOUND",
                        "There is no agents' location of this name.",
                        "List the locations to see their names."));
    }

    /**
     * Makes a place or changes it. A point that another place served is this one's afterwards. Points that are new to the place
     * must exist within the scopes of whoever asks.
     *
     * @throws GodwitException {@code AGENT_LOCATION_INVALID}, {@code DISTRIBUTION_POINT_NOT_FOUND}
     */
    @Requires(Right.NODE_MODIFY)
    public AgentLocation saveLocation(AgentLocation location) {
        Protocol.requireLocation(location.name());
        if (location.megabytesPerSecond() < 0 || location.megabytesPerSecond() > MOST_MEGABYTES) {
            throw GodwitException.invalid(
                    "AGENT_LOCATION_INVALID",
                    "A location's limit is 0 to " + MOST_MEGABYTES + " megabytes per second.",
                    "0 means no limit.");
        }
        if (location.pointsAtATime() < 0 || location.pointsAtATime() > MOST_POINTS) {
            throw GodwitException.invalid(
                    "AGENT_LOCATION_INVALID",
                    "A location's agents work on 0 to " + MOST_POINTS + " distribution points at a time.",
                    "0 means no limit.");
        }
        requireNewPoints(location);
        store.saveLocation(location);
        store.allot(location, store.available(location.name(), clock.instant(), schedule.missedAfter()));
        audit.record(AuditEntry.success("AGENT_LOCATION_SAVED", "AGENT_LOCATION", location.name(), location.name())
                .with("distributionPoints", location.distributionPoints())
                .with("sourcePoints", location.sourcePoints())
                .with("serverMayHelp", location.serverMayHelp())
                .with("megabytesPerSecond", location.megabytesPerSecond())
                .with("pointsAtATime", location.pointsAtATime()));
        return location;
    }

    private void requireNewPoints(AgentLocation wanted) {
        AgentLocation before = store.location(wanted.name()).orElse(null);
        Set<Long> added = new TreeSet<>(wanted.distributionPoints());
        Set<Long> addedSources = new TreeSet<>(wanted.sourcePoints());
        if (before != null) {
            before.distributionPoints().forEach(added::remove);
            before.sourcePoints().forEach(addedSources::remove);
        }
        added.forEach(points::get);
        if (!addedSources.isEmpty()) {
            sourcePoints.names().stream().map(SourcePointName::id).forEach(addedSources::remove);
        }
        if (!addedSources.isEmpty()) {
            throw GodwitException.notFound(
                    "DISTRIBUTION_POINT_NOT_FOUND",
                    "There is no source distribution point "
                            + addedSources.iterator().next() + ".",
                    "List the distribution points of the source hierarchies to see their ids.");
        }
    }

    /**
     * Makes a token with which one agent enrols at a place; makes the place too if it is new. It serves no point until
     * {@link #saveLocation} says which.
     *
     * @throws GodwitException {@code AGENT_LOCATION_INVALID}, {@code AGENTS_NEED_SERVER_DATABASE}
     */
    @Requires(Right.NODE_MODIFY)
    public NewEnrolment invite(String location) {
        database.url();
        AgentLocation place = store.location(Protocol.requireLocation(location))
                .orElseGet(() -> saveLocation(new AgentLocation(location, List.of(), List.of(), true, 0, 0)));
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = TOKEN_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        Instant expiresAt = now.plus(properties.enrolmentValid());
        store.invite(Digests.sha256Hex(token), place.name(), Actor.current().name(), now, expiresAt);
        audit.record(AuditEntry.success("AGENT_INVITED", "AGENT_LOCATION", place.name(), place.name())
                .with("expiresAt", expiresAt));
        return new NewEnrolment(token, place.name(), expiresAt);
    }

    /** In maintenance an agent finishes what it has and takes nothing new. */
    @Requires(Right.NODE_MODIFY)
    public Agent maintenance(long id, boolean on) {
        Agent agent = get(id);
        store.maintenance(id, on);
        audit.record(AuditEntry.success(
                on ? "AGENT_MAINTENANCE_BEGUN" : "AGENT_MAINTENANCE_ENDED", "AGENT", id, agent.name()));
        return get(id);
    }

    /** Takes an agent's login and what was sealed for it. What it was doing goes to others. */
    @Requires(Right.NODE_MODIFY)
    public Agent revoke(long id) {
        Agent agent = get(id);
        if (agent.state() == Agent.State.REVOKED) {
            return agent;
        }
        store.revoke(id, clock.instant());
        audit.record(
                AuditEntry.success("AGENT_REVOKED", "AGENT", id, agent.name()).with("location", agent.location()));
        logins.drop(store.databaseUser(id).orElseThrow());
        return get(id);
    }

    private Agent get(long id) {
        return store.all(clock.instant(), schedule.missedAfter()).stream()
                .filter(a -> a.id() == id)
                .findFirst()
                .orElseThrow(() -> GodwitException.notFound(
                        "AGENT_NOT_FOUND", "There is no agent " + id + ".", "List the agents to see their ids."));
    }
}
