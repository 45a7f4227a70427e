package org.godwit.review;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A filter of job creations under a name.
 *
 * @param owner who saved it, and alone may change or remove it
 * @param shared whether everybody who may read the trail finds it
 * @param creator whose jobs; null for everybody's
 * @param job its id or name; null for every job
 * @param from created on this day or later; null for any time
 * @param to created on this day or before; null for any time
 * @param flag what is unusual about them, as {@link org.godwit.audit.JobCreationFilter#flags(String)} reads it; null for all
 * @param reviewed whether they are reviewed; null for both
 * @param mailTo where to its owner is told of what newly fits, days aside; null for nowhere, and for all others than the owner
 */
public record SavedReview(
        long id,
        String name,
        String owner,
        boolean shared,
        @Nullable String creator,
        @Nullable String job,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String flag,
        @Nullable Boolean reviewed,
        @Nullable String mailTo,
        Instant createdAt) {

    SavedReview withoutAddress() {
        return new SavedReview(id, name, owner, shared, creator, job, from, to, flag, reviewed, null, createdAt);
    }
}
