package org.godwit.client;

import java.util.List;
import org.godwit.security.SystemOnly;

/** Keeps lists of clients, so that who is in a wave does not change any more once it is planned. */
@SystemOnly("Called by wave within work whose right was checked")
public interface ClientLists {

    /**
     * Cuts the clients of a selection, as gathered, into lists, in the order of their ResourceIDs.
     *
     * @param sizes of the lists in turn, each at least 1; the last one repeats until every client is in a list
     * @return the lists in turn; none if the selection has no clients
     * @throws org.godwit.shared.GodwitException as {@link ClientMigration#check} says
     * @throws org.godwit.site.SourceFailure if the source has to be asked (collection, OU) and cannot be read
     */
    List<Cut> cut(long hierarchyId, ClientSelection selection, List<Integer> sizes);

    /** Removes lists that are needed no more. */
    void remove(List<Long> listIds);

    /**
     * @param clients how many are in it
     * @param blocked of these, blocked
     */
    record Cut(long listId, long clients, long blocked) {}
}
