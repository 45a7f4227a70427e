package org.godwit.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentSource;
import org.godwit.content.LibraryCheck;
import org.godwit.content.Throttle;
import org.godwit.distribution.ContentMigration.Run;
import org.godwit.distribution.ContentMigration.Verification;
import org.godwit.distribution.ContentTransfer.Status;
import org.godwit.shared.RunControl;
import org.godwit.shared.Threads;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Compares what a run published with what was proven: manifests and stored files whose size or time stamp is no longer that
 * under which they were found right are read again.
 */
@Component
class TransferVerifier {

    private static final String PHASE = "CONTENT_VERIFICATION";

    private final TransferStore store;
    private final PointStore pointStore;
    private final EvidenceStore evidence;
    private final DistributionPointRepository points;
    private final Libraries libraries;
    private final AgentRoutes routes;
    private final RemoteInspections elsewhere;
    private final TransferProperties properties;

    TransferVerifier(
            TransferStore store,
            PointStore pointStore,
            EvidenceStore evidence,
            DistributionPointRepository points,
            Libraries libraries,
            AgentRoutes routes,
            RemoteInspections elsewhere,
            TransferProperties properties) {
        this.store = store;
        this.pointStore = pointStore;
        this.evidence = evidence;
        this.points = points;
        this.libraries = libraries;
        this.routes = routes;
        this.elsewhere = elsewhere;
        this.properties = properties;
    }

    /** @param runs oldest first; a package that several brought to a point is as the last of them left it */
    Verification verify(List<Run> runs, RunControl control) {
        Run run = runs.get(runs.size() - 1);
        Map<String, ContentTransfer> last = new LinkedHashMap<>();
        for (Run one : runs) {
            store.ofRun(one.runId()).forEach(t -> last.put(t.distributionPointId() + "/" + t.packageId(), t));
        }
        List<ContentTransfer> all = List.copyOf(last.values());
        List<String> differences = Collections.synchronizedList(new ArrayList<>());
        all.stream()
                .filter(t -> t.status() != Status.COMPLETED && t.status() != Status.SKIPPED)
                .forEach(t -> differences.add("Package " + t.packageId() + " is not published at "
                        + t.distributionPoint() + " by this run"
                        + (t.failureMessage() == null ? "." : ": " + t.failureMessage())));
        Map<Long, List<ContentTransfer>> byPoint = all.stream()
                .filter(t -> t.status() == Status.COMPLETED || t.status() == Status.SKIPPED)
                .collect(Collectors.groupingBy(ContentTransfer::distributionPointId));
        RunScope scope = new RunScope(control, all.size(), 0);
        LongAdder packages = new LongAdder();
        LongAdder files = new LongAdder();
        LongAdder bytes = new LongAdder();
        Map<Long, String> places = new HashMap<>();
        List<DistributionPointEntity> far = new ArrayList<>();
        List<DistributionPointEntity> near = new ArrayList<>();
        for (DistributionPointEntity point : points.having(byPoint.keySet())) {
            List<String> route = routes.route(point.id(), run.hierarchyId());
            if (route.isEmpty()) {
                near.add(point);
            } else {
                far.add(point);
                places.put(point.id(), route.get(0));
            }
        }
        Consumer<ContentTransfer> good = transfer -> {
            packages.increment();
            files.add(transfer.files());
            bytes.add(transfer.bytes());
        };
        List<DistributionPointEntity> back =
                elsewhere.check(run, far, places, byPoint, good, differences, scope, PHASE);
        Threads.forEach(
                "content-verification",
                properties.distributionPoints(),
                Stream.concat(near.stream(), back.stream()).toList(),
                point -> check(point, byPoint.getOrDefault(point.id(), List.of()), differences, scope)
                        .forEach(good),
                () -> scope.tick(PHASE));
        scope.tick(PHASE);
        return new Verification(
                differences.isEmpty() && !scope.stopped(),
                packages.sum(),
                files.sum(),
                bytes.sum(),
                List.copyOf(differences));
    }

    /** What a check of whole points found, added up by several threads. */
    static final class Sums {
        private final LongAdder packages = new LongAdder();
        private final LongAdder files = new LongAdder();
        private final LongAdder bytes = new LongAdder();
        private final List<String> differences = Collections.synchronizedList(new ArrayList<>());

        void differ(String difference) {
            differences.add(difference);
        }

        List<String> differences() {
            return List.copyOf(differences);
        }

        long packages() {
            return packages.sum();
        }

        long files() {
            return files.sum();
        }

        long bytes() {
            return bytes.sum();
        }
    }

    /** Checks every package on record at a point. */
    void everything(DistributionPointEntity point, Sums sums, RunScope scope) throws IOException {
        try (ContentSource library = libraries.target(point);
                LibraryCheck check = new LibraryCheck(
                        library, evidence.marks(point.id()), properties.files(), Throttle.none(), scope::stopped)) {
            overPackages(point, pointStore.allPackages(point.id()), stored -> {
                List<String> found = differences(point, stored, check);
                found.forEach(sums::differ);
                if (found.isEmpty()) {
                    sums.packages.increment();
                    sums.files.add(stored.files());
                    sums.bytes.add(stored.bytes());
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Several packages of a point at a time. */
    private <T> void overPackages(DistributionPointEntity point, List<T> packages, Consumer<T> work) {
        Threads.forEach("content-verification-" + point.id(), properties.packages(), packages, work);
    }

    /** The transfers found as they were proven. */
    private Collection<ContentTransfer> check(
            DistributionPointEntity point, List<ContentTransfer> transfers, List<String> differences, RunScope scope) {
        Queue<ContentTransfer> good = new ConcurrentLinkedQueue<>();
        Map<String, StoredPackage> published =
                pointStore.allPackages(point.id()).stream().collect(Collectors.toMap(StoredPackage::packageId, p -> p));
        try (ContentSource library = libraries.target(point);
                LibraryCheck check = new LibraryCheck(
                        library, evidence.marks(point.id()), properties.files(), Throttle.none(), scope::stopped)) {
            overPackages(point, transfers, transfer -> {
                List<String> found = differences(point, transfer, published.get(transfer.packageId()), check);
                differences.addAll(found);
                if (found.isEmpty()) {
                    good.add(transfer);
                }
                scope.packageDone();
            });
        } catch (IOException | UncheckedIOException e) {
            differences.add("The content library of " + point.name() + " could not be read again: " + e.getMessage());
        }
        return good;
    }

    private List<String> differences(
            DistributionPointEntity point,
            ContentTransfer transfer,
            @Nullable StoredPackage stored,
            LibraryCheck check) {
        if (stored == null) {
            return List.of("Package " + transfer.packageId() + " is not on record at " + point.name() + ".");
        }
        return differences(point, stored, check);
    }

    private List<String> differences(DistributionPointEntity point, StoredPackage stored, LibraryCheck check) {
        List<ContentEvidence> proven = new ArrayList<>();
        for (String contentId : stored.contentIds()) {
            ContentEvidence one = evidence.evidence(point.id(), contentId);
            if (one == null) {
                return List.of("There is no evidence of content " + contentId + " at " + point.name() + ".");
            }
            proven.add(one);
        }
        try {
            return check.check(stored.manifest(), proven, LibraryCheck.Depth.CHANGED)
                    .differences();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
