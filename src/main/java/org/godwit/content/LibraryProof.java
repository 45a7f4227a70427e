package org.godwit.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.godwit.content.ContentEvidence.How;
import org.godwit.content.ContentEvidence.ProvenFile;

/**
 * Proves packages in the library where they lie: every stored file is hashed and compared with what the site and the library
 * state. Reads only.
 */
public final class LibraryProof implements AutoCloseable {

    /** Marks kept in memory, so that a file that packages share is hashed once. */
    private static final int MOST_KNOWN = 200_000;

    private final ContentSource library;
    private final TransferOptions options;
    private final Workers workers;
    private final ConcurrentMap<String, FileMark> known = new ConcurrentHashMap<>();

    /** @param options files in flight, limit, when to stop and where progress is counted */
    public LibraryProof(ContentSource library, TransferOptions options) {
        this.library = new RetryingSource(library, options.retries());
        this.options = options;
        this.workers = new Workers(options.filesInFlight());
    }

    /**
     * @param expected contents the source site states; empty if it states none
     * @throws ContentException naming the files that are missing or different
     */
    public PackageResult prove(String packageId, List<PackageRequest.Expected> expected) throws IOException {
        PackageRequest request = new PackageRequest(packageId, library, expected);
        LibraryReader reader = new LibraryReader(library, workers);
        PackageManifest manifest = reader.readPackage(packageId);
        request.requireExpected(manifest);
        Map<String, ContentFile> distinct = new LinkedHashMap<>();
        List<ContentManifest> contents = new ArrayList<>();
        for (String contentId : manifest.contentIds()) {
            ContentManifest content = reader.readContent(contentId);
            contents.add(content);
            content.files().forEach(file -> distinct.putIfAbsent(file.hash(), file));
        }
        ConcurrentMap<String, FileMark> marks = new ConcurrentHashMap<>();
        workers.forEach(List.copyOf(distinct.values()), file -> marks.put(file.hash(), proven(file)));
        List<ContentEvidence> evidence = new ArrayList<>();
        for (ContentManifest content : contents) {
            List<ProvenFile> files = new ArrayList<>();
            content.files()
                    .forEach(file -> files.add(new ProvenFile(
                            file.path(),
                            file.hash(),
                            java.util.Objects.requireNonNull(marks.get(file.hash())),
                            How.HASHED)));
            evidence.add(request.evidence(content, files));
        }
        return new PackageResult(
                manifest,
                false,
                contents.stream().mapToLong(c -> c.files().size()).sum(),
                contents.stream().mapToLong(ContentManifest::bytes).sum(),
                0,
                evidence);
    }

    private FileMark proven(ContentFile file) throws IOException {
        String stored = LibraryNames.file(file.hash());
        StoreEntry there = library.find(stored);
        String named = LibraryNames.shown(file.path()) + " (" + stored + ") at " + library.location();
        if (there == null || there.directory()) {
            throw new ContentException(ContentException.Code.CONTENT_FILE_MISSING, named + " is missing.");
        }
        FileMark mark = FileMark.of(there);
        if (mark.equals(known.get(file.hash()))) {
            return mark;
        }
        Hashing.Found found = Hashing.of(library, stored, there.size(), options.throttle(), options.stop());
        if (found.size() != file.size() || !found.hash().equals(file.hash())) {
            throw new ContentException(
                    ContentException.Code.CONTENT_HASH_MISMATCH,
                    named + ": expected SHA-256 " + file.hash() + " and " + file.size() + " bytes, found SHA-256 "
                            + found.hash() + " and " + found.size() + " bytes.");
        }
        options.meter().saved(file.size());
        options.meter().file();
        if (known.size() < MOST_KNOWN) {
            known.put(file.hash(), mark);
        }
        return mark;
    }

    @Override
    public void close() {
        workers.close();
    }
}
