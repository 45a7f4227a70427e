package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.godwit.site.DataClass;
import org.godwit.site.SourceDatabase.MarkSink;
import org.godwit.site.sql.ClientColumn.Array;
import org.godwit.site.sql.ClientColumn.OfDevice;
import org.godwit.site.sql.SourceSchema.View;
import org.godwit.site.sql.SourceSession.Query;
import org.godwit.site.sql.definition.Reading.Condition;

/** Reads {@link ClientMark change marks}: two of the views that client records are read from, and of the second one column. */
final class ClientMarkReader {

    private static final int PAGE = 10_000;
    private static final int SYSTEM = 5;
    private static final Array TIMES = Array.DISCOVERY_TIMES;

    private final SourceSession session;
    private final List<String> columns;

    ClientMarkReader(SourceSession session, Set<DataClass> classes) {
        this.session = session;
        this.columns = new ArrayList<>(ClientColumn.names(OfDevice.values(), classes));
        columns.add(OfDevice.KEY);
    }

    static boolean possible(SourceSchema schema, Set<DataClass> classes) {
        return classes.contains(DataClass.DEVICE_IDENTITY)
                && schema.has(OfDevice.VIEW, OfDevice.KEY, OfDevice.BLOCKED.column())
                && schema.has(TIMES.view(), Array.KEY, TIMES.column());
    }

    void read(MarkSink sink) throws SQLException {
        Optional<View> devices = session.schema().find(OfDevice.VIEW);
        Optional<View> times = session.schema().find(TIMES.view());
        Select first = Select.from(devices.orElseThrow()).columns(columns).orderedBy(OfDevice.KEY);
        Select next =
                Select.from(devices.get()).columns(columns).from(OfDevice.KEY).orderedBy(OfDevice.KEY);
        try (Query firstDevices = session.prepare(first, PAGE);
                Query nextDevices = session.prepare(next, PAGE);
                Query discoveries = session.prepare(
                        times(times.orElseThrow()).from(Array.KEY).before(Array.KEY));
                Query lastDiscoveries = session.prepare(times(times.get()).from(Array.KEY))) {
            long from = Long.MIN_VALUE;
            Page page;
            do {
                page = new Page();
                if (from == Long.MIN_VALUE) {
                    firstDevices.run(page::device);
                } else {
                    nextDevices.run(page::device, from);
                }
                if (page.rows < PAGE) {
                    lastDiscoveries.run(page::discovered, from);
                } else {
                    page.marks.remove(page.last); // its rows may go on behind the page
                    discoveries.run(page::discovered, from, page.last);
                }
                page.marks.forEach((id, mark) -> sink.accept(id, mark.value()));
                from = page.last;
            } while (page.rows == PAGE);
        }
    }

    private Select times(View view) {
        Select select = Select.from(view).columns(List.of(TIMES.column(), Array.KEY));
        return view.has("ResourceType") ? select.where(List.of(Condition.only("ResourceType", SYSTEM))) : select;
    }

    private final class Page {

        private final Map<Long, ClientMark> marks = new TreeMap<>();
        private long last;
        private int rows;

        void device(Row row) throws SQLException {
            rows++;
            last = row.number(columns.size() - 1);
            if (row.number(OfDevice.ARCHITECTURE.ordinal()) != ClientAssembly.UNKNOWN_COMPUTER) {
                of(last).device(row);
            }
        }

        void discovered(Row row) throws SQLException {
            of(row.number(1)).discovered(row.text(0));
        }

        private ClientMark of(long resourceId) {
            return marks.computeIfAbsent(resourceId, id -> new ClientMark());
        }
    }
}
