package org.godwit.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A web server that keeps what is posted to it, and refuses as often as it is told to. */
public final class HttpSink implements AutoCloseable {

    /** What was posted, with the headers that Godwit signs and names a delivery by. */
    public record Post(
            String body,
            @Nullable String signature,
            @Nullable String delivery) {}

    private final HttpServer server;
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();

    public HttpSink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/alerts", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
    }

    public List<Post> posts() {
        return posts;
    }

    public void refuse(int times) {
        refusals.set(times);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean refused = refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        if (!refused) {
            posts.add(new Post(
                    body,
                    exchange.getRequestHeaders().getFirst("X-Godwit-Signature"),
                    exchange.getRequestHeaders().getFirst("X-Godwit-Delivery")));
        }
        exchange.sendResponseHeaders(refused ? 503 : 204, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
