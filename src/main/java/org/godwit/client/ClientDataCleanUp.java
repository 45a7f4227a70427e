package org.godwit.client;

import java.util.List;
import org.godwit.hierarchy.MigrationData;
import org.springframework.stereotype.Component;

/** Removes what was gathered of a source. Client records, and the guard with its blocks, stay. */
@Component
class ClientDataCleanUp implements MigrationData {

    private final GatheredStore gathered;

    ClientDataCleanUp(GatheredStore gathered) {
        this.gathered = gathered;
    }

    @Override
    public String what() {
        return "gathered clients";
    }

    @Override
    public List<String> warnings(long hierarchyId) {
        long left = gathered.withoutRecord(hierarchyId);
        return left == 0 ? List.of() : List.of(left + " clients of the source have no record at the destination.");
    }

    @Override
    public long cleanUp(long hierarchyId) {
        gathered.forgetComparison(hierarchyId);
        long removed = gathered.removeAfter(hierarchyId, Long.MIN_VALUE);
        gathered.noteLeftOut(hierarchyId);
        return removed;
    }
}
