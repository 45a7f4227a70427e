package org.godwit.archive;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.godwit.archive.ArchiveTask.Archive;
import org.godwit.archive.SourceAuditArchive.Status;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditEvent;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditService;
import org.godwit.audit.AuditTrail;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.security.Actor;
import org.godwit.security.RunAs;
import org.godwit.shared.Digests;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.shared.Pages;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Archives in the database, so that every node has them and a backup holds them. */
@Service
@Transactional
class StoredArchives implements SourceAuditArchives {

    private final ArchiveStore store;
    private final SourceConnections hierarchies;
    private final SchedulerClient scheduler;
    private final AuditTrail audit;
    private final AuditService events;
    private final RunAs runAs;
    private final Clock clock;

    StoredArchives(
            ArchiveStore store,
            SourceConnections hierarchies,
            SchedulerClient scheduler,
            AuditTrail audit,
            AuditService events,
            RunAs runAs,
            Clock clock) {
        this.store = store;
        this.hierarchies = hierarchies;
        this.scheduler = scheduler;
        this.audit = audit;
        this.events = events;
        this.runAs = runAs;
        this.clock = clock;
    }

    @Override
    public SourceAuditArchive request(long hierarchyId) {
        hierarchies.active(hierarchyId); // it is known
        if (store.running(hierarchyId)) {
            throw GodwitException.conflict(
                    "ARCHIVE_RUNNING",
                    "An archive of this source's audit is being written.",
                    "Wait for it to end, then ask for another.");
        }
        String user = Actor.current().name();
        Instant now = clock.instant();
        long id = store.add(hierarchyId, user, now);
        audit.record(AuditEntry.success("SOURCE_AUDIT_ARCHIVE_REQUESTED", "SOURCE_HIERARCHY", hierarchyId, null)
                .with("archive", id));
        scheduler.scheduleIfNotExists(
                ArchiveTask.ARCHIVE
                        .instance(String.valueOf(id))
                        .data(new Archive(id, user))
                        .build(),
                now);
        return store.find(id).orElseThrow();
    }

    @Override
    @Transactional(readOnly = true)
    public Page<SourceAuditArchive> list(PageQuery query) {
        return store.list(query);
    }

    @Override
    @Transactional(readOnly = true)
    public SourceAuditArchive get(long id) {
        return store.find(id)
                .orElseThrow(() -> GodwitException.notFound(
                        "ARCHIVE_NOT_FOUND", "There is no archive " + id + ".", "List the archives to see their ids."));
    }

    @Override
    public Verdict verify(long id) {
        SourceAuditArchive archive = sealed(id);
        Verdict verdict = verdict(archive);
        AuditEntry entry = verdict == Verdict.INTACT
                ? AuditEntry.success("SOURCE_AUDIT_ARCHIVE_VERIFIED", "SOURCE_HIERARCHY", archive.hierarchyId(), null)
                : AuditEntry.failed("SOURCE_AUDIT_ARCHIVE_VERIFIED", "SOURCE_HIERARCHY", archive.hierarchyId(), null);
        audit.record(entry.with("archive", id).with("verdict", verdict.name()));
        return verdict;
    }

    @Override
    public void write(long id, OutputStream out) throws IOException {
        SourceAuditArchive archive = sealed(id);
        if (verdict(archive) == Verdict.BROKEN) {
            throw GodwitException.conflict(
                    "ARCHIVE_BROKEN",
                    "The archive is not what was sealed: its hash differs.",
                    "Compare it with a backup; the audit trail holds the hash it was sealed with.");
        }
        audit.record(AuditEntry.success("SOURCE_AUDIT_ARCHIVE_READ", "SOURCE_HIERARCHY", archive.hierarchyId(), null)
                .with("archive", id)
                .with("messages", archive.messages()));
        int number = 0;
        Optional<byte[]> part = store.part(id, number);
        while (part.isPresent()) {
            out.write(part.get());
            part = store.part(id, ++number);
        }
    }

    private SourceAuditArchive sealed(long id) {
        SourceAuditArchive archive = get(id);
        if (archive.status() != Status.SEALED) {
            throw GodwitException.conflict(
                    "ARCHIVE_NOT_SEALED",
                    "The archive is not complete.",
                    "Wait until it is sealed, or ask for a new one.");
        }
        return archive;
    }

    private Verdict verdict(SourceAuditArchive archive) {
        MessageDigest digest = Digests.sha256();
        int number = 0;
        Optional<byte[]> part = store.part(archive.id(), number);
        while (part.isPresent()) {
            digest.update(part.get());
            part = store.part(archive.id(), ++number);
        }
        String found = HexFormat.of().formatHex(digest.digest());
        return found.equals(archive.sha256()) && sealedWith(archive, found) ? Verdict.INTACT : Verdict.BROKEN;
    }

    /**
     * Whether the audit trail says so: its chain of events is harder to change than a row here. An event that has left the
     * database in a sealed segment says nothing any more.
     */
    private boolean sealedWith(SourceAuditArchive archive, String sha256) {
        AuditFilter sealings =
                new AuditFilter(null, ArchiveWriter.SEALED_EVENT, String.valueOf(archive.hierarchyId()), null, null);
        return runAs.system(() -> Pages.all(page -> events.list(sealings, page))
                .map(AuditEvent::details)
                .filter(details -> String.valueOf(archive.id()).equals(String.valueOf(details.get("archive"))))
                .findFirst()
                .map(details -> sha256.equals(details.get("sha256")))
                .orElse(true));
    }
}
