package org.godwit.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.godwit.client.MissingRecordStore.Basis;
import org.godwit.client.MissingRecordStore.Counted;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How many clients of a source have no record at the destination: of a small source counted whenever that is asked, of a large
 * one every few minutes while anything changes.
 */
@Component
class MissingRecords {

    private static final int SMALL = 20_000;
    /** Rows can change places without becoming more or fewer. */
    private static final Duration AT_LEAST_EVERY = Duration.ofHours(1);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final MissingRecordStore store;
    private final Clock clock;
    private final int small;

    @Autowired
    MissingRecords(MissingRecordStore store, Clock clock) {
        this(store, clock, SMALL);
    }

    /** @param small rows of a source that is counted whenever that is asked */
    MissingRecords(MissingRecordStore store, Clock clock, int small) {
        this.store = store;
        this.clock = clock;
        this.small = small;
    }

    /** A sentence that says how many, and when that was counted if it was not counted now; empty if there are none now. */
    Optional<String> sentence(long hierarchyId) {
        if (!store.hasMoreThan(hierarchyId, small)) {
            long clients = store.count(hierarchyId);
            return clients == 0
                    ? Optional.empty()
                    : Optional.of(clients + " clients of the source have no record at the destination.");
        }
        return Optional.of(store.find(hierarchyId)
                .map(counted -> counted.clients()
                        + " clients of the source had no record at the destination when they were counted last, "
                        + TIME.format(counted.at()) + ".")
                .orElse("How many clients of the source have no record at the destination is still being counted:"
                        + " look again in some minutes."));
    }

    /** Counts again for every large source of which something changed. */
    void count() {
        for (long hierarchyId : store.hierarchies()) {
            if (store.hasMoreThan(hierarchyId, small)) {
                count(hierarchyId);
            }
        }
    }

    private void count(long hierarchyId) {
        Instant now = clock.instant();
        Basis basis = store.basis(hierarchyId);
        boolean known = store.find(hierarchyId)
                .filter(last -> last.basis().equals(basis)
                        && last.at().plus(AT_LEAST_EVERY).isAfter(now))
                .isPresent();
        if (!known) {
            store.put(hierarchyId, new Counted(store.count(hierarchyId), basis, now));
        }
    }

    void forget(long hierarchyId) {
        store.forget(hierarchyId);
    }
}
