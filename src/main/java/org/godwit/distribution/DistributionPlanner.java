package org.godwit.distribution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says what a distribution job has to bring, by the versions that were published: a package whose contents are the same on
 * both sides, proven, is not looked at again, and an older version never takes the place of a newer one.
 */
@Component
class DistributionPlanner {

    private static final Comparator<StoredPackage> NEWEST_FIRST = Comparator.comparing(
                    (StoredPackage p) -> p.sourceVersion() == null ? -1 : p.sourceVersion())
            .thenComparing(StoredPackage::publishedAt)
            .reversed();

    private final PointStore stored;
    private final EvidenceStore evidence;
    private final RetirementStore retirements;

    DistributionPlanner(PointStore stored, EvidenceStore evidence, RetirementStore retirements) {
        this.stored = stored;
        this.evidence = evidence;
        this.retirements = retirements;
    }

    /** @param unchanged packages that are there already in the same version */
    record Plan(List<PlannedPackage> packages, long unchanged) {}

    /** @param packageIds empty for all */
    Plan plan(List<DistributionJob.Pair> pairs, List<String> packageIds) {
        Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        wanted.addAll(packageIds);
        Map<Long, List<StoredPackage>> held = new HashMap<>();
        Map<Long, Map<String, List<StoredPackage>>> givers = new LinkedHashMap<>();
        for (DistributionJob.Pair pair : pairs) {
            Map<String, List<StoredPackage>> byPackage = givers.computeIfAbsent(pair.to(), to -> new TreeMap<>());
            held.computeIfAbsent(pair.from(), stored::allPackages).stream()
                    .filter(p -> wanted.isEmpty() || wanted.contains(p.packageId()))
                    .forEach(p -> byPackage
                            .computeIfAbsent(p.packageId(), id -> new ArrayList<>())
                            .add(p));
        }
        List<PlannedPackage> planned = new ArrayList<>();
        long unchanged = 0;
        for (Map.Entry<Long, Map<String, List<StoredPackage>>> target : givers.entrySet()) {
            Retiring retiring =
                    new Retiring(retirements.planned(target.getKey()), retirements.removed(target.getKey()));
            for (List<StoredPackage> offered : target.getValue().values()) {
                PlannedPackage one = one(target.getKey(), offered, retiring);
                if (one == null) {
                    unchanged++;
                } else {
                    planned.add(one);
                }
            }
        }
        return new Plan(planned, unchanged);
    }

    /**
     * What a point is to give up, or gave up.
     *
     * @param planned packages that are to go
     * @param removed packages that went, and when
     */
    private record Retiring(Set<String> planned, Map<String, Instant> removed) {}

    /** Null if the point has it in the same version, proven. */
    private @Nullable PlannedPackage one(long to, List<StoredPackage> offered, Retiring retiring) {
        List<StoredPackage> best = offered.stream().sorted(NEWEST_FIRST).toList();
        StoredPackage newest = best.get(0);
        List<StoredPackage> same = best.stream()
                .filter(p -> p.contentIds().equals(newest.contentIds()))
                .toList();
        StoredPackage there = stored.findPackage(to, newest.packageId()).orElse(null);
        if (there != null && there.contentIds().equals(newest.contentIds()) && proven(there)) {
            return null;
        }
        String code = null;
        String reason = null;
        Instant retired = retiring.removed().get(newest.packageId());
        if (retiring.planned().contains(newest.packageId())) {
            code = "PACKAGE_RETIRING";
            reason = "It is being retired there. Cancel the retirement to bring it.";
        } else if (there == null && retired != null && !newest.publishedAt().isAfter(retired)) {
            code = "PACKAGE_RETIRED";
            reason = "It was retired there, and has not been published anew where it would come from.";
        } else if (there != null && newer(there, newest)) {
            code = "PACKAGE_NEWER_THERE";
            reason = "Version " + there.sourceVersion() + " is there already, which is newer than version "
                    + newest.sourceVersion() + ".";
        }
        return new PlannedPackage(
                to,
                newest.packageId(),
                same.stream().map(StoredPackage::distributionPointId).toList(),
                newest.bytes(),
                code,
                reason);
    }

    private boolean proven(StoredPackage there) {
        return evidence.undoubted(there.distributionPointId(), there.contentIds());
    }

    private static boolean newer(StoredPackage there, StoredPackage offered) {
        Integer here = there.sourceVersion();
        Integer other = offered.sourceVersion();
        return here != null && other != null && here > other;
    }
}
