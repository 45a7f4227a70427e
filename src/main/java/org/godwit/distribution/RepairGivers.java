package org.godwit.distribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.godwit.content.ContentException;
import org.godwit.content.ContentSource;
import org.godwit.content.RepairSources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can give one destination point back what it lost: first the other points of the destination where it was proven, then
 * the points of the source hierarchy. Opened when asked for, and kept open until the repair is over.
 */
final class RepairGivers implements RepairSources, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RepairGivers.class);

    private final DistributionPointEntity point;
    private final DistributionPointRepository points;
    private final PointStore stored;
    private final EvidenceStore evidence;
    private final SourceChoice sources;
    private final OpenLibraries open;

    /** @param sources of the hierarchy that the packages came from */
    RepairGivers(
            DistributionPointEntity point,
            DistributionPointRepository points,
            PointStore stored,
            EvidenceStore evidence,
            Libraries libraries,
            SourceChoice sources) {
        this.point = point;
        this.points = points;
        this.stored = stored;
        this.evidence = evidence;
        this.open = new OpenLibraries(libraries);
        this.sources = sources;
    }

    @Override
    public synchronized List<ContentSource> withFile(String packageId, String hash) {
        List<ContentSource> givers = opened(evidence.holders(hash, point.id()));
        givers.addAll(atSource(packageId));
        return givers;
    }

    @Override
    public synchronized List<ContentSource> withPackage(String packageId) {
        List<ContentSource> givers = opened(stored.holders(packageId).stream()
                .filter(id -> id != point.id())
                .toList());
        givers.addAll(atSource(packageId));
        return givers;
    }

    @Override
    public synchronized boolean provenThere(ContentSource library) {
        return open.contains(library);
    }

    private List<ContentSource> opened(Collection<Long> ids) {
        List<ContentSource> givers = new ArrayList<>();
        for (long id : ids) {
            DistributionPointEntity other = points.findById(id).orElse(null);
            if (other == null || other.state() != DistributionPoint.State.ACTIVE) {
                continue;
            }
            try {
                givers.add(open.of(id, () -> other));
            } catch (IOException e) {
                LOG.warn("{} cannot give anything back: {}", other.name(), e.getMessage());
            }
        }
        return givers;
    }

    private List<ContentSource> atSource(String packageId) {
        List<ContentSource> givers = new ArrayList<>();
        try {
            for (SourcePointStore.Row row : sources.candidates(packageId, point.location())) {
                try {
                    givers.add(sources.request(packageId, row).source());
                } catch (IOException e) {
                    LOG.warn("{} cannot give anything back: {}", row.point().serverName(), e.getMessage());
                }
            }
        } catch (ContentException e) {
            LOG.debug("No source distribution point can help: {}", e.getMessage());
        }
        return givers;
    }

    @Override
    public void close() {
        open.close();
    }
}
