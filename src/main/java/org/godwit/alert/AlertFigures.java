package org.godwit.alert;

import org.godwit.security.SystemOnly;
import org.godwit.shared.AlertCondition;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How many alerts wait for somebody. */
@Service
@SystemOnly("for metrics, which hold a number and nothing else")
public class AlertFigures {

    private final AlertStore store;

    AlertFigures(AlertStore store) {
        this.store = store;
    }

    @Transactional(readOnly = true)
    public long open(AlertCondition.Severity severity) {
        return store.open(severity);
    }
}
