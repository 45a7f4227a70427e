package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.content.ContentException;
import org.godwit.content.LibraryTransfer;
import org.godwit.content.PackageResult;
import org.godwit.distribution.ContentTransfer.Status;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings packages to one destination point, and writes down what became of each. */
@Component
class PointTransfers {

    private static final Logger LOG = LoggerFactory.getLogger(PointTransfers.class);
    private static final String TYPE = "CONTENT_TRANSFER";

    private final TransferStore store;
    private final Publications publications;
    private final LibraryWriting writing;
    private final Libraries libraries;
    private final TransferProperties properties;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PointTransfers(
            TransferStore store,
            Publications publications,
            LibraryWriting writing,
            Libraries libraries,
            TransferProperties properties,
            AuditTrail audit,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.publications = publications;
        this.writing = writing;
        this.libraries = libraries;
        this.properties = properties;
        this.audit = audit;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Does all transfers of one point; returns when they are done or stopped. A transfer that fails does not stop the others. */
    void bring(DistributionPointEntity point, List<ContentTransfer> transfers, SourceChoice sources, RunScope scope) {
        try (LibraryTransfer library =
                writing.open(point, scope.kept(libraries.target(point)), scope::stopped, scope.meter(), scope.once())) {
            Threads.forEach("transfer-" + point.id(), properties.packages(), transfers, transfer -> {
                one(point, library, transfer, sources, scope);
                scope.packageDone();
            });
            if (!scope.stopped()) {
                library.sweep();
            }
        } catch (IOException e) {
            ContentException cause = e instanceof ContentException known
                    ? known
                    : new ContentException(
                            ContentException.Code.LOCATION_FAILED,
                            point.location().text() + " could not be written to: " + e.getMessage() + ".",
                            e);
            transfers.stream()
                    .map(t -> store.find(t.id()).orElse(t))
                    .filter(t -> t.status() == Status.NOT_STARTED || t.status() == Status.RUNNING)
                    .forEach(t -> ended(t, cause));
        }
    }

    private void one(
            DistributionPointEntity point,
            LibraryTransfer library,
            ContentTransfer transfer,
            SourceChoice sources,
            RunScope scope) {
        if (scope.stopped()) {
            store.status(transfer.id(), Status.STOPPED);
            return;
        }
        try {
            List<SourcePointStore.Row> candidates = sources.candidates(transfer.packageId(), point.location());
            for (int i = 0; ; i++) {
                SourcePointStore.Row source = candidates.get(i);
                store.begin(transfer.id(), source.id(), clock.instant());
                try {
                    PackageResult result = library.transfer(sources.request(transfer.packageId(), source));
                    transaction.executeWithoutResult(
                            t -> published(transfer, result, source.point().serverName()));
                    return;
                } catch (ContentException e) {
                    if (i + 1 == candidates.size() || !anotherSourceMayHelp(e)) {
                        throw e;
                    }
                    LOG.warn("{} Trying another distribution point.", e.getMessage());
                }
            }
        } catch (ContentException e) {
            ended(transfer, e);
        } catch (IOException e) {
            ended(
                    transfer,
                    new ContentException(
                            ContentException.Code.LOCATION_FAILED,
                            "Package " + transfer.packageId() + " could not be transferred to "
                                    + transfer.distributionPoint() + ": " + e.getMessage() + ".",
                            e));
        }
    }

    /** Damage is reported, not worked around: somebody must look at the source that has it. */
    static boolean anotherSourceMayHelp(ContentException e) {
        return switch (e.code()) {
            case LOCATION_FAILED, LOCATION_DENIED, PACKAGE_NOT_IN_LIBRARY, CONTENT_FILE_MISSING -> true;
            default -> false;
        };
    }

    /**
     * Writes down that it was done; in the caller's transaction.
     *
     * @param source name of the point it was read from
     */
    void published(ContentTransfer transfer, PackageResult result, String source) {
        store.done(transfer.id(), result, clock.instant());
        if (result.alreadyThere()) {
            return;
        }
        publications.record(transfer.distributionPointId(), transfer.hierarchyId(), result);
        audit.record(AuditEntry.success("PACKAGE_PUBLISHED", TYPE, transfer.id(), transfer.packageId())
                .with("distributionPoint", transfer.distributionPoint())
                .with("source", source)
                .with("files", result.files())
                .with("bytesMoved", result.bytesMoved())
                .with("bytesSaved", result.bytesSaved())
                .with(
                        "contentHash",
                        result.evidence().stream()
                                .map(e -> e.verdict().name())
                                .distinct()
                                .toList()));
    }

    /** Writes down that it was not done. */
    void ended(ContentTransfer transfer, ContentException e) {
        if (e.code() == ContentException.Code.STOPPED) {
            store.status(transfer.id(), Status.STOPPED);
            return;
        }
        LOG.warn(
                "Package {} was not published at {}: {}",
                transfer.packageId(),
                transfer.distributionPoint(),
                e.getMessage());
        transaction.executeWithoutResult(t -> {
            store.failed(transfer.id(), e.code().name(), e.getMessage(), clock.instant());
            audit.record(AuditEntry.failed("PACKAGE_PUBLISHED", TYPE, transfer.id(), transfer.packageId())
                    .with("distributionPoint", transfer.distributionPoint())
                    .with("code", e.code().name())
                    .with("message", e.getMessage()));
            if (e.code() == ContentException.Code.CONTENT_HASH_MISMATCH) {
                events.publishEvent(new AlertCondition(
                        AlertCondition.Kind.CONTENT_TAMPERED, "PACKAGE", transfer.packageId(), e.getMessage()));
            }
        });
    }
}
