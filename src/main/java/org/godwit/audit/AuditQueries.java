package org.godwit.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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

    /** Matching events are counted up to here: beyond, a list is to be narrowed and not to be leafed through. */
    static final int COUNTED_AT_MOST = 100_000;

    private static final int CHUNK = 5_000;
    private static final String JOB = "MIGRATION_JOB";
    private static final String JOB_CREATED = "MIGRATION_JOB_CREATED";
    /** Nodes' clocks may differ by this much, so an event may be that much older than the one before it. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final AuditStore store;
    private final SegmentStore segments;
    private final JobReview review;

    AuditQueries(JdbcClient jdbc, AuditStore store, SegmentStore segments, AuditProperties properties) {
        this.jdbc = jdbc;
        this.store = store;
        this.segments = segments;
        this.review = new JobReview(properties.workingHours());
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

    Page<JobCreation> jobCreations(AuditFilter filter, PageQuery page) {
        String object = filter.object() == null || filter.object().startsWith(JOB + ":")
                ? filter.object()
                : JOB + ":" + filter.object();
        AuditFilter creations = new AuditFilter(filter.actor(), JOB_CREATED, object, filter.from(), filter.to());
        Page<AuditEvent> created = list(creations, page);
        List<String> ids = created.items().stream()
                .map(AuditEvent::objectId)
                .filter(id -> id != null)
                .distinct()
                .toList();
        Map<String, List<AuditEvent>> byJob = ids.isEmpty()
                ? Map.of()
                : jdbc
                        .sql("SELECT " + AuditStore.COLUMNS
                                + " FROM audit_event WHERE object_type = :type AND object_id IN (:ids) ORDER BY seq")
                        .param("type", JOB)
                        .param("ids", ids)
                        .query((rs, n) -> event(AuditStore.row(rs)))
                        .list()
                        .stream()
                        .collect(Collectors.groupingBy(e -> String.valueOf(e.objectId())));
        Set<Long> first = firstCreations(created.items());
        return created.map(e -> review.of(
                e, byJob.getOrDefault(String.valueOf(e.objectId()), List.of(e)), first.contains(e.sequence())));
    }

    /** Numbers of those creations before which their actor had created no job. */
    private Set<Long> firstCreations(List<AuditEvent> created) {
        Set<String> actors = created.stream().map(AuditEvent::actor).collect(Collectors.toSet());
        if (actors.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.sql("SELECT MIN(seq) FROM audit_event WHERE action = :created AND actor IN (:actors)"
                        + " GROUP BY actor")
                .param("created", JOB_CREATED)
                .param("actors", actors)
                .query(Long.class)
                .list());
    }

    /** Who created the job, approved it or ran it; empty if the trail knows no such job. */
    Set<String> actorsOf(String jobId) {
        return Set.copyOf(
                jdbc.sql("SELECT DISTINCT actor FROM audit_event WHERE object_type = :type AND object_id = :id"
                                + " AND action LIKE 'MIGRATION_JOB_%' AND outcome = 'SUCCESS'")
                        .param("type", JOB)
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
        Where where = where(filter).and("seq > ?");
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

    private static AuditEvent event(ChainedRow row) {
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
    }
}
