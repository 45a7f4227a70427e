package org.godwit.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.godwit.monitoring.Reach.Endpoint;
import org.godwit.testing.MovableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts that are asked whether they answer: hundreds at once, and each not too often. */
class ReachTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T00:00:00Z"));
    private final Reach reach = new Reach(clock);

    /** One after the other they would take more than eight minutes. */
    @Test
    @Timeout(120)
    void hundredsOfSilentHostsAreAskedTogether() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1);
                ServerSocket open = new ServerSocket(0)) {
            List<Socket> waiting = fill(full);
            List<Endpoint> silent = IntStream.rangeClosed(1, 250)
                    .mapToObj(n -> new Endpoint("127.0.0." + n, full.getLocalPort()))
                    .toList();
            List<Endpoint> all = IntStream.range(0, 251)
                    .mapToObj(n -> n < 250 ? silent.get(n) : new Endpoint("127.0.0.1", open.getLocalPort()))
                    .toList();

            assertThat(reach.silent(all)).containsExactlyInAnyOrderElementsOf(silent);
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void whatAHostSaidIsRememberedForAMinute() throws IOException {
        Endpoint host;
        try (ServerSocket open = new ServerSocket(0)) {
            host = new Endpoint("localhost", open.getLocalPort());
            assertThat(reach.silent(List.of(host, host))).isEmpty();
        }
        clock.forward(Duration.ofSeconds(59));
        assertThat(reach.silent(List.of(host))).isEmpty();
        clock.forward(Duration.ofSeconds(1));
        assertThat(reach.silent(List.of(host))).containsExactly(host);
    }

    @Test
    void aNameThatNobodyHasIsSilent() {
        Endpoint nobody = new Endpoint("nobody.invalid", 445);
        assertThat(reach.silent(List.of(nobody))).containsExactly(nobody);
    }

    /** A server that takes no connection any more, and does not say so. */
    private static List<Socket> fill(ServerSocket server) throws IOException {
        Socket first = new Socket("127.0.0.1", server.getLocalPort());
        Socket second = new Socket("127.0.0.1", server.getLocalPort());
        return List.of(first, second);
    }
}
