package org.godwit.distribution;

import java.util.List;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentException;
import org.godwit.content.ContentSource;
import org.godwit.content.PackageRequest;
import org.springframework.stereotype.Component;

/** Packages of destination points, held to what was proven there. */
@Component
class ProvenPackages {

    private final PointStore stored;
    private final EvidenceStore evidence;

    ProvenPackages(PointStore stored, EvidenceStore evidence) {
        this.stored = stored;
        this.evidence = evidence;
    }

    /**
     * @param library that of the point
     * @throws ContentException if the package is not published there, or not proven any more
     */
    PackageRequest request(long pointId, String packageId, ContentSource library) throws ContentException {
        StoredPackage there = stored.findPackage(pointId, packageId)
                .orElseThrow(() -> new ContentException(
                        ContentException.Code.PACKAGE_NOT_IN_LIBRARY,
                        "Package " + packageId + " is not published at distribution point " + pointId + "."));
        List<ContentEvidence> proven = evidence.proven(pointId, there.contentIds());
        if (proven == null) {
            throw new ContentException(
                    ContentException.Code.CONTENT_HASH_MISMATCH,
                    "Package " + packageId + " was found damaged at distribution point " + pointId
                            + ". Repair that point first.");
        }
        return new PackageRequest(packageId, library, List.of(), proven);
    }
}
