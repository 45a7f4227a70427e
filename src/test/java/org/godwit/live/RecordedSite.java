package org.godwit.live;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.provider.ClientBlocks;
import org.godwit.site.provider.TestAdminService;

/**
 * The AdminService of a site as its documentation shows it (SMS_CombinedDeviceResources, SMS_Collection.BlockClients), with
 * clients, of which it may refuse to block some.
 */
final class RecordedSite implements AutoCloseable {

    static final String METHOD = "/AdminService/wmi/SMS_Collection.BlockClients";
    private static final String CLIENTS = "/AdminService/wmi/SMS_CombinedDeviceResources";
    private static final Pattern SMSID = Pattern.compile("SMSID eq '([^']*)'");
    private static final Pattern AFTER = Pattern.compile("ResourceID gt (\\d+)");

    private final TreeMap<Long, Map<String, Object>> clients = new TreeMap<>();
    final Set<Long> refusing = new HashSet<>();
    /** ResourceIDs that the site takes and does not block. */
    final Set<Long> ignoring = new HashSet<>();

    final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().extensions(new Answers()));

    RecordedSite() {
        server.start();
        server.stubFor(WireMock.get(WireMock.urlPathEqualTo(CLIENTS)).willReturn(WireMock.ok()));
        server.stubFor(WireMock.post(WireMock.urlPathEqualTo(METHOD)).willReturn(WireMock.ok()));
    }

    /** Answers the next call of the method with this status, before it works again. */
    RecordedSite failingOnce(int status) {
        server.stubFor(WireMock.post(WireMock.urlPathEqualTo(METHOD))
                .inScenario("once")
                .whenScenarioStateIs("Started")
                .willSetStateTo("failed")
                .willReturn(WireMock.aResponse()
                        .withStatus(status)
                        .withHeader("Retry-After", "0")
                        .withHeader("X-Recorded", "yes")));
        return this;
    }

    RecordedSite client(long resourceId, String smsId, boolean blocked) {
        Map<String, Object> client = new TreeMap<>();
        client.put("ResourceID", resourceId);
        client.put("SMSID", smsId);
        client.put("IsBlocked", blocked);
        clients.put(resourceId, client);
        return this;
    }

    boolean blocked(long resourceId) {
        return Boolean.TRUE.equals(clients.getOrDefault(resourceId, Map.of()).get("IsBlocked"));
    }

    ClientBlocks open() {
        return TestAdminService.clientBlocks(server.baseUrl() + "/AdminService");
    }

    /** Calls of BlockClients. */
    List<String> calls() {
        return server.findAll(WireMock.postRequestedFor(WireMock.urlPathEqualTo(METHOD))).stream()
                .map(r -> r.getBodyAsString())
                .toList();
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Answers implements ResponseTransformerV2 {

        @Override
        public String getName() {
            return "recorded-site";
        }

        @Override
        public synchronized Response transform(Response response, ServeEvent event) {
            if (response.getHeaders().getHeader("X-Recorded").isPresent() || response.getStatus() != 200) {
                return response;
            }
            String url = event.getRequest().getUrl();
            if (url.startsWith(CLIENTS)) {
                return json(response, 200, Map.of("value", found(URLDecoder.decode(url, StandardCharsets.UTF_8))));
            }
            return block(response, CanonicalJson.read(event.getRequest().getBodyAsString(), Call.class));
        }

        private List<Map<String, Object>> found(String url) {
            Set<Object> asked = new HashSet<>();
            Matcher ids = SMSID.matcher(url);
            while (ids.find()) {
                asked.add(ids.group(1));
            }
            Matcher after = AFTER.matcher(url);
            long from = after.find() ? Long.parseLong(after.group(1)) : 0;
            boolean onlyBlocked = url.contains("IsBlocked eq true");
            Stream<Map<String, Object>> matching = clients.tailMap(from, false).values().stream()
                    .filter(c ->
                            onlyBlocked ? Boolean.TRUE.equals(c.get("IsBlocked")) : asked.contains(c.get("SMSID")));
            return new ArrayList<>(matching.limit(1000).toList());
        }

        private Response block(Response response, Call call) {
            if (call.ResourceIDs.stream().anyMatch(refusing::contains)) {
                return json(response, 403, Map.of());
            }
            call.ResourceIDs.stream()
                    .filter(id -> !ignoring.contains(id))
                    .forEach(id -> clients.get(id).put("IsBlocked", call.Blocked));
            return json(response, 200, Map.of("ReturnValue", 0));
        }

        private Response json(Response response, int status, Object body) {
            return Response.Builder.like(response)
                    .but()
                    .status(status)
                    .body(CanonicalJson.write(body))
                    .build();
        }
    }

    record Call(List<Long> ResourceIDs, boolean Blocked) {}
}
