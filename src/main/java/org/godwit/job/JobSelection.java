package org.godwit.job;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * What a job takes. Objects that the chosen ones need come along, unless they are on the exclusion list.
 *
 * @param types every object of these types
 * @param entityIds these objects, also when they are on the exclusion list
 * @param clients client records; null for none
 * @param packages packages whose content is moved; null for none
 * @param distributionPoints ids of the destination's distribution points that receive the content; empty means every one
 */
public record JobSelection(
        Set<ObjectType> types,
        Set<Long> entityIds,
        @Nullable ClientChoice clients,
        PackageChoice packages,
        List<Long> distributionPoints) {

    public JobSelection(
            @Nullable Set<ObjectType> types,
            @Nullable Set<Long> entityIds,
            @Nullable ClientChoice clients,
            @Nullable PackageChoice packages,
            @Nullable List<Long> distributionPoints) {
        this.types = types == null ? Set.of() : sorted(types);
        this.entityIds = entityIds == null ? Set.of() : sorted(entityIds);
        this.clients = clients;
        this.packages = packages == null ? PackageChoice.none() : packages;
        this.distributionPoints = distributionPoints == null ? List.of() : List.copyOf(distributionPoints);
    }

    /** In one fixed order, so that the same selection always gives the same JSON text. */
    private static <T extends Comparable<T>> Set<T> sorted(Set<T> values) {
        return Collections.unmodifiableSet(new TreeSet<>(values));
    }

    boolean takesObjects() {
        return !types.isEmpty() || !entityIds.isEmpty();
    }

    boolean takesContent() {
        return !packages.isEmpty();
    }
}
