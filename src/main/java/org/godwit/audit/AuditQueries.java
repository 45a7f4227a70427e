package org.godwit.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the trail for lists, reviews and exports. */
@Repository
class AuditQueries {

    /** Matching events are counted up to here: beyond, a list is to be narrowed and not to be leafed through. */
    static final int COUNTED_AT_MOST = 100_000;

    private static final int CHUNK = 5_000;
    /** Nodes' clocks may differ by this much, so an event may be that much older than the one before it. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final AuditStore store;
    private final SegmentStore segments;

    AuditQueries(JdbcClient jdbc, AuditStore store, SegmentStore segments) {
        this.jdbc = jdbc;
        this.store = store;
        this.segments = segments;
    }

    Optional<AuditEvent> find(long sequence) {
        return jdbc.sql("SELECT " + AuditStore.COLUMNS + " FROM audit_event WHERE seq = ?")
                .param(sequence)
                .query((rs, n) -> event(AuditStore.row(rs)))
                .optional();
    }

    Page<AuditEvent> list(AuditFilter filter, PageQuery page) {
        Where where = where(filter);
        List<Object> params = new ArrayList<>(where.params());
        params.add(page.offset());
        params.add(page.size());
        List<AuditEvent> items = jdbc.sql("SELECT " + AuditStore.COLUMNS + " FROM audit_event" + where.sql()
                        + " ORDER BY seq DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")
                .params(params)
                .query((rs, n) -> event(AuditStore.row(rs)))
                .list();
        long total = filter.isOpen() ? store.head().events() - segments.removedEvents() : count(where);
        return new Page<>(items, page.page(), page.size(), total);
    }

    /** A part of the trail, newest first; the filter's action is left aside. */
    Page<AuditEvent> history(AuditHistory history, AuditFilter filter, PageQuery page) {
        Where rest = where(filter);
        long offset = page.offset();
        List<Object> params = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (String value : history.wanted()) { // each follows an index, whichever is frequent
            Where part = rest.and(history.column() + " = ?", value);
            parts.add("SELECT seq FROM (SELECT TOP " + (offset + page.size()) + " seq FROM audit_event" + part.sql()
                    + " ORDER BY seq DESC) AS p" + parts.size());
            params.addAll(part.params());
        }
        params.add(offset);
        params.add(page.size());
        List<Long> sequences = jdbc.sql("SELECT seq FROM (" + String.join(" UNION ALL ", parts)
                        + ") AS found ORDER BY seq DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")
                .params(params)
                .query((row, n) -> row.getLong(1))
                .list();
        List<AuditEvent> items = sequences.isEmpty()
                ? List.of()
                : jdbc.sql("SELECT " + AuditStore.COLUMNS
                                + " FROM audit_event WHERE seq IN (:sequences) ORDER BY seq DESC")
                        .param("sequences", sequences)
                        .query((rs, n) -> event(AuditStore.row(rs)))
                        .list();
        return new Page<>(items, page.page(), page.size(), count(rest.and(history)));
    }

    /** Who created the job, approved it or ran it; empty if the trail knows no such job. */
    Set<String> actorsOf(String jobId) {
        return Set.copyOf(
                jdbc.sql("SELECT DISTINCT actor FROM audit_event WHERE object_type = :type AND object_id = :id"
                                + " AND action LIKE 'MIGRATION_JOB_%' AND outcome = 'SUCCESS'")
                        .param("type", JobCreationQueries.JOB)
                        .param("id", jobId)
                        .query(String.class)
                        .list());
    }

    /** The last verification of the whole trail. */
    Optional<AuditEvent> lastVerification() {
        return jdbc.sql("SELECT TOP 1 " + AuditStore.COLUMNS
                        + " FROM audit_event WHERE action = 'AUDIT_VERIFIED' ORDER BY seq DESC")
                .query((rs, n) -> event(AuditStore.row(rs)))
                .optional();
    }

    /** Gives every matching event, oldest first, in bounded memory. */
    void forEach(AuditFilter filter, Consumer<ChainedRow> consumer) {
        forEach(where(filter), consumer);
    }

