package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditService;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.EntityStatus;
import org.godwit.client.ClientService;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Undo gives the state before a job back, byte for byte, except what was changed since. */
class UndoTest extends JobFixture {

    @Autowired
    AuditService auditEvents;

    @Autowired
    ClientService clients;

    @Test
    void what_a_job_made_goes_and_what_it_overwrote_is_as_before_byte_for_byte() {
        run("First", ConflictResolution.SKIP, Set.of(ObjectType.PACKAGE, ObjectType.BOUNDARY));
        Map<String, List<Map<String, Object>>> before = objects();
        changeSource(
                "UPDATE v_Package SET Description = 'changed at the source', Version = '9.9' WHERE PackageType = 0");
        MigrationJob second = run("Second", ConflictResolution.OVERWRITE, ALL);
        Map<String, List<Map<String, Object>>> after = objects();
        assertThat(after).isNotEqualTo(before);
        assertThat(changes(second.id(), "OVERWRITTEN")).isPositive();
        assertThat(changes(second.id(), "CREATED")).isPositive();

        MigrationJob undo = jobs.undo(second.id());
        MigrationPlan plan = jobs.makePlan(undo.id());
        assertThat(plan.items()).extracting(MigrationPlan.Item::fate).containsOnly(Fate.REMOVE, Fate.RESTORE);
        assertThat(objects()).as("planning an undo changes nothing").isEqualTo(after);
        jobs.start(undo.id());
        MigrationJob undone = finished(undo.id());

        assertThat(undone.failure()).isNull();
        assertThat(undone.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(Objects.requireNonNull(undone.verification()).objects().compared())
                .isEqualTo(plan.items().size());
        assertThat(objects()).isEqualTo(before);
        assertThat(catalogue
                        .list(
                                hierarchyId,
                                new EntityFilter(ObjectType.PACKAGE, EntityStatus.MODIFIED, null),
                                PageQuery.first(1))
                        .total())
                .as("what was restored can be migrated again")
                .isPositive();
        assertThat(auditEvents
                        .list(
                                new AuditFilter(null, null, "MIGRATION_JOB:" + undo.id(), null, null),
                                PageQuery.first(50))
                        .items())
                .extracting(e -> e.action())
                .contains("MIGRATION_JOB_CREATED", "MIGRATION_JOB_PLANNED", "MIGRATION_JOB_COMPLETED");
    }

    @Test
    void what_was_changed_since_is_listed_and_stays_and_all_else_is_taken_back() {
        MigrationJob job = run("Before the change", ConflictResolution.SKIP, Set.of(ObjectType.PACKAGE));
        changeSource("UPDATE v_Package SET Description = 'newer' WHERE PackageType = 0");
        Set<Long> some = catalogue
                .list(
                        hierarchyId,
                        new EntityFilter(ObjectType.PACKAGE, EntityStatus.MODIFIED, null),
                        PageQuery.first(1))
                .items()
                .stream()
                .map(e -> e.id())
                .collect(Collectors.toSet());
        MigrationJob change = jobs.create(
                request("The change", r -> {
                    r.entityIds = some;
                    r.conflict = ConflictResolution.OVERWRITE;
                    r.now = true;
                }),
                null);
        finished(change.id());
        String kept = digestOf(some.iterator().next());

        MigrationJob undo = jobs.undo(job.id());
        MigrationPlan plan = jobs.makePlan(undo.id());
        jobs.start(undo.id());

        assertThat(finished(undo.id()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(plan.items())
                .filteredOn(i -> some.contains(i.entityId()))
                .allMatch(i -> i.fate() == Fate.SKIP
                        && Objects.requireNonNull(i.reason()).contains("changed"));
        assertThat(plan.items())
                .filteredOn(i -> !some.contains(i.entityId()))
                .isNotEmpty()
                .allMatch(i -> i.fate() == Fate.REMOVE);
        assertThat(digestOf(some.iterator().next())).isEqualTo(kept);
        assertThat(database.queryForObject(
                        "SELECT COUNT(*) FROM destination_object WHERE object_type = 'PACKAGE'", Long.class))
                .isEqualTo(1);
    }

    @Test
    void what_something_that_stays_cannot_do_without_stays_too() {
        MigrationJob images = run("Boot images", ConflictResolution.SKIP, Set.of(ObjectType.BOOT_IMAGE));
        run("Task sequences", ConflictResolution.SKIP, Set.of(ObjectType.TASK_SEQUENCE));

        MigrationJob undo = jobs.undo(images.id());

        assertThat(jobs.makePlan(undo.id()).items())
                .filteredOn(i -> i.type() == ObjectType.BOOT_IMAGE)
                .anyMatch(i -> i.fate() == Fate.BLOCKED
                        && Objects.requireNonNull(i.reason()).contains("TASK_SEQUENCE"));
    }

    @Test
    void the_blocked_stay_blocked() {
        MigrationJob job = jobs.create(
                request("Clients", r -> {
                    r.types = Set.of(ObjectType.BOUNDARY);
                    r.clients = ClientChoice.everyone();
                    r.now = true;
                }),
                null);
        finished(job.id());
        long blocked = clients.counts().blocked();
        assertThat(blocked).isPositive();

        MigrationJob undo = jobs.undo(job.id());
        jobs.start(undo.id());

        assertThat(finished(undo.id()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(clients.counts().blocked()).isEqualTo(blocked);
        assertThat(clients.counts().guarded()).isGreaterThanOrEqualTo(blocked);
    }

    private MigrationJob run(String name, ConflictResolution conflict, Set<ObjectType> types) {
        MigrationJob job = jobs.create(
                request(name, r -> {
                    r.types = types;
                    r.conflict = conflict;
                    r.now = true;
                }),
                null);
        MigrationJob done = finished(job.id());
        assertThat(done.status()).as(String.valueOf(done.failure())).isEqualTo(JobStatus.COMPLETED);
        return done;
    }

    private long changes(long jobId, String kind) {
        return Objects.requireNonNull(database.queryForObject(
                "SELECT COUNT(*) FROM destination_object_change WHERE job_id = ? AND kind = ?",
                Long.class,
                jobId,
                kind));
    }

    private String digestOf(long entityId) {
        String key = catalogue.get(hierarchyId, entityId).entity().sourceKey();
        return Objects.requireNonNull(database.queryForObject(
                "SELECT o.payload_digest FROM destination_object o JOIN destination_object_origin s ON s.object_id = o.id"
                        + " WHERE s.source_key = ?",
                String.class,
                key));
    }

    /** Every row and column of the objects, their origins and scopes. */
    private Map<String, List<Map<String, Object>>> objects() {
        return Map.of(
                "objects", database.queryForList("SELECT * FROM destination_object ORDER BY id"),
                "origins",
                        database.queryForList(
                                "SELECT * FROM destination_object_origin ORDER BY object_type, source_key"),
                "scopes",
                        database.queryForList("SELECT * FROM destination_object_scope ORDER BY object_id, scope_name"));
    }
}
