package org.godwit.distribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.godwit.content.ContentException;
import org.godwit.content.ContentSource;
import org.godwit.content.PackageRequest;
import org.jspecify.annotations.Nullable;

/** From which source distribution points the packages of one hierarchy can be read; keeps their libraries open for a run. */
final class SourceChoice implements AutoCloseable {

    private final long hierarchyId;
    private final GatheredStore gathered;
    private final Libraries libraries;
    private final Map<Long, SourcePointStore.Row> points;
    private final Map<Long, ContentSource> open = new HashMap<>();

    SourceChoice(long hierarchyId, GatheredStore gathered, SourcePointStore store, Libraries libraries) {
        this.hierarchyId = hierarchyId;
        this.gathered = gathered;
        this.libraries = libraries;
        this.points = store.all(hierarchyId).stream().collect(Collectors.toMap(SourcePointStore.Row::id, row -> row));
    }

    /** As {@link #candidates(String, Location)}, whatever the destination. */
    List<SourcePointStore.Row> candidates(String packageId) throws ContentException {
        return candidates(packageId, null);
    }

    /**
     * Points a package can be read from, the best first.
     *
     * @param destination library it is for, which is no source for itself; null where that does not matter
     *
     * @throws ContentException {@code PACKAGE_NOT_IN_LIBRARY} if there is none, with every reason
     */
    List<SourcePointStore.Row> candidates(String packageId, @Nullable Location destination) throws ContentException {
        List<SourcePointStore.Row> candidates = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (long id : gathered.pointsWith(hierarchyId, packageId)) {
            SourcePointStore.Row row = points.get(id);
            if (row == null || Eligibility.location(row).equals(destination)) {
                continue;
            }
            List<String> against = Eligibility.reasonsAgainst(row);
            if (against.isEmpty()) {
                candidates.add(row);
            } else {
                reasons.add(row.point().serverName() + ": " + String.join(" ", against));
            }
        }
        if (candidates.isEmpty()) {
            throw new ContentException(
                    ContentException.Code.PACKAGE_NOT_IN_LIBRARY,
                    "No source distribution point can give package " + packageId + "."
                            + (reasons.isEmpty() ? " The source states none that has it." : " ")
                            + String.join(" ", reasons));
        }
        return candidates;
    }

    Optional<SourcePointStore.Row> point(long id) {
        return Optional.ofNullable(points.get(id));
    }

    PackageRequest request(String packageId, SourcePointStore.Row point) throws IOException {
        return new PackageRequest(packageId, library(point), gathered.expected(hierarchyId, packageId));
    }

    private synchronized ContentSource library(SourcePointStore.Row point) throws IOException {
        ContentSource library = open.get(point.id());
        if (library == null) {
            library = libraries.source(point);
            open.put(point.id(), library);
        }
        return library;
    }

    @Override
    public synchronized void close() throws IOException {
        IOException first = null;
        for (ContentSource library : open.values()) {
            try {
                library.close();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        open.clear();
        if (first != null) {
            throw first;
        }
    }
}
