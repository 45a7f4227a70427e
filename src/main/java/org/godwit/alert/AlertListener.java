package org.godwit.alert;

import java.time.Clock;
import org.godwit.security.Actor;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps every published condition as an alert, in the transaction of what happened. */
@Component
class AlertListener {

    private final AlertStore store;
    private final AlertDelivery delivery;
    private final Clock clock;

    AlertListener(AlertStore store, AlertDelivery delivery, Clock clock) {
        this.store = store;
        this.delivery = delivery;
        this.clock = clock;
    }

    @EventListener
    @Transactional
    public void on(AlertCondition condition) {
        store.raise(condition, clock.instant()).ifPresent(delivery::opened);
    }

    @EventListener
    @Transactional
    public void on(AlertCleared cleared) {
        store.clear(cleared, Actor.SYSTEM.name(), clock.instant());
    }
}
