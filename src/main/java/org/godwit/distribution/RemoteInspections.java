package org.godwit.distribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Has agents compare what a run published with what proved it. */
@Component
class RemoteInspections {

    private static final long LOOK_NAP = 300_000_000;

    private final ObjectProvider<RemoteTransfers> agents;
    private final PointStore published;
    private final LocationAccounts accounts;

    RemoteInspections(ObjectProvider<RemoteTransfers> agents, PointStore published, LocationAccounts accounts) {
        this.agents = agents;
        this.published = published;
        this.accounts = accounts;
    }

    /**
     * Returns when it is done, or the run is to stop.
     *
     * @param points points that agents serve
     * @param places whose agents serve each of them
     * @param good told of every transfer found as it was proven
     * @param differences what is otherwise is added
     * @return points that this server is to look at itself
     */
    List<DistributionPointEntity> check(
            ContentMigration.Run run,
            List<DistributionPointEntity> points,
            Map<Long, String> places,
            Map<Long, List<ContentTransfer>> byPoint,
            Consumer<ContentTransfer> good,
            List<String> differences,
            RunScope scope,
            String phase) {
        if (points.isEmpty()) {
            return List.of();
        }
        Map<String, ContentTransfer> waiting = new HashMap<>();
        Map<String, List<Inspection>> orders = new TreeMap<>();
        for (DistributionPointEntity point : points) {
            Map<String, StoredPackage> stored = published.allPackages(point.id()).stream()
                    .collect(Collectors.toMap(StoredPackage::packageId, p -> p));
            List<StoredPackage> wanted = new ArrayList<>();
            for (ContentTransfer transfer : byPoint.getOrDefault(point.id(), List.of())) {
                StoredPackage one = stored.get(transfer.packageId());
                if (one == null) {
                    differences.add("Package " + transfer.packageId() + " is not on record at " + point.name() + ".");
                } else {
                    wanted.add(one);
                    waiting.put(point.id() + "/" + transfer.packageId(), transfer);
                }
            }
            if (!wanted.isEmpty()) {
                orders.computeIfAbsent(Objects.requireNonNull(places.get(point.id())), place -> new ArrayList<>())
                        .add(new Inspection(
                                Consignment.Library.of(point),
                                wanted.stream().map(StoredPackage::manifest).toList()));
            }
        }
        List<RemoteTransfers.Dispatch<Inspection.Finding>> dispatches = orders.entrySet().stream()
                .map(e -> agents.getObject()
                        .inspect(
                                e.getKey(),
                                run.runId(),
                                e.getValue(),
                                library -> accounts.of(run.hierarchyId(), library)))
                .toList();
        Set<Long> left = new HashSet<>();
        while (true) {
            dispatches.forEach(dispatch -> dispatch.collect(finding -> {
                ContentTransfer transfer = waiting.remove(finding.pointId() + "/" + finding.packageId());
                if (transfer != null) {
                    differences.addAll(finding.differences());
                    if (finding.differences().isEmpty()) {
                        good.accept(transfer);
                    }
                    scope.packageDone();
                }
            }));
            for (RemoteTransfers.Left one :
                    dispatches.stream().flatMap(d -> d.left().stream()).toList()) {
                if (one.serverMayHelp()) {
                    left.add(one.distributionPointId());
                } else {
                    differences.add(one.reason());
                }
            }
            scope.tick(phase);
            if (dispatches.stream().allMatch(RemoteTransfers.Dispatch::over) || scope.stopped()) {
                dispatches.forEach(RemoteTransfers.Dispatch::stop);
                return points.stream().filter(p -> left.contains(p.id())).toList();
            }
            LockSupport.parkNanos(LOOK_NAP);
        }
    }
}
