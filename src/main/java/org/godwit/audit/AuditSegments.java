package org.godwit.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Retention of the trail: old events are sealed in files, one segment after the other from the first event on, and may then
 * leave the database. The chain goes on over the gap: verification begins at the recorded end of what was removed.
 */
@Service
public class AuditSegments {

    static final String SEALED = "AUDIT_SEGMENT_SEALED";
    static final String REMOVED = "AUDIT_SEGMENT_REMOVED";

    private static final String TYPE = "AUDIT_SEGMENT";

    private final SegmentStore store;
    private final SegmentFolder folder;
    private final AuditKey key;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AuditSegments(
            SegmentStore store,
            SegmentFolder folder,
            AuditKey key,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.folder = folder;
        this.key = key;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Every sealed segment, the oldest first. */
    @Requires(Right.AUDIT_READ)
    public List<AuditSegment> list() {
        return store.all().stream().map(SegmentRecord::segment).toList();
    }

    /**
     * Seals the next segment: the oldest events that are in none yet, as many as a segment holds. Each is verified as it is
     * written.
     *
     * @param before only events older than this are sealed
     * @throws GodwitException {@code NOTHING_TO_SEAL}, {@code SEGMENT_SEALED_ALREADY} if another node was faster, {@code
     *     AUDIT_TRAIL_BROKEN} if an event is not what was written
     */
    @Requires(Right.AUDIT_SEAL)
    public AuditSegment seal(Instant before) {
        List<SegmentRecord> sealed = store.all();
        SegmentRecord last = sealed.isEmpty() ? null : sealed.get(sealed.size() - 1);
        long first = last == null ? 1 : last.segment().last() + 1;
        byte[] previousHash = last == null ? ChainHash.GENESIS : last.lastHash();
        SegmentFolder.Written written = folder.write(first, previousHash, before);
        try {
            AuditSegment segment = new AuditSegment(
                    first,
                    written.last(),
                    written.firstAt(),
                    written.lastAt(),
                    written.name(),
                    written.bytes(),
                    written.sha256(),
                    now(),
                    Actor.current().name(),
                    null,
                    null);
            transaction.executeWithoutResult(status -> {
                store.insert(SegmentRecord.of(segment, previousHash, written.lastHash(), key.hash()));
                trail.record(entry(SEALED, segment));
                folder.publish(written);
            });
            return segment;
        } catch (DuplicateKeyException e) {
            throw GodwitException.conflict(
                    "SEGMENT_SEALED_ALREADY",
                    "Another request has just sealed the events from " + first + " on.",
                    "List the segments, and seal again if there is more.");
        } finally {
            folder.discard(written);
        }
    }

    /**
     * Reads a segment's file to its end, and compares it with the key and with what is recorded of it.
     *
     * @param first number of the segment's first event
     * @throws GodwitException {@code AUDIT_SEGMENT_NOT_FOUND}
     */
    @Requires(Right.AUDIT_VERIFY)
    public AuditSegmentVerification verify(long first) {
        AuditSegmentVerification found = check(record(first));
        trail.recordApart((found.intact()
                        ? AuditEntry.success(
                                "AUDIT_SEGMENT_VERIFIED", TYPE, id(found.first(), found.last()), found.file())
                        : AuditEntry.failed(
                                "AUDIT_SEGMENT_VERIFIED", TYPE, id(found.first(), found.last()), found.file()))
                .with("verdict", found.verdict().name())
                .with(
                        "finding",
                        found.finding() == null ? null : found.finding().name())
                .with("brokenAt", found.brokenAt()));
        return found;
    }

    /**
     * Removes a segment's events from the database, after its file was verified. Only the oldest segment that is still there
     * can go: the trail stays without gaps.
     *
     * @param first number of the segment's first event
     * @throws GodwitException {@code AUDIT_SEGMENT_NOT_FOUND}, {@code SEGMENT_NOT_OLDEST}, {@code SEGMENT_REMOVED_ALREADY},
     *     {@code SEGMENT_FILE_BROKEN}, {@code AUDIT_EVENTS_KEPT} if the database keeps events for good
     */
    @Requires(Right.AUDIT_REMOVE)
    public AuditSegment remove(long first) {
        SegmentRecord record = record(first);
        if (record.segment().removed()) {
            throw removedAlready(record.segment());
        }
        boolean older =
                store.all().stream().map(SegmentRecord::segment).anyMatch(s -> !s.removed() && s.first() < first);
        if (older) {
            throw GodwitException.conflict(
                    "SEGMENT_NOT_OLDEST",
                    "An older segment is still in the database.",
                    "Remove the oldest segment first: the trail stays without gaps.");
        }
        AuditSegmentVerification file = check(record);
        if (!file.intact()) {
            throw GodwitException.refused(
                    "SEGMENT_FILE_BROKEN",
                    "The segment's file would not stand in for its events. " + file.explanation(),
                    "Put back the file that was sealed; its SHA-256 is on the trail.");
        }
        AuditSegment removed = record.segment().removed(now(), Actor.current().name());
        try {
            transaction.executeWithoutResult(status -> {
                if (!store.remove(SegmentRecord.of(removed, record.previousHash(), record.lastHash(), key.hash()))) {
                    throw removedAlready(removed);
                }
                trail.record(entry(REMOVED, removed));
            });
        } catch (DataAccessException e) {
            throw GodwitException.refused(
                    "AUDIT_EVENTS_KEPT",
                    "The database did not let the events go: "
                            + e.getMostSpecificCause().getMessage(),
                    "A ledger table of SQL Server keeps its rows for good. The sealed file stays valid.");
        }
        return removed;
    }

    /**
     * Writes a segment's file as it was sealed. The stream stays open.
     *
     * @throws GodwitException {@code AUDIT_SEGMENT_NOT_FOUND}, {@code SEGMENT_FILE_MISSING}
     * @throws UncheckedIOException if the stream cannot be written
     */
    @Requires(Right.AUDIT_EXPORT)
    public void export(long first, OutputStream out) {
        AuditSegment segment = record(first).segment();
        Path file = folder.file(segment);
        if (!Files.isRegularFile(file)) {
            throw GodwitException.notFound(
                    "SEGMENT_FILE_MISSING", "There is no file " + file + ".", "Put back the file that was sealed.");
        }
        trail.recordApart(AuditEntry.success("AUDIT_SEGMENT_EXPORTED", TYPE, id(segment), segment.file()));
        try {
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException("the segment cannot be sent", e);
        }
    }

    /** The segments whose files are not what was sealed; for the schedule, which tells of them. */
    @Requires(Right.AUDIT_VERIFY)
    public List<AuditSegmentVerification> findBroken() {
        List<AuditSegmentVerification> broken = new ArrayList<>();
        for (SegmentRecord record : store.all()) {
            AuditSegmentVerification found = check(record);
            if (!found.intact()) {
                broken.add(found);
            }
        }
        return broken;
    }

    private AuditSegmentVerification check(SegmentRecord record) {
        return SegmentFile.verify(folder.file(record.segment()), record, key.hash());
    }

    private SegmentRecord record(long first) {
        return store.all().stream()
                .filter(r -> r.segment().first() == first)
                .findFirst()
                .orElseThrow(() -> GodwitException.notFound(
                        "AUDIT_SEGMENT_NOT_FOUND",
                        "No sealed segment begins with event " + first + ".",
                        "List them with GET /audit-segments."));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static GodwitException removedAlready(AuditSegment segment) {
        return GodwitException.conflict(
                "SEGMENT_REMOVED_ALREADY",
                "The events of segment " + id(segment) + " have left the database already.",
                "Nothing is left to do.");
    }

    private static AuditEntry entry(String action, AuditSegment segment) {
        return AuditEntry.success(action, TYPE, id(segment), segment.file())
                .with("events", segment.events())
                .with("sha256", segment.sha256());
    }

    /** As events name it: {@code 1-500000}. */
    static String id(AuditSegment segment) {
        return id(segment.first(), segment.last());
    }

    private static String id(long first, long last) {
        return first + "-" + last;
    }
}
