package org.godwit.review;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A filter of job creations to be kept under a name; see {@link SavedReview}.
 *
 * @param name 1 to 100 characters; one that its owner has already is replaced
 */
public record NewSavedReview(
        String name,
        boolean shared,
        @Nullable String creator,
        @Nullable String job,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String flag,
        @Nullable Boolean reviewed,
        @Nullable String mailTo) {}
