package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentException;
import org.godwit.content.ContentSource;
import org.godwit.content.LibraryCheck;
import org.godwit.content.ManifestMarks;
import org.godwit.content.PackageManifest;
import org.godwit.content.Throttle;
import org.godwit.distribution.ValidationOrder.Besides;
import org.godwit.distribution.ValidationOrder.Validated;

/** Hashes again what is published in a library, where that is done: on a server, or on an agent near it. */
final class LibraryValidation implements AutoCloseable {

    /** Little, so that it does not get in the way of transfers. */
    private static final int FILES_IN_FLIGHT = 2;

    private final long pointId;
    private final EvidenceStore evidence;
    private final LibraryCheck check;
    private final BooleanSupplier stop;
    private final Clock clock;

    /** @param library of that point; stays open */
    LibraryValidation(
            ContentSource library,
            long pointId,
            EvidenceStore evidence,
            Throttle throttle,
            BooleanSupplier stop,
            Clock clock) {
        this.pointId = pointId;
        this.evidence = evidence;
        this.check = new LibraryCheck(library, ManifestMarks.none(), FILES_IN_FLIGHT, throttle, stop);
        this.stop = stop;
        this.clock = clock;
    }

    /** @throws ContentException {@code STOPPED}, or if the library cannot be read */
    Validated validate(PackageManifest published) throws IOException {
        if (stop.getAsBoolean()) {
            throw new ContentException(ContentException.Code.STOPPED, "The validation was stopped.");
        }
        List<ContentEvidence> proven = new ArrayList<>();
        List<String> unproven = new ArrayList<>();
        for (String contentId : published.contentIds()) {
            ContentEvidence one = evidence.published(pointId, contentId);
            if (one == null) {
                unproven.add(contentId);
            } else {
                proven.add(one);
            }
        }
        Instant seen = clock.instant();
        LibraryCheck.Findings found = check.check(published, proven, LibraryCheck.Depth.ALL);
        return new Validated(
                published.packageId(),
                proven.stream().map(ContentEvidence::contentId).toList(),
                unproven,
                found.differences(),
                found.damaged(),
                found.files(),
                found.bytesHashed(),
                seen);
    }

    Besides besides() throws IOException {
        return new Besides(check.orphans(), check.leftHalfWritten());
    }

    @Override
    public void close() {
        check.close();
    }
}
