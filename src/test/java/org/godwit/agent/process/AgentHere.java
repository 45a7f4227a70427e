package org.godwit.agent.process;

import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.godwit.agent.wire.EnrolmentAnswer;
import org.godwit.agent.wire.Envelope;
import org.godwit.agent.wire.Protocol;
import org.godwit.distribution.RemoteWorker;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An agent in the test's own process: it says that it lives and does an order when it is told to. */
public final class AgentHere {

    private static final KeyPair KEYS = Envelope.newKeys();

    private final DeskStore desk;
    private final Orders orders;

    /**
     * Enrols it.
     *
     * @param points how many it works on at a time
     */
    public AgentHere(DataSource dataSource, RemoteWorker worker, String location, int points) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        jdbc.sql("""
                        INSERT INTO agent (name, location, public_key, database_user, enrolled_at, enrolled_by)
                        VALUES ('here', :location, :key, :location, '2026-01-01', 'test')""")
                .param("location", location)
                .param("key", KEYS.getPublic().getEncoded())
                .update();
        long id = jdbc.sql("SELECT id FROM agent WHERE location = :location")
                .param("location", location)
                .query(Long.class)
                .single();
        jdbc.sql("""
                        INSERT INTO agent_beat (agent_id, at, godwit_version, protocol, running, bytes_done, bytes_per_second,
                            in_maintenance)
                        VALUES (:agent, '2026-01-01', '1', :protocol, 0, 0, 0, 0)""").param("agent", id).param("protocol", Protocol.NUMBER).update();
        AgentIdentity identity = new AgentIdentity(
                new EnrolmentAnswer(id, "here", location, "", "", "", 5000),
                Base64.getEncoder().encodeToString(KEYS.getPrivate().getEncoded()));
        this.desk = new DeskStore(jdbc, identity);
        this.orders = new Orders(desk, worker, identity, () -> 0, points, Clock.systemUTC());
        beat();
    }

    public void beat() {
        orders.keepTo(desk.beat(new DeskStore.Beat(Instant.now(), "1", 0, 0, 0, null)));
    }

    /**
     * Does an order as far as it goes.
     *
     * @param down whether the agent is to go down
     * @return whether it is done with it; false if it was put down, or is to be looked at again
     */
    public boolean execute(long order, BooleanSupplier down) {
        try {
            orders.execute(order, down);
            return true;
        } catch (Orders.NotYet e) {
            return false;
        }
    }

    /** Bytes it dealt with. */
    public long bytesDone() {
        return orders.bytesDone();
    }
}
