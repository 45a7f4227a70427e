package org.godwit.monitoring;

import java.io.File;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.godwit.distribution.DistributionPoint;
import org.godwit.distribution.DistributionPointService;
import org.godwit.distribution.Location;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringStatus;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.monitoring.Reach.Endpoint;
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
        return () -> runAs.system(() -> {
            Map<String, URI> providers = new TreeMap<>();
            for (SourceHierarchy hierarchy : active(hierarchies)) {
                SourceHierarchy.Provider provider = hierarchy.topLevelSite().provider();
                if (provider != null) {
                    providers.put(hierarchy.name(), URI.create(provider.url()));
                }
            }
            Set<Endpoint> silent = reach.silent(
                    providers.values().stream().map(SourceHealth::web).toList());
            return of(
                    List.copyOf(providers.entrySet()),
                    Map.Entry::getKey,
                    provider -> answer(web(provider.getValue()), silent));
        });
    }

    @Bean
    HealthIndicator shares(DistributionPointService points, Reach reach, RunAs runAs) {
        return () -> runAs.system(() -> {
            List<DistributionPoint> all = Pages.all(points::list).toList();
            Set<Endpoint> silent = reach.silent(all.stream()
                    .flatMap(point -> host(point.location()).stream())
                    .toList());
            return of(all, DistributionPoint::name, point -> share(point.location(), silent));
        });
    }

    private static List<SourceHierarchy> active(SourceHierarchyService hierarchies) {
        return Pages.all(hierarchies::list)
                .filter(h -> h.state() == SourceHierarchy.State.ACTIVE)
                .toList();
    }

    private static String share(Location location, Set<Endpoint> silent) {
        if (location instanceof Location.Directory directory) {
            return new File(directory.path()).isDirectory() ? "" : "no directory";
        }
        return host(location).map(host -> answer(host, silent)).orElse("");
    }

    /** @return empty for a directory */
    private static Optional<Endpoint> host(Location location) {
        if (location instanceof Location.Smb smb) {
            return Optional.of(new Endpoint(smb.server(), SMB_PORT));
        }
        return location instanceof Location.Http http ? Optional.of(web(URI.create(http.url()))) : Optional.empty();
    }

    private static Endpoint web(URI uri) {
        int usual = "http".equals(uri.getScheme()) ? HTTP_PORT : HTTPS_PORT;
        return new Endpoint(String.valueOf(uri.getHost()), uri.getPort() < 0 ? usual : uri.getPort());
    }

    private static String answer(Endpoint endpoint, Set<Endpoint> silent) {
        return silent.contains(endpoint) ? "no answer from " + endpoint.host() : "";
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
