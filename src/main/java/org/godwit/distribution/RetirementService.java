package org.godwit.distribution;

import java.time.Duration;
import java.util.List;
import org.godwit.security.InScope;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.security.Securable;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;

/** Giving up content that is no longer wanted: planned first, done when a grace period is over, and undoable until then. */
public interface RetirementService {

    /**
     * @param packageIds packages published there
     * @param why a short sentence; null for none
     * @param grace how long it can still be undone; null for what is configured
     */
    record NewRetirement(
            @Nullable List<String> packageIds,
            @Nullable String why,
            @Nullable Duration grace) {}

    /**
     * A published package that its source no longer states.
     *
     * @param why a plain sentence
     */
    record Proposal(String packageId, long files, long bytes, String why) {}

    /**
     * Of all points in the caller's scopes, newest first.
     *
     * @param status null for all
     * @param distributionPointId null for all
     */
    @Requires(Right.CONTENT_READ)
    Page<Retirement> list(Retirement.@Nullable Status status, @Nullable Long distributionPointId, PageQuery query);

    /** @throws org.godwit.shared.GodwitException {@code RETIREMENT_NOT_FOUND} */
    @Requires(Right.CONTENT_READ)
    Retirement get(long id);

    /** Packages of a point that their source no longer states: nobody brings them there again. */
    @Requires(Right.CONTENT_READ)
    List<Proposal> proposals(@InScope(Securable.DISTRIBUTION_POINT) long pointId);

    /**
     * Plans packages to go. One that is planned already keeps its time.
     *
     * @throws org.godwit.shared.GodwitException {@code RETIREMENT_INVALID}, {@code PACKAGE_NOT_PUBLISHED}
     */
    @Requires(Right.CONTENT_TRANSFER)
    List<Retirement> plan(@InScope(Securable.DISTRIBUTION_POINT) long pointId, NewRetirement wanted);

    /**
     * Takes a retirement back: the package stays.
     *
     * @throws org.godwit.shared.GodwitException {@code RETIREMENT_NOT_FOUND}; {@code RETIREMENT_ENDED} if it is done already
     */
    @Requires(Right.CONTENT_TRANSFER)
    Retirement cancel(long id);
}
