package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.godwit.site.ClientRead;
import org.godwit.site.DataClass;
import org.godwit.site.sql.ClientColumn.Array;
import org.godwit.site.sql.ClientColumn.MoreOfDevice;
import org.godwit.site.sql.ClientColumn.OfDevice;
import org.godwit.site.sql.ClientColumn.OfSystem;
import org.godwit.site.sql.SourceSchema.View;
import org.godwit.site.sql.SourceSession.Query;
import org.godwit.site.sql.SourceSession.RowHandler;
import org.godwit.site.sql.definition.Reading.Join;
import org.jspecify.annotations.Nullable;

/** What other views than {@code v_R_System} hold of client records: one query each, for a page of resources at a time. */
final class ClientParts implements AutoCloseable {

    static final String KEY_DATA = "ClientKeyData";
    static final String SMS_ID = "SMSID";
    static final String THUMBPRINT = "Thumbprint";

    private final SourceSession session;
    private final BiFunction<Select, String, Select> ofPage;
    private final List<Query> queries = new ArrayList<>();
    private final List<PartHandler> handlers = new ArrayList<>();
    private final List<Integer> keyPositions = new ArrayList<>();
    private final @Nullable Thumbprints thumbprints;

    /** @param ofPage restricts a select to the rows whose key, the column named, is of the page */
    ClientParts(SourceSession session, ClientRead read, BiFunction<Select, String, Select> ofPage) throws SQLException {
        this.session = session;
        this.ofPage = ofPage;
        if (read.classes().contains(DataClass.DEVICE_IDENTITY)) {
            ClientReader.blocking(session.schema());
        }
        Optional<View> device = session.schema().find(OfDevice.VIEW).filter(v -> v.has(OfDevice.KEY));
        if (device.isPresent()) {
            List<String> columns = new ArrayList<>(ClientColumn.names(OfDevice.values(), read.classes()));
            columns.addAll(ClientColumn.names(MoreOfDevice.values(), read.classes()));
            add(Select.from(device.get()), OfDevice.KEY, columns, ClientAssembly::device);
        }
        for (Array array : Array.values()) {
            Optional<View> view = session.schema().find(array.view()).filter(v -> v.has(array.column()));
            if (view.isPresent() && read.classes().contains(array.dataClass())) {
                add(
                        Select.from(view.get()),
                        Array.KEY,
                        List.of(array.column()),
                        (client, row) -> client.value(array, row));
            }
        }
        thumbprints = read.classes().contains(DataClass.DEVICE_IDENTITY) ? thumbprints(read) : null;
    }

    @FunctionalInterface
    private interface PartHandler {
        void take(ClientAssembly client, Row row) throws SQLException;
    }

    private void add(Select select, String key, List<String> columns, PartHandler handler) throws SQLException {
        List<String> all = new ArrayList<>(columns);
        all.add(key);
        queries.add(session.prepare(ofPage.apply(select.columns(all), key)));
        handlers.add(handler);
        keyPositions.add(columns.size());
    }

    /**
     * Certificates are in a base table that reporting accounts do not see; they are read where they are seen. For all clients
     * the table is read as a whole.
     *
     * @return all thumbprints; null where they are read page by page, or not at all
     */
    private @Nullable Thumbprints thumbprints(ClientRead read) throws SQLException {
        View systems = ClientReader.system(session);
        Optional<View> keys = session.schema().find(KEY_DATA).filter(v -> v.has(SMS_ID) && v.has(THUMBPRINT));
        if (keys.isEmpty() || !systems.has(OfSystem.SMS_ID.column())) {
            return null;
        }
        if (!read.everything()) {
            Join bySmsId = new Join(KEY_DATA, OfSystem.SMS_ID.column(), SMS_ID);
            add(
                    Select.from(systems, keys.get(), bySmsId),
                    OfSystem.KEY,
                    List.of(THUMBPRINT),
                    (client, row) -> client.thumbprint(row.text(0)));
            return null;
        }
        Thumbprints all = new Thumbprints();
        try (Query query = session.prepare(Select.from(keys.get()).columns(List.of(SMS_ID, THUMBPRINT)))) {
            query.run(row -> {
                String smsId = row.text(0);
                String thumbprint = row.text(1);
                if (smsId != null && thumbprint != null) {
                    all.add(smsId, thumbprint);
                }
            });
        }
        return all;
    }

    /** @param parameters of the page */
    void fill(List<ClientAssembly> clients, Object[] parameters) throws SQLException {
        Map<Long, ClientAssembly> byId = new HashMap<>(clients.size() * 2);
        clients.forEach(c -> byId.put(c.resourceId(), c));
        for (int i = 0; i < queries.size(); i++) {
            queries.get(i).run(handing(handlers.get(i), keyPositions.get(i), byId), parameters);
        }
        if (thumbprints != null) {
            clients.forEach(c -> c.thumbprint(thumbprints.of(c.smsId())));
        }
    }

    private static RowHandler handing(PartHandler handler, int keyPosition, Map<Long, ClientAssembly> byId) {
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
