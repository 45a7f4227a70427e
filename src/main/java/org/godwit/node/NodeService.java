package org.godwit.node;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.godwit.schedule.ScheduleProperties;
import org.godwit.schedule.ScheduleQueries;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The server nodes, as administrators see them. */
@Service
@Transactional(readOnly = true)
public class NodeService {

    private final NodeStore store;
    private final ScheduleQueries queries;
    private final ScheduleProperties schedule;
    private final Clock clock;

    NodeService(NodeStore store, ScheduleQueries queries, ScheduleProperties schedule, Clock clock) {
        this.store = store;
        this.queries = queries;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** Every node of the last day, the newest start first; a node that was stopped in order is not listed any more. */
    @Requires(Right.NODE_READ)
    public List<ServerNode> list() {
        Map<String, List<ServerNode.Work>> work = queries.taken().stream()
                .collect(Collectors.groupingBy(
                        ScheduleQueries.Taken::node,
                        Collectors.mapping(
                                t -> new ServerNode.Work(t.task(), t.instance(), t.lastHeartbeat()),
                                Collectors.toList())));
        return store.all(clock.instant().minus(schedule.missedAfter())).stream()
                .map(node -> node.with(work.getOrDefault(node.name(), List.of())))
                .toList();
    }
}
