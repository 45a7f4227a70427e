package org.godwit.distribution;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.godwit.content.ContentException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whose work a destination point's is: that of agents near it, or this server's. */
@Component
class AgentRoutes {

    private final ObjectProvider<RemoteTransfers> agents;
    private final SourcePointStore sourcePoints;

    AgentRoutes(ObjectProvider<RemoteTransfers> agents, SourcePointStore sourcePoints) {
        this.agents = agents;
        this.sourcePoints = sourcePoints;
    }

    /**
     * Places whose agents may do a point's work, the best first; empty if it is this server's.
     *
     * @param sources ids of source points that have what it wants
     */
    List<String> route(long pointId, Supplier<? extends Collection<Long>> sources) {
        RemoteTransfers there = agents.getIfAvailable();
        return there == null ? List.of() : there.route(pointId, sources);
    }

    /** As {@link #route(long, Supplier)}, for points where all sources of the hierarchy count. */
    List<String> route(long pointId, long hierarchyId) {
        return route(
                pointId,
                () -> sourcePoints.all(hierarchyId).stream()
                        .map(SourcePointStore.Row::id)
                        .toList());
    }

    /** The place whose agents do a point's validations; empty if they are this server's. */
    Optional<String> validators(long pointId) {
        return Optional.ofNullable(agents.getIfAvailable()).flatMap(there -> there.validators(pointId));
    }

    /** Source points that have what is to be brought to a point, those of the first package first. */
    static Collection<Long> holders(List<ContentTransfer> transfers, SourceChoice sources) {
        Set<Long> holders = new LinkedHashSet<>();
        for (ContentTransfer transfer : transfers) {
            try {
                sources.candidates(transfer.packageId()).forEach(row -> holders.add(row.id()));
            } catch (ContentException e) {
                continue; // it will fail with this reason when it is brought
            }
        }
        return holders;
    }
}
