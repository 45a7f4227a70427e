package org.godwit.distribution;

import java.io.OutputStream;
import java.util.List;
import org.godwit.security.InScope;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.security.Securable;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;

/**
 * Distribution points of the destination. Methods with an id throw {@code DISTRIBUTION_POINT_NOT_FOUND} where there is
 * none.
 */
public interface DistributionPointService {

    /** Sorted by {@code name} (the default), {@code siteCode}, {@code id} or {@code createdAt}. */
    @Requires(Right.DISTRIBUTION_POINT_READ)
    Page<DistributionPoint> list(PageQuery query);

    /** Those within the scopes of whoever asks, by name, without asking what they hold. */
    @Requires(Right.DISTRIBUTION_POINT_READ)
    List<DistributionPointName> names();

    /** Of those within the scopes of whoever asks. */
    @Requires(Right.DISTRIBUTION_POINT_READ)
    DistributionPointTotals totals();

    @Requires(Right.DISTRIBUTION_POINT_READ)
    DistributionPoint get(@InScope(Securable.DISTRIBUTION_POINT) long id);

    /**
     * @throws org.godwit.shared.GodwitException {@code DISTRIBUTION_POINT_INVALID}, {@code SITE_CODE_INVALID},
     *     {@code LOCATION_INVALID}, {@code LOCATION_OUTSIDE_ROOTS}, {@code DISTRIBUTION_POINT_EXISTS}
     */
    @Requires(Right.DISTRIBUTION_POINT_CREATE)
    DistributionPoint create(NewDistributionPoint wanted);

    /** Replaces its name, site, location and bandwidth. Errors as for {@link #create}. */
    @Requires(Right.DISTRIBUTION_POINT_MODIFY)
    DistributionPoint update(@InScope(Securable.DISTRIBUTION_POINT) long id, NewDistributionPoint wanted);

    /** Asks for a re-hash of everything this point holds; the schedule does it. Answers it as WAITING. */
    @Requires(Right.DISTRIBUTION_POINT_VERIFY)
    ContentValidation verify(@InScope(Securable.DISTRIBUTION_POINT) long id);

    /**
     * As {@link #verify}; what is found missing or different is mended: its bytes come from any other destination point where
     * they were proven, else from a source distribution point whose manifest states the same, and are proven here again.
     */
    @Requires(Right.CONTENT_TRANSFER)
    ContentValidation repair(@InScope(Securable.DISTRIBUTION_POINT) long id);

    /**
     * Has a validation end at the next file; what it found until then counts, and what it mended stays mended. One that the
     * schedule began is done again the next night.
     *
     * @return it as it is now; it is STOPPED soon after
     * @throws org.godwit.shared.GodwitException {@code CONTENT_VALIDATION_NOT_FOUND}, {@code CONTENT_VALIDATION_FINISHED}
     */
    @Requires(Right.DISTRIBUTION_POINT_VERIFY)
    ContentValidation stopValidation(@InScope(Securable.DISTRIBUTION_POINT) long id, long validationId);

    /** @throws org.godwit.shared.GodwitException {@code CONTENT_VALIDATION_NOT_FOUND} */
    @Requires(Right.DISTRIBUTION_POINT_READ)
    ContentValidation validation(@InScope(Securable.DISTRIBUTION_POINT) long id, long validationId);

    /** Its validations, newest first. */
    @Requires(Right.DISTRIBUTION_POINT_READ)
    Page<ContentValidation> validations(@InScope(Securable.DISTRIBUTION_POINT) long id, PageQuery query);

    /** Packages published there, sorted by {@code packageId} (the default), {@code bytes}, {@code files} or {@code publishedAt}. */
    @Requires(Right.DISTRIBUTION_POINT_READ)
    Page<StoredPackage> packages(@InScope(Securable.DISTRIBUTION_POINT) long id, PageQuery query);

    /**
     * What proves a published package: its stored files in the form of {@code sha256sum}, relative to the library's root, so
     * that {@code sha256sum -c} can be run there; lines that begin with {@code #} say which file of which content it is.
     *
     * @throws org.godwit.shared.GodwitException {@code PACKAGE_NOT_PUBLISHED} if it is not published there
     */
    @Requires(Right.CONTENT_READ)
    String evidence(@InScope(Securable.DISTRIBUTION_POINT) long id, String packageId);

    /**
     * What proves everything that is published at a point, written as it is read: of every file its path, size, SHA-256, who
     * stated the expected hash, and when and how it was verified. {@link EvidenceFormat#SHA256SUM} can be given to
     * {@code sha256sum -c} at the library's root. Contents found damaged are named as such and prove nothing.
     */
    @Requires(Right.CONTENT_READ)
    void evidence(@InScope(Securable.DISTRIBUTION_POINT) long id, EvidenceFormat format, OutputStream out);
}
