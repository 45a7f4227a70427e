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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
        return filter.isOpen() ? all(page) : page(alternatives(filter), page);
    }

    /** A part of the trail, newest first; the filter's action is left aside. */
    Page<AuditEvent> history(AuditHistory history, AuditFilter filter, PageQuery page) {
        List<Where> parts = history.wanted().stream()
                .flatMap(value -> alternatives(filter).stream().map(part -> part.and(history.column() + " = ?", value)))
                .toList();
        return page(parts, page);
    }

    /** Events are numbered without a gap, so that a page is found by its numbers. */
    private Page<AuditEvent> all(PageQuery page) {
        long last = store.head().events();
        Where where = page.page() == 0
                ? new Where("", List.of())
                : new Where("", List.of())
                        .and("seq <= ?", last - page.offset())
                        .and("seq > ?", last - page.offset() - page.size());
        List<AuditEvent> items = jdbc.sql("SELECT TOP " + page.size() + " " + AuditStore.COLUMNS + " FROM audit_event"
                        + where.sql() + " ORDER BY seq DESC")
                .params(where.params())
                .query((rs, n) -> event(AuditStore.row(rs)))
                .list();
        return new Page<>(items, page.page(), page.size(), last - segments.removedEvents());
    }

    /** What fits one of the parts, newest first; each part follows an index, whichever is frequent, and none overlap. */
    private Page<AuditEvent> page(List<Where> parts, PageQuery page) {
        List<Object> params = new ArrayList<>(params(parts));
        params.add(page.offset());
        params.add(page.size());
        List<Long> sequences = jdbc.sql(found("seq", parts, page.offset() + page.size(), " ORDER BY seq DESC")
                        + " ORDER BY seq DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")
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
        long counted = jdbc.sql(found("COUNT(*)", parts, AuditService.COUNTED_AT_MOST, ""))
                .params(params(parts))
                .query(Long.class)
                .single();
        return new Page<>(items, page.page(), page.size(), Math.min(counted, AuditService.COUNTED_AT_MOST));
    }

    private static String found(String what, List<Where> parts, long most, String order) {
        return parts.stream()
                .map(part -> "SELECT seq FROM (SELECT TOP " + most + " seq FROM audit_event" + part.sql() + order
                        + ") AS part")
                .collect(Collectors.joining(" UNION ALL ", "SELECT " + what + " FROM (", ") AS found"));
    }

    private static List<Object> params(List<Where> parts) {
        return parts.stream().flatMap(part -> part.params().stream()).toList();
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

    private Where where(AuditFilter filter) {
        Where where = apartFromObject(filter);
        String object = filter.object();
        if (object == null || isType(object)) {
            return object == null ? where : ofType(where, object);
        }
        return ofType(where, object).and("(object_id = ? OR object_name = ?)", which(object), which(object));
    }

    /** The same as conditions of which each follows an index: an object is named by its id or by its name. */
    private List<Where> alternatives(AuditFilter filter) {
        Where where = apartFromObject(filter);
        String object = filter.object();
        if (object == null) {
            return List.of(where);
        }
        Where typed = ofType(where, object);
        if (isType(object)) {
            return List.of(typed);
        }
        String which = which(object);
        return List.of(
                typed.and("object_id = ?", which),
                typed.and("object_name = ?", which).and("(object_id IS NULL OR object_id <> ?)", which));
    }

    private Where apartFromObject(AuditFilter filter) {
        Where where = new Where("", List.of());
        if (filter.actor() != null) {
            where = where.and("actor = ?", filter.actor());
        }
        if (filter.action() != null) {
            where = where.and("action = ?", filter.action());
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

    private static Where ofType(Where where, String object) {
        Matcher typed = TYPED.matcher(object);
        return typed.matches() ? where.and("object_type = ?", typed.group(1)) : where;
    }

    private static boolean isType(String object) {
        return TYPE.matcher(object).matches();
    }

    private static String which(String object) {
        return TYPED.matcher(object).matches() ? object.substring(object.indexOf(':') + 1) : object;
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
