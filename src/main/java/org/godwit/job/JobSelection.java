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
 * @param query objects chosen by what is known of them; null for none
 * @param except these objects stay behind, and what cannot do without them is blocked; never one of {@code entityIds}
 * @param related whether a job of type COLLECTION takes the deployments that target the chosen collections, with what they
 *     deploy (CM-39, CM-40); null means yes
 * @param takeover source distribution points to be reassigned; null for none
 */
public record JobSelection(
        Set<ObjectType> types,
        Set<Long> entityIds,
        @Nullable ClientChoice clients,
        PackageChoice packages,
        List<Long> distributionPoints,
        @Nullable ObjectQuery query,
        Set<Long> except,
        @Nullable Boolean related,
        @Nullable TakeoverChoice takeover) {

    public JobSelection(
            @Nullable Set<ObjectType> types,
            @Nullable Set<Long> entityIds,
            @Nullable ClientChoice clients,
            @Nullable PackageChoice packages,
            @Nullable List<Long> distributionPoints,
            @Nullable ObjectQuery query,
            @Nullable Set<Long> except,
            @Nullable Boolean related,
            @Nullable TakeoverChoice takeover) {
        this.types = types == null ? Set.of() : sorted(types);
        this.entityIds = entityIds == null ? Set.of() : sorted(entityIds);
        this.clients = clients;
        this.packages = packages == null ? PackageChoice.none() : packages;
        this.distributionPoints = distributionPoints == null ? List.of() : List.copyOf(distributionPoints);
        this.query = query;
        this.except = except == null ? Set.of() : sorted(except);
        this.related = related;
        this.takeover = takeover;
    }

    /** Without a query, exceptions, a choice about related objects and a takeover. */
    public JobSelection(
            @Nullable Set<ObjectType> types,
            @Nullable Set<Long> entityIds,
            @Nullable ClientChoice clients,
            @Nullable PackageChoice packages,
            @Nullable List<Long> distributionPoints) {
        this(types, entityIds, clients, packages, distributionPoints, null, null, null, null);
    }

    /** In one fixed order, so that the same selection always gives the same JSON text. */
    private static <T extends Comparable<T>> Set<T> sorted(Set<T> values) {
        return Collections.unmodifiableSet(new TreeSet<>(values));
    }

    boolean takesObjects() {
        return !types.isEmpty() || !entityIds.isEmpty() || query != null;
    }

    boolean takesRelated() {
        return related == null || related;
    }

    boolean takesContent() {
        return !packages.isEmpty();
    }
}
