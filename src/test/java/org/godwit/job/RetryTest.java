package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.catalog.EntityDetail;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.MigrationEntity;
import org.godwit.destination.DestinationObject;
import org.godwit.sample.SampleSummary;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.junit.jupiter.api.Test;

/** Retrying does what failed and nothing else, and what the job came to is told of all its runs together. */
class RetryTest extends JobFixture {

    @Test
    void a_flipped_byte_fails_its_package_and_retrying_after_the_repair_completes_the_job() throws IOException {
        long point = definePoint("dp-tampered");
        String file = largestFile();
        flip(file);
        MigrationJob job = jobs.create(
                request("Tampered", r -> {
                    r.type = JobType.CONTENT;
                    r.packages = PackageChoice.everything();
                    r.pointId = point;
                    r.now = true;
                }),
                null);

        MigrationJob failed = finished(job.id());
        flip(file);

        assertThat(failed.status()).isEqualTo(JobStatus.FAILED);
        assertThat(Objects.requireNonNull(failed.verification()).verdict())
                .isEqualTo(MigrationJob.Verification.Verdict.DIFFERENT);
        MigrationJob.ContentDone done = Objects.requireNonNull(failed.contentDone());
        assertThat(done.packagesFailed()).isPositive();
        assertThat(done.packagesPublished()).isPositive();
        assertThat(failed.counts().failed()).isEqualTo(done.packagesFailed());
        String report = new String(jobs.report(job.id(), JobReport.Format.CSV).body(), StandardCharsets.UTF_8);
        assertThat(report.toUpperCase(Locale.ROOT)).contains(file.toUpperCase(Locale.ROOT));

        assertThat(openAlerts(job.id())).containsExactly("JOB_FAILED", "VERIFICATION_DIFFERENT");

        jobs.retryFailed(job.id());
        MigrationJob retried = finished(job.id());
        assertThat(openAlerts(job.id())).as("alerts are over with their cause").isEmpty();

        assertThat(retried.failure()).isNull();
        assertThat(retried.status()).isEqualTo(JobStatus.COMPLETED);
        MigrationJob.ContentDone all = Objects.requireNonNull(retried.contentDone());
        assertThat(all.packagesPublished()).isEqualTo(done.packagesPublished() + done.packagesFailed());
        assertThat(all.packagesFailed()).isZero();
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(retried.verification()).content())
                        .packages())
                .as("also what the first run published was verified")
                .isEqualTo(all.packagesPublished() + all.packagesSkipped());
    }

    @Test
    void what_was_to_stay_behind_stays_and_the_outcome_is_of_both_runs() {
        EntityDetail.Dependency image = null;
        MigrationEntity sequence = null;
        for (MigrationEntity one : ofType(ObjectType.TASK_SEQUENCE)) {
            image = catalogue.get(hierarchyId, one.id()).dependsOn().stream()
                    .filter(d -> d.type() == ObjectType.BOOT_IMAGE && d.entityId() != null)
                    .findFirst()
                    .orElse(null);
            if (image != null) {
                sequence = one;
                break;
            }
        }
        long sequenceId = Objects.requireNonNull(sequence).id();
        long imageId = Objects.requireNonNull(Objects.requireNonNull(image).entityId());
        MigrationJob job = jobs.create(
                request("Left behind", r -> {
                    r.types = Set.of(ObjectType.BOUNDARY);
                    r.entityIds = Set.of(sequenceId);
                    r.except = Set.of(imageId);
                }),
                null);
        MigrationPlan plan = jobs.makePlan(job.id());
        long spoilt = plan.items().stream()
                .filter(i -> i.type() == ObjectType.BOUNDARY)
                .findFirst()
                .orElseThrow()
                .entityId();
        spoil(plan, List.of(spoilt));
        jobs.start(job.id());
        MigrationJob failed = finished(job.id());
        assertThat(failed.status()).isEqualTo(JobStatus.FAILED);
        assertThat(failed.counts().failed()).isEqualTo(1);

        jobs.retryFailed(job.id());
        MigrationJob retried = finished(job.id());

        assertThat(retried.status()).as(String.valueOf(retried.failure())).isEqualTo(JobStatus.COMPLETED);
        Map<Long, JobItem> items = jobs.items(job.id(), null, null, PageQuery.first(1000)).items().stream()
                .collect(Collectors.toMap(JobItem::entityId, i -> i));
        assertThat(items).doesNotContainKey(imageId).hasSameSizeAs(plan.items());
        assertThat(items.get(sequenceId).code()).isEqualTo(PlannedItem.NEEDS_OBJECT);
        assertThat(items.get(spoilt))
                .extracting(JobItem::run, JobItem::status)
                .containsExactly(2, ItemStatus.COMPLETED);
        assertThat(items.values())
                .filteredOn(i -> i.type() == ObjectType.BOUNDARY && i.entityId() != spoilt)
                .isNotEmpty()
                .allMatch(i -> i.run() == 1 && i.status() == ItemStatus.COMPLETED);
        assertThat(retried.counts())
                .isEqualTo(new MigrationJob.Counts(
                        failed.counts().total(),
                        failed.counts().migrated() + 1,
                        failed.counts().skipped(),
                        0));
        assertThat(jobs.items(job.id(), ItemStatus.FAILED, null, PageQuery.first(10))
                        .total())
                .isZero();
        assertThat(Objects.requireNonNull(retried.verification()).objects().compared())
                .as("what both runs wrote")
                .isEqualTo(retried.counts().migrated());
        String report = new String(jobs.report(job.id(), JobReport.Format.CSV).body(), StandardCharsets.UTF_8);
        assertThat(report.lines().filter(line -> line.startsWith("OBJECT,BOUNDARY,")))
                .hasSameSizeAs(ofType(ObjectType.BOUNDARY));
    }

    @Test
    void a_collection_job_without_related_objects_retries_without_them() {
        long collection = ofType(ObjectType.DEPLOYMENT).stream()
                .flatMap(d -> catalogue.get(hierarchyId, d.id()).dependsOn().stream())
                .filter(d -> d.kind().equals(ObjectSelector.TARGET_COLLECTION) && d.entityId() != null)
                .map(d -> Objects.requireNonNull(d.entityId()))
                .findFirst()
                .orElseThrow();
        MigrationJob job = jobs.create(
                request("Alone", r -> {
                    r.type = JobType.COLLECTION;
                    r.entityIds = Set.of(collection);
                    r.related = false;
                }),
                null);
        spoil(jobs.makePlan(job.id()), List.of(collection));
        jobs.start(job.id());
        assertThat(finished(job.id()).status()).isEqualTo(JobStatus.FAILED);

        jobs.retryFailed(job.id());

        assertThat(finished(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(jobs.items(job.id(), null, null, PageQuery.first(1000)).items())
                .extracting(JobItem::type)
                .doesNotContain(ObjectType.DEPLOYMENT);
    }

    @Test
    void an_overwriting_that_failed_is_retried() {
        MigrationEntity boundary = ofType(ObjectType.BOUNDARY).get(0);
        MigrationJob first = jobs.create(
                request("First", r -> {
                    r.entityIds = Set.of(boundary.id());
                    r.now = true;
                }),
                null);
        assertThat(finished(first.id()).status()).isEqualTo(JobStatus.COMPLETED);
        changeSource("UPDATE vSMS_Boundary SET DisplayName = 'renamed for retry' WHERE BoundaryID = "
                + boundary.sourceKey());
        MigrationJob job = jobs.create(
                request("Modified", r -> {
                    r.type = JobType.MODIFIED;
                    r.entityIds = Set.of(boundary.id());
                    r.conflict = ConflictResolution.OVERWRITE;
                }),
                null);
        spoil(jobs.makePlan(job.id()), List.of(boundary.id()));
        jobs.start(job.id());
        assertThat(finished(job.id()).status()).isEqualTo(JobStatus.FAILED);

        jobs.retryFailed(job.id());

        assertThat(finished(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(destination
                        .list(ObjectType.BOUNDARY, null, PageQuery.first(1000))
                        .items())
                .extracting(DestinationObject::name)
                .contains("renamed for retry");
    }

    private List<MigrationEntity> ofType(ObjectType type) {
        return catalogue
                .list(hierarchyId, new EntityFilter(type, null, null), PageQuery.first(1000))
                .items();
    }

    private java.util.List<String> openAlerts(long jobId) {
        return database.queryForList(
                "SELECT kind FROM alert WHERE subject_type = 'MIGRATION_JOB' AND subject_id = ? AND acknowledged_at IS NULL"
                        + " ORDER BY kind",
                String.class,
                String.valueOf(jobId));
    }

    /** Name of the largest file of a source library: its SHA-256. */
    private String largestFile() throws IOException {
        Path library = Path.of(sample().distributionPoints().get(0).path(), "FileLib");
        try (Stream<Path> files = Files.walk(library)) {
            return files.filter(f -> f.getFileName().toString().matches("[0-9A-Fa-f]{64}"))
                    .max(Comparator.comparingLong(RetryTest::size))
                    .orElseThrow()
                    .getFileName()
                    .toString();
        }
    }

    /** Changes the same bit of the file in every library that has it; twice gives the file back. */
    private void flip(String file) throws IOException {
        for (SampleSummary.Library library : sample().distributionPoints()) {
            for (String root : Stream.concat(Stream.of(library.path()), library.additionalPaths().stream())
                    .toList()) {
                Path stored = Path.of(root, "FileLib", file.substring(0, 4), file);
                if (Files.exists(stored)) {
                    byte[] bytes = Files.readAllBytes(stored);
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(stored, bytes);
                }
            }
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }
}
