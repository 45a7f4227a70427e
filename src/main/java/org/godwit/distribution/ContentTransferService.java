package org.godwit.distribution;

import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;

/** Transfers of packages to destination distribution points. */
public interface ContentTransferService {

    /**
     * @param query sorted by {@code id} (newest first by default), {@code packageId}, {@code status}, {@code bytes} or
     *     {@code startedAt}
     */
    @Requires(Right.CONTENT_READ)
    Page<ContentTransfer> list(TransferFilter filter, PageQuery query);

    /** @throws org.godwit.shared.GodwitException {@code CONTENT_TRANSFER_NOT_FOUND} */
    @Requires(Right.CONTENT_READ)
    ContentTransfer get(long id);

    /**
     * Asks for a failed or stopped transfer to be done again; the schedule does it.
     *
     * @throws org.godwit.shared.GodwitException {@code CONTENT_TRANSFER_NOT_FOUND}; {@code CONTENT_TRANSFER_STATE} if it
     *     neither failed nor was stopped
     */
    @Requires(Right.CONTENT_TRANSFER)
    ContentTransfer retry(long id);
}
