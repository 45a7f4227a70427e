package org.godwit.client;

import java.util.function.Consumer;
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.site.ClientRead;
import org.godwit.site.SourceDatabase;
import org.springframework.stereotype.Component;

/** Which gathered rows a selection means. */
@Component
class Selections {

    private final GatheredStore gathered;
    private final SourceConnections connections;

    Selections(GatheredStore gathered, SourceConnections connections) {
        this.gathered = gathered;
        this.connections = connections;
    }

    /** The clients to migrate of a selection; a collection is not looked into, since its source is read by collection. */
    PlannedClients planned(long hierarchyId, ClientSelection selection) {
        SmsIdTable listed = listed(selection);
        PlannedClients planned = new PlannedClients();
        gathered.each(hierarchyId, row -> {
            if (row.fate() == Fate.MIGRATE && listed(selection, listed, row)) {
                planned.add(row.resourceId(), row.blocked());
            }
        });
        return planned;
    }

    /** Every gathered row of a selection, also those that are left out, in ascending ResourceID. */
    void each(long hierarchyId, ClientSelection selection, Consumer<Gathered> sink) {
        if (selection.collectionId() == null) {
            each(hierarchyId, selection, new PlannedClients(), sink);
            return;
        }
        try (SourceDatabase source = connections.open(hierarchyId)) {
            each(hierarchyId, selection, members(hierarchyId, selection, source), sink);
        }
    }

    /** Every gathered row of a selection that is the record of a blocked client. */
    void eachBlocked(long hierarchyId, ClientSelection selection, SourceDatabase source, Consumer<Gathered> sink) {
        PlannedClients members =
                selection.collectionId() == null ? new PlannedClients() : members(hierarchyId, selection, source);
        each(hierarchyId, selection, members, row -> {
            if (row.fate() == Fate.MIGRATE && row.blocked()) {
                sink.accept(row);
            }
        });
    }

    private void each(long hierarchyId, ClientSelection selection, PlannedClients members, Consumer<Gathered> sink) {
        SmsIdTable listed = listed(selection);
        gathered.each(hierarchyId, row -> {
            boolean selected = selection.collectionId() == null
                    ? listed(selection, listed, row)
                    : members.contains(row.resourceId());
            if (selected) {
                sink.accept(row);
            }
        });
    }

    private PlannedClients members(long hierarchyId, ClientSelection selection, SourceDatabase source) {
        PlannedClients members = new PlannedClients();
        ClientRead read =
                new ClientRead(Long.MIN_VALUE, selection.collectionId(), connections.dataClasses(hierarchyId));
        source.clients(read, row -> {
            members.add(row.resourceId(), false);
            return true;
        });
        return members;
    }

    private static SmsIdTable listed(ClientSelection selection) {
        SmsIdTable listed = new SmsIdTable();
        selection.smsIds().forEach(listed::add);
        return listed;
    }

    private static boolean listed(ClientSelection selection, SmsIdTable listed, Gathered row) {
        return selection.smsIds().isEmpty() || row.smsId() != null && listed.find(row.smsId()) >= 0;
    }
}
