package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentSource;
import org.godwit.content.LibraryCheck;
import org.godwit.content.RepairedPackage;
import org.godwit.content.Throttle;
import org.godwit.security.Actor;
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

        /** How many of the findings a repair can make good. */
        private int differences;

        void differ(Repairs.Damage damage, List<String> what) {
            int before = findings.size();
            what.forEach(this::find);
            differences += findings.size() - before;
            damages.add(damage);
        }

        void find(String finding) {
            if (findings.size() < MOST_FINDINGS) {
                findings.add(finding);
            }
        }
    }

    /** Validates every point that holds packages and was last validated too long ago; one that was cut off is done again. */
    void runDue() {
        if (properties.validateEvery().isZero()) {
            return;
        }
        for (long pointId : store.due(clock.instant().minus(properties.validateEvery()))) {
            run(store.unfinished(pointId, Actor.SYSTEM.name())
                    .orElseGet(() -> store.add(pointId, properties.repair(), Actor.SYSTEM.name(), clock.instant())));
        }
    }

    /** Does a validation that is not finished; doing it twice does no harm. */
    void run(long validationId) {
        ContentValidation wanted =
                store.find(validationId).filter(v -> v.finishedAt() == null).orElse(null);
        if (wanted == null) {
            return;
        }
        store.begin(validationId);
        points.findById(wanted.distributionPointId()).ifPresent(point -> {
            Sums sums = new Sums();
            ContentValidation.Status status;
            try {
                look(point, sums);
                status = verdict(sums, wanted.repair() && mended(point, sums));
            } catch (IOException e) {
                sums.find("The content library could not be read: " + e.getMessage());
                status = ContentValidation.Status.FAILED;
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
    private boolean mended(DistributionPointEntity point, Sums sums) throws IOException {
        long others = sums.findings.size() - sums.differences;
        if (sums.damages.isEmpty()) {
            return false;
        }
        List<RepairedPackage> repaired = new ArrayList<>();
        List<Repairs.Damage> left = new ArrayList<>();
        for (Repairs.Outcome outcome : repairs.mend(point, sums.damages)) {
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
        return left.isEmpty() && others == 0;
    }

    private void look(DistributionPointEntity point, Sums sums) throws IOException {
        try (ContentSource library = libraries.target(point);
                LibraryCheck check = new LibraryCheck(library, FILES_IN_FLIGHT, throttle(), () -> false)) {
            for (StoredPackage stored : pointStore.allPackages(point.id())) {
                List<ContentEvidence> proven = new ArrayList<>();
                for (String contentId : stored.contentIds()) {
                    ContentEvidence one = evidence.published(point.id(), contentId);
                    if (one == null) {
                        sums.find("There is no evidence of content " + contentId + ".");
                    } else {
                        proven.add(one);
                    }
                }
                LibraryCheck.Findings found = check.check(stored.manifest(), proven, LibraryCheck.Depth.ALL);
                sums.packages++;
                sums.files += found.files();
                sums.bytes += found.bytesHashed();
                if (!found.differences().isEmpty()) {
                    sums.differ(new Repairs.Damage(stored, Set.copyOf(found.damaged())), found.differences());
                }
            }
            for (String orphan : check.orphans()) {
                sums.find("Stored file " + orphan + " belongs to no content.");
            }
        }
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
                    clock.instant()));
            audit.record(
                    AuditEntry.success("DISTRIBUTION_POINT_VERIFIED", DistributionPoints.TYPE, point.id(), point.name())
                            .with("verdict", status.name())
                            .with("files", sums.files)
                            .with("bytes", sums.bytes)
                            .with("findings", sums.findings.size()));
            long damaged =
                    sums.damages.stream().mapToLong(d -> d.damaged().size()).sum();
            if (damaged > 0) {
                events.publishEvent(new AlertCondition(
                        AlertCondition.Kind.CONTENT_TAMPERED,
                        DistributionPoints.TYPE,
                        Long.toString(point.id()),
                        damaged + " stored files at " + point.name()
                                + " were missing or differed from what was published. " + sums.findings.get(0)
                                + (sums.left.isEmpty() ? " All of it was repaired." : "")));
            }
        });
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