    /** Gives every matching event of a part of the trail, oldest first, in bounded memory. */
    void forEach(AuditHistory history, AuditFilter filter, Consumer<ChainedRow> consumer) {
        forEach(where(filter).and(history), consumer);
    }

    private void forEach(Where wanted, Consumer<ChainedRow> consumer) {
        Where where = wanted.and("seq > ?");
        long after = 0;
        List<ChainedRow> chunk;
        do {
            List<Object> params = new ArrayList<>(where.params());
            params.add(after);
            chunk = jdbc.sql("SELECT TOP " + CHUNK + " " + AuditStore.COLUMNS + " FROM audit_event" + where.sql()
                            + " ORDER BY seq")
                    .params(params)
                    .query((rs, n) -> AuditStore.row(rs))
                    .list();
            chunk.forEach(consumer);
            if (!chunk.isEmpty()) {
                after = chunk.get(chunk.size() - 1).sequence();
            }
        } while (chunk.size() == CHUNK);
    }

    private long count(Where where) {
        return jdbc.sql("SELECT COUNT(*) FROM (SELECT TOP " + COUNTED_AT_MOST + " seq FROM audit_event" + where.sql()
                        + ") AS counted")
                .params(where.params())
                .query(Long.class)
                .single();
    }

    private Where where(AuditFilter filter) {
        Where where = new Where("", List.of());
        if (filter.actor() != null) {
            where = where.and("actor = ?", filter.actor());
        }
        if (filter.action() != null) {
            where = where.and("action = ?", filter.action());
        }
        if (filter.object() != null) {
            where = object(where, filter.object());
        }
        if (filter.from() != null) {
            where = where.and("occurred_at >= ?", filter.from().atOffset(ZoneOffset.UTC));
            where = where.and("seq >= ?", firstSince(filter.from().minus(CLOCK_SKEW)));
        }
        if (filter.to() != null) {
            where = where.and("occurred_at < ?", filter.to().atOffset(ZoneOffset.UTC));
            where = where.and("seq <= ?", firstSince(filter.to().plus(CLOCK_SKEW)));
        }
        return where;
    }

    private static Where object(Where where, String object) {
        int colon = object.indexOf(':');
        String type = colon < 0 ? object : object.substring(0, colon);
        boolean typed = type.matches("[A-Z][A-Z_]*");
        if (typed && colon < 0) {
            return where.and("object_type = ?", type);
        }
        if (typed) {
            String which = object.substring(colon + 1);
            return where.and("object_type = ?", type).and("(object_id = ? OR object_name = ?)", which, which);
        }
        return where.and("(object_id = ? OR object_name = ?)", object, object);
    }

    /** Number of the first event not before the instant; so lists over a time range follow the primary key. */
    private long firstSince(Instant instant) {
        return jdbc.sql("SELECT TOP 1 seq FROM audit_event WHERE occurred_at >= ? ORDER BY occurred_at, seq")
                .param(instant.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .orElse(Long.MAX_VALUE);
    }

    static AuditEvent event(ChainedRow row) {
        AuditRow event = row.event();
        return new AuditEvent(
                row.sequence(),
                event.at(),
                event.actor(),
                event.address(),
                event.action(),
                event.objectType(),
                event.objectId(),
                event.objectName(),
                AuditEntry.Outcome.valueOf(event.outcome().toUpperCase(Locale.ROOT)),
                event.correlationId(),
                details(event.details()));
    }

    @SuppressWarnings("unchecked") // a JSON object's keys are texts
    static Map<String, @Nullable Object> details(String json) {
        return CanonicalJson.read(json, Map.class);
    }

    /** Conditions joined by AND, and the values of their question marks in order. */
    private record Where(String sql, List<Object> params) {

        Where and(String condition, Object... values) {
            List<Object> all = new ArrayList<>(params);
            all.addAll(List.of(values));
            return new Where(sql + (sql.isEmpty() ? " WHERE " : " AND ") + condition, all);
        }

        Where and(AuditHistory history) {
            String marks =
                    String.join(", ", Collections.nCopies(history.wanted().size(), "?"));
            return and(
                    history.column() + " IN (" + marks + ")", history.wanted().toArray());
        }
    }
}
