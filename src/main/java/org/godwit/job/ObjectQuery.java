package org.godwit.job;

import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.MigrationEntity;
import org.godwit.shared.GodwitException;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * Objects chosen by what is known of them; asked again each time the job is planned, so that a job that repeats takes what
 * fits by then. Everything that is given must fit.
 *
 * @param types of these types; empty for any
 * @param name part of the name or of the source key, without case; null for any
 * @param status in this state in the catalogue; null for any
 * @param changedAfter gathered as new or changed after this time; null for any
 */
public record ObjectQuery(
        Set<ObjectType> types,
        @Nullable String name,
        @Nullable EntityStatus status,
        @Nullable Instant changedAfter) {

    public ObjectQuery(
            @Nullable Set<ObjectType> types,
            @Nullable String name,
            @Nullable EntityStatus status,
            @Nullable Instant changedAfter) {
        this.types = types == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(types));
        this.name = name == null || name.isBlank() ? null : name.strip();
        this.status = status;
        this.changedAfter = changedAfter;
        if (this.name == null && status == null && changedAfter == null) {
            throw GodwitException.invalid(
                    "OBJECT_QUERY_EMPTY",
                    "A query for objects needs a name, a status or a time of change.",
                    "Give one of them, or select whole types with 'types'.");
        }
    }

    boolean fits(MigrationEntity entity) {
        String part = name == null ? "" : name.toLowerCase(Locale.ROOT);
        return (types.isEmpty() || types.contains(entity.type()))
                && (entity.name().toLowerCase(Locale.ROOT).contains(part)
                        || entity.sourceKey().toLowerCase(Locale.ROOT).contains(part))
                && (status == null || status == entity.status())
                && (changedAfter == null || entity.lastChanged().isAfter(changedAfter));
    }
}
