package org.godwit.distribution;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.godwit.content.ContentEvidence.ProvenFile;
import org.godwit.content.ContentException;
import org.godwit.content.FileMark;
import org.godwit.content.PackageResult;
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
    private final PointTransfers transfers;
    private final EvidenceStore evidence;
    private final Consignments consignments;
    private final LocationAccounts accounts;
    private final Clock clock;

    RemoteRuns(
            ObjectProvider<RemoteTransfers> agents,
            TransferStore store,
            PointTransfers transfers,
            EvidenceStore evidence,
            Consignments consignments,
            LocationAccounts accounts,
            Clock clock) {
        this.agents = agents;
        this.store = store;
        this.transfers = transfers;
        this.evidence = evidence;
        this.consignments = consignments;
        this.accounts = accounts;
        this.clock = clock;
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
            for (String packageId : new TreeSet<>(wanted.keySet())) {
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
            part.forEach(t -> waiting.put(t.id(), t));
            List<Consignment> orders = new ArrayList<>();
            byPoint.forEach((pointId, theirs) -> {
                DistributionPointEntity point = Objects.requireNonNull(points.get(pointId));
                Consignment one = consignments.of(hierarchyId, point, theirs, points, sources, this::ended);
                if (!one.parcels().isEmpty()) {
                    orders.add(one);
                }
            });
            long runId = part.isEmpty() ? 0 : part.get(0).runId();
            Set<Long> elsewhere = further.entrySet().stream()
                    .filter(e -> !e.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            return there.transfer(name, runId, orders, elsewhere, library -> accounts.of(hierarchyId, library));
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
                return point == null ? null : Library.of(point);
            }
            return sources.point(id).map(Library::of).orElse(null);
        }

        private void failed(ContentTransfer transfer, ContentException e) {
            store.begin(transfer.id(), null, clock.instant());
            ended(transfer, e);
        }

        /** Ends a transfer with its failure, whether or not it had begun. */
        private void ended(ContentTransfer transfer, ContentException e) {
            transfers.ended(transfer, e);
            waiting.remove(transfer.id());
            scope.packageDone();
        }
    }
}
