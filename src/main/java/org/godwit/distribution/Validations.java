package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentSource;
import org.godwit.content.LibraryCheck;
import org.godwit.content.PackageManifest;
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
    /** Little, so that it does not get in the way of transfers. */
    private static final int FILES_IN_FLIGHT = 2;

    private final ValidationStore store;
    private final DistributionPointRepository points;
    private final PointStore pointStore;
    private final EvidenceStore evidence;
    private final Libraries libraries;
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
        private final List<String> damaged = new ArrayList<>();
        private final List<String> damagedContents = new ArrayList<>();

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
                    .orElseGet(() -> store.add(pointId, Actor.SYSTEM.name(), clock.instant())));
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
                status = sums.findings.isEmpty() ? ContentValidation.Status.CLEAN : ContentValidation.Status.DIFFERENT;
            } catch (IOException e) {
                sums.find("The content library could not be read: " + e.getMessage());
                status = ContentValidation.Status.FAILED;
            }
            end(wanted, point, status, sums);
        });
    }

    private void look(DistributionPointEntity point, Sums sums) throws IOException {
        try (ContentSource library = libraries.target(point);
                LibraryCheck check = new LibraryCheck(library, FILES_IN_FLIGHT, throttle(), () -> false)) {
            for (StoredPackage stored : pointStore.allPackages(point.id())) {
                List<ContentEvidence> proven = new ArrayList<>();
                for (String contentId : stored.contentIds()) {
                    ContentEvidence one = evidence.evidence(point.id(), contentId);
                    if (one == null) {
                        sums.find("There is no evidence of content " + contentId + ".");
                    } else {
                        proven.add(one);
                    }
                }
                Integer version = stored.sourceVersion();
                LibraryCheck.Findings found = check.check(
                        new PackageManifest(
                                stored.packageId(), version == null ? null : version.toString(), stored.contentIds()),
                        proven,
                        LibraryCheck.Depth.ALL);
                sums.packages++;
                sums.files += found.files();
                sums.bytes += found.bytesHashed();
                found.differences().forEach(sums::find);
                sums.damaged.addAll(found.damaged());
                if (!found.differences().isEmpty()) {
                    sums.damagedContents.addAll(stored.contentIds());
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
            evidence.forget(point.id(), sums.damaged, sums.damagedContents);
            store.end(new ContentValidation(
                    wanted.id(),
                    point.id(),
                    status,
                    wanted.requestedBy(),
                    sums.packages,
                    sums.files,
                    sums.bytes,
                    sums.findings,
                    wanted.requestedAt(),
                    clock.instant()));
            audit.record(
                    AuditEntry.success("DISTRIBUTION_POINT_VERIFIED", DistributionPoints.TYPE, point.id(), point.name())
                            .with("verdict", status.name())
                            .with("files", sums.files)
                            .with("bytes", sums.bytes)
                            .with("findings", sums.findings.size()));
            if (!sums.damaged.isEmpty()) {
                events.publishEvent(new AlertCondition(
                        AlertCondition.Kind.CONTENT_TAMPERED,
                        DistributionPoints.TYPE,
                        Long.toString(point.id()),
                        sums.damaged.size() + " stored files at " + point.name()
                                + " are missing or differ from what was published. " + sums.findings.get(0)));
            }
        });
    }
}
