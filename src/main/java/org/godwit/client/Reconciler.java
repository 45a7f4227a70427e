package org.godwit.client;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.godwit.client.BlockedClients.BlockedClient;
import org.godwit.client.ClientDifference.Kind;
import org.godwit.client.Reconciliation.Figures;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.site.ClientRead;
import org.godwit.site.SourceDatabase;
import org.springframework.stereotype.Component;

/**
 * Reads a source whole and compares it with the records here. It asks nothing of what was gathered: the merge rules are
 * applied anew to the rows as they are.
 */
@Component
class Reconciler {

    private static final int CHUNK = 2_000;
    private static final int AHEAD = 2;
    private static final int KEPT_OF_A_KIND = 10_000;

    private final SourceConnections connections;
    private final RecordStore records;
    private final GuardStore guard;
    private final BlockedClients blocked;

    Reconciler(SourceConnections connections, RecordStore records, GuardStore guard, BlockedClients blocked) {
        this.connections = connections;
        this.records = records;
        this.guard = guard;
        this.blocked = blocked;
    }

    /**
     * @param figures not sealed yet
     * @param differences the first of each kind
     */
    record Result(Figures figures, List<ClientDifference> differences) {}

    /** @throws org.godwit.site.SourceFailure if the source cannot be read */
    Result run(long hierarchyId, SourceDatabase source) {
        ClientRead everything = new ClientRead(Long.MIN_VALUE, null, connections.dataClasses(hierarchyId));
        SourceSurvey survey = new SourceSurvey();
        List<String> blockedThere = new ArrayList<>();
        long[] rows = {0};
        source.clients(everything, client -> {
            SourceRow row = SourceRow.of(client);
            survey.add(row, null, false);
            if (row.blocks() && row.smsId() != null) {
                blockedThere.add(row.smsId());
            }
            rows[0]++;
            return true;
        });
        PlannedClients clients = survey.clients();
        List<ClientDifference> kept = new ArrayList<>();
        Map<Kind, Integer> found = new EnumMap<>(Kind.class);
        SourceComparison comparison = new SourceComparison(hierarchyId, survey, lifted(), difference -> {
            if (found.merge(difference.kind(), 1, Integer::sum) <= KEPT_OF_A_KIND) {
                kept.add(difference);
            }
        });
        try (Prefetch<SourceRow> reading = new Prefetch<>(source, everything, CHUNK, AHEAD, SourceRow::of)) {
            for (List<SourceRow> next = reading.next(); !next.isEmpty(); next = reading.next()) {
                List<SourceRow> chosen = next.stream()
                        .filter(row -> row.fate() == Fate.MIGRATE && clients.contains(row.resourceId()))
                        .toList();
                comparison.take(
                        chosen,
                        records.stored(
                                chosen.stream().map(SourceRow::migratedSmsId).toList()));
            }
        }
        records.eachOfSource(hierarchyId, comparison::record);
        SmsIdTable refused = new SmsIdTable();
        guard.of(hierarchyId).forEach(entry -> refused.add(entry.smsId()));
        blocked.all().forEach(client -> refused.add(client.smsId().value()));
        blockedThere.stream().distinct().forEach(id -> comparison.blocked(id, refused.find(id) >= 0));
        return new Result(comparison.figures(rows[0]), kept);
    }

    private SmsIdTable lifted() {
        SmsIdTable lifted = new SmsIdTable();
        blocked.all().stream()
                .filter(BlockedClient::lifted)
                .forEach(client -> lifted.add(client.smsId().value()));
        return lifted;
    }
}
