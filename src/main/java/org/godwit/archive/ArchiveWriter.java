package org.godwit.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.godwit.archive.SourceAuditArchive.Status;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceFailure;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes an archive, part by part, and seals it. Done again after its node died, it begins anew. */
@Component
class ArchiveWriter {

    static final String SEALED_EVENT = "SOURCE_AUDIT_ARCHIVED";

    private final ArchiveStore store;
    private final SourceConnections connections;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ArchiveWriter(
            ArchiveStore store,
            SourceConnections connections,
            AuditTrail audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.connections = connections;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    void run(long id) {
        SourceAuditArchive archive = store.find(id).orElse(null);
        if (archive == null || archive.status() != Status.RUNNING) {
            return;
        }
        try (SourceDatabase source = connections.open(archive.hierarchyId())) {
            write(archive, source);
        } catch (SourceFailure e) {
            fail(archive, e.getMessage(), e.hint());
        } catch (GodwitException e) {
            fail(archive, e.getMessage(), e.hint());
        }
    }

    private void write(SourceAuditArchive archive, SourceDatabase source) {
        transaction.executeWithoutResult(status -> store.clear(archive.id()));
        AtomicInteger number = new AtomicInteger();
        long[] messages = {0};
        ArchiveOutput output = new ArchiveOutput(part -> transaction.executeWithoutResult(
                status -> store.addPart(archive.id(), number.getAndIncrement(), part)));
        try (GZIPOutputStream lines = new GZIPOutputStream(output)) {
            boolean shown = source.auditMessages(message -> {
                try {
                    lines.write(CanonicalJson.write(message).getBytes(StandardCharsets.UTF_8));
                    lines.write('\n');
                    messages[0]++;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            if (!shown) {
                throw GodwitException.conflict(
                        "SOURCE_AUDIT_INVISIBLE",
                        "The account is not shown the source's status messages.",
                        "Grant the source site database account Select on v_StatusMessage, v_StatMsgAttributes and"
                                + " v_StatMsgInsStrs.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String sha256 = output.sha256();
        transaction.executeWithoutResult(status -> {
            store.seal(archive.id(), messages[0], output.bytes(), sha256, clock.instant());
            audit.record(AuditEntry.success(SEALED_EVENT, "SOURCE_HIERARCHY", archive.hierarchyId(), null)
                    .with("archive", archive.id())
                    .with("messages", messages[0])
                    .with("bytes", output.bytes())
                    .with("sha256", sha256));
        });
    }

    private void fail(SourceAuditArchive archive, String message, String hint) {
        transaction.executeWithoutResult(status -> {
            store.clear(archive.id());
            store.fail(archive.id(), message, hint, clock.instant());
            audit.record(AuditEntry.failed(SEALED_EVENT, "SOURCE_HIERARCHY", archive.hierarchyId(), null)
                    .with("archive", archive.id())
                    .with("message", message));
        });
    }
}
