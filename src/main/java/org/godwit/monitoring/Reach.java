package org.godwit.monitoring;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
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
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<Endpoint, Answer> answers = new ConcurrentHashMap<>();
    private final ExecutorService asking = threads();

    Reach(Clock clock) {
        this.clock = clock;
    }

    /** @param port 1 to 65535 */
    record Endpoint(String host, int port) {}

    private record Answer(boolean reached, Instant at) {}

    /** Those that do not answer, or did not within the last minute. */
    Set<Endpoint> silent(Collection<Endpoint> endpoints) {
        Map<Endpoint, CompletableFuture<Boolean>> asked = new HashMap<>();
        Instant now = clock.instant();
        for (Endpoint endpoint : endpoints) {
            asked.computeIfAbsent(endpoint, e -> ask(e, now));
        }
        Set<Endpoint> silent = new HashSet<>();
        asked.forEach((endpoint, answer) -> {
            if (!answer.join()) {
                silent.add(endpoint);
            }
        });
        return silent;
    }

    private CompletableFuture<Boolean> ask(Endpoint endpoint, Instant now) {
        Answer known = answers.get(endpoint);
        if (known != null && now.isBefore(known.at().plus(REMEMBERED))) {
            return CompletableFuture.completedFuture(known.reached());
        }
        return CompletableFuture.supplyAsync(() -> connect(endpoint), asking).thenApply(reached -> {
            if (answers.size() > MOST) {
                answers.clear();
            }
            answers.put(endpoint, new Answer(reached, now));
            return reached;
        });
    }

    private static boolean connect(Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), CONNECT_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    @PreDestroy
    void close() {
        asking.shutdownNow();
    }

    /** None of them while nobody asks. */
    private static ExecutorService threads() {
        CustomizableThreadFactory named = new CustomizableThreadFactory("reach-");
        named.setDaemon(true);
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(AT_A_TIME, AT_A_TIME, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
