package org.godwit.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the trail for lists, reviews and exports. */
@Repository
class AuditQueries {

    /** An object's type, and with or without which one, e.g. {@code MIGRATION_JOB:7}. */
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z_]*");

    private static final Pattern TYPED = Pattern.compile("([A-Z][A-Z_]*)(?::.*)?", Pattern.DOTALL);

    /** What lists are found by, the narrowest first: columns that, followed by the number, are an index each. */
    private static final List<List<String>> INDEXED = List.of(
            List.of("object_type", "object_id"),
            List.of("object_id"),
            List.of("object_name"),
            List.of("actor", "action"),
            List.of("actor", "outcome"),
            List.of("actor"),
            List.of("action"),
            List.of("outcome"),
            List.of("object_type"));

    private static final int CHUNK = 1_000;
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
        return filter.isOpen() ? all(page) : page(alternatives(filter), page);
    }

    /** A part of the trail, newest first; the filter's action is left aside. */
    Page<AuditEvent> history(AuditHistory history, AuditFilter filter, PageQuery page) {
        return page(alternatives(history, filter), page);
    }

    /** Events are numbered without a gap, so that a page is found by its numbers. */
    private Page<AuditEvent> all(PageQuery page) {
        long last = store.head().events();
        Where where = page.page() == 0
                ? Where.ANY
                : Where.ANY.and("seq <= ?", last - page.offset()).and("seq > ?", last - page.offset() - page.size());
        List<AuditEvent> items = jdbc.sql("SELECT TOP " + page.size() + " " + AuditStore.COLUMNS + " FROM audit_event"
                        + where.sql() + " ORDER BY seq DESC")
                .params(where.params())
                .query((rs, n) -> event(AuditStore.row(rs)))
                .list();
        return new Page<>(items, page.page(), page.size(), last - segments.removedEvents());
    }

    /** What fits one of the parts, newest first; each part follows an index, whichever is frequent, and none overlap. */
    private Page<AuditEvent> page(List<Where> parts, PageQuery page) {
        List<AuditEvent> items = rows(sequences(parts, " DESC", page.offset(), page.size()), " DESC").stream()
                .map(AuditQueries::event)
                .toList();
        long counted = jdbc.sql("SELECT COUNT(*)" + found(parts, " DESC", AuditService.COUNTED_AT_MOST))
                .params(params(parts))
                .query(Long.class)
                .single();
        return new Page<>(items, page.page(), page.size(), Math.min(counted, AuditService.COUNTED_AT_MOST));
    }

    /** @param order either way, with a space before it */
    private List<Long> sequences(List<Where> parts, String order, long offset, int size) {
        List<Object> params = new ArrayList<>(params(parts));
        params.add(offset);
        params.add(size);
        return jdbc.sql("SELECT seq" + found(parts, order, offset + size) + " ORDER BY seq" + order
                        + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")
                .params(params)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** Ordered as an index is, though a part fixes all but the number: else a database may sort all that fits. */
    private static String found(List<Where> parts, String order, long most) {
        return parts.stream()
                .map(part -> "SELECT seq FROM (SELECT TOP " + most + " seq FROM audit_event" + part.sql() + " ORDER BY "
                        + part.orderedBy(order) + ") AS part")
                .collect(Collectors.joining(" UNION ALL ", " FROM (", ") AS found"));
    }

    private static List<Object> params(List<Where> parts) {
        return parts.stream().flatMap(part -> part.params().stream()).toList();
    }

    private List<ChainedRow> rows(List<Long> sequences, String order) {
        return sequences.isEmpty()
                ? List.of()
                : jdbc.sql("SELECT " + AuditStore.COLUMNS + " FROM audit_event WHERE seq IN (:sequences) ORDER BY seq"
                                + order)
                        .param("sequences", sequences)
                        .query((rs, n) -> AuditStore.row(rs))
                        .list();
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
        forEach(alternatives(filter), consumer);
    }

    /** Gives every matching event of a part of the trail, oldest first, in bounded memory. */
    void forEach(AuditHistory history, AuditFilter filter, Consumer<ChainedRow> consumer) {
        forEach(alternatives(history, filter), consumer);
    }

    private void forEach(List<Where> parts, Consumer<ChainedRow> consumer) {
        List<Long> sequences = List.of();
        do {
            long after = sequences.isEmpty() ? 0 : sequences.get(sequences.size() - 1);
            List<Where> rest =
                    parts.stream().map(part -> part.and("seq > ?", after)).toList();
            sequences = sequences(rest, " ASC", 0, CHUNK);
            rows(sequences, " ASC").forEach(consumer);
        } while (sequences.size() == CHUNK);
    }

    private List<Where> alternatives(AuditHistory history, AuditFilter filter) {
        return history.wanted().stream()
                .flatMap(value -> alternatives(filter).stream().map(part -> part.equal(history.column(), value)))
                .toList();
    }

    /** The filter as conditions of which each follows an index: an object is named by its id or by its name. */
    private List<Where> alternatives(AuditFilter filter) {
        Where where = apartFromObject(filter);
        String object = filter.object();
        if (object == null) {
            return List.of(where);
        }
        Matcher typed = TYPED.matcher(object);
        if (typed.matches()) {
            where = where.equal("object_type", typed.group(1));
        }
        if (TYPE.matcher(object).matches()) {
            return List.of(where);
        }
        String which = typed.matches() ? object.substring(object.indexOf(':') + 1) : object;
        return List.of(
                where.equal("object_id", which),
                where.equal("object_name", which).and("(object_id IS NULL OR object_id <> ?)", which));
    }

    private Where apartFromObject(AuditFilter filter) {
        Where where = Where.ANY;
        if (filter.actor() != null) {
            where = where.equal("actor", filter.actor());
        }
        if (filter.action() != null) {
            where = where.equal("action", filter.action());
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

    /**
     * Conditions joined by AND.
     *
     * @param params the values of their question marks in order
     * @param equal the columns that have to equal a value
     */
    private record Where(String sql, List<Object> params, Set<String> equal) {

        static final Where ANY = new Where("", List.of(), Set.of());

        Where and(String condition, Object value) {
            List<Object> all = new ArrayList<>(params);
            all.add(value);
            return new Where(sql + (sql.isEmpty() ? " WHERE " : " AND ") + condition, all, equal);
        }

        Where equal(String column, Object value) {
            Where more = and(column + " = ?", value);
            Set<String> columns = new HashSet<>(equal);
            columns.add(column);
            return new Where(more.sql, more.params, columns);
        }

        /** By number, after the columns that the index has before it. */
        String orderedBy(String order) {
            return Stream.concat(
                            INDEXED.stream().filter(equal::containsAll).findFirst().orElse(List.of()).stream(),
                            Stream.of("seq"))
                    .map(column -> column + order)
                    .collect(Collectors.joining(", "));
        }
    }
}
