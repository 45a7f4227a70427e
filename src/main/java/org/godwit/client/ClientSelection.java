package org.godwit.client;

import java.util.List;
import org.godwit.shared.SmsId;
import org.jspecify.annotations.Nullable;

/**
 * Which clients a job takes. Exactly one of the parts is given.
 *
 * @param all every client of the source
 * @param collectionId members of this source collection; null if not by collection
 * @param smsIds these clients, normalised; empty if not by list
 * @param siteCode clients that report to this source site; null if not by site
 * @param organizationalUnit clients whose computer account is in this OU or below it, by its distinguished name; null if not
 *     by OU
 * @param listId clients of this kept list ({@link ClientLists}); null if not by a kept list
 */
public record ClientSelection(
        boolean all,
        @Nullable String collectionId,
        List<String> smsIds,
        @Nullable String siteCode,
        @Nullable String organizationalUnit,
        @Nullable Long listId) {

    public ClientSelection {
        smsIds = smsIds.stream().map(SmsId::normalise).distinct().sorted().toList();
    }

    public static ClientSelection everyone() {
        return new ClientSelection(true, null, List.of(), null, null, null);
    }

    public static ClientSelection collection(String collectionId) {
        return new ClientSelection(false, collectionId, List.of(), null, null, null);
    }

    public static ClientSelection clients(List<String> smsIds) {
        return new ClientSelection(false, null, smsIds, null, null, null);
    }

    public static ClientSelection site(String siteCode) {
        return new ClientSelection(false, null, List.of(), siteCode, null, null);
    }

    /** @param distinguishedName of the OU, e.g. {@code OU=Workstations,DC=corp,DC=contoso,DC=com} */
    public static ClientSelection organizationalUnit(String distinguishedName) {
        return new ClientSelection(false, null, List.of(), null, distinguishedName, null);
    }

    public static ClientSelection list(long listId) {
        return new ClientSelection(false, null, List.of(), null, null, listId);
    }
}
