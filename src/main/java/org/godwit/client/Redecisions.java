package org.godwit.client;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.client.GatheredStore.Settled;

/** Tells rows that are decided anew, which were there before under the same SMSID, from those that are decided for the first time. */
final class Redecisions {

    private final Set<Long> first = new HashSet<>();

    void added(Collection<Gathered> rows) {
        rows.forEach(row -> first.add(row.resourceId()));
    }

    /** @return whether the row has another SMSID now */
    boolean changed(Gathered before, Gathered now) {
        return !Objects.equals(before.smsId(), now.smsId()) && first.add(now.resourceId());
    }

    /** ResourceIDs of those that were decided otherwise before. */
    List<Long> among(Collection<Settled> rows) {
        return rows.stream()
                .map(Settled::resourceId)
                .filter(id -> !first.contains(id))
                .toList();
    }
}
