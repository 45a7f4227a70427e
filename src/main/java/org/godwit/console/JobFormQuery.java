package org.godwit.console;

import java.time.LocalDateTime;
import java.util.Set;
import org.godwit.catalog.EntityStatus;
import org.godwit.console.page.Show;
import org.godwit.job.ObjectQuery;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * The part of the job form that chooses objects by what is known of them.
 *
 * @param type null for any
 * @param name part of the name or key
 * @param changedAfter in the reader's zone
 */
record JobFormQuery(
        @Nullable ObjectType type,
        @Nullable String name,
        @Nullable EntityStatus status,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable LocalDateTime changedAfter) {

    /** Null if nothing is asked for. */
    @Nullable ObjectQuery choice(Show show) {
        String part = JobForm.text(name);
        if (part.isEmpty() && status == null && changedAfter == null) {
            return null;
        }
        return new ObjectQuery(
                type == null ? null : Set.of(type),
                part,
                status,
                changedAfter == null ? null : show.instant(changedAfter));
    }
}
