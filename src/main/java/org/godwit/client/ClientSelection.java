package org.godwit.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which clients a job takes: all, the members of a collection, or a list. Exactly one of the three.
 *
 * @param all every client of the source
 * @param collectionId members of this source collection; null if not by collection
 * @param smsIds these clients, normalised; empty if not by list
 */
public record ClientSelection(boolean all, @Nullable String collectionId, List<String> smsIds) {

    public ClientSelection {
        smsIds = smsIds.stream()
                .map(org.godwit.shared.SmsId::normalise)
                .distinct()
                .sorted()
                .toList();
    }

    public static ClientSelection everyone() {
        return new ClientSelection(true, null, List.of());
    }
}
