package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditService;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.EntityStatus;
import org.godwit.client.Assignment;
import org.godwit.client.ClientService;
import org.godwit.shared.Digests;
import org.godwit.shared.PageQuery;
import org.godwit.shared.SiteCode;
import org.godwit.shared.SmsId;
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
    void records_that_a_job_made_go_and_those_it_wrote_over_are_as_before() {
        database.update("DELETE FROM client_record");
        MigrationJob first = clients("The first of the clients");
        List<Map<String, Object>> records = records();
        assertThat(records).isNotEmpty();
        String changed = (String) records.stream()
                .filter(r -> r.get("status").equals("MIGRATED"))
                .findFirst()
                .orElseThrow()
                .get("name");
        changeSource("UPDATE v_R_System SET Client_Version0 = '5.00.9999.1' WHERE Name0 = '" + changed + "'");
        MigrationJob second = clients("Clients that changed");
        assertThat(records()).isNotEqualTo(records);

        MigrationJob undone = undone(second);

        assertThat(undone.verification()).isNotNull();
        assertThat(records()).as("every column of every record").isEqualTo(records);
        assertThat(database.queryForObject("SELECT COUNT(*) FROM client_record_before", Long.class))
                .isZero();

        String assigned = (String) records.stream()
                .filter(r -> r.get("status").equals("MIGRATED") && !((Boolean) r.get("blocked")))
                .findFirst()
                .orElseThrow()
                .get("sms_id");
        clients.assign(new Assignment(new SmsId(assigned), new SiteCode(properties.siteCode())));
        long blocked = clients.counts().blocked();
        MigrationPlan plan = jobs.makePlan(jobs.undo(first.id()).id());
        MigrationPlan.RecordsTakenBack expected =
                Objects.requireNonNull(plan.undo()).clients();
        assertThat(expected.changedSince()).isEqualTo(1);
        assertThat(expected.restore()).isZero();

        undone(first);

        assertThat(clients.counts().blocked()).isEqualTo(blocked);
        assertThat(records())
                .allMatch(r -> r.get("status").equals("BLOCK_ONLY") && r.get("client_version") == null
                        || r.get("sms_id").equals(assigned));
        assertThat(records()).hasSize((int) blocked + 1);
        database.update("DELETE FROM client_record");
    }

    @Test
    void content_that_nothing_uses_any_more_leaves_the_library_as_it_was() throws Exception {
        pointId = definePoint("undo");
        Path library = properties.dataDir().resolve("library-undo");
        MigrationJob kept = content("Kept", JobType.CONTENT, ObjectType.BOOT_IMAGE);
        Map<String, String> before = files(library);
        assertThat(before).isNotEmpty();
        MigrationJob job = content("Taken back", JobType.OBJECT, ObjectType.PACKAGE);
        assertThat(files(library)).isNotEqualTo(before);
        MigrationPlan.Undo plan =
                Objects.requireNonNull(jobs.makePlan(jobs.undo(job.id()).id()).undo());
        assertThat(plan.packages())
                .extracting(MigrationPlan.PackageTakenBack::fate)
                .containsOnly(Fate.REMOVE);

        undone(job);

        assertThat(files(library)).isEqualTo(before);
        assertThat(database.queryForObject(
                        "SELECT COUNT(*) FROM stored_package WHERE distribution_point_id = ?", Long.class, pointId))
                .isEqualTo(1);

        run("An object that uses it", ConflictResolution.SKIP, Set.of(ObjectType.BOOT_IMAGE));
        MigrationJob undo = undone(kept);
        assertThat(files(library)).isEqualTo(before);
        assertThat(jobs.events(undo.id(), 0))
                .filteredOn(e -> e.code().equals("PACKAGE_KEPT"))
                .hasSize(1)
                .allMatch(e -> e.message().contains("uses it"));
    }

    /** Moves the content of one object of the type. */
    private MigrationJob content(String name, JobType type, ObjectType of) {
        String packageId =
                catalogue.list(hierarchyId, new EntityFilter(of, null, null), PageQuery.first(50)).items().stream()
                        .map(e -> e.sourceKey())
                        .filter(id -> database.queryForObject(
                                        "SELECT COUNT(*) FROM source_content WHERE package_id = ?", Long.class, id)
                                > 0)
                        .sorted()
                        .findFirst()
                        .orElseThrow();
        MigrationJob job = jobs.create(
                request(name, r -> {
                    r.type = type;
                    r.types = type == JobType.CONTENT ? Set.of() : Set.of(of);
                    r.packages = new PackageChoice(false, Set.of(packageId));
                    r.pointId = pointId;
                    r.now = true;
                }),
                null);
        MigrationJob done = finished(job.id());
        assertThat(done.status()).as(String.valueOf(done.failure())).isEqualTo(JobStatus.COMPLETED);
        return done;
    }

    private static Map<String, String> files(Path library) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(library)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(library.relativize(file).toString(), Digests.sha256Hex(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private MigrationJob clients(String name) {
        MigrationJob job = jobs.create(
                request(name, r -> {
                    r.type = JobType.CLIENT;
                    r.clients = ClientChoice.everyone();
                    r.now = true;
                }),
                null);
        MigrationJob done = finished(job.id());
        assertThat(done.status()).as(String.valueOf(done.failure())).isEqualTo(JobStatus.COMPLETED);
        return done;
    }

    private MigrationJob undone(MigrationJob job) {
        MigrationJob undo = jobs.undo(job.id());
        jobs.start(undo.id());
        MigrationJob done = finished(undo.id());
        assertThat(done.status()).as(String.valueOf(done.failure())).isEqualTo(JobStatus.COMPLETED);
        return done;
    }

    private List<Map<String, Object>> records() {
        List<Map<String, Object>> records = database.queryForList("SELECT * FROM client_record ORDER BY sms_id");
        records.forEach(r ->
                r.computeIfPresent("digest", (k, v) -> HexFormat.of().formatHex((byte[]) v)));
        return records;
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
}
