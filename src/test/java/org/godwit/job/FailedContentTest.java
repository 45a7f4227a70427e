package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.godwit.sample.SampleSummary;
import org.junit.jupiter.api.Test;

/** One changed byte at the source fails its packages only, and retrying after its repair does the rest. */
class FailedContentTest extends JobFixture {

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
        assertThat(Objects.requireNonNull(retried.contentDone()).packagesPublished())
                .isEqualTo(done.packagesFailed());
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
                    .max(Comparator.comparingLong(FailedContentTest::size))
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
