package org.godwit.client;

import org.godwit.security.InScope;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.security.Securable;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;

/** Reconciliations of client records, as console, REST and command line use them. */
public interface ReconciliationService {

    /**
     * Begins to read source and destination whole, which the schedule executes at once.
     *
     * @throws org.godwit.shared.GodwitException {@code SOURCE_HIERARCHY_NOT_FOUND}
     */
    @Requires(Right.SOURCE_HIERARCHY_GATHER)
    Reconciliation begin(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId);

    /** Newest first. */
    @Requires(Right.CLIENT_READ)
    Page<Reconciliation> list(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, PageQuery page);

    /** @throws org.godwit.shared.GodwitException {@code RECONCILIATION_NOT_FOUND} */
    @Requires(Right.CLIENT_READ)
    Reconciliation get(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, long id);

    /**
     * What differs; of each kind the first 10,000 are kept.
     *
     * @param kind only differences of this kind; null for all
     * @throws org.godwit.shared.GodwitException {@code RECONCILIATION_NOT_FOUND}
     */
    @Requires(Right.CLIENT_READ)
    Page<ClientDifference> differences(
            @InScope(Securable.SOURCE_HIERARCHY) long hierarchyId,
            long id,
            ClientDifference.@Nullable Kind kind,
            PageQuery page);

    /**
     * Figures and differences as CSV: first the figures, a name and a value in each line, then the differences under their
     * headings: those that are kept. From the line of the headings on the file has the figure {@code differencesDigest}.
     *
     * @throws org.godwit.shared.GodwitException {@code RECONCILIATION_NOT_FOUND}
     */
    @Requires(Right.CLIENT_READ)
    String csv(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, long id);

    /**
     * The same as one page without scripts or outside references that is fit to print, with the first 1,000 differences.
     *
     * @throws org.godwit.shared.GodwitException {@code RECONCILIATION_NOT_FOUND}
     */
    @Requires(Right.CLIENT_READ)
    String html(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, long id);
}
