package org.godwit.distribution;

import java.util.List;
import java.util.stream.Collectors;
import org.godwit.hierarchy.MigrationData;
import org.godwit.site.DataClass;
import org.springframework.stereotype.Component;

/** What distribution keeps of a source: its contents and where they lie. Transfers and evidence stay: they are the proof. */
@Component
class GatheredContent implements MigrationData {

    private static final int SHOWN = 10;

    private final GatheredStore gathered;

    GatheredContent(GatheredStore gathered) {
        this.gathered = gathered;
    }

    @Override
    public String what() {
        return "content";
    }

    @Override
    public List<String> warnings(long hierarchyId) {
        List<String> packages = gathered.onlyAtSource(hierarchyId);
        if (packages.isEmpty()) {
            return List.of();
        }
        String some = packages.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (packages.size() > SHOWN ? " and " + (packages.size() - SHOWN) + " more" : "");
        return List.of(
                "The content of " + packages.size() + " packages lies on no distribution point of the destination: "
                        + some + ". Migrate it, or reassign a point that holds it, before the source goes.");
    }

    @Override
    public long cleanUp(long hierarchyId) {
        return gathered.remove(hierarchyId);
    }

    @Override
    public long purge(long hierarchyId, DataClass dataClass) {
        return dataClass == DataClass.CONTENT ? gathered.remove(hierarchyId) : 0;
    }
}
