package org.godwit.distribution;

import java.util.Base64;
import java.util.List;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentException;
import org.godwit.content.ContentHash;
import org.godwit.content.PackageManifest;
import org.godwit.content.PackageResult;
import org.jspecify.annotations.Nullable;

/**
 * What an agent did with one parcel.
 *
 * @param origin key of the library it was read from; null if it failed
 * @param published null if it failed
 * @param failure null if it was published
 */
public record Delivery(
        long transferId,
        @Nullable String origin,
        @Nullable Published published,
        @Nullable Failure failure) {

    /** Why a parcel could not be brought. */
    public record Failure(ContentException.Code code, String message) {}

    /** A {@link PackageResult} in the form it travels in. */
    public record Published(
            String packageId,
            @Nullable String version,
            List<String> contentIds,
            boolean alreadyThere,
            long files,
            long bytes,
            long bytesMoved,
            List<Proof> proofs) {}

    /**
     * @param statedBy null where nobody stated a hash
     * @param table {@link ContentEvidence#table()} in Base64
     */
    public record Proof(
            String contentId,
            @Nullable String statedHash,
            ContentHash.Verdict verdict,
            ContentHash.@Nullable StatedBy statedBy,
            String table) {}

    static Delivery of(long transferId, String origin, PackageResult result) {
        return new Delivery(
                transferId,
                origin,
                new Published(
                        result.manifest().packageId(),
                        result.manifest().version(),
                        result.manifest().contentIds(),
                        result.alreadyThere(),
                        result.files(),
                        result.bytes(),
                        result.bytesMoved(),
                        result.evidence().stream()
                                .map(e -> new Proof(
                                        e.contentId(),
                                        e.statedHash(),
                                        e.verdict(),
                                        e.statedBy(),
                                        Base64.getEncoder().encodeToString(e.table())))
                                .toList()),
                null);
    }

    static Delivery of(long transferId, ContentException failure) {
        return new Delivery(transferId, null, null, new Failure(failure.code(), failure.getMessage()));
    }

    static PackageResult result(Published published) {
        return new PackageResult(
                new PackageManifest(published.packageId(), published.version(), published.contentIds()),
                published.alreadyThere(),
                published.files(),
                published.bytes(),
                published.bytesMoved(),
                published.proofs().stream()
                        .map(p -> new ContentEvidence(
                                published.packageId(),
                                p.contentId(),
                                p.statedHash(),
                                p.verdict(),
                                p.statedBy(),
                                ContentEvidence.files(Base64.getDecoder().decode(p.table()))))
                        .toList());
    }
}
