package org.godwit.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.godwit.content.ContentEvidence.ProvenFile;

/** Compares what a destination library holds with the evidence under which it was published. */
public final class LibraryCheck implements AutoCloseable {

    private final ContentSource library;
    private final LibraryReader reader;
    private final ManifestMarks marks;
    private final Workers workers;
    private final BooleanSupplier stop;
    private final Throttle throttle;

    /** @param marks by which manifests that have not changed since they were read are known */
    public LibraryCheck(
            ContentSource library, ManifestMarks marks, int filesInFlight, Throttle throttle, BooleanSupplier stop) {
        this.library = new RetryingSource(library, new Retries(TransferOptions.RETRY_PAUSE, stop));
        this.workers = new Workers(filesInFlight);
        this.reader = new LibraryReader(this.library, workers);
        this.marks = marks;
        this.throttle = throttle;
        this.stop = stop;
    }

    /**
     * @param differences what is missing or different, one plain sentence each
     * @param damaged hashes of the stored files that are missing or wrong
     * @param files stored files looked at
     * @param bytesHashed bytes read back
     */
    public record Findings(List<String> differences, List<String> damaged, long files, long bytesHashed) {
        public Findings {
            differences = List.copyOf(differences);
            damaged = List.copyOf(damaged);
        }
    }

    /** What is to be read again. */
    public enum Depth {
        /** Stored files and manifests whose mark is no longer that under which they were found right. */
        CHANGED,
        /** Every manifest and every stored file. */
        ALL
    }

    /**
     * Checks one published package: PkgLib and DataLib state what was proven, and the stored files are those.
     *
     * @throws ContentException {@code STOPPED}, or if the library could not be read at all
     */
    public Findings check(PackageManifest published, List<ContentEvidence> evidence, Depth depth) throws IOException {
        List<String> differences = Collections.synchronizedList(new ArrayList<>());
        List<String> damaged = Collections.synchronizedList(new ArrayList<>());
        try {
            if (!reader.readPackage(published.packageId()).contentIds().equals(published.contentIds())) {
                differences.add("Package " + published.packageId() + " at " + library.location()
                        + " no longer names the contents " + published.contentIds() + ".");
            }
            for (ContentEvidence content : evidence) {
                manifest(content, depth, differences);
            }
        } catch (ContentException e) {
            if (e.retryable() || e.code() == ContentException.Code.STOPPED) {
                throw e;
            }
            differences.add(e.getMessage());
        }
        LongAdder hashed = new LongAdder();
        Map<String, ProvenFile> distinct = new LinkedHashMap<>();
        evidence.forEach(e -> e.files().forEach(f -> distinct.putIfAbsent(f.hash(), f)));
        workers.forEach(List.copyOf(distinct.values()), file -> {
            String difference = difference(file, depth, hashed);
            if (difference != null) {
                differences.add(difference);
                damaged.add(file.hash());
            }
        });
        return new Findings(differences, damaged, distinct.size(), hashed.sum());
    }

    /** Hashes of stored files that no users list claims, i.e. that belong to nothing. */
    public List<String> orphans() throws IOException {
        List<String> orphans = new ArrayList<>();
        for (StoreEntry directory : library.list(LibraryNames.FILES)) {
            if (!directory.directory()) {
                continue;
            }
            for (StoreEntry file : library.list(LibraryNames.FILES + "/" + directory.name())) {
                if (file.name().matches("[0-9A-F]{64}")
                        && reader.users(file.name()).isEmpty()) {
                    orphans.add(file.name());
                }
            }
        }
        return orphans;
    }

    /** Whether a run that is over has left something half written. */
    public boolean leftHalfWritten() throws IOException {
        List<StoreEntry> staged = library.list(LibraryNames.STAGING);
        return !staged.isEmpty()
                && staged.stream().noneMatch(entry -> entry.name().equals("lock"));
    }

    private void manifest(ContentEvidence content, Depth depth, List<String> differences) throws IOException {
        ContentTree tree = reader.tree(content.contentId());
        String mark = tree.mark();
        if (depth == Depth.CHANGED && mark.equals(marks.of(content.contentId()))) {
            return;
        }
        Map<String, String> there = new LinkedHashMap<>();
        reader.read(tree).files().forEach(f -> there.put(f.path(), f.hash() + " " + f.size()));
        Map<String, String> proven = new LinkedHashMap<>();
        content.files()
                .forEach(f -> proven.put(f.path(), f.hash() + " " + f.mark().size()));
        if (there.equals(proven)) {
            marks.put(content.contentId(), mark);
        } else {
            there.entrySet().removeAll(proven.entrySet());
            differences.add("The manifest of content " + content.contentId() + " at " + library.location()
                    + " differs from what was published"
                    + (there.isEmpty()
                            ? "."
                            : ", for example in " + there.keySet().iterator().next() + "."));
        }
    }

    private @org.jspecify.annotations.Nullable String difference(ProvenFile file, Depth depth, LongAdder hashed)
            throws IOException {
        if (stop.getAsBoolean()) {
            throw Hashing.stopped();
        }
        String stored = LibraryNames.file(file.hash());
        StoreEntry entry = library.find(stored);
        if (entry == null) {
            return LibraryNames.shown(file.path()) + " (" + stored + ") is missing at " + library.location() + ".";
        }
        if (depth == Depth.CHANGED && FileMark.of(entry).equals(file.mark())) {
            return null;
        }
        Hashing.Found found = Hashing.of(library, stored, entry.size(), throttle, stop);
        hashed.add(found.size());
        if (found.hash().equals(file.hash())) {
            return null;
        }
        return LibraryNames.shown(file.path()) + " (" + stored + ") at " + library.location() + ": expected SHA-256 "
                + file.hash() + " and " + file.mark().size() + " bytes, found SHA-256 " + found.hash() + " and "
                + found.size() + " bytes.";
    }

    /** Whether every stored file still has the mark under which it was hashed. */
    static boolean marksHold(ContentSource library, List<ContentEvidence> evidence, Workers workers)
            throws IOException {
        AtomicBoolean hold = new AtomicBoolean(true);
        for (ContentEvidence content : evidence) {
            workers.forEach(content.files(), file -> {
                if (hold.get()) {
                    StoreEntry entry = library.find(LibraryNames.file(file.hash()));
                    if (entry == null || !FileMark.of(entry).equals(file.mark())) {
                        hold.set(false);
                    }
                }
            });
        }
        return hold.get();
    }

    @Override
    public void close() {
        workers.close();
    }
}
