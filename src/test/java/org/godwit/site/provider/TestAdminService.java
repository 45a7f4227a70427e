package org.godwit.site.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.godwit.shared.CanonicalJson;

/**
 * An AdminService over HTTP with the objects it is given: lists them by class with {@code $filter} (equality, or, key ranges),
 * {@code $orderby} and {@code $top}, hides lazy properties in lists, and gives single objects with them. Asks for no sign-in.
 */
public final class TestAdminService implements AutoCloseable {

    private static final Pattern COMPARISON = Pattern.compile("(\\w+) (eq|gt) ('(?:[^']|'')*'|\\d+|true|false)");
    private static final Pattern ONE = Pattern.compile("/AdminService/wmi/(\\w+)\\((?:'(.*)'|(\\d+))\\)");
    private static final Pattern ALL = Pattern.compile("/AdminService/wmi/(\\w+)");

    private final HttpServer server;
    private final Map<String, List<Map<String, Object>>> objects = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, Set<String>> lazy = new HashMap<>();
    private final Map<String, Integer> refused = new HashMap<>();
    private volatile String methodAnswer = "{\"ReturnValue\":0}";

    /** Paths with decoded queries; for posts, with the body after a blank. */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    public TestAdminService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/AdminService/wmi/", this::answer);
        server.start();
    }

    /** A class with its key, and its properties that lists leave empty. */
    public TestAdminService has(String className, String key, String... lazyProperties) {
        keys.put(className, key);
        lazy.put(className, Set.of(lazyProperties));
        objects.put(className, new ArrayList<>());
        return this;
    }

    /** @param properties names and values in turn */
    public TestAdminService with(String className, Object... properties) {
        Map<String, Object> object = new TreeMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            object.put(properties[i].toString(), properties[i + 1]);
        }
        objects.get(className).add(object);
        return this;
    }

    /** From now on answers this status for a class, or a method. */
    public TestAdminService refusing(String name, int status) {
        refused.put(name, status);
        return this;
    }

    public TestAdminService answeringMethods(String json) {
        methodAnswer = json;
        return this;
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/AdminService";
    }

    /** A provider that reads this service. */
    public SmsProvider provider() {
        return new AdminServiceProvider(services());
    }

    public ClientBlocks clientBlocks() {
        return new AdminServiceClientBlocks(services());
    }

    /** Blocks at whatever AdminService answers under this address. */
    public static ClientBlocks clientBlocks(String url) {
        return new AdminServiceClientBlocks(services(url));
    }

    private AdminServices services() {
        return services(url());
    }

    private static AdminServices services(String url) {
        ProviderProperties quick =
                new ProviderProperties(null, Duration.ofSeconds(2), Duration.ofSeconds(5), 2, Duration.ofMillis(1));
        return new AdminServices(
                List.of(new AdminServiceConnection(
                        new AdminServiceUris(url), HttpClient.newHttpClient(), host -> "Negotiate dGVzdA==", quick)),
                () -> {});
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String raw = exchange.getRequestURI().getRawQuery();
        String query = raw == null ? "" : URLDecoder.decode(raw, StandardCharsets.UTF_8);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(path + (query.isEmpty() ? "" : "?" + query) + (body.isEmpty() ? "" : " " + body));
        Matcher one = ONE.matcher(path);
        Matcher all = ALL.matcher(path);
        String name = one.matches() ? one.group(1) : path.substring(path.lastIndexOf('/') + 1);
        if (refused.containsKey(name)) {
            send(exchange, refused.get(name), "");
        } else if (exchange.getRequestMethod().equals("POST")) {
            send(exchange, 201, methodAnswer);
        } else if (one.matches() && keys.containsKey(name)) {
            String key = one.group(2) == null ? one.group(3) : one.group(2).replace("''", "'");
            List<Map<String, Object>> found = objects.get(name).stream()
                    .filter(o -> o.get(keys.get(name)).toString().equals(key))
                    .toList();
            send(exchange, found.isEmpty() ? 404 : 200, CanonicalJson.write(Map.of("value", found)));
        } else if (all.matches() && keys.containsKey(name)) {
            send(exchange, 200, CanonicalJson.write(Map.of("value", list(name, query))));
        } else {
            send(exchange, 404, "");
        }
    }

    private List<Map<String, Object>> list(String name, String query) {
        String filter = "";
        long top = Long.MAX_VALUE;
        for (String option : query.split("&")) {
            if (option.startsWith("$filter=")) {
                filter = option.substring("$filter=".length());
            } else if (option.startsWith("$top=")) {
                top = Long.parseLong(option.substring("$top=".length()));
            }
        }
        String key = keys.get(name);
        return objects.get(name).stream()
                .filter(condition(filter))
                .sorted((a, b) -> compare(a.get(key), b.get(key)))
                .limit(top)
                .map(o -> listed(name, o))
                .toList();
    }

    private Map<String, Object> listed(String name, Map<String, Object> object) {
        Map<String, Object> shown = new TreeMap<>(object);
        lazy.get(name).forEach(shown::remove);
        return shown;
    }

    /** {@code (a or b …) and c}, or either part of it. */
    private static Predicate<Map<String, Object>> condition(String filter) {
        if (filter.startsWith("(")) {
            int end = filter.lastIndexOf(") and ");
            return condition(filter.substring(1, end)).and(condition(filter.substring(end + 6)));
        }
        if (filter.isEmpty()) {
            return o -> true;
        }
        return Arrays.stream(filter.split(" or "))
                .map(TestAdminService::comparison)
                .collect(Collectors.reducing(o -> false, Predicate::or));
    }

    private static Predicate<Map<String, Object>> comparison(String text) {
        Matcher parts = COMPARISON.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not understood: " + text);
        }
        String given = parts.group(3);
        Object value = given.startsWith("'")
                ? given.substring(1, given.length() - 1).replace("''", "'")
                : given.matches("\\d+") ? Long.valueOf(given) : (Object) given;
        return object -> {
            int order = compare(object.get(parts.group(1)), value);
            return parts.group(2).equals("eq") ? order == 0 : order > 0;
        };
    }

    private static int compare(Object a, Object b) {
        return a instanceof Number n
                ? Long.compare(n.longValue(), ((Number) b).longValue())
                : a.toString().compareToIgnoreCase(b.toString());
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
