package org.godwit.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a destination library holds of a package; reads only. */
public final class DestinationLibrary implements AutoCloseable {

    private final ContentSource library;
    private final LibraryReader reader;
    private final DestinationRecords records;
    private final Workers workers;

    public DestinationLibrary(ContentSource library, DestinationRecords records, int filesInFlight) {
        this(library, records, new Workers(filesInFlight));
    }

    DestinationLibrary(ContentSource library, DestinationRecords records, Workers workers) {
        this.library = library;
        this.reader = new LibraryReader(library);
        this.records = records;
        this.workers = workers;
    }

    /**
     * Evidence of all contents of a package, if it is published, proven, unchanged since, and the source states the same as
     * it did then. Neither the source's nor the destination's files are read for it.
     *
     * @return null if something is to be done
     */
    public @Nullable List<ContentEvidence> unchanged(PackageManifest manifest, LibraryReader source)
            throws IOException {
        List<ContentEvidence> evidence = new ArrayList<>();
        for (String contentId : manifest.contentIds()) {
            ContentEvidence proven = records.evidence(contentId);
            if (proven == null
                    || !Objects.equals(proven.statedHash(), source.statedHash(contentId))
                    || library.find(LibraryNames.contentDirectory(contentId)) == null
                    || library.find(LibraryNames.contentIni(contentId)) == null) {
                return null;
            }
            evidence.add(proven);
        }
        try {
            if (!reader.readPackage(manifest.packageId()).equals(manifest)) {
                return null;
            }
        } catch (ContentException e) {
            return null;
        }
        return LibraryCheck.marksHold(library, evidence, workers) ? evidence : null;
    }

    /** Whether a file of this hash and size lies in FileLib, verified or not. */
    public boolean holds(ContentFile file) throws IOException {
        StoreEntry there = library.find(LibraryNames.file(file.hash()));
        return there != null && there.size() == file.size();
    }

    @Override
    public void close() {
        workers.close();
    }
}
