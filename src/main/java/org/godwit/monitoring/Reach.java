package org.godwit.monitoring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Whether a host answers on a TCP port; remembered for a minute, so that probes do not become a load. */
@Component
class Reach {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    Reach(Clock clock) {
        this.clock = clock;
    }

    private record Answer(boolean reached, Instant at) {}

    boolean answers(String host, int port) {
        String key = host + ":" + port;
        Answer known = answers.get(key);
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.at().plus(REMEMBERED))) {
            return known.reached();
        }
        boolean reached = connect(host, port);
        if (answers.size() > MOST) {
            answers.clear();
        }
        answers.put(key, new Answer(reached, now));
        return reached;
    }

    private static boolean connect(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
