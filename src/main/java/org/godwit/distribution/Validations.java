package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentException;
import org.godwit.content.ContentSource;
import org.godwit.content.LibraryCheck;
import org.godwit.content.ManifestMarks;
import org.godwit.content.Throttle;
import org.godwit.security.Actor;
import org.godwit.shared.StopSignal;
import org.springframework.stereotype.Component;

/** Hashes everything a destination point holds again, and says what is missing, different or belongs to nothing. */
@Component
class Validations {

    /** Little, so that it does not get in the way of transfers. */
    private static final int FILES_IN_FLIGHT = 2;

    private final ValidationStore store;
    private final DistributionPointRepository points;
    private final PointStore pointStore;
    private final EvidenceStore evidence;
    private final Libraries libraries;
    private final Repairs repairs;
    private final ValidationEnds ends;
    private final TransferProperties properties;
    private final Clock clock;

    Validations(
            ValidationStore store,
            DistributionPointRepository points,
            PointStore pointStore,
            EvidenceStore evidence,
            Libraries libraries,
            Repairs repairs,
            ValidationEnds ends,
            TransferProperties properties,
            Clock clock) {
        this.store = store;
        this.points = points;
        this.pointStore = pointStore;
        this.evidence = evidence;
        this.libraries = libraries;
        this.repairs = repairs;
        this.ends = ends;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Validates every point that holds packages and was last validated too long ago; one that was cut off is done again.
     *
     * @param shutdown true when this node is going down: what is left is then done at the next time
     */
    void runDue(BooleanSupplier shutdown) {
        if (properties.validateEvery().isZero()) {
            return;
        }
        for (long pointId : store.due(clock.instant().minus(properties.validateEvery()))) {
            if (shutdown.getAsBoolean()) {
                return;
            }
            long validationId = store.unfinished(pointId, Actor.SYSTEM.name())
                    .orElseGet(() -> store.add(pointId, properties.repair(), Actor.SYSTEM.name(), clock.instant()));
            run(validationId, shutdown);
        }
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
        try (ContentSource library = libraries.target(point);
                LibraryCheck check =
                        new LibraryCheck(library, ManifestMarks.none(), FILES_IN_FLIGHT, throttle(), stop)) {
            for (StoredPackage stored : pointStore.allPackages(point.id())) {
                if (stop.getAsBoolean()) {
                    throw new ContentException(ContentException.Code.STOPPED, "The validation was stopped.");
                }
                List<ContentEvidence> proven = new ArrayList<>();
                for (String contentId : stored.contentIds()) {
                    ContentEvidence one = evidence.published(point.id(), contentId);
                    if (one == null) {
                        sums.find("There is no evidence of content " + contentId + ".");
                        sums.unproven++;
                    } else {
                        proven.add(one);
                    }
                }
                Instant seen = clock.instant();
                LibraryCheck.Findings found = check.check(stored.manifest(), proven, LibraryCheck.Depth.ALL);
                sums.packages++;
                sums.files += found.files();
                sums.bytes += found.bytesHashed();
                if (found.differences().isEmpty()) {
                    proven.forEach(e -> sums.confirmed.put(e.contentId(), seen));
                } else {
                    sums.differ(new Repairs.Damage(stored, Set.copyOf(found.damaged())), found.differences());
                }
                store.progress(wanted.id(), sums.packages, sums.files, sums.bytes);
            }
            unclaimed(point, check.orphans(), sums);
            sums.halfWritten = check.leftHalfWritten();
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

    private Throttle throttle() {
        long limit = properties.validationMegabytesPerSecond() * 1_000_000L;
        return new Throttle(clock, () -> limit);
    }
}
