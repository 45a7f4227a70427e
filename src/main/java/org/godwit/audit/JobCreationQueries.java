package org.godwit.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.godwit.shared.Chunks;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what became of migration jobs, as the trail tells it. */
@Repository
class JobCreationQueries {

    static final String JOB = "MIGRATION_JOB";
    static final String JOB_CREATED = "MIGRATION_JOB_CREATED";
    static final String JOB_PLANNED = "MIGRATION_JOB_PLANNED";
    static final String RECORDS = "records";

    /** With a filter on what came after the creation, so many of the newest creations are looked at. */
    static final int LOOKED_AT = 5_000;

    private static final int CHUNK = 500;
    private static final int SIZES = 2_000;

    private final JdbcClient jdbc;
    private final AuditQueries queries;
    private final JobReview review;

    JobCreationQueries(JdbcClient jdbc, AuditQueries queries, AuditProperties properties) {
        this.jdbc = jdbc;
        this.queries = queries;
        this.review = new JobReview(properties.workingHours());
    }

    /** The newest first. */
    Page<JobCreation> list(JobCreationFilter filter, PageQuery page) {
        if (!filter.looksFurther()) {
            Page<AuditEvent> created = queries.list(filter.creation(), page);
            return new Page<>(tell(created.items()), created.page(), created.size(), created.total());
        }
        List<AuditEvent> found = further(filter);
        int from = (int) Math.min(page.offset(), found.size());
        int to = Math.min(from + page.size(), found.size());
        return new Page<>(tell(found.subList(from, to)), page.page(), page.size(), found.size());
    }

    /** Those among the newest creations that fit: told from the few events that decide it, not from all that their jobs have. */
    private List<AuditEvent> further(JobCreationFilter filter) {
        List<AuditEvent> created = new ArrayList<>();
        List<AuditEvent> chunk;
        do {
            chunk = queries.list(filter.creation(), new PageQuery(created.size() / CHUNK, CHUNK, null))
                    .items();
            created.addAll(chunk);
        } while (chunk.size() == CHUNK && created.size() < LOOKED_AT);
        if (created.isEmpty()) {
            return List.of();
        }
        long since = created.get(created.size() - 1).sequence();
        Map<String, Instant> reviewed = firstSince(since, JobReview.REVIEWED);
        Map<String, Instant> approved = firstSince(since, JobReview.APPROVED);
        Set<Long> first = firstCreations(created);
        JobSizes sizes = sizes(Long.MAX_VALUE, 2 * LOOKED_AT);
        return created.stream()
                .filter(e -> {
                    String job = String.valueOf(e.objectId());
                    return filter.matches(
                            review.unusual(e, approved.get(job), first.contains(e.sequence()), sizes.large(job)),
                            reviewed.containsKey(job));
                })
                .toList();
    }

