package org.godwit.monitoring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.godwit.shared.Threads;
import org.springframework.stereotype.Component;

/**
 * Whether hosts answer on a TCP port. Many are asked at a time, since a silent one takes seconds and there may be hundreds; what
 * they said is remembered for a minute, so that probes do not become a load.
 */
@Component
class Reach {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int AT_A_TIME = 64;

    private final Clock clock;
    private final Map<Endpoint, Answer> answers = new ConcurrentHashMap<>();

    Reach(Clock clock) {
        this.clock = clock;
    }

    /** @param port 1 to 65535 */
    record Endpoint(String host, int port) {}

    private record Answer(boolean reached, Instant at) {}

    /** Those that do not answer, or did not within the last minute. Who asks meanwhile waits, and finds these answers. */
    synchronized Set<Endpoint> silent(Collection<Endpoint> endpoints) {
        Instant old = clock.instant().minus(REMEMBERED);
        answers.values().removeIf(answer -> !answer.at().isAfter(old));
        Set<Endpoint> silent = new HashSet<>(endpoints);
        Threads.forEach(
                "reach",
                AT_A_TIME,
                silent.stream()
                        .filter(endpoint -> !answers.containsKey(endpoint))
                        .toList(),
                endpoint -> answers.put(endpoint, new Answer(connect(endpoint), clock.instant())));
        silent.removeIf(this::answered);
        return silent;
    }

    private boolean answered(Endpoint endpoint) {
        Answer answer = answers.get(endpoint);
        return answer != null && answer.reached();
    }

    private static boolean connect(Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), CONNECT_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
