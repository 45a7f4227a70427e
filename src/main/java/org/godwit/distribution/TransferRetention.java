package org.godwit.distribution;

import java.time.Instant;
import org.godwit.shared.Retained;
import org.springframework.stereotype.Component;

/** Details of transfers that ended long ago; what a point holds, and how it was proven, stays. */
@Component
class TransferRetention implements Retained {

    private final TransferStore store;

    TransferRetention(TransferStore store) {
        this.store = store;
    }

    @Override
    public String what() {
        return "ended content transfers";
    }

    @Override
    public int purge(Instant before) {
        return store.purge(before);
    }
}
