package org.godwit.agent.process;

import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.godwit.agent.wire.EnrolmentAnswer;
import org.godwit.agent.wire.Envelope;
import org.godwit.distribution.RemoteWorker;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An agent in the test's own process, which does an order when it is told to. It counts as alive for as long as a test takes. */
public final class AgentHere {

    private static final KeyPair KEYS = Envelope.newKeys();

    private static final Duration ALIVE = Duration.ofMinutes(5);

    private final Orders orders;

    /**
     * Enrols it.
     *
     * @param points how many it works on at a time
     */
    public AgentHere(DataSource dataSource, RemoteWorker worker, String location, int points) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        long id = AgentRows.enrol(
                jdbc, location, KEYS.getPublic().getEncoded(), Instant.now().plus(ALIVE));
        AgentIdentity identity = new AgentIdentity(
                new EnrolmentAnswer(id, "here", location, "", "", "", 5000),
                Base64.getEncoder().encodeToString(KEYS.getPrivate().getEncoded()));
        this.orders = new Orders(new DeskStore(jdbc, identity), worker, identity, () -> 0, points, Clock.systemUTC());
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
