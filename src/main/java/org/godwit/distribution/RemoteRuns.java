package org.godwit.distribution;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.godwit.content.ContentEvidence.ProvenFile;
import org.godwit.content.ContentException;
import org.godwit.content.FileMark;
import org.godwit.content.PackageResult;
import org.godwit.credential.Account;
import org.godwit.distribution.Consignment.Library;
import org.godwit.distribution.ContentTransfer.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The part of a run that agents do. What several points of one place want crosses the link to it once: one point of the place
 * gets it from the source, and when that is done the others get it from there.
 */
@Component
class RemoteRuns {

    private final ObjectProvider<RemoteTransfers> agents;
    private final TransferStore store;
    private final PointStore published;
    private final PointTransfers transfers;
    private final EvidenceStore evidence;
    private final GatheredStore gathered;
    private final SourcePointStore sourcePoints;
    private final LocationAccounts accounts;
    private final Clock clock;

    RemoteRuns(
            ObjectProvider<RemoteTransfers> agents,
            TransferStore store,
            PointStore published,
            PointTransfers transfers,
            EvidenceStore evidence,
            GatheredStore gathered,
            SourcePointStore sourcePoints,
            LocationAccounts accounts,
            Clock clock) {
        this.agents = agents;
        this.store = store;
        this.published = published;
        this.transfers = transfers;
        this.evidence = evidence;
        this.gathered = gathered;
        this.sourcePoints = sourcePoints;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * Places whose agents may do a point's work, the best first; empty if it is this server's.
     *
     * @param sources ids of source points that have what it wants
     */
    List<String> route(long pointId, Supplier<? extends Collection<Long>> sources) {
        RemoteTransfers there = agents.getIfAvailable();
        return there == null ? List.of() : there.route(pointId, sources);
    }

    /** As {@link #route(long, Supplier)}, for points where all sources of the hierarchy count. */
    List<String> route(long pointId, long hierarchyId) {
        return route(
                pointId,
                () -> sourcePoints.all(hierarchyId).stream()
                        .map(SourcePointStore.Row::id)
                        .toList());
    }

    /** Source points that have what is to be brought to a point, those of the first package first. */
    static Collection<Long> holders(List<ContentTransfer> transfers, SourceChoice sources) {
        Set<Long> holders = new LinkedHashSet<>();
        for (ContentTransfer transfer : transfers) {
            try {
                sources.candidates(transfer.packageId()).forEach(row -> holders.add(row.id()));
            } catch (ContentException e) {
                continue; // it will fail with this reason when it is brought
            }
        }
        return holders;
    }

    /**
     * Gives transfers to the agents of places.
     *
     * @param routes for each point the places that are asked, one after the other
     * @param open what is to be done at them
     */
    Part begin(
            long hierarchyId,
            List<DistributionPointEntity> points,
            Map<Long, List<String>> routes,
            List<ContentTransfer> open,
            SourceChoice sources,
            RunScope scope) {
        Part part = new Part(scope);
        if (!points.isEmpty()) {
            part.places.addAll(
                    places(new Order(agents.getObject(), hierarchyId, sources, scope), points, routes, open));
        }
        return part;
    }

    /** What all places of a run have in common. */
    private record Order(RemoteTransfers there, long hierarchyId, SourceChoice sources, RunScope scope) {}

    private List<Place> places(
            Order order,
            List<DistributionPointEntity> points,
            Map<Long, List<String>> routes,
            List<ContentTransfer> open) {
        Map<String, List<DistributionPointEntity>> byPlace = points.stream()
                .collect(Collectors.groupingBy(
                        p -> Objects.requireNonNull(routes.get(p.id())).get(0), TreeMap::new, Collectors.toList()));
        List<Place> places = new ArrayList<>();
        byPlace.forEach((name, near) -> {
            Map<Long, List<String>> further = new HashMap<>();
            near.forEach(p -> {
                List<String> route = Objects.requireNonNull(routes.get(p.id()));
                further.put(p.id(), route.subList(1, route.size()));
            });
            List<ContentTransfer> theirs = open.stream()
                    .filter(t -> further.containsKey(t.distributionPointId()))
                    .toList();
            if (!theirs.isEmpty()) {
                places.add(new Place(name, order, near, further, theirs));
            }
        });
        return places;
    }

    Account account(long hierarchyId, Library library) {
        return library.kind() == Library.Kind.SOURCE
                ? accounts.ofSourcePointOrHierarchy(hierarchyId, library.pointId())
                : accounts.account(LocationAccounts.ofPoint(library.pointId()));
    }

    static Library library(DistributionPointEntity point) {
        return new Library(Library.Kind.DESTINATION, point.id(), point.name(), LocationAccounts.bare(point.location()));
    }

    /** What agents do of one run; looked at by the run's own thread. */
    static final class Part {

        private final List<Place> places = new ArrayList<>();
        private final RunScope scope;
        private boolean stopped;

        private Part(RunScope scope) {
            this.scope = scope;
        }

        /** Writes down what came in since the last look. */
        void look() {
            if (scope.stopped() && !stopped) {
                stopped = true;
                places.forEach(Place::stop);
            }
            places.forEach(Place::look);
            places.addAll(places.stream().flatMap(p -> p.rerouted().stream()).toList());
            scope.elsewhere(places.stream().mapToLong(Place::bytesDone).sum());
        }

        boolean over() {
            return places.stream().allMatch(Place::over);
        }

        /** What this server is to do itself, by point. */
        Map<Long, List<ContentTransfer>> left() {
            return places.stream()
                    .flatMap(p -> p.toServer.stream())
                    .collect(Collectors.groupingBy(ContentTransfer::distributionPointId));
        }
    }

    /** The points of one place: first the packages each is the first to get, then what the others have by then. */
    private final class Place {

        private final String name;
        private final Order order;
        private final RemoteTransfers there;
        private final long hierarchyId;
        private final Map<Long, List<String>> further;
        private final List<ContentTransfer> toFurther = new ArrayList<>();
        private final Map<Long, DistributionPointEntity> points = new TreeMap<>();
        private final Map<Long, ContentTransfer> waiting = new HashMap<>();
        private final List<ContentTransfer> followers = new ArrayList<>();
        private final SourceChoice sources;
        private final RunScope scope;
        private final List<ContentTransfer> toServer = new ArrayList<>();
        private RemoteTransfers.Dispatch<Delivery> dispatch;
        private long bytesBefore;

        Place(
                String name,
                Order order,
                List<DistributionPointEntity> near,
                Map<Long, List<String>> further,
                List<ContentTransfer> open) {
            this.name = name;
            this.order = order;
            this.there = order.there();
            this.hierarchyId = order.hierarchyId();
            this.further = further;
            this.sources = order.sources();
            this.scope = order.scope();
            near.forEach(p -> points.put(p.id(), p));
            List<ContentTransfer> first = new ArrayList<>();
            Map<String, Integer> wanted = new HashMap<>();
            Map<String, Integer> seen = new HashMap<>();
            open.forEach(t -> wanted.merge(t.packageId(), 1, Integer::sum));
            int number = 0;
            for (String packageId : new java.util.TreeSet<>(wanted.keySet())) {
                // each point of the place is the first for its share of the packages
                seen.put(packageId, -(number++ % Objects.requireNonNull(wanted.get(packageId))));
            }
            for (ContentTransfer transfer : open) {
                int turn = Objects.requireNonNull(seen.merge(transfer.packageId(), 1, Integer::sum));
                (turn == 1 ? first : followers).add(transfer);
            }
            this.dispatch = dispatch(first);
        }

        private RemoteTransfers.Dispatch<Delivery> dispatch(List<ContentTransfer> part) {
            waiting.clear();
            Map<Long, List<ContentTransfer>> byPoint =
                    part.stream().collect(Collectors.groupingBy(ContentTransfer::distributionPointId));
            List<Consignment> consignments = new ArrayList<>();
            long runId = 0;
            for (Map.Entry<Long, List<ContentTransfer>> one : byPoint.entrySet()) {
                DistributionPointEntity point = Objects.requireNonNull(points.get(one.getKey()));
                Consignment consignment = consignment(point, one.getValue());
                if (!consignment.parcels().isEmpty()) {
                    consignments.add(consignment);
                }
                runId = one.getValue().get(0).runId();
            }
            Set<Long> elsewhere = further.entrySet().stream()
                    .filter(e -> !e.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            return there.transfer(name, runId, consignments, elsewhere, library -> account(hierarchyId, library));
        }

        private Consignment consignment(DistributionPointEntity point, List<ContentTransfer> transfersOfPoint) {
            Map<Library, Integer> origins = new java.util.LinkedHashMap<>();
            List<Consignment.Parcel> parcels = new ArrayList<>();
            for (ContentTransfer transfer : transfersOfPoint) {
                try {
                    List<Consignment.Origin> from = new ArrayList<>();
                    origins(point, transfer.packageId())
                            .forEach((origin, contents) -> from.add(new Consignment.Origin(
                                    origins.computeIfAbsent(origin, o -> origins.size()), contents)));
                    parcels.add(new Consignment.Parcel(
                            transfer.id(),
                            transfer.packageId(),
                            gathered.expected(hierarchyId, transfer.packageId()),
                            from));
                    waiting.put(transfer.id(), transfer);
                } catch (ContentException e) {
                    transfers.ended(transfer, e);
                    scope.packageDone();
                }
            }
            return new Consignment(
                    library(point), point.bandwidth(), ZoneId.systemDefault(), List.copyOf(origins.keySet()), parcels);
        }

        /** Neighbours that have the package, proven, come before sources, which are behind the slow link. */
        private Map<Library, List<String>> origins(DistributionPointEntity point, String packageId)
                throws ContentException {
            Map<Library, List<String>> origins = new java.util.LinkedHashMap<>();
            for (long holder : published.holders(packageId, points.keySet())) {
                List<String> contents = holder == point.id()
                        ? List.of()
                        : published
                                .findPackage(holder, packageId)
                                .map(StoredPackage::contentIds)
                                .orElse(List.of());
                if (!contents.isEmpty() && evidence.undoubted(holder, contents)) {
                    origins.put(library(Objects.requireNonNull(points.get(holder))), contents);
                }
            }
            for (SourcePointStore.Row row : sources.candidates(packageId, point.location())) {
                origins.put(
                        new Library(Library.Kind.SOURCE, row.id(), row.point().serverName(), Eligibility.location(row)),
                        List.of());
            }
            return origins;
        }

        void look() {
            dispatch.collect(this::take);
            for (RemoteTransfers.Left left : dispatch.left()) {
                List<ContentTransfer> rest = waiting.values().stream()
                        .filter(t -> t.distributionPointId() == left.distributionPointId())
                        .toList();
                if (!further.getOrDefault(left.distributionPointId(), List.of()).isEmpty()) {
                    toFurther.addAll(rest);
                    rest.forEach(t -> waiting.remove(t.id()));
                } else if (left.serverMayHelp()) {
                    toServer.addAll(rest);
                    rest.forEach(t -> waiting.remove(t.id()));
                } else {
                    rest.forEach(
                            t -> failed(t, new ContentException(ContentException.Code.LOCATION_FAILED, left.reason())));
                }
            }
            if (dispatch.over() && !followers.isEmpty() && !scope.stopped()) {
                List<ContentTransfer> next = List.copyOf(followers);
                followers.clear();
                bytesBefore += dispatch.bytesDone();
                dispatch = dispatch(next);
            }
        }

        /** What this place could not do, at the next one of its route. */
        List<Place> rerouted() {
            if (toFurther.isEmpty() || scope.stopped()) {
                return List.of();
            }
            List<ContentTransfer> rest = List.copyOf(toFurther);
            toFurther.clear();
            Set<Long> ids =
                    rest.stream().map(ContentTransfer::distributionPointId).collect(Collectors.toSet());
            return places(
                    order,
                    points.values().stream().filter(p -> ids.contains(p.id())).toList(),
                    further,
                    rest);
        }

        boolean over() {
            return dispatch.over() && (followers.isEmpty() || scope.stopped());
        }

        long bytesDone() {
            return bytesBefore + dispatch.bytesDone();
        }

        void stop() {
            dispatch.stop();
            waiting.values().forEach(t -> store.status(t.id(), Status.STOPPED));
            toFurther.forEach(t -> store.status(t.id(), Status.STOPPED));
            followers.forEach(t -> store.status(t.id(), Status.STOPPED));
        }

        private void take(Delivery delivery) {
            ContentTransfer transfer = waiting.get(delivery.transferId());
            if (transfer == null) {
                return; // somebody else has ended it since
            }
            Delivery.Published done = delivery.published();
            if (done == null) {
                Delivery.Failure failure = Objects.requireNonNull(delivery.failure(), "it failed or was published");
                failed(transfer, new ContentException(failure.code(), failure.message()));
                return;
            }
            PackageResult result = Delivery.result(done);
            Library origin = origin(delivery.origin());
            store.begin(
                    transfer.id(),
                    origin != null && origin.kind() == Library.Kind.SOURCE ? origin.pointId() : null,
                    clock.instant());
            Map<String, FileMark> marks = new HashMap<>();
            result.evidence().forEach(e -> e.files().forEach((ProvenFile f) -> marks.put(f.hash(), f.mark())));
            evidence.of(transfer.distributionPointId()).addVerified(marks);
            transfers.published(transfer, result, origin == null ? "" : origin.name());
            waiting.remove(transfer.id());
            scope.packageDone();
        }

        private @Nullable Library origin(@Nullable String key) {
            if (key == null) {
                return null;
            }
            long id = Long.parseLong(key.substring(key.indexOf(':') + 1));
            if (key.startsWith(Library.Kind.DESTINATION.name())) {
                DistributionPointEntity point = points.get(id);
                return point == null ? null : library(point);
            }
            return sources.point(id)
                    .map(row ->
                            new Library(Library.Kind.SOURCE, id, row.point().serverName(), Eligibility.location(row)))
                    .orElse(null);
        }

        private void failed(ContentTransfer transfer, ContentException e) {
            store.begin(transfer.id(), null, clock.instant());
            transfers.ended(transfer, e);
            waiting.remove(transfer.id());
            scope.packageDone();
        }
    }
}
