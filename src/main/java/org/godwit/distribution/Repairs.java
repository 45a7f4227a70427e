package org.godwit.distribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentException;
import org.godwit.content.ContentTarget;
import org.godwit.content.LibraryTransfer;
import org.godwit.content.PackageResult;
import org.godwit.content.ReadOnce;
import org.godwit.content.TransferMeter;
import org.jspecify.annotations.Nullable;
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
     * @param whole the package as it is now; null if it could not be repaired
     * @param mended what was brought or written again, one plain sentence each; that much stays where the rest could not be
     *     repaired
     * @param failure why not; null if it was repaired
     */
    record Outcome(
            Damage damage,
            @Nullable PackageResult whole,
            List<String> mended,
            @Nullable String failure) {

        Outcome {
            mended = List.copyOf(mended);
        }

        static Outcome alone(Damage damage, String why) {
            return new Outcome(damage, null, List.of(), why);
        }
    }

    /**
     * @param orphans hashes of stored files that no content here uses, which are removed
     * @param each gets what became of each package before the next is begun
     * @return hashes of the stored files that were removed
     * @throws ContentException {@code STOPPED} if told to stop
     * @throws IOException if the library cannot be written to at all
     */
    List<String> mend(
            DistributionPointEntity point,
            List<Damage> damages,
            Collection<String> orphans,
            BooleanSupplier stop,
            Consumer<Outcome> each)
            throws IOException {
        try (ReadOnce once = new ReadOnce();
                ContentTarget target = libraries.target(point);
                LibraryTransfer library = writing.open(point, target, stop, new TransferMeter(), once)) {
            for (Damage damage : damages) {
                each.accept(one(point, library, damage));
                if (stop.getAsBoolean()) {
                    throw new ContentException(ContentException.Code.STOPPED, "The repair was stopped.");
                }
            }
            List<String> removed = library.removeUnused(orphans);
            library.sweep();
            return removed;
        }
    }

    private Outcome one(DistributionPointEntity point, LibraryTransfer library, Damage damage) {
        StoredPackage was = damage.stored();
        Optional<StoredPackage> now = stored.findPackage(point.id(), was.packageId());
        if (now.isEmpty() || !now.get().equals(was)) {
            return Outcome.alone(
                    damage, "Package " + was.packageId() + " was published or removed meanwhile and is left alone.");
        }
        List<ContentEvidence> proven = was.contentIds().stream()
                .map(contentId -> evidence.published(point.id(), contentId))
                .filter(Objects::nonNull)
                .map(e -> (ContentEvidence) e)
                .toList();
        if (proven.size() < was.contentIds().size()) {
            return Outcome.alone(
                    damage,
                    "Package " + was.packageId() + " cannot be repaired: nothing says any more what belongs to it."
                            + " Migrate it again.");
        }
        List<String> mended = Collections.synchronizedList(new ArrayList<>());
        try (SourceChoice sources = new SourceChoice(was.hierarchyId(), gathered, sourcePoints, libraries);
                RepairGivers givers = new RepairGivers(point, points, stored, evidence, libraries, sources)) {
            PackageResult whole = library.repair(was.manifest(), proven, damage.damaged(), givers, mended::add);
            return new Outcome(damage, whole, mended, null);
        } catch (IOException e) {
            return new Outcome(
                    damage, null, mended, "Package " + was.packageId() + " could not be repaired: " + e.getMessage());
        }
    }
}
