package org.godwit.distribution;

import org.godwit.hierarchy.MigrationData;
import org.springframework.stereotype.Component;

/** What distribution keeps of a source: its contents and where they lie. Transfers and evidence stay: they are the proof. */
@Component
class GatheredContent implements MigrationData {

    private final GatheredStore gathered;

    GatheredContent(GatheredStore gathered) {
        this.gathered = gathered;
    }

    @Override
    public String what() {
        return "content";
    }

    @Override
    public long cleanUp(long hierarchyId) {
        return gathered.remove(hierarchyId);
    }
}
