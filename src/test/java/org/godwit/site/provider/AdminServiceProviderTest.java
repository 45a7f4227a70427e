package org.godwit.site.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.godwit.site.SourceFailure;
import org.godwit.site.provider.FakeAdminService.Paging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdminServiceProviderTest {

    private static final ProviderQuery BOUNDARIES =
            ProviderQuery.byNumber("SMS_Boundary", "BoundaryID", "BoundaryID", "Value");
    private static final ProviderProperties QUICK =
            new ProviderProperties(null, Duration.ofSeconds(2), Duration.ofSeconds(5), 3, Duration.ofMillis(1));

    @ParameterizedTest
    @EnumSource(Paging.class)
    void readsEveryObjectOnceInAscendingKeyHoweverTheServerPages(Paging paging) {
        try (FakeAdminService server = new FakeAdminService(paging, 2345)) {
            assertThat(ids(provider(server.url())))
                    .isEqualTo(IntStream.rangeClosed(1, 2345).boxed().toList());
        }
    }

    @Test
    void pagesByKeyRange() {
        try (FakeAdminService server = new FakeAdminService(Paging.ORDERED_AND_TOP, 2000)) {
            ids(provider(server.url()));

            assertThat(server.requests)
                    .containsExactly(
                            "/AdminService/wmi/SMS_Boundary?$select=BoundaryID,Value&$orderby=BoundaryID&$top=1000",
                            "/AdminService/wmi/SMS_Boundary?$filter=BoundaryID gt 1000&$select=BoundaryID,Value&$orderby=BoundaryID&$top=1000",
                            "/AdminService/wmi/SMS_Boundary?$filter=BoundaryID gt 2000&$select=BoundaryID,Value&$orderby=BoundaryID&$top=1000");
        }
    }

    @Test
    void getsOneObjectWithItsLazyPropertiesByKey() {
        try (FakeAdminService server = new FakeAdminService(Paging.ORDERED_AND_TOP, 1)) {
            SmsProvider provider = provider(server.url());

            assertThat(provider.get("SMS_Collection", "SMS'1")
                            .orElseThrow()
                            .at("/CollectionRules/0/RuleName")
                            .asString())
                    .isEqualTo("all");
            assertThat(provider.get("SMS_Boundary", 7)
                            .orElseThrow()
                            .path("Value")
                            .asString())
                    .isEqualTo("10.0.7.0");
            assertThat(provider.get("SMS_Boundary", 8)).isEmpty();
            assertThat(provider.serverTime())
                    .hasValueSatisfying(time ->
                            assertThat(Duration.between(time, Instant.now())).isLessThan(Duration.ofMinutes(1)));
        }
    }

    @Test
    void waitsAndRepeatsWhenTheServerIsBusy() {
        try (FakeAdminService server = new FakeAdminService(Paging.ORDERED_AND_TOP, 3)
                .failing(429, 503)
                .withHeader("Retry-After", "0")) {
            assertThat(ids(provider(server.url()))).containsExactly(1, 2, 3);
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void goesOnWithTheNextProviderWhenOneFails() {
        try (FakeAdminService broken = new FakeAdminService(Paging.ORDERED_AND_TOP, 3).failing(500, 500, 500);
                FakeAdminService working = new FakeAdminService(Paging.ORDERED_AND_TOP, 3)) {
            SmsProvider provider = provider("http://localhost:9/AdminService", broken.url(), working.url());

            assertThat(ids(provider)).containsExactly(1, 2, 3);
            assertThat(provider.answering()).contains(working.url());
            assertThat(broken.requests).hasSize(3);
        }
    }

    @Test
    void tellsTheReasonsOfARefusalApart() {
        refused(401, SourceFailure.Cause.UNAUTHORISED, 1);
        refused(403, SourceFailure.Cause.NO_PROVIDER_PERMISSION, 1);
        refused(404, SourceFailure.Cause.NO_PROVIDER_PERMISSION, 1);
        refused(302, SourceFailure.Cause.NETWORK_TIMEOUT, 1);
        refused(500, SourceFailure.Cause.NETWORK_TIMEOUT, 3);
    }

    @Test
    void neverFollowsAListToAnotherServer() {
        AdminServiceUris uris = new AdminServiceUris("https://sccm.contoso.com/AdminService");

        assertThat(uris.next("/AdminService/wmi/SMS_Site?$skip=1")).hasHost("sccm.contoso.com");
        assertThatThrownBy(() -> uris.next("https://evil.example/AdminService/wmi/SMS_Site"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> uris.next("http://sccm.contoso.com/AdminService/wmi/SMS_Site"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(int status, SourceFailure.Cause cause, int requests) {
        try (FakeAdminService server =
                new FakeAdminService(Paging.ORDERED_AND_TOP, 3).failing(status, status, status, status)) {
            assertThatThrownBy(() -> ids(provider(server.url()))).isInstanceOfSatisfying(SourceFailure.class, e -> {
                assertThat(e.reason()).isEqualTo(cause);
                assertThat(e.hint()).isNotBlank();
            });
            assertThat(server.requests).hasSize(requests);
        }
    }

    private static List<Integer> ids(SmsProvider provider) {
        List<Integer> ids = new ArrayList<>();
        provider.each(BOUNDARIES, node -> ids.add(node.path("BoundaryID").intValue()));
        return ids;
    }

    private static SmsProvider provider(String... urls) {
        return new AdminServiceProvider(services(urls));
    }

    static AdminServices services(String... urls) {
        HttpClient http = HttpClient.newHttpClient();
        return new AdminServices(
                Arrays.stream(urls)
                        .map(url -> new AdminServiceConnection(
                                new AdminServiceUris(url), http, host -> "Negotiate dGVzdA==", QUICK))
                        .toList(),
                () -> {});
    }
}
