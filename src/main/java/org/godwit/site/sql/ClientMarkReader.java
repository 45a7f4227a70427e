package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.site.DataClass;
import org.godwit.site.SourceDatabase.MarkSink;
import org.godwit.site.sql.ClientColumn.Array;
import org.godwit.site.sql.ClientColumn.OfDevice;
import org.godwit.site.sql.SourceSchema.View;
import org.godwit.site.sql.SourceSession.Query;
import org.godwit.site.sql.definition.Reading.Condition;

/**
 * Reads {@link ClientMark change marks}: two of the views that client records are read from, and of the second one column. Each
 * is read once from its beginning to its end, in whatever order the source gives its rows: a row that is missed or met twice
 * because the source changes meanwhile has another mark than before, and so is looked at.
 */
final class ClientMarkReader {

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

    /** @param sink is given the marks in ascending ResourceID */
    void read(MarkSink sink) throws SQLException {
        View devices = session.schema().find(OfDevice.VIEW).orElseThrow();
        View times = session.schema().find(TIMES.view()).orElseThrow();
        MarkTable marks = new MarkTable();
        int key = columns.size() - 1;
        try (Query query = session.prepare(Select.from(devices).columns(columns))) {
            query.run(row -> {
                if (row.number(OfDevice.ARCHITECTURE.ordinal()) != ClientAssembly.UNKNOWN_COMPUTER) {
                    marks.device(row.number(key), ClientMark.ofDevice(row));
                }
            });
        }
        try (Query query = session.prepare(times(times))) {
            query.run(row -> marks.discovered(row.number(1), ClientMark.ofDiscovery(row.mark(0))));
        }
        marks.each(sink);
    }

    private static Select times(View view) {
        Select select = Select.from(view).columns(List.of(TIMES.column(), Array.KEY));
        return view.has("ResourceType") ? select.where(List.of(Condition.only("ResourceType", SYSTEM))) : select;
    }
}
