package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentException;
import org.godwit.content.ContentSource;
import org.godwit.content.LibraryCheck;
import org.godwit.content.RepairedPackage;
import org.godwit.content.Throttle;
import org.godwit.security.Actor;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Hashes everything a destination point holds again, and says what is missing, different or belongs to nothing. */
@Component
class Validations {

    private static final int MOST_FINDINGS = 1000;

    /** Of a package's mended files in the audit trail; the validation names all of them. */
    private static final int MOST_TOLD = 50;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** Little, so that it does not get in the way of transfers. */
    private static final int FILES_IN_FLIGHT = 2;

    private final ValidationStore store;
    private final DistributionPointRepository points;
    private final PointStore pointStore;
    private final EvidenceStore evidence;
    private final Libraries libraries;
    private final Repairs repairs;
    private final TransferProperties properties;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Validations(
            ValidationStore store,
            DistributionPointRepository points,
            PointStore pointStore,
            EvidenceStore evidence,
            Libraries libraries,
            Repairs repairs,
            TransferProperties properties,
            AuditTrail audit,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.points = points;
        this.pointStore = pointStore;
        this.evidence = evidence;
        this.libraries = libraries;
        this.repairs = repairs;
        this.properties = properties;
        this.audit = audit;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    private static final class Sums {
        private long packages;
        private long files;
        private long bytes;
        private final List<String> findings = new ArrayList<>();
        private final List<String> repairs = new ArrayList<>();
        private final List<Repairs.Damage> damages = new ArrayList<>();

        /** What a repair did not make good again, or was not asked to. */
        private List<Repairs.Damage> left = damages;

        private List<RepairedPackage> repaired = List.of();

        /** Contents that were looked at and are what they were, with the time. */
        private final Map<String, Instant> confirmed = new TreeMap<>();

        /** Contents of which nothing says what they were. */
        private int unproven;

        /** Hashes of stored files that no content uses. */
        private Set<String> orphans = Set.of();

        private List<String> removed = List.of();

        /** Whether a run that is over has left something half written. */
        private boolean halfWritten;

        /** The first thing that was missing or different. */
        private String example = "";

        void differ(Repairs.Damage damage, List<String> what) {
            example = example.isEmpty() ? what.get(0) : example;
            what.forEach(this::find);
            damages.add(damage);
        }

        void find(String finding) {
            if (findings.size() < MOST_FINDINGS) {
                findings.add(finding);
            }
        }
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

    /** Whether a validation is to end now. The database is asked once a second at most. */
    private final class Stop implements BooleanSupplier {

        private final long validationId;
        private final BooleanSupplier shutdown;
        private volatile Instant next = Instant.MIN;
        private volatile boolean requested;

        Stop(long validationId, BooleanSupplier shutdown) {
            this.validationId = validationId;
            this.shutdown = shutdown;
        }

        @Override
        public boolean getAsBoolean() {
            Instant now = clock.instant();
            if (!requested && !now.isBefore(next)) {
                next = now.plus(LOOK_EVERY);
                requested = store.stopRequested(validationId);
            }
            return requested || shutdown.getAsBoolean();
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
            Sums sums = new Sums();
            Stop stop = new Stop(validationId, shutdown);
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
            end(wanted, point, status, sums);
        });
    }

    private static ContentValidation.Status verdict(Sums sums, boolean mended) {
        if (sums.findings.isEmpty()) {
            return ContentValidation.Status.CLEAN;
        }
        return mended ? ContentValidation.Status.REPAIRED : ContentValidation.Status.DIFFERENT;
    }

    /** Repairs what was found; true if that was all there was to find. */
    private boolean mended(DistributionPointEntity point, Sums sums, BooleanSupplier shutdown) throws IOException {
        // only what Godwit stored itself, and only if it is known what all contents consist of
        Set<String> orphans = sums.unproven > 0
                ? Set.of()
                : evidence.of(point.id()).verified(sums.orphans).keySet();
        if (sums.damages.isEmpty() && orphans.isEmpty() && !sums.halfWritten) {
            return false;
        }
        Repairs.Mended mended = repairs.mend(point, sums.damages, orphans, shutdown);
        List<RepairedPackage> repaired = new ArrayList<>();
        List<Repairs.Damage> left = new ArrayList<>();
        for (Repairs.Outcome outcome : mended.outcomes()) {
            RepairedPackage whole = outcome.repaired();
            if (whole == null) {
                left.add(outcome.damage());
                sums.find(String.valueOf(outcome.failure()));
            } else {
                repaired.add(whole);
                sums.repairs.addAll(whole.mended());
            }
        }
        sums.left = left;
        sums.repaired = repaired;
        sums.removed = mended.removed();
        sums.removed.forEach(
                hash -> sums.repairs.add("Stored file " + hash + ", which belonged to no content, was removed."));
        return left.isEmpty() && sums.unproven == 0 && orphans.size() == sums.orphans.size();
    }

    private void look(ContentValidation wanted, DistributionPointEntity point, Sums sums, BooleanSupplier stop)
            throws IOException {
        try (ContentSource library = libraries.target(point);
                LibraryCheck check = new LibraryCheck(library, FILES_IN_FLIGHT, throttle(), stop)) {
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
    private void unclaimed(DistributionPointEntity point, List<String> unclaimed, Sums sums) {
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

    private void end(
            ContentValidation wanted, DistributionPointEntity point, ContentValidation.Status status, Sums sums) {
        transaction.executeWithoutResult(t -> {
            evidence.doubt(
                    point.id(),
                    sums.left.stream().flatMap(d -> d.damaged().stream()).toList(),
                    sums.left.stream()
                            .flatMap(d -> d.stored().contentIds().stream())
                            .toList(),
                    clock.instant());
            evidence.confirmed(point.id(), sums.confirmed);
            evidence.forget(point.id(), sums.removed, List.of());
            sums.repaired.forEach(repaired -> whole(point, repaired));
            store.end(new ContentValidation(
                    wanted.id(),
                    point.id(),
                    status,
                    wanted.requestedBy(),
                    sums.packages,
                    sums.files,
                    sums.bytes,
                    sums.findings,
                    wanted.repair(),
                    sums.repairs,
                    wanted.requestedAt(),
                    wanted.stopRequestedAt(),
                    clock.instant()));
            audit.record(
                    AuditEntry.success("DISTRIBUTION_POINT_VERIFIED", DistributionPoints.TYPE, point.id(), point.name())
                            .with("verdict", status.name())
                            .with("files", sums.files)
                            .with("bytes", sums.bytes)
                            .with("findings", sums.findings.size()));
            alert(point, status, sums);
        });
    }

    private void alert(DistributionPointEntity point, ContentValidation.Status status, Sums sums) {
        String id = Long.toString(point.id());
        if (status == ContentValidation.Status.FAILED) {
            events.publishEvent(new AlertCondition(
                    AlertCondition.Kind.CONTENT_NOT_VALIDATED,
                    DistributionPoints.TYPE,
                    id,
                    "What " + point.name() + " holds could not be validated. " + sums.findings.get(0)));
        } else if (status != ContentValidation.Status.STOPPED) {
            events.publishEvent(
                    new AlertCleared(AlertCondition.Kind.CONTENT_NOT_VALIDATED, DistributionPoints.TYPE, id));
        }
        if (!sums.damages.isEmpty()) {
            long files =
                    sums.damages.stream().mapToLong(d -> d.damaged().size()).sum();
            events.publishEvent(new AlertCondition(
                    AlertCondition.Kind.CONTENT_TAMPERED,
                    DistributionPoints.TYPE,
                    id,
                    sums.damages.size() + " packages at " + point.name() + " were not as they were published, "
                            + files + " stored files of theirs missing or different. " + sums.example
                            + (sums.left.isEmpty() ? " All of it was repaired." : "")));
        }
    }

    /** What proves the package from now on. */
    private void whole(DistributionPointEntity point, RepairedPackage repaired) {
        String packageId = repaired.result().manifest().packageId();
        repaired.result().evidence().forEach(one -> evidence.put(point.id(), one, clock.instant()));
        if (!repaired.mended().isEmpty()) {
            audit.record(AuditEntry.success("PACKAGE_REPAIRED", "PACKAGE", packageId, packageId)
                    .with("distributionPoint", point.name())
                    .with("bytesMoved", repaired.result().bytesMoved())
                    .with("mended", repaired.mended().stream().limit(MOST_TOLD).toList()));
        }
    }
}
