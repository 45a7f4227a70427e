package org.godwit.agent;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import org.godwit.agent.wire.EnrolmentAnswer;
import org.godwit.agent.wire.EnrolmentRequest;
import org.godwit.agent.wire.Envelope;
import org.godwit.agent.wire.Protocol;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.schedule.ScheduleProperties;
import org.godwit.security.SystemOnly;
import org.godwit.shared.Digests;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Turns an enrolment token into an agent with a database login of its own. */
@Service
@SystemOnly("an enrolment token comes before any right")
public class AgentEnrolments {

    private static final int PASSWORD_BYTES = 24;

    private final AgentStore store;
    private final AgentLoginStore logins;
    private final ScheduleProperties schedule;
    private final AgentDatabase database;
    private final AuditTrail audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AgentEnrolments(
            AgentStore store,
            AgentLoginStore logins,
            ScheduleProperties schedule,
            AgentDatabase database,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.logins = logins;
        this.schedule = schedule;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @throws GodwitException {@code AGENT_TOKEN_INVALID} if the token is unknown, used or expired, or of another place;
     *     {@code AGENT_UPGRADE_NEEDED}; {@code AGENT_KEY_INVALID}; {@code AGENTS_NEED_SERVER_DATABASE}
     */
    @Transactional(noRollbackFor = GodwitException.class)
    public EnrolmentAnswer enrol(EnrolmentRequest request) {
        String hash = Digests.sha256Hex(request.token());
        Instant now = clock.instant();
        AgentStore.Enrolment enrolment = store.enrolment(hash)
                .filter(e -> e.expiresAt().isAfter(now) && e.location().equalsIgnoreCase(request.location()))
                .orElseThrow(this::refused);
        Protocol.requireLocation(request.name());
        if (request.protocol() != Protocol.NUMBER) {
            throw GodwitException.conflict(
                    "AGENT_UPGRADE_NEEDED",
                    "The agent's program speaks another protocol than this server.",
                    "Start the agent from the same version of godwit.jar as the server.");
        }
        String url = database.url();
        PublicKey key = key(request.publicKey());
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        // at least one of each class that SQL Server's password policy asks for
        String password = "Aa1-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        byte[] suffix = new byte[6];
        random.nextBytes(suffix);
        String user = "godwit_agent_" + java.util.HexFormat.of().formatHex(suffix);
        long id = store.add(request.name(), enrolment.location(), key.getEncoded(), user, enrolment.createdBy(), now);
        if (!store.use(hash, id)) {
            throw refused();
        }
        store.addBeat(id, request.version(), request.protocol(), now.minus(schedule.missedAfter()));
        audit.record(AuditEntry.success("AGENT_ENROLLED", "AGENT", id, request.name())
                .with("location", enrolment.location())
                .with("invitedBy", enrolment.createdBy())
                .with("version", request.version()));
        logins.create(user, password);
        return new EnrolmentAnswer(
                id,
                request.name(),
                enrolment.location(),
                url,
                user,
                Base64.getEncoder()
                        .encodeToString(
                                Envelope.seal(key, password.getBytes(java.nio.charset.StandardCharsets.US_ASCII))),
                schedule.heartbeatInterval().toMillis());
    }

    private static PublicKey key(String encoded) {
        try {
            return Envelope.publicKey(Base64.getDecoder().decode(encoded));
        } catch (IllegalArgumentException e) {
            throw new GodwitException(
                    GodwitException.Kind.INVALID,
                    "AGENT_KEY_INVALID",
                    "The agent's public key cannot be used.",
                    "Start the agent from godwit.jar; it makes its key itself.",
                    e);
        }
    }

    private GodwitException refused() {
        audit.recordApart(
                AuditEntry.failed("AGENT_ENROLLED", "AGENT", null, null).with("reason", "TOKEN_INVALID"));
        return new GodwitException(
                GodwitException.Kind.UNAUTHENTICATED,
                "AGENT_TOKEN_INVALID",
                "The enrolment token is unknown, expired, used, or of another location.",
                "Have an administrator make a new one with POST /api/v1/agent-locations/{name}/enrolments.");
    }
}
