package org.godwit.draft;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A form that its owner has begun and not sent yet.
 *
 * @param title what its owner recognises it by; may be empty
 * @param fields what was filled in, by field name; never a secret
 */
public record Draft(long id, Kind kind, String title, Map<String, List<String>> fields, Instant changedAt) {

    /** Which form it is. */
    public enum Kind {
        SOURCE_HIERARCHY,
        MIGRATION_JOB
    }
}
