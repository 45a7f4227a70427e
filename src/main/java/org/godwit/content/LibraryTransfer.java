package org.godwit.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.godwit.content.ContentEvidence.ProvenFile;
import org.godwit.content.FileTransfer.Stored;
import org.godwit.content.LibraryWriter.NextUsers;
import org.jspecify.annotations.Nullable;

/**
 * Brings packages to one destination library (design 6). While it is open it holds the library for writing. Several packages
 * may be transferred at the same time by different threads; they share the files in flight and move each stored file once.
 * A package is either published with every byte proven, or not at all.
 */
public final class LibraryTransfer implements AutoCloseable {

    /** Verified files are remembered in lots of this many. */
    private static final int LOT = 2000;
    /** From this many files on, one flush of the file system costs less than one for each file. */
    private static final int MANY = 16;
    /** Marks of this run kept in memory; what is forgotten is hashed again in its place. */
    private static final int MOST_FRESH = 200_000;

    private final RetryingTarget target;
    private final DestinationLibrary destination;
    private final DestinationRecords records;
    private final TransferOptions options;
    private final ContentTarget.Lock lock;
    private final Workers workers;
    private final LibraryWriter writer;
    private final SharedFlush flush;
    private final Leftovers leftovers;
    private final FileTransfer files;
    private final ConcurrentMap<String, FileMark> fresh = new ConcurrentHashMap<>();
    /** Stored files that a package of this run has written, and whose flush is still to come. */
    private final Set<String> unflushed = ConcurrentHashMap.newKeySet();

    private LibraryTransfer(
            ContentTarget target, DestinationRecords records, TransferOptions options, ContentTarget.Lock lock) {
        this.target = new RetryingTarget(target, options.retries());
        this.records = records;
        this.options = options;
        this.lock = lock;
        this.workers = new Workers(options.filesInFlight());
        this.destination = new DestinationLibrary(this.target, records, workers);
        this.writer = new LibraryWriter(this.target, workers, options.durable());
        this.flush = new SharedFlush(this.target::syncAll);
        this.leftovers = new Leftovers(this.target, writer);
        this.files = new FileTransfer(target, options);
    }

    /**
     * Takes the library for writing.
     *
     * @return null while another run has it
     */
    public static @Nullable LibraryTransfer tryOpen(
            ContentTarget target, DestinationRecords records, TransferOptions options) throws IOException {
        ContentTarget.Lock lock = target.tryLock();
        return lock == null ? null : new LibraryTransfer(target, records, options, lock);
    }

