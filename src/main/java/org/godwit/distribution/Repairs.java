package org.godwit.distribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentException;
import org.godwit.content.ContentTarget;
import org.godwit.content.LibraryTransfer;
import org.godwit.content.ReadOnce;
import org.godwit.content.RepairedPackage;
import org.godwit.content.TransferMeter;
import org.springframework.stereotype.Component;

/** Gives a destination point back what a validation found missing or different, holding its library for writing meanwhile. */
@Component
class Repairs {

    private final DistributionPointRepository points;
    private final PointStore stored;
    private final EvidenceStore evidence;
    private final GatheredStore gathered;
    private final SourcePointStore sourcePoints;
    private final Libraries libraries;
    private final LibraryWriting writing;

    Repairs(
            DistributionPointRepository points,
            PointStore stored,
            EvidenceStore evidence,
            GatheredStore gathered,
            SourcePointStore sourcePoints,
            Libraries libraries,
            LibraryWriting writing) {
        this.points = points;
        this.stored = stored;
        this.evidence = evidence;
        this.gathered = gathered;
        this.sourcePoints = sourcePoints;
        this.libraries = libraries;
        this.writing = writing;
    }

    /**
     * A published package that is not what it was.
     *
     * @param damaged hashes of its stored files that are missing or wrong
     */
    record Damage(StoredPackage stored, Set<String> damaged) {}

    /**
     * What became of a damaged package.
     *
     * @param repaired null if it could not be repaired
     * @param failure why; null if it was repaired
     */
    record Outcome(
            Damage damage,
            @org.jspecify.annotations.Nullable RepairedPackage repaired,
            @org.jspecify.annotations.Nullable String failure) {}

    /**
     * @param removed hashes of the stored files that were removed
     */
    record Mended(List<Outcome> outcomes, List<String> removed) {}

    /**
     * @param orphans hashes of stored files that no content here uses, which are removed
     * @throws ContentException {@code STOPPED} if told to stop
     * @throws IOException if the library cannot be written to at all
     */
    Mended mend(DistributionPointEntity point, List<Damage> damages, Collection<String> orphans, BooleanSupplier stop)
            throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        try (ReadOnce once = new ReadOnce();
                ContentTarget target = libraries.target(point);
                LibraryTransfer library = writing.open(point, target, stop, new TransferMeter(), once)) {
            for (Damage damage : damages) {
                outcomes.add(one(point, library, damage));
            }
            List<String> removed = library.removeUnused(orphans);
            library.sweep();
            return new Mended(outcomes, removed);
        }
    }

    private Outcome one(DistributionPointEntity point, LibraryTransfer library, Damage damage) throws ContentException {
        StoredPackage was = damage.stored();
        Optional<StoredPackage> now = stored.findPackage(point.id(), was.packageId());
        if (now.isEmpty() || !now.get().equals(was)) {
            return new Outcome(
                    damage,
                    null,
                    "Package " + was.packageId() + " was published or removed meanwhile and is left alone.");
        }
        List<ContentEvidence> proven = was.contentIds().stream()
                .map(contentId -> evidence.published(point.id(), contentId))
                .filter(Objects::nonNull)
                .map(e -> (ContentEvidence) e)
                .toList();
        if (proven.size() < was.contentIds().size()) {
            return new Outcome(
                    damage,
                    null,
                    "Package " + was.packageId() + " cannot be repaired: nothing says any more what belongs to it."
                            + " Migrate it again.");
        }
        try (SourceChoice sources = new SourceChoice(was.hierarchyId(), gathered, sourcePoints, libraries);
                RepairGivers givers = new RepairGivers(point, points, stored, evidence, libraries, sources)) {
            return new Outcome(damage, library.repair(was.manifest(), proven, damage.damaged(), givers), null);
        } catch (IOException e) {
            if (e instanceof ContentException known && known.code() == ContentException.Code.STOPPED) {
                throw known;
            }
            return new Outcome(
                    damage, null, "Package " + was.packageId() + " could not be repaired: " + e.getMessage());
        }
    }
}
