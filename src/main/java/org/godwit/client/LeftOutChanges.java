package org.godwit.client;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.client.GatheredStore.Settled;

/** The rows, but for new ones, of which a gathering may have changed whether they are left out, or of which SMSID. */
final class LeftOutChanges {

    private final Set<Long> resourceIds = new TreeSet<>();

    void changed(Gathered before, Gathered now) {
        if (!Objects.equals(before.smsId(), now.smsId())) {
            removed(before);
        }
    }

    void removed(Gathered row) {
        if (row.fate() != Fate.MIGRATE) {
            resourceIds.add(row.resourceId());
        }
    }

    void settled(Collection<Settled> rows) {
        rows.forEach(row -> resourceIds.add(row.resourceId()));
    }

    /** Ascending. */
    List<Long> resourceIds() {
        return List.copyOf(resourceIds);
    }
}
