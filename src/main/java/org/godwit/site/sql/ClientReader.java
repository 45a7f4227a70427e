package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.godwit.site.ClientRead;
import org.godwit.site.DataClass;
import org.godwit.site.SourceDatabase.ClientSink;
import org.godwit.site.SourceFailure;
import org.godwit.site.sql.ClientColumn.Array;
import org.godwit.site.sql.ClientColumn.OfDevice;
import org.godwit.site.sql.ClientColumn.OfSystem;
import org.godwit.site.sql.SourceSchema.View;
import org.godwit.site.sql.SourceSession.Query;
import org.godwit.site.sql.SourceSession.RowHandler;
import org.godwit.site.sql.definition.Reading.Join;
import org.jspecify.annotations.Nullable;

/**
 * Reads client records, a page of {@code v_R_System} at a time by ResourceID, and what the other views hold of the same
 * range. The other views are read apart, not joined: a resource that one of them lacks, or holds twice, is still read once.
 */
final class ClientReader {

    static final int PAGE = 2_000;

    static final String KEY_DATA = "ClientKeyData";
    static final String THUMBPRINT = "Thumbprint";

    private final SourceSession session;
    private final ClientRead read;
    private final @Nullable View membership;

    ClientReader(SourceSession session, ClientRead read) {
        this.session = session;
        this.read = read;
        this.membership = read.collectionId() == null ? null : membership(session.schema());
    }

    long count() throws SQLException {
        return session.count(
                ofCollection(Select.from(system()), OfSystem.KEY).after(OfSystem.KEY),
                parameters(read.afterResourceId()));
    }

    void read(ClientSink sink) throws SQLException {
        List<String> columns = new ArrayList<>(ClientColumn.names(OfSystem.values(), read.classes()));
        columns.add(OfSystem.KEY);
        Select page = ofCollection(Select.from(system()).columns(columns), OfSystem.KEY)
                .after(OfSystem.KEY)
                .orderedBy(OfSystem.KEY);
        try (Query systems = session.prepare(page, PAGE);
                Parts parts = parts()) {
            long after = read.afterResourceId();
            List<ClientAssembly> found;
            do {
                found = new ArrayList<>(PAGE);
                List<ClientAssembly> clients = found;
                systems.run(row -> clients.add(new ClientAssembly(row)), parameters(after));
                if (found.isEmpty()) {
                    return;
                }
                long last = found.get(found.size() - 1).resourceId();
                parts.fill(found, parameters(after, last));
                after = last;
                for (ClientAssembly client : found) {
                    if (!sink.accept(client.client())) {
                        return;
                    }
                }
            } while (found.size() == PAGE);
        }
    }

    private View system() {
        return session.schema()
                .find(OfSystem.VIEW)
                .filter(v -> v.has(OfSystem.KEY))
                .orElseThrow(() -> invisible("client records", OfSystem.VIEW));
    }

    private static View membership(SourceSchema schema) {
        return schema.find("v_FullCollectionMembership")
                .filter(v -> v.has("CollectionID") && v.has("ResourceID"))
                .orElseThrow(() -> invisible("members of collections", "v_FullCollectionMembership"));
    }

    private Select ofCollection(Select select, String key) {
        return membership == null ? select : select.existing(key, membership, "ResourceID", "CollectionID");
    }

    /** Parameters in the order of the conditions: the collection first, then the range. */
    private Object[] parameters(Object... range) {
        if (read.collectionId() == null) {
            return range;
        }
        Object[] all = new Object[range.length + 1];
        all[0] = read.collectionId();
        System.arraycopy(range, 0, all, 1, range.length);
        return all;
    }

    private Parts parts() throws SQLException {
        Parts parts = new Parts();
        boolean identity = read.classes().contains(DataClass.DEVICE_IDENTITY);
        Optional<View> device = session.schema().find(OfDevice.VIEW).filter(v -> v.has(OfDevice.KEY));
        if (identity && device.filter(v -> v.has(OfDevice.BLOCKED.column())).isEmpty()) {
            throw invisible("blocked clients", OfDevice.VIEW);
        }
        if (device.isPresent()) {
            List<String> columns = ClientColumn.names(OfDevice.values(), read.classes());
            parts.add(Select.from(device.get()), OfDevice.KEY, columns, ClientAssembly::device);
        }
        for (Array array : Array.values()) {
            Optional<View> view = session.schema().find(array.view()).filter(v -> v.has(array.column()));
            if (view.isPresent() && read.classes().contains(array.dataClass())) {
                parts.add(Select.from(view.get()), Array.KEY, List.of(array.column()), (client, row) -> {
                    String value = row.text(0);
                    if (value != null) {
                        client.value(array, value);
                    }
                });
            }
        }
        if (identity) {
            thumbprints(parts);
        }
        return parts;
    }

    /** Certificates are in a base table that reporting accounts do not see; they are read where they are seen. */
    private void thumbprints(Parts parts) throws SQLException {
        Optional<View> keys = session.schema().find(KEY_DATA).filter(v -> v.has("SMSID") && v.has(THUMBPRINT));
        if (keys.isPresent() && system().has(OfSystem.SMS_ID.column())) {
            Join bySmsId = new Join(KEY_DATA, OfSystem.SMS_ID.column(), "SMSID");
            parts.add(Select.from(system(), keys.get(), bySmsId), OfSystem.KEY, List.of(THUMBPRINT), (client, row) -> {
                String value = row.text(0);
                if (value != null) {
                    client.thumbprint(value);
                }
            });
        }
    }

    private static SourceFailure invisible(String what, String view) {
        return new SourceFailure(
                SourceFailure.Cause.UNAUTHORISED,
                "The " + what + " cannot be read: the view " + view
                        + " or its columns are not visible to this account.",
                "Grant the source site database account Select on " + view + ".");
    }

    @FunctionalInterface
    private interface PartHandler {
        void take(ClientAssembly client, Row row) throws SQLException;
    }

    /** The queries over the other views. */
    private final class Parts implements AutoCloseable {

        private final List<Query> queries = new ArrayList<>();
        private final List<PartHandler> handlers = new ArrayList<>();
        private final List<Integer> keyPositions = new ArrayList<>();

        void add(Select select, String key, List<String> columns, PartHandler handler) throws SQLException {
            List<String> all = new ArrayList<>(columns);
            all.add(key);
            queries.add(session.prepare(
                    ofCollection(select.columns(all), key).after(key).upTo(key)));
            handlers.add(handler);
            keyPositions.add(columns.size());
        }

        void fill(List<ClientAssembly> clients, Object[] range) throws SQLException {
            Map<Long, ClientAssembly> byId = new HashMap<>(clients.size() * 2);
            clients.forEach(c -> byId.put(c.resourceId(), c));
            for (int i = 0; i < queries.size(); i++) {
                queries.get(i).run(handing(handlers.get(i), keyPositions.get(i), byId), range);
            }
        }

        private RowHandler handing(PartHandler handler, int keyPosition, Map<Long, ClientAssembly> byId) {
            return row -> {
                ClientAssembly client = byId.get(row.number(keyPosition));
                if (client != null) {
                    handler.take(client, row);
                }
            };
        }

        @Override
        public void close() throws SQLException {
            for (Query query : queries) {
                query.close();
            }
        }
    }
}
