package org.godwit.live;

import org.godwit.live.LiveComparison.Mode;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;

/** The live destination, as console, REST and command line use it. */
public interface LiveDestinationService {

    @Requires(Right.CLIENT_READ)
    LiveDestination get();

    /** Comparisons, newest first. */
    @Requires(Right.CLIENT_READ)
    Page<LiveComparison> comparisons(PageQuery page);

    /** @throws org.godwit.shared.GodwitException {@code LIVE_COMPARISON_NOT_FOUND} */
    @Requires(Right.CLIENT_READ)
    LiveComparison comparison(long id);

    /**
     * What a comparison found, by SMSID.
     *
     * @param kind only differences of this kind; null for all
     * @throws org.godwit.shared.GodwitException {@code LIVE_COMPARISON_NOT_FOUND}
     */
    @Requires(Right.CLIENT_READ)
    Page<LiveDifference> differences(long id, LiveDifference.@Nullable Kind kind, PageQuery page);

    /**
     * Begins a comparison, which the schedule executes at once. With {@link Mode#BLOCK} it also blocks at the live site what
     * is not blocked there.
     *
     * @throws org.godwit.shared.GodwitException {@code LIVE_DESTINATION_OFF}; {@code LIVE_DRY_RUN_FIRST} if it is to block and no
     *     comparison has completed since the connection was set
     */
    @Requires(Right.CLIENT_BLOCK)
    LiveComparison begin(Mode mode);
}
