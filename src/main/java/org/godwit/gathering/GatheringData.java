package org.godwit.gathering;

import java.util.List;
import org.godwit.gathering.GatheringStore.State;
import org.godwit.hierarchy.MigrationData;
import org.springframework.stereotype.Component;

/** The share of gathering in finishing and cleaning up a source hierarchy: its history. */
@Component
class GatheringData implements MigrationData {

    private final GatheringStore store;

    GatheringData(GatheringStore store) {
        this.store = store;
    }

    @Override
    public String what() {
        return "gatherings";
    }

    @Override
    public List<String> runningWork(long hierarchyId) {
        return store.state(hierarchyId).filter(State::running).isPresent()
                ? List.of("A gathering is running.")
                : List.of();
    }

    @Override
    public boolean endsWithGathering() {
        return true;
    }

    @Override
    public long cleanUp(long hierarchyId) {
        return store.forget(hierarchyId);
    }
}
