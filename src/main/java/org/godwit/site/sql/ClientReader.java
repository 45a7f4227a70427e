package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.godwit.site.ClientRead;
import org.godwit.site.SourceClient;
import org.godwit.site.SourceDatabase.ClientSink;
import org.godwit.site.SourceFailure;
import org.godwit.site.sql.ClientColumn.MoreOfSystem;
import org.godwit.site.sql.ClientColumn.OfDevice;
import org.godwit.site.sql.ClientColumn.OfSystem;
import org.godwit.site.sql.SourceSchema.View;
import org.godwit.site.sql.SourceSession.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads client records, a page of {@code v_R_System} at a time by ResourceID, and what the other views hold of the same
 * resources. The other views are read apart, not joined: a resource that one of them lacks, or holds twice, is still read
 * once.
 */
final class ClientReader {

    static final int PAGE = 2_000;

    /** Read where clients are chosen by a collection. */
    static final String MEMBERSHIP = "v_FullCollectionMembership";

    /** ResourceIDs in one statement. */
    private static final int IDS = 500;

    private final SourceSession session;
    private final ClientRead read;
    private final boolean marked;
    private final @Nullable View membership;
    private final @Nullable View blocking;

    ClientReader(SourceSession session, ClientRead read) {
        this.session = session;
        this.read = read;
        this.marked = ClientMarkReader.possible(session.schema(), read.classes());
        this.membership = read.collectionId() == null ? null : membership(session.schema());
        this.blocking = read.blockedOnly() ? blocking(session.schema()) : null;
    }

    long count() throws SQLException {
        if (read.resourceIds() != null) {
            return read.resourceIds().size();
        }
        if (read.everything()) {
            return session.count(system(session));
        }
        Select rows = selected(Select.from(system(session)), OfSystem.KEY);
        return read.afterResourceId() == Long.MIN_VALUE
                ? session.count(rows, parameters())
                : session.count(rows.after(OfSystem.KEY), parameters(read.afterResourceId()));
    }

    void read(ClientSink sink) throws SQLException {
        List<String> columns = new ArrayList<>(ClientColumn.names(OfSystem.values(), read.classes()));
        columns.addAll(ClientColumn.names(MoreOfSystem.values(), read.classes()));
        columns.add(OfSystem.KEY);
        Select page = selected(Select.from(system(session)).columns(columns), OfSystem.KEY);
        boolean byId = read.resourceIds() != null;
        page = (byId ? page.in(OfSystem.KEY, IDS) : page.after(OfSystem.KEY)).orderedBy(OfSystem.KEY);
        try (Query systems = byId ? session.prepare(page) : session.prepare(page, PAGE);
                ClientParts parts = new ClientParts(session, read, this::ofPage)) {
            if (read.resourceIds() != null) {
                readIds(read.resourceIds(), systems, parts, sink);
            } else {
                readPages(systems, parts, sink);
            }
        }
    }

    private void readPages(Query systems, ClientParts parts, ClientSink sink) throws SQLException {
        long after = read.afterResourceId();
        List<SourceClient> page;
        do {
            long from = after;
            page = session.settled(() -> {
                List<ClientAssembly> found = systems(systems, from);
                if (!found.isEmpty()) {
                    parts.fill(found, parameters(from, last(found)));
                }
                return clients(found);
            });
            if (page.isEmpty() || !given(page, sink)) {
                return;
            }
            after = page.get(page.size() - 1).resourceId();
        } while (page.size() == PAGE);
    }

    private void readIds(List<Long> ids, Query systems, ClientParts parts, ClientSink sink) throws SQLException {
        for (int i = 0; i < ids.size(); i += IDS) {
            Object[] some = new Object[IDS];
            for (int n = 0; n < IDS; n++) {
                some[n] = ids.get(Math.min(i + n, ids.size() - 1)); // the last one over and over
            }
            List<SourceClient> page = session.settled(() -> {
                List<ClientAssembly> found = systems(systems, some);
                if (!found.isEmpty()) {
                    parts.fill(found, parameters(some));
                }
                return clients(found);
            });
            if (!given(page, sink)) {
                return;
            }
        }
    }

    private List<ClientAssembly> systems(Query systems, Object... which) throws SQLException {
        List<ClientAssembly> found = new ArrayList<>(PAGE);
        systems.run(row -> found.add(new ClientAssembly(row)), parameters(which));
        return found;
    }

    private static long last(List<ClientAssembly> page) {
        return page.get(page.size() - 1).resourceId();
    }

    private List<SourceClient> clients(List<ClientAssembly> found) {
        List<SourceClient> clients = new ArrayList<>(found.size());
        found.forEach(c -> clients.add(c.client(marked)));
        return clients;
    }

    private static boolean given(List<SourceClient> page, ClientSink sink) {
        for (SourceClient client : page) {
            if (!sink.accept(client)) {
                return false;
            }
        }
        return true;
    }

    /** The rows of another view that belong to the page. */
    private Select ofPage(Select select, String key) {
        Select rows = selected(select, key);
        return read.resourceIds() == null ? rows.after(key).upTo(key) : rows.in(key, IDS);
    }

    private Select selected(Select select, String key) {
        Select rows = membership == null ? select : select.existing(key, membership, "ResourceID", "CollectionID");
        return blocking == null ? rows : rows.flagged(key, blocking, OfDevice.KEY, OfDevice.BLOCKED.column());
    }

    /** Parameters in the order of the conditions: the collection first, then the page. */
    private Object[] parameters(Object... page) {
        if (read.collectionId() == null) {
            return page;
        }
        Object[] all = new Object[page.length + 1];
        all[0] = read.collectionId();
        System.arraycopy(page, 0, all, 1, page.length);
        return all;
    }

    static View system(SourceSession session) {
        return session.schema()
                .find(OfSystem.VIEW)
                .filter(v -> v.has(OfSystem.KEY))
                .orElseThrow(() -> invisible("client records", OfSystem.VIEW));
    }

    private static View membership(SourceSchema schema) {
        return schema.find(MEMBERSHIP)
                .filter(v -> v.has("CollectionID") && v.has("ResourceID"))
                .orElseThrow(() -> invisible("members of collections", MEMBERSHIP));
    }

    static View blocking(SourceSchema schema) {
        return schema.find(OfDevice.VIEW)
                .filter(v -> v.has(OfDevice.KEY) && v.has(OfDevice.BLOCKED.column()))
                .orElseThrow(() -> invisible("blocked clients", OfDevice.VIEW));
    }

    private static SourceFailure invisible(String what, String view) {
        return new SourceFailure(
                SourceFailure.Cause.UNAUTHORISED,
                "The " + what + " cannot be read: the view " + view
                        + " or its columns are not visible to this account.",
                "Grant the source site database account Select on " + view + ".");
    }
}
