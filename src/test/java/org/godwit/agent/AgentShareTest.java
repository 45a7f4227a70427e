package org.godwit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;

import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.godwit.access.SignedInUser;
import org.godwit.agent.AgentProperties.Routing;
import org.godwit.agent.process.AgentLoad;
import org.godwit.agent.process.AgentRows;
import org.godwit.agent.wire.Envelope;
import org.godwit.agent.wire.Protocol;
import org.godwit.credential.Account;
import org.godwit.distribution.Consignment;
import org.godwit.distribution.Delivery;
import org.godwit.distribution.Location;
import org.godwit.distribution.RemoteTransfers;
import org.godwit.schedule.ScheduleProperties;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** How a location's agents share its limits, how runs share its agents, and what an agent may still say of an order it lost. */
@IntegrationTest
@SignedInAs
class AgentShareTest {

    private static final byte[] KEY = Envelope.newKeys().getPublic().getEncoded();
    private static final long RUN = 7_000_000;
    private static final long POINT = 7_000_000;

    @Autowired
    AgentService agents;

    @Autowired
    AgentStore store;

    @Autowired
    AgentLogStore log;

    @Autowired
    MockMvc mvc;

    @Autowired
    RemoteTransfers transfers;

    @Autowired
    ScheduleProperties schedule;

    @Autowired
    OrderStore orders;

    @Autowired
    OrderDispatcher dispatcher;

    @Autowired
    DataSource dataSource;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private final String place = "PLACE-" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void forget() {
        AgentRows.forget(jdbc, place);
    }

    @Test
    void aLocationsLimitsAreDividedAmongTheAgentsThatAreThere() {
        agents.saveLocation(new AgentLocation(place, List.of(), List.of(), true, 0, 0));
        long one = enrolled("one");
        long two = enrolled("two");
        agents.saveLocation(new AgentLocation(place, List.of(), List.of(), true, 10, 3));
        assertThat(allotted(one)).isEqualTo("5000000 2");
        assertThat(allotted(two)).isEqualTo("5000000 1");

        jdbc.sql("UPDATE agent_beat SET at = ? WHERE agent_id = ?")
                .param(AgentStore.utc(
                        clock.instant().minus(schedule.missedAfter().multipliedBy(2))))
                .param(one)
                .update();
        agents.saveLocation(new AgentLocation(place, List.of(), List.of(), true, 10, 3));
        assertThat(allotted(two)).as("the other one is gone").isEqualTo("10000000 3");

        agents.saveLocation(new AgentLocation(place, List.of(), List.of(), true, 0, 0));
        assertThat(allotted(two)).isEqualTo("null null");
    }

    @Test
    void agentsNearTheDestinationComeBeforeThoseNearASource() {
        serve(List.of());
        jdbc.sql("INSERT INTO agent_location_source (source_point_id, location) VALUES (?, ?)")
                .param(POINT + 1)
                .param(place)
                .update();
        assertThat(transfers.route(POINT, () -> List.of(POINT + 1))).containsExactly(place);
        assertThat(transfers.route(POINT, () -> List.of(POINT + 2))).isEmpty();
        jdbc.sql("INSERT INTO agent_location_point (distribution_point_id, location) VALUES (?, ?)")
                .param(POINT)
                .param(place)
                .update();
        assertThat(transfers.route(POINT, () -> List.of(POINT + 1))).containsExactly(place);
        assertThat(agents.locations())
                .filteredOn(l -> l.name().equals(place))
                .containsExactly(new AgentLocation(place, List.of(POINT), List.of(POINT + 1), true, 0, 0));
    }