    /** When each job first had such an event, of those after the given one. */
    private Map<String, Instant> firstSince(long after, String action) {
        Map<String, Instant> found = new HashMap<>();
        jdbc.sql("SELECT object_id, occurred_at FROM audit_event WHERE action = :action AND seq > :after"
                        + " AND outcome = 'SUCCESS' ORDER BY action, seq")
                .param("action", action)
                .param("after", after)
                .query(row -> {
                    found.putIfAbsent(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                });
        return found;
    }

    /** Gives every creation that fits, oldest first, in bounded memory. */
    void forEach(JobCreationFilter filter, Consumer<JobCreation> consumer) {
        List<AuditEvent> chunk = new ArrayList<>(CHUNK);
        queries.forEach(filter.creation(), row -> {
            chunk.add(AuditQueries.event(row));
            if (chunk.size() == CHUNK) {
                tell(chunk).stream().filter(filter::matches).forEach(consumer);
                chunk.clear();
            }
        });
        tell(chunk).stream().filter(filter::matches).forEach(consumer);
    }

    /**
     * What became of the jobs that have events with numbers above the first and up to the second.
     *
     * @return the newest first
     */
    List<JobCreation> touched(long after, long upTo) {
        List<String> ids = jdbc.sql("SELECT DISTINCT object_id FROM audit_event WHERE seq > ? AND seq <= ?"
                        + " AND object_type = 'MIGRATION_JOB' AND object_id IS NOT NULL")
                .params(after, upTo)
                .query((row, n) -> row.getString(1))
                .list();
        List<AuditEvent> created = new ArrayList<>();
        Chunks.forStatements(ids).forEach(some -> created.addAll(events(some, " AND action = '" + JOB_CREATED + "'")));
        Collections.reverse(created);
        return tell(created);
    }

    private List<JobCreation> tell(List<AuditEvent> created) {
        List<String> ids = created.stream()
                .map(AuditEvent::objectId)
                .filter(id -> id != null)
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, List<AuditEvent>> byJob =
                events(ids, "").stream().collect(Collectors.groupingBy(e -> String.valueOf(e.objectId())));
        Set<Long> first = firstCreations(created);
        JobSizes sizes = sizes(
                byJob.values().stream()
                        .flatMap(Collection::stream)
                        .filter(e -> e.action().equals(JOB_PLANNED))
                        .mapToLong(AuditEvent::sequence)
                        .max()
                        .orElse(0),
                SIZES);
        return created.stream()
                .map(e -> review.of(
                        e,
                        byJob.getOrDefault(String.valueOf(e.objectId()), List.of(e)),
                        first.contains(e.sequence()),
                        sizes.large(String.valueOf(e.objectId()))))
                .toList();
    }

    /** Found by their ids, never by their type, which has so many: hence the column in an expression. */
    private List<AuditEvent> events(List<String> ids, String more) {
        return jdbc.sql("SELECT " + AuditStore.COLUMNS
                        + " FROM audit_event WHERE object_id IN (:ids) AND object_type + '' = :type" + more
                        + " ORDER BY seq")
                .param("ids", ids)
                .param("type", JOB)
                .query((rs, n) -> AuditQueries.event(AuditStore.row(rs)))
                .list();
    }

    /** Numbers of those creations before which their actor had created no job: for each actor one look into an index. */
    private Set<Long> firstCreations(List<AuditEvent> created) {
        return created.stream()
                .map(AuditEvent::actor)
                .distinct()
                .flatMap(actor -> jdbc
                        .sql("SELECT TOP 1 seq FROM audit_event WHERE actor = :actor AND action = :created"
                                + " ORDER BY actor, action, seq")
                        .param("actor", actor)
                        .param("created", JOB_CREATED)
                        .query((row, n) -> row.getLong(1))
                        .stream())
                .collect(Collectors.toSet());
    }

    /** Sizes of so many plans up to the given event; nothing if there is none to be compared. */
    private JobSizes sizes(long upTo, int most) {
        if (upTo == 0) {
            return new JobSizes(List.of());
        }
        List<JobSizes.Size> plans = new ArrayList<>(jdbc.sql("SELECT TOP " + most
                        + " p.object_id, c.actor, p.details FROM audit_event p"
                        + " JOIN audit_event c ON c.object_type = p.object_type AND c.object_id = p.object_id"
                        + " AND c.action = '" + JOB_CREATED + "'"
                        + " WHERE p.action = '" + JOB_PLANNED + "' AND p.seq <= ? ORDER BY p.action DESC, p.seq DESC")
                .param(upTo)
                .query((rs, n) -> new JobSizes.Size(
                        rs.getString(1),
                        rs.getString(2),
                        AuditQueries.details(rs.getString(3)).get(RECORDS) instanceof Number records
                                ? records.longValue()
                                : 0))
                .list());
        Collections.reverse(plans);
        Set<String> known = new HashSet<>();
        return new JobSizes(
                plans.stream().filter(plan -> known.add(plan.jobId())).toList());
    }
}
