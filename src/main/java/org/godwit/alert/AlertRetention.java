package org.godwit.alert;

import java.time.Instant;
import org.godwit.shared.Retained;
import org.springframework.stereotype.Component;

/** Alerts that somebody acknowledged long ago. */
@Component
class AlertRetention implements Retained {

    private final AlertStore store;

    AlertRetention(AlertStore store) {
        this.store = store;
    }

    @Override
    public String what() {
        return "acknowledged alerts";
    }

    @Override
    public int purge(Instant before) {
        return store.purge(before);
    }
}
