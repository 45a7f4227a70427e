package org.godwit.distribution;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.godwit.content.ContentException;
import org.godwit.distribution.Consignment.Library;
import org.springframework.stereotype.Component;

/** Writes down for agents what a point is to get, and from where. */
@Component
class Consignments {

    private final PointStore published;
    private final EvidenceStore evidence;
    private final GatheredStore gathered;

    Consignments(PointStore published, EvidenceStore evidence, GatheredStore gathered) {
        this.published = published;
        this.evidence = evidence;
        this.gathered = gathered;
    }

    /**
     * @param neighbours points of the same place, the point among them, by id
     * @param failed told of every transfer whose package nobody has, with the reason; it is not in the consignment
     */
    Consignment of(
            long hierarchyId,
            DistributionPointEntity point,
            List<ContentTransfer> transfers,
            Map<Long, DistributionPointEntity> neighbours,
            SourceChoice sources,
            BiConsumer<ContentTransfer, ContentException> failed) {
        Map<Library, Integer> origins = new LinkedHashMap<>();
        List<Consignment.Parcel> parcels = new ArrayList<>();
        for (ContentTransfer transfer : transfers) {
            try {
                List<Consignment.Origin> from = new ArrayList<>();
                origins(point, transfer.packageId(), neighbours, sources)
                        .forEach((origin, contents) -> from.add(new Consignment.Origin(
                                origins.computeIfAbsent(origin, o -> origins.size()), contents)));
                parcels.add(new Consignment.Parcel(
                        transfer.id(),
                        transfer.packageId(),
                        gathered.expected(hierarchyId, transfer.packageId()),
                        from));
            } catch (ContentException e) {
                failed.accept(transfer, e);
            }
        }
        return new Consignment(
                Library.of(point), point.bandwidth(), ZoneId.systemDefault(), List.copyOf(origins.keySet()), parcels);
    }

    /** Neighbours that have the package, proven, come before sources, which are behind the slow link. */
    private Map<Library, List<String>> origins(
            DistributionPointEntity point,
            String packageId,
            Map<Long, DistributionPointEntity> neighbours,
            SourceChoice sources)
            throws ContentException {
        Map<Library, List<String>> origins = new LinkedHashMap<>();
        for (long holder : published.holders(packageId, neighbours.keySet())) {
            List<String> contents = holder == point.id()
                    ? List.of()
                    : published
                            .findPackage(holder, packageId)
                            .map(StoredPackage::contentIds)
                            .orElse(List.of());
            if (!contents.isEmpty() && evidence.undoubted(holder, contents)) {
                origins.put(Library.of(Objects.requireNonNull(neighbours.get(holder))), contents);
            }
        }
        for (SourcePointStore.Row row : sources.candidates(packageId, point.location())) {
            origins.put(Library.of(row), List.of());
        }
        return origins;
    }
}
