package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.godwit.shared.Carried;
import org.godwit.site.DataClass;
import org.godwit.site.SourceDatabase.MarkSink;
import org.godwit.site.sql.ClientColumn.Array;
import org.godwit.site.sql.ClientColumn.OfDevice;
import org.godwit.site.sql.SourceSchema.View;
import org.godwit.site.sql.SourceSession.Query;
import org.godwit.site.sql.definition.Reading.Condition;

/**
 * Reads {@link ClientMark change marks}: two of the views that client records are read from, and of the second one column. Each
 * is read once from its beginning to its end, both at the same time over a connection each, in whatever order the source gives
 * its rows: a row that is missed, met twice, or seen by one view before and by the other after a change has another mark than
 * before, and so is looked at.
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

    /**
     * @param another opens the second connection, which is closed when it is read
     * @param sink is given the marks in ascending ResourceID
     */
    void read(SessionOpener another, MarkSink sink) throws SQLException {
        FutureTask<MarkTable> times = new FutureTask<>(() -> {
            try (SourceSession session = another.open()) {
                return times(session);
            }
        });
        Thread beside = new Thread(Carried.over(times), "client-marks-times");
        beside.setDaemon(true);
        beside.start();
        MarkTable marks;
        try {
            marks = devices();
        } catch (SQLException | RuntimeException e) {
            times.cancel(true);
            throw e;
        }
        marks.add(result(times));
        marks.each(sink);
    }

    private MarkTable devices() throws SQLException {
        View view = session.schema().find(OfDevice.VIEW).orElseThrow();
        MarkTable marks = new MarkTable();
        int key = columns.size() - 1;
        try (Query query = session.prepare(Select.from(view).columns(columns))) {
            query.run(row -> {
                if (row.number(OfDevice.ARCHITECTURE.ordinal()) != ClientAssembly.UNKNOWN_COMPUTER) {
                    marks.device(row.number(key), ClientMark.ofDevice(row));
                }
            });
        }
        return marks;
    }

    private static MarkTable times(SourceSession session) throws SQLException {
        View view = session.schema().find(TIMES.view()).orElseThrow();
        MarkTable marks = new MarkTable();
        try (Query query = session.prepare(times(view))) {
            query.run(row -> marks.discovered(row.number(1), ClientMark.ofDiscovery(row.mark(0))));
        }
        return marks;
    }

    private static MarkTable result(FutureTask<MarkTable> reading) throws SQLException {
        try {
            return reading.get();
        } catch (InterruptedException e) {
            reading.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading change marks", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Select times(View view) {
        Select select = Select.from(view).columns(List.of(TIMES.column(), Array.KEY));
        return view.has("ResourceType") ? select.where(List.of(Condition.only("ResourceType", SYSTEM))) : select;
    }

    /** Opens another connection to the same source with the same account. */
    @FunctionalInterface
    interface SessionOpener {
        /** @throws org.godwit.site.SourceFailure if the domain does not sign the account in */
        SourceSession open() throws SQLException;
    }
}
