package org.godwit.site.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An AdminService over HTTP that holds boundaries, and pages them in one of the ways a real one might. */
final class FakeAdminService implements AutoCloseable {

    enum Paging {
        ORDERED_AND_TOP,
        IGNORES_OPTIONS,
        REFUSES_OPTIONS,
        NEXT_LINK
    }

    private static final Pattern GREATER = Pattern.compile("BoundaryID gt (\\d+)");
    private static final int LINK_PAGE = 400;

    private final HttpServer server;
    private final Paging paging;
    private final int boundaries;
    private final Deque<Integer> failures = new ArrayDeque<>();
    private final Map<String, String> failureHeaders = new HashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();

    FakeAdminService(Paging paging, int boundaries) {
        this.paging = paging;
        this.boundaries = boundaries;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/AdminService/wmi/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/AdminService";
    }

    /** The next requests are answered with these statuses. */
    synchronized FakeAdminService failing(Integer... statuses) {
        failures.addAll(List.of(statuses));
        return this;
    }

    FakeAdminService withHeader(String name, String value) {
        failureHeaders.put(name, value);
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String options = query == null ? "" : URLDecoder.decode(query, StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        requests.add(path + (options.isEmpty() ? "" : "?" + options));
        Integer failure = nextFailure();
        if (failure != null) {
            failureHeaders.forEach((n, v) -> exchange.getResponseHeaders().set(n, v));
            send(exchange, failure, "");
        } else if (path.endsWith("/SMS_Collection('SMS''1')")) {
            send(
                    exchange,
                    200,
                    "{\"value\":[{\"CollectionID\":\"SMS'1\",\"CollectionRules\":[{\"RuleName\":\"all\"}]}]}");
        } else if (path.endsWith("/SMS_Boundary(7)")) {
            send(exchange, 200, boundary(7));
        } else if (path.endsWith("/SMS_Boundary")) {
            list(exchange, options);
        } else {
            send(exchange, 404, "");
        }
    }

    private synchronized @Nullable Integer nextFailure() {
        return failures.poll();
    }

    private void list(HttpExchange exchange, String options) throws IOException {
        boolean refuse = paging == Paging.REFUSES_OPTIONS && options.contains("$top");
        if (refuse) {
            send(exchange, 400, "");
            return;
        }
        List<Integer> ids = new ArrayList<>();
        for (int id = boundaries; id >= 1; id--) {
            ids.add(id); // descending: nothing is in order by itself
        }
        String more = "";
        if (paging == Paging.ORDERED_AND_TOP) {
            Matcher greater = GREATER.matcher(options);
            int after = greater.find() ? Integer.parseInt(greater.group(1)) : 0;
            ids = ids.stream().filter(i -> i > after).sorted().limit(1000).toList();
        } else if (paging == Paging.NEXT_LINK) {
            int skip = options.contains("$skiptoken=") ? Integer.parseInt(options.replaceAll(".*skiptoken=", "")) : 0;
            more = skip + LINK_PAGE >= ids.size()
                    ? ""
                    : ",\"@odata.nextLink\":\"" + url() + "/wmi/SMS_Boundary?$skiptoken=" + (skip + LINK_PAGE) + "\"";
            ids = ids.stream().skip(skip).limit(LINK_PAGE).toList();
        }
        List<String> objects = ids.stream().map(FakeAdminService::boundary).toList();
        send(exchange, 200, "{\"value\":[" + String.join(",", objects) + "]" + more + "}");
    }

    private static String boundary(int id) {
        return "{\"BoundaryID\":" + id + ",\"Value\":\"10.0." + id + ".0\"}";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
