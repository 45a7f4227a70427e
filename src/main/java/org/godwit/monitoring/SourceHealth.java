package org.godwit.monitoring;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.godwit.distribution.DistributionPoint;
import org.godwit.distribution.DistributionPointService;
import org.godwit.distribution.Location;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringStatus;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.security.RunAs;
import org.godwit.shared.Pages;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Health of what lies outside: source databases (as the last gathering found them), SMS Providers and content shares (as they
 * answer on their port). Trouble there is {@code DEGRADED}: this server goes on serving, so no probe may stop it for that.
 */
@Configuration(proxyBeanMethods = false)
class SourceHealth {

    static final Status DEGRADED = new Status("DEGRADED");

    private static final int SMB_PORT = 445;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    @Bean
    HealthIndicator sourceDatabases(SourceHierarchyService hierarchies, GatheringService gatherings, RunAs runAs) {
        return () -> runAs.system(() -> of(active(hierarchies), SourceHierarchy::name, hierarchy -> {
            GatheringStatus status = gatherings.state(hierarchy.id()).status();
            return status == GatheringStatus.FAILED ? "last gathering FAILED" : "";
        }));
    }

    @Bean
    HealthIndicator providers(SourceHierarchyService hierarchies, Reach reach, RunAs runAs) {
        return () -> runAs.system(() -> of(
                active(hierarchies).stream()
                        .filter(h -> h.topLevelSite().provider() != null)
                        .toList(),
                SourceHierarchy::name,
                hierarchy -> provider(hierarchy, reach)));
    }

    @Bean
    HealthIndicator shares(DistributionPointService points, Reach reach, RunAs runAs) {
        return () -> runAs.system(() ->
                of(Pages.all(points::list).toList(), DistributionPoint::name, point -> share(point.location(), reach)));
    }

    private static List<SourceHierarchy> active(SourceHierarchyService hierarchies) {
        return Pages.all(hierarchies::list)
                .filter(h -> h.state() == SourceHierarchy.State.ACTIVE)
                .toList();
    }

    private static String provider(SourceHierarchy hierarchy, Reach reach) {
        SourceHierarchy.Provider provider = hierarchy.topLevelSite().provider();
        return provider == null ? "" : web(provider.url(), reach);
    }

    private static String share(Location location, Reach reach) {
        if (location instanceof Location.Smb smb) {
            return reach.answers(smb.server(), SMB_PORT) ? "" : "no answer from " + smb.server();
        }
        if (location instanceof Location.Http http) {
            return web(http.url(), reach);
        }
        Location.Directory directory = (Location.Directory) location;
        return new java.io.File(directory.path()).isDirectory() ? "" : "no directory";
    }

    private static String web(String url, Reach reach) {
        URI uri = URI.create(url);
        int usual = "http".equals(uri.getScheme()) ? HTTP_PORT : HTTPS_PORT;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        return uri.getHost() != null && reach.answers(uri.getHost(), port) ? "" : "no answer from " + uri.getHost();
    }

    /** @param trouble empty for none */
    private static <T> Health of(List<T> things, Function<T, String> name, Function<T, String> trouble) {
        Map<String, String> found = new TreeMap<>();
        for (T thing : things) {
            String said = trouble.apply(thing);
            if (!said.isEmpty()) {
                found.put(name.apply(thing), said);
            }
        }
        return (found.isEmpty() ? Health.up() : Health.status(DEGRADED))
                .withDetail("count", things.size())
                .withDetails(found)
                .build();
    }
}
