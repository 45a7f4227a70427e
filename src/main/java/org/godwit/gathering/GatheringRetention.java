package org.godwit.gathering;

import java.time.Instant;
import org.godwit.shared.Retained;
import org.springframework.stereotype.Component;

/** Gatherings that ended long ago; the last ones of each source are kept however old. */
@Component
class GatheringRetention implements Retained {

    private final GatheringStore store;

    GatheringRetention(GatheringStore store) {
        this.store = store;
    }

    @Override
    public String what() {
        return "ended gatherings";
    }

    @Override
    public int purge(Instant before) {
        return store.purge(before);
    }
}