    @Test
    void validationsAreAnAgentsUnlessNobodyIsToVouchForItsOwnWork() {
        serve(List.of(POINT));
        assertThat(transfers.validators(POINT)).contains(place);
        assertThat(transfers.validators(POINT + 1)).isEmpty();
        List<Routing> both = List.of(Routing.NEAR_DESTINATION, Routing.NEAR_SOURCE);
        assertThat(orders(both, true).validators(POINT)).contains(place);
        assertThat(orders(both, false).validators(POINT)).isEmpty();
        assertThat(orders(List.of(Routing.NEAR_SOURCE), true).validators(POINT)).isEmpty();
    }

    private AgentOrders orders(List<Routing> routing, boolean validations) {
        return new AgentOrders(
                store,
                orders,
                dispatcher,
                new AgentProperties(null, Duration.ofHours(1), routing, Duration.ofMinutes(2), validations));
    }

    @Test
    void aPointThatIsNewToALocationMustExistAndOneItHasMayStay() {
        serve(List.of(POINT));
        jdbc.sql("INSERT INTO agent_location_source (source_point_id, location) VALUES (?, ?)")
                .param(POINT + 1)
                .param(place)
                .update();
        AgentLocation kept = new AgentLocation(place, List.of(POINT), List.of(POINT + 1), false, 0, 0);
        assertThat(agents.saveLocation(kept)).isEqualTo(kept);
        assertThat(agents.location(place)).isEqualTo(kept);
        for (AgentLocation wrong : List.of(
                new AgentLocation(place, List.of(POINT, POINT + 2), List.of(), true, 0, 0),
                new AgentLocation(place, List.of(), List.of(POINT + 1, POINT + 2), true, 0, 0))) {
            assertThatThrownBy(() -> agents.saveLocation(wrong))
                    .isInstanceOfSatisfying(
                            GodwitException.class, e -> assertThat(e.code()).isEqualTo("DISTRIBUTION_POINT_NOT_FOUND"));
        }
        assertThat(agents.location(place)).isEqualTo(kept);
    }

    @Test
    void runsTakeTurnsAtALocationHoweverManyOrdersEachHas() {
        serve(LongStream.range(POINT, POINT + 9).boxed().toList());
        long agent = enrolled("one");
        transfers.transfer(place, RUN, consignments(POINT, 6), Set.of(), library -> Account.computer());
        transfers.transfer(place, RUN + 1, consignments(POINT + 6, 3), Set.of(), library -> Account.computer());
        List<Execution> due = new AgentLoad(dataSource, agent, place).poll();
        assertThat(due.stream().map(this::run)).as("whose orders are next").hasSize(9);
        assertThat(due.subList(0, 6).stream().map(this::run))
                .filteredOn(run -> run == RUN)
                .hasSize(3);
        assertThat(due.subList(0, 2).stream().map(this::run)).containsExactlyInAnyOrder(RUN, RUN + 1);
        assertThat(due.subList(6, 9).stream().map(this::run)).containsOnly(RUN);
    }

    @Test
    void whatAnAgentSaysOfAnOrderThatIsAnothersByNowIsNotTaken() {
        serve(List.of(POINT));
        long dead = enrolled("presumed-dead");
        long other = enrolled("other");
        RemoteTransfers.Dispatch<Delivery> dispatch =
                transfers.transfer(place, RUN, consignments(POINT, 1), Set.of(), library -> Account.computer());
        AgentLoad late = new AgentLoad(dataSource, dead, place);
        AgentLoad now = new AgentLoad(dataSource, other, place);
        long order = order(late.poll().get(0));
        assertThat(late.take(order)).isTrue();
        assertThat(late.result(order, "1")).isTrue();
        assertThat(late.result(order, "1")).as("each item once").isFalse();
        assertThat(now.take(order)).isTrue();
        assertThat(late.result(order, "2")).isFalse();
        assertThat(now.result(order, "2")).isTrue();
        late.done(order);
        assertThat(state(order)).isEqualTo("TAKEN");
        now.done(order);
        assertThat(state(order)).isEqualTo("DONE");
        dispatch.stop();
        assertThat(now.take(order)).as("after it was called back").isFalse();
    }