    /**
     * Brings a package over, unless it is there, proven and unchanged.
     *
     * @throws ContentException if it could not be; nothing of it is visible then, and its message names the file
     */
    public PackageResult transfer(PackageRequest request) throws IOException {
        LibraryReader source = new LibraryReader(new RetryingSource(request.source(), options.retries()), workers);
        PackageManifest manifest = source.readPackage(request.packageId());
        request.requireExpected(manifest);
        List<ContentEvidence> unchanged = destination.unchanged(manifest, source);
        if (unchanged != null) {
            return untouched(manifest, unchanged);
        }
        List<ContentManifest> contents = new ArrayList<>();
        for (String contentId : manifest.contentIds()) {
            contents.add(request.requireProven(source.readContent(contentId)));
        }
        Map<String, WantedFile> wanted = WantedFile.of(contents);
        Map<String, FileMark> known = records.verified(wanted.keySet());
        requireSpace(request, wanted, known);
        boolean together = options.durable() && wanted.size() >= MANY && target.syncsAll();
        ConcurrentMap<String, Stored> stored = new ConcurrentHashMap<>();
        Queue<NextUsers> next = new ConcurrentLinkedQueue<>();
        IOException failure = null;
        try {
            store(request.source(), wanted, known, stored, together);
            if (options.stop().getAsBoolean()) {
                throw Hashing.stopped();
            }
            stage(wanted, contents, together, next);
        } catch (IOException e) {
            failure = e;
        }
        try {
            makeDurable(stored.keySet(), together);
            remember(stored);
            if (failure == null) {
                replace(next);
            }
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
        if (failure != null) {
            if (failure instanceof ContentException reason && !reason.retryable()) {
                abandon(wanted, stored);
            }
            throw failure;
        }
        for (ContentManifest content : contents) {
            writer.publishContent(content);
        }
        writer.publishPackage(manifest);
        return result(request, manifest, contents, stored);
    }

    /**
     * Removes a package that was published here, with everything that nothing else in the library uses. It can be called again
     * after a crash.
     *
     * @param proven evidence of every content of the package, as it was published
     * @return hashes of the stored files that are gone
     * @throws ContentException if what else the library holds cannot be told: then nothing is removed
     */
    public List<String> remove(String packageId, List<ContentEvidence> proven) throws IOException {
        return new PackageRemoval(target, writer).remove(packageId, proven);
    }

    /**
     * Removes those of these stored files that no list of users claims.
     *
     * @return hashes of those that are gone
     */
    public List<String> removeUnused(Collection<String> hashes) throws IOException {
        List<String> gone = new ArrayList<>();
        for (String hash : hashes) {
            if (writer.removeUnused(hash)) {
                gone.add(hash);
            }
        }
        writer.sync(gone.stream().map(LibraryNames::fileDirectory).distinct().toList());
        return gone;
    }

    /**
     * Makes a package that was published here whole again from libraries that have what it lost.
     *
     * @param proven evidence of every content of the package, as it was published
     * @param damaged hashes of its stored files that are known to be missing or wrong
     * @param mended gets what was brought or written again and from where, one plain sentence each, from several threads; nothing
     *     if nothing was wrong
     * @return the package as it is now, whole; the bytes moved are those that were brought
     * @throws ContentException if something could not be brought; what was mended until then stays mended
     */
    public PackageResult repair(
            PackageManifest published,
            List<ContentEvidence> proven,
            Set<String> damaged,
            RepairSources sources,
            Consumer<String> mended)
            throws IOException {
        PackageResult repaired = new PackageRepair(target, writer, files, workers, options.durable())
                .repair(published, proven, damaged, sources, mended);
        Map<String, FileMark> marks = new HashMap<>();
        repaired.evidence().forEach(e -> e.files().forEach(file -> marks.put(file.hash(), file.mark())));
        records.addVerified(marks);
        return repaired;
    }

    private PackageResult untouched(PackageManifest manifest, List<ContentEvidence> evidence) {
        long count = evidence.stream().mapToLong(e -> e.files().size()).sum();
        long bytes = evidence.stream().mapToLong(ContentEvidence::bytes).sum();
        options.meter().saved(bytes);
        return new PackageResult(manifest, true, count, bytes, 0, evidence);
    }

    private void requireSpace(PackageRequest request, Map<String, WantedFile> wanted, Map<String, FileMark> known)
            throws IOException {
        long needed = wanted.values().stream()
                .filter(w -> !known.containsKey(w.file().hash())
                        && !fresh.containsKey(w.file().hash()))
                .mapToLong(w -> w.file().size())
                .sum();
        if (needed == 0) {
            return;
        }
        long free = target.freeSpace();
        if (needed <= free) {
            return;
        }
        long lacking = 0;
        for (WantedFile one : wanted.values()) {
            if (target.find(LibraryNames.file(one.file().hash())) == null) {
                lacking += one.file().size();
            }
        }
        if (lacking > free) {
            throw new ContentException(
                    ContentException.Code.CONTENT_SPACE_LACKING,
                    "Package " + request.packageId() + " needs " + lacking + " bytes at " + target.location()
                            + ", where " + free + " are free.");
        }
    }

    private void abandon(Map<String, WantedFile> wanted, Map<String, Stored> stored) {
        wanted.forEach((hash, one) -> {
            Stored there = stored.get(hash);
            if (there != null && there.how() != ContentEvidence.How.HASHED) { // that one may be somebody else's
                leftovers.abandon(hash, one.contentIds());
            }
        });
    }

    private void store(
            ContentSource source,
            Map<String, WantedFile> wanted,
            Map<String, FileMark> known,
            ConcurrentMap<String, Stored> stored,
            boolean together)
            throws IOException {
        workers.forEach(List.copyOf(wanted.values()), one -> {
            if (options.stop().getAsBoolean()) {
                throw Hashing.stopped();
            }
            String hash = one.file().hash();
            synchronized (writer.lockOf(hash)) {
                FileMark mark = fresh.getOrDefault(hash, known.get(hash));
                Stored result = files.store(source, one.contentId(), one.file(), mark, options.durable() && !together);
                if (together && result.how() == ContentEvidence.How.COPIED) {
                    unflushed.add(hash);
                }
                if (fresh.size() >= MOST_FRESH) {
                    fresh.clear();
                }
                fresh.put(hash, result.mark());
                stored.put(hash, result);
            }
            options.meter().file();
        });
    }

    /**
     * Writes everything of the package but what makes it visible.
     *
     * @param together whether it is flushed as a whole afterwards
     * @param next gets the lists of users that can only then take the place of others
     */
    private void stage(
            Map<String, WantedFile> wanted,
            List<ContentManifest> contents,
            boolean together,
            Collection<NextUsers> next)
            throws IOException {
        boolean flush = options.durable() && !together;
        workers.forEach(List.copyOf(wanted.values()), w -> {
            if (!together) {
                writer.addUsers(w.file().hash(), w.contentIds(), flush);
                return;
            }
            NextUsers users = writer.prepareUsers(w.file().hash(), w.contentIds());
            if (users != null) {
                next.add(users);
            }
        });
        for (ContentManifest content : contents) {
            writer.stageContent(content, flush);
        }
    }

    private void replace(Collection<NextUsers> next) throws IOException {
        if (!next.isEmpty()) {
            workers.forEach(List.copyOf(next), writer::replace);
            flush.flush();
        }
    }

    /** Another package of this run may have written some of the files and not flushed them yet. */
    private void makeDurable(Set<String> hashes, boolean together) throws IOException {
        if (!options.durable()) {
            return;
        }
        if (together || hashes.stream().anyMatch(unflushed::contains)) {
            flush.flush();
            unflushed.removeAll(hashes);
        } else {
            writer.sync(
                    hashes.stream().map(LibraryNames::fileDirectory).distinct().toList());
        }
    }

    private void remember(Map<String, Stored> stored) {
        Map<String, FileMark> lot = new HashMap<>();
        stored.forEach((hash, one) -> {
            if (one.how() != ContentEvidence.How.KNOWN) {
                lot.put(hash, one.mark());
            }
            if (lot.size() == LOT) {
                records.addVerified(Map.copyOf(lot));
                lot.clear();
            }
        });
        if (!lot.isEmpty()) {
            records.addVerified(lot);
        }
    }

    private static PackageResult result(
            PackageRequest request,
            PackageManifest manifest,
            List<ContentManifest> contents,
            Map<String, Stored> stored) {
        List<ContentEvidence> evidence = new ArrayList<>();
        for (ContentManifest content : contents) {
            List<ProvenFile> proven = new ArrayList<>();
            for (ContentFile file : content.files()) {
                Stored one = java.util.Objects.requireNonNull(stored.get(file.hash()));
                proven.add(new ProvenFile(file.path(), file.hash(), one.mark(), one.how()));
            }
            evidence.add(request.evidence(content, proven));
        }
        return new PackageResult(
                manifest,
                false,
                contents.stream().mapToLong(c -> c.files().size()).sum(),
                contents.stream().mapToLong(ContentManifest::bytes).sum(),
                stored.values().stream().mapToLong(Stored::bytesMoved).sum(),
                evidence);
    }

    /**
     * Removes what dead runs and failed files have left behind, and what was copied for packages that were given up and nobody
     * uses. What a failure interrupted that may pass stays for the next run. Call it when the run has come to its end, and no
     * package is under way.
     */
    public void sweep() throws IOException {
        fresh.keySet().removeAll(leftovers.sweep());
    }

    /** Gives the library back. What is staged stays, so that a later run can carry on large files. */
    @Override
    public void close() throws IOException {
        workers.close();
        lock.close();
    }
}
