package org.godwit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.godwit.agent.wire.EnrolmentAnswer;
import org.godwit.agent.wire.EnrolmentRequest;
import org.godwit.agent.wire.Envelope;
import org.godwit.agent.wire.Protocol;
import org.godwit.audit.AuditTrail;
import org.godwit.schedule.ScheduleProperties;
import org.godwit.shared.GodwitException;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What a token for a new agent is good for, and what is left of an agent that is revoked or of another version. */
@IntegrationTest
@SignedInAs
class AgentEnrolmentTest {

    private static final KeyPair KEYS = Envelope.newKeys();
    private static final Duration VALID = Duration.ofHours(1);

    @Autowired
    AgentService agents;

    @Autowired
    AgentStore store;

    @Autowired
    AgentLoginStore logins;

    @Autowired
    ScheduleProperties schedule;

    @Autowired
    AuditTrail audit;

    @Autowired
    DataSource dataSource;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private final String place = "PLACE-" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void forget() {
        agents.list().stream().filter(a -> a.location().equals(place)).forEach(a -> agents.revoke(a.id()));
        for (String table : List.of("agent_beat", "agent_log")) {
            jdbc.sql("DELETE FROM " + table + " WHERE agent_id IN (SELECT id FROM agent WHERE location = ?)")
                    .param(place)
                    .update();
        }
        jdbc.sql("DELETE FROM agent_enrolment WHERE location = ?").param(place).update();
        jdbc.sql("DELETE FROM agent WHERE location = ?").param(place).update();
        jdbc.sql("DELETE FROM agent_location WHERE name = ?").param(place).update();
    }

    private EnrolmentAnswer enrol(String token, String location, int protocol, Duration later) {
        AgentEnrolments enrolments = new AgentEnrolments(
                store,
                logins,
                schedule,
                at("jdbc:sqlserver://sql.contoso.com;databaseName=godwit;user=sa;password=secret"),
                audit,
                Clock.offset(clock, later));
        EnrolmentRequest request = new EnrolmentRequest(
                token,
                location,
                "agent",
                "1",
                protocol,
                Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded()));
        return Objects.requireNonNull(transaction.execute(t -> enrolments.enrol(request)));
    }

    private static AgentDatabase at(@Nullable String url) {
        DataSourceProperties embedded = new DataSourceProperties();
        embedded.setUrl("jdbc:h2:file:./data/db;MODE=MSSQLServer");
        return new AgentDatabase(new AgentProperties(url, VALID, List.of(), VALID, true), embedded);
    }

    @Test
    void theEmbeddedDatabaseHasNoAgents() {
        assertThatThrownBy(() -> at(null).url()).extracting("code").isEqualTo("AGENTS_NEED_SERVER_DATABASE");
        assertThat(at("jdbc:h2:tcp://db.contoso.com/godwit;USER=sa;PASSWORD=x;INIT=y")
                        .url())
                .isEqualTo("jdbc:h2:tcp://db.contoso.com/godwit;SCHEMA=dbo");
    }

    private void refused(String code, String token, String location, int protocol, Duration later) {
        assertThatThrownBy(() -> enrol(token, location, protocol, later))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aTokenMakesOneAgentOfItsLocationWithinItsTime() {
        String token = agents.invite(place).token();
        refused("AGENT_TOKEN_INVALID", token, place, Protocol.NUMBER, VALID);
        refused("AGENT_TOKEN_INVALID", token, "ELSEWHERE", Protocol.NUMBER, Duration.ZERO);
        refused("AGENT_TOKEN_INVALID", token + "x", place, Protocol.NUMBER, Duration.ZERO);
        refused("AGENT_UPGRADE_NEEDED", token, place, Protocol.NUMBER - 1, Duration.ZERO);

        EnrolmentAnswer answer = enrol(token, place, Protocol.NUMBER, VALID.minusMinutes(1));
        assertThat(answer.databaseUrl()).isEqualTo("jdbc:sqlserver://sql.contoso.com;databaseName=godwit");

        refused("AGENT_TOKEN_INVALID", token, place, Protocol.NUMBER, Duration.ZERO);
        assertThat(agents.list()).filteredOn(a -> a.location().equals(place)).hasSize(1);
    }

    @Test
    void whoIsRevokedGetsNoWorkAndNoSession() throws Exception {
        EnrolmentAnswer answer = enrol(agents.invite(place).token(), place, Protocol.NUMBER, Duration.ZERO);
        jdbc.sql("UPDATE agent_beat SET at = ? WHERE agent_id = ?")
                .param(AgentStore.utc(clock.instant()))
                .param(answer.agentId())
                .update();
        assertThat(atWork()).containsExactly(answer.agentId());
        assertThat(opens(answer)).isTrue();

        assertThat(agents.revoke(answer.agentId()).state()).isEqualTo(Agent.State.REVOKED);

        assertThat(atWork()).isEmpty();
        assertThat(opens(answer)).isFalse();
        assertThat(agents.revoke(answer.agentId()).state()).isEqualTo(Agent.State.REVOKED);
    }

    @Test
    void whoSpeaksAnotherProtocolGetsNoWorkUntilItSpeaksThisOne() {
        agents.invite(place); // makes the place
        long id = store.add("agent", place, KEYS.getPublic().getEncoded(), "nobody", "test", clock.instant());
        store.addBeat(id, "1", Protocol.NUMBER - 1, clock.instant());
        assertThat(state(id)).isEqualTo(Agent.State.UPGRADE_NEEDED);
        assertThat(atWork()).isEmpty();
        jdbc.sql("UPDATE agent_beat SET protocol = ?, godwit_version = 'another' WHERE agent_id = ?")
                .param(Protocol.NUMBER)
                .param(id)
                .update();
        assertThat(state(id)).isEqualTo(Agent.State.AVAILABLE);
        assertThat(atWork()).containsExactly(id);
    }

    private Agent.State state(long id) {
        return agents.list().stream()
                .filter(a -> a.id() == id)
                .findFirst()
                .orElseThrow()
                .state();
    }

    private List<Long> atWork() {
        return store.available(place, clock.instant(), schedule.missedAfter()).stream()
                .map(AgentStore.Recipient::id)
                .toList();
    }

    private boolean opens(EnrolmentAnswer answer) throws Exception {
        byte[] password = Envelope.open(KEYS.getPrivate(), Base64.getDecoder().decode(answer.databasePassword()));
        String url;
        try (Connection owner = dataSource.getConnection()) {
            url = AgentRoleTest.agentUrl(owner.getMetaData().getURL());
        }
        try (Connection agent = DriverManager.getConnection(
                url, answer.databaseUser(), new String(password, StandardCharsets.US_ASCII))) {
            return agent.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }
}
