package org.godwit.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.springframework.stereotype.Component;

/** The folder of sealed segments: writes each under another name first, so that nobody sees half a segment. */
@Component
class SegmentFolder {

    private final AuditStore store;
    private final AuditKey key;
    private final Path folder;
    private final int mostEvents;

    SegmentFolder(AuditStore store, AuditKey key, GodwitProperties server, AuditProperties audit) {
        this.store = store;
        this.key = key;
        Path given = audit.segments().folder();
        this.folder = given == null ? server.dataDir().resolve("audit-segments") : given;
        this.mostEvents = audit.segments().events();
    }

    /** A segment on its way into the folder. */
    record Written(
            Path draft,
            String name,
            long last,
            Instant firstAt,
            Instant lastAt,
            byte[] lastHash,
            long bytes,
            String sha256) {}

    Path file(AuditSegment segment) {
        return folder.resolve(segment.file());
    }

    /**
     * Writes the events from the given number on, each verified.
     *
     * @throws GodwitException {@code NOTHING_TO_SEAL}, {@code AUDIT_TRAIL_BROKEN}
     */
    Written write(long first, byte[] previousHash, Instant before) {
        long last = Math.min(store.lastBefore(first, before), first + mostEvents - 1);
        ChainedRow end = last < first ? null : store.find(last).orElse(null);
        if (end == null) {
            throw GodwitException.conflict(
                    "NOTHING_TO_SEAL",
                    "There are no events before " + before + " that are in no segment yet.",
                    "Choose a later moment.");
        }
        Path draft = folder.resolve("draft-" + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            Instant firstAt = copy(draft, first, end, previousHash);
            String name = "audit-%012d-%012d.jsonl.gz".formatted(first, last);
            return new Written(
                    draft,
                    name,
                    last,
                    firstAt,
                    end.event().at(),
                    end.hash(),
                    Files.size(draft),
                    SegmentFile.sha256(draft));
        } catch (IOException e) {
            delete(draft);
            throw new UncheckedIOException("the segment cannot be written to " + folder, e);
        } catch (RuntimeException e) {
            delete(draft);
            throw e;
        }
    }

    private Instant copy(Path draft, long first, ChainedRow end, byte[] previousHash) throws IOException {
        ChainHash hash = key.hash();
        SegmentFile.Header header = SegmentFile.Header.of(first, end.sequence(), previousHash, end.hash(), hash);
        try (SegmentFile.Writer file = new SegmentFile.Writer(draft, header)) {
            Sealing sealing = new Sealing(file, hash, first, previousHash);
            store.forEachBetween(first - 1, end.sequence(), sealing::accept);
            if (!Arrays.equals(sealing.good, end.hash())) {
                throw broken(sealing.next);
            }
            return sealing.firstAt;
        }
    }

    /** Makes the file visible under its name; within the transaction that records it. */
    void publish(Written written) {
        try {
            Files.move(
                    written.draft(),
                    folder.resolve(written.name()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the segment cannot be put into " + folder, e);
        }
    }

    void discard(Written written) {
        delete(written.draft());
    }

    private static void delete(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + draft, e);
        }
    }

    private static GodwitException broken(long sequence) {
        return GodwitException.refused(
                "AUDIT_TRAIL_BROKEN",
                "Event " + sequence + " is not what was written, so it cannot be sealed.",
                "Verify the trail, and find out who changed it.");
    }

    /** Events on their way into a file, each compared with its place in the chain. */
    private static final class Sealing {

        private final SegmentFile.Writer file;
        private final ChainHash hash;
        private byte[] good;
        private long next;
        private Instant firstAt = Instant.EPOCH;

        Sealing(SegmentFile.Writer file, ChainHash hash, long first, byte[] previousHash) {
            this.file = file;
            this.hash = hash;
            this.next = first;
            this.good = previousHash;
        }

        void accept(ChainedRow row) {
            if (row.sequence() != next || !Arrays.equals(hash.event(good, next, row.event()), row.hash())) {
                throw broken(next);
            }
            if (firstAt == Instant.EPOCH) {
                firstAt = row.event().at();
            }
            try {
                file.write(row);
            } catch (IOException e) {
                throw new UncheckedIOException("the segment cannot be written", e);
            }
            good = row.hash();
            next++;
        }
    }
}
