package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentException;
import org.godwit.content.ContentSource;
import org.godwit.content.PackageManifest;
import org.godwit.content.Throttle;
import org.godwit.distribution.ValidationOrder.Besides;
import org.godwit.distribution.ValidationOrder.Found;
import org.godwit.distribution.ValidationOrder.Validated;
import org.godwit.security.Actor;
import org.godwit.shared.StopSignal;
import org.godwit.shared.Threads;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Hashes everything a destination point holds again, and says what is missing, different or belongs to nothing. Agents near the
 * point read its library, if there are any; what is found is mended by this server.
 */
@Component
class Validations {

    private static final long TURN_NAP = 500_000_000;

    private final ValidationStore store;
    private final DistributionPointRepository points;
    private final PointStore pointStore;
    private final EvidenceStore evidence;
    private final Libraries libraries;
    private final AgentRoutes routes;
    private final RemoteValidations elsewhere;
    private final Repairs repairs;
    private final ValidationEnds ends;
    private final TransferProperties properties;
    private final Clock clock;

    /** Held by the one validation of the night that reads a library itself. */
    private final Lock reading = new ReentrantLock();

    Validations(
            ValidationStore store,
            DistributionPointRepository points,
            PointStore pointStore,
            EvidenceStore evidence,
            Libraries libraries,
            AgentRoutes routes,
            RemoteValidations elsewhere,
            Repairs repairs,
            ValidationEnds ends,
            TransferProperties properties,
            Clock clock) {
        this.store = store;
        this.points = points;
        this.pointStore = pointStore;
        this.evidence = evidence;
        this.libraries = libraries;
        this.routes = routes;
        this.elsewhere = elsewhere;
        this.repairs = repairs;
        this.ends = ends;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Validates every point that holds packages and was last validated too long ago; one that was cut off is done again. Points that
     * this server reads itself, also in an agent's place, have their turn one after the other.
     *
     * @param shutdown true when this node is going down: what is left is then done at the next time
     */
    void runDue(BooleanSupplier shutdown) {
        if (properties.validateEvery().isZero()) {
            return;
        }
        List<Long> near = new ArrayList<>();
        List<List<Long>> lanes = new ArrayList<>();
        lanes.add(near);
        for (long pointId : store.due(clock.instant().minus(properties.validateEvery()))) {
            if (routes.validators(pointId).isEmpty()) {
                near.add(pointId);
            } else {
                lanes.add(List.of(pointId));
            }
        }
        Threads.forEach(
                "content-validation",
                properties.distributionPoints(),
                lanes,
                lane -> lane.stream()
                        .takeWhile(pointId -> !shutdown.getAsBoolean())
                        .forEach(pointId -> runDue(pointId, shutdown)));
    }

    private void runDue(long pointId, BooleanSupplier shutdown) {
        long validationId = store.unfinished(pointId, Actor.SYSTEM.name())
                .orElseGet(() -> store.add(pointId, properties.repair(), Actor.SYSTEM.name(), clock.instant()));
        run(validationId, shutdown);
    }

    /**
     * Does a validation that is not finished; doing it twice does no harm.
     *
     * @param shutdown true when this node is going down: the validation is then left as it is, for another node
     */
    void run(long validationId, BooleanSupplier shutdown) {
        ContentValidation wanted =
                store.find(validationId).filter(v -> v.finishedAt() == null).orElse(null);
        if (wanted == null) {
            return;
        }
        store.begin(validationId);
        points.findById(wanted.distributionPointId()).ifPresent(point -> {
            ValidationFindings sums = new ValidationFindings();
            StopSignal requested = new StopSignal(() -> store.stopRequested(validationId), clock);
            BooleanSupplier stop = () -> shutdown.getAsBoolean() || requested.getAsBoolean();
            ContentValidation.Status status;
            try {
                look(wanted, point, sums, stop);
                status = verdict(sums, wanted.repair() && mended(point, sums, stop));
            } catch (IOException e) {
                if (shutdown.getAsBoolean()) {
                    throw new IllegalStateException("This node is going down; another one does the validation.", e);
                }
                if (e instanceof ContentException known && known.code() == ContentException.Code.STOPPED) {
                    status = ContentValidation.Status.STOPPED;
                } else {
                    status = ContentValidation.Status.FAILED;
                    sums.findings.add(0, "The content library could not be read: " + e.getMessage());
                }
            }
            ends.end(wanted, point, status, sums);
        });
    }

    private static ContentValidation.Status verdict(ValidationFindings sums, boolean mended) {
        if (sums.findings.isEmpty()) {
            return ContentValidation.Status.CLEAN;
        }
        return mended ? ContentValidation.Status.REPAIRED : ContentValidation.Status.DIFFERENT;
    }

    /** Repairs what was found; true if that was all there was to find. */
    private boolean mended(DistributionPointEntity point, ValidationFindings sums, BooleanSupplier stop)
            throws IOException {
        // only what Godwit stored itself, and only if it is known what all contents consist of
        Set<String> orphans = sums.unproven > 0
                ? Set.of()
                : evidence.of(point.id()).verified(sums.orphans).keySet();
        if (sums.damages.isEmpty() && orphans.isEmpty() && !sums.halfWritten) {
            return false;
        }
        sums.removed = repairs.mend(point, sums.damages, orphans, stop, outcome -> {
            ends.mended(point, outcome);
            sums.became(outcome);
        });
        sums.removed.forEach(
                hash -> sums.repairs.add("Stored file " + hash + ", which belonged to no content, was removed."));
        return sums.left.isEmpty() && sums.unproven == 0 && orphans.size() == sums.orphans.size();
    }

    private void look(
            ContentValidation wanted, DistributionPointEntity point, ValidationFindings sums, BooleanSupplier stop)
            throws IOException {
        Map<String, StoredPackage> open = new LinkedHashMap<>();
        pointStore.allPackages(point.id()).forEach(stored -> open.put(stored.packageId(), stored));
        Looked looked = new Looked(wanted, point, sums, open);
        String place = routes.validators(point.id()).orElse(null);
        if (place == null || !elsewhere.validate(wanted.id(), point, place, looked.manifests(), stop, looked)) {
            boolean inTurn = wanted.requestedBy().equals(Actor.SYSTEM.name());
            if (inTurn) {
                awaitTurn(stop);
            }
            try {
                here(point, looked, stop);
            } finally {
                if (inTurn) {
                    reading.unlock();
                }
            }
        }
        Besides besides = Objects.requireNonNull(looked.besides, "it is told when all else was");
        unclaimed(point, besides.orphans(), sums);
        sums.halfWritten = besides.halfWritten();
    }

    private void awaitTurn(BooleanSupplier stop) throws ContentException {
        while (!reading.tryLock()) {
            if (stop.getAsBoolean()) {
                throw new ContentException(ContentException.Code.STOPPED, "The validation was stopped.");
            }
            LockSupport.parkNanos(TURN_NAP);
        }
    }

    /** Looks at what was not looked at yet. */
    private void here(DistributionPointEntity point, Looked looked, BooleanSupplier stop) throws IOException {
        Throttle throttle = new Throttle(clock, properties::validationBytesPerSecond);
        try (ContentSource library = libraries.target(point);
                LibraryValidation validation =
                        new LibraryValidation(library, point.id(), evidence, throttle, stop, clock)) {
            for (PackageManifest published : looked.manifests()) {
                looked.accept(new Found(validation.validate(published), null));
            }
            looked.accept(new Found(null, validation.besides()));
        }
    }

    /** Adds up what is found, wherever it is. */
    private final class Looked implements Consumer<Found> {

        private final ContentValidation wanted;
        private final DistributionPointEntity point;
        private final ValidationFindings sums;
        private final Map<String, StoredPackage> open;
        private @Nullable Besides besides;

        /** @param open what is to be looked at, by package id; what was is taken out */
        Looked(
                ContentValidation wanted,
                DistributionPointEntity point,
                ValidationFindings sums,
                Map<String, StoredPackage> open) {
            this.wanted = wanted;
            this.point = point;
            this.sums = sums;
            this.open = open;
        }

        List<PackageManifest> manifests() {
            return open.values().stream().map(StoredPackage::manifest).toList();
        }

        @Override
        public void accept(Found found) {
            if (found.besides() != null) {
                besides = found.besides();
            }
            Validated one = found.validated();
            StoredPackage stored = one == null ? null : open.remove(one.packageId());
            if (one != null && stored != null) {
                add(one, stored);
                store.progress(wanted.id(), sums.packages, sums.files, sums.bytes);
            }
        }

        private void add(Validated one, StoredPackage stored) {
            sums.packages++;
            sums.files += one.files();
            sums.bytes += one.bytes();
            boolean asItWas = one.differences().isEmpty();
            if (!(asItWas && one.unproven().isEmpty()) && publishedSince(one, stored)) {
                return;
            }
            one.unproven().forEach(contentId -> sums.find("There is no evidence of content " + contentId + "."));
            sums.unproven += one.unproven().size();
            if (asItWas) {
                one.proven().forEach(contentId -> sums.confirmed.put(contentId, seen(one)));
            } else {
                sums.differ(new Repairs.Damage(stored, Set.copyOf(one.damaged())), one.differences());
            }
        }

        /** What was found of a version that was replaced or removed meanwhile says nothing of what is there now. */
        private boolean publishedSince(Validated one, StoredPackage stored) {
            List<String> contents = new ArrayList<>(one.proven());
            contents.addAll(one.unproven());
            return !Set.copyOf(contents).equals(Set.copyOf(stored.contentIds()))
                    || pointStore
                            .findPackage(point.id(), stored.packageId())
                            .filter(stored::equals)
                            .isEmpty();
        }

        /** Never later than now, whatever an agent's clock says. */
        private Instant seen(Validated one) {
            Instant now = clock.instant();
            return one.seen().isAfter(now) ? now : one.seen();
        }
    }

    /** Tells stored files that have only lost the list of who uses them from those that nobody uses. */
    private void unclaimed(DistributionPointEntity point, List<String> unclaimed, ValidationFindings sums) {
        Set<String> orphans = new TreeSet<>(unclaimed);
        if (orphans.isEmpty()) {
            return;
        }
        for (StoredPackage stored : pointStore.allPackages(point.id())) {
            Set<String> used = stored.contentIds().stream()
                    .map(contentId -> evidence.published(point.id(), contentId))
                    .filter(Objects::nonNull)
                    .flatMap(e -> e.files().stream())
                    .map(ContentEvidence.ProvenFile::hash)
                    .filter(unclaimed::contains)
                    .collect(Collectors.toCollection(TreeSet::new));
            orphans.removeAll(used);
            if (!used.isEmpty()
                    && sums.damages.stream().noneMatch(d -> d.stored().equals(stored))) {
                sums.differ(
                        new Repairs.Damage(stored, Set.of()),
                        used.stream()
                                .map(hash -> "Stored file " + hash + " of package " + stored.packageId()
                                        + " has lost the list of contents that use it.")
                                .toList());
            }
        }
        orphans.forEach(hash -> sums.find("Stored file " + hash + " belongs to no content."));
        sums.orphans = orphans;
    }
}