    @Test
    void theLastLinesOfAnAgentsLogAndWhatItWorksOnAreShown() throws Exception {
        serve(List.of(POINT));
        long agent = enrolled("talker");
        AgentLoad load = new AgentLoad(dataSource, agent, place);
        for (int i = 0; i < AgentLogStore.KEPT + 20; i++) {
            load.log("line " + i);
        }
        load.log("<b>the last</b> " + "x".repeat(2000));
        log.trim(agent);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM agent_log WHERE agent_id = ?")
                        .param(agent)
                        .query(Integer.class)
                        .single())
                .isEqualTo(AgentLogStore.KEPT);
        List<AgentLogLine> lines = agents.log(agent);
        assertThat(lines.get(0).message()).startsWith("<b>the last</b>").hasSize(1000);
        assertThat(lines.get(1).message()).isEqualTo("line " + (AgentLogStore.KEPT + 19));

        transfers.transfer(place, RUN, consignments(POINT, 1), Set.of(), library -> Account.computer());
        load.take(order(load.poll().get(0)));
        assertThat(agents.work(agent))
                .extracting(AgentWork::kind, AgentWork::runId, AgentWork::distributionPointId)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("TRANSFER", RUN, POINT));
        assertThatThrownBy(() -> agents.log(-1))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("AGENT_NOT_FOUND"));
        RequestPostProcessor administrator = administrator(); // a request leaves nobody signed in on this thread
        mvc.perform(get("/api/v1/agents/" + agent + "/log").with(administrator))
                .andExpect(jsonPath("$.total").value(AgentLogStore.KEPT));
        mvc.perform(get("/api/v1/agents/" + agent + "/work").with(administrator))
                .andExpect(jsonPath("$.items[0].distributionPointId").value((int) POINT));
    }

    private static RequestPostProcessor administrator() {
        Actor actor = Actor.current();
        return authentication(UsernamePasswordAuthenticationToken.authenticated(
                new SignedInUser(0, actor, false, Instant.EPOCH),
                null,
                Stream.of(Right.values())
                        .map(Right::authority)
                        .map(SimpleGrantedAuthority::new)
                        .toList()));
    }

    private void serve(List<Long> points) {
        agents.saveLocation(new AgentLocation(place, List.of(), List.of(), true, 0, 0));
        points.forEach(
                point -> jdbc.sql("INSERT INTO agent_location_point (distribution_point_id, location) VALUES (?, ?)")
                        .param(point)
                        .param(place)
                        .update());
    }

    private long enrolled(String name) {
        long id = store.add(name, place, KEY, name, "test", clock.instant());
        store.addBeat(id, "1", Protocol.NUMBER, clock.instant());
        return id;
    }

    private String allotted(long agent) {
        return jdbc.sql("SELECT bytes_per_second_allowed, points_allowed FROM agent_beat WHERE agent_id = ?")
                .param(agent)
                .query((row, n) -> row.getString(1) + " " + row.getString(2))
                .single();
    }

    private static List<Consignment> consignments(long firstPoint, int count) {
        return LongStream.range(firstPoint, firstPoint + count)
                .mapToObj(point -> new Consignment(
                        new Consignment.Library(
                                Consignment.Library.Kind.DESTINATION,
                                point,
                                "DP" + point,
                                new Location.Smb("dp" + point, "SCCMContentLib$", null, null)),
                        null,
                        ZoneOffset.UTC,
                        List.of(),
                        List.of()))
                .toList();
    }

    private long order(Execution due) {
        return ((Protocol.OrderData) due.taskInstance.getData()).orderId();
    }

    private Long run(Execution due) {
        return jdbc.sql("SELECT run_id FROM agent_order WHERE id = ?")
                .param(order(due))
                .query(Long.class)
                .single();
    }

    private String state(long order) {
        return jdbc.sql("SELECT state FROM agent_order WHERE id = ?")
                .param(order)
                .query(String.class)
                .single();
    }
}
