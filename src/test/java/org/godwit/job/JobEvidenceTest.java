package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.godwit.hierarchy.MigrationData;
import org.godwit.shared.Digests;
import org.godwit.site.ObjectType;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What remains of a job for those who ask later: proof, comparison, and whether it is still so. */
class JobEvidenceTest extends JobFixture {

    @Autowired
    List<MigrationData> migrationData;

    @Test
    void the_pack_holds_every_file_with_its_hash_and_the_trail_holds_the_hash_of_hashes() throws Exception {
        MigrationJob job = done("Evidence");

        Map<String, byte[]> files = unzip(jobs.evidence(job.id()).body());

        byte[] sums = Objects.requireNonNull(files.remove("SHA256SUMS"));
        assertSigned(
                sums,
                Objects.requireNonNull(files.remove("SHA256SUMS.sig")),
                Objects.requireNonNull(files.remove("signing-key.pem")));
        assertThat(files.remove("HOW-TO-VERIFY.txt")).isNotNull();
        assertThat(files).containsKeys("report.html", "report.csv", "report.json", "approvals.json", "audit.json");
        assertThat(files).containsKey("plans/" + job.planDigest() + ".json");
        Map<String, String> named = new HashMap<>();
        new String(sums, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("  ", 2))
                .forEach(parts -> named.put(parts[1], parts[0]));
        assertThat(named).hasSameSizeAs(files);
        files.forEach((name, body) -> assertThat(named).containsEntry(name, Digests.sha256Hex(body)));
        assertThat(new String(Objects.requireNonNull(files.get("audit.json")), StandardCharsets.UTF_8))
                .contains("MIGRATION_JOB_CREATED", "MIGRATION_JOB_PLANNED", "MIGRATION_JOB_COMPLETED");
    }

    @Test
    void a_plan_is_compared_with_an_earlier_one() {
        MigrationJob job = jobs.create(request("Compare", r -> r.types = Set.of(ObjectType.BOUNDARY)), null);
        String first = jobs.makePlan(job.id()).digest();
        jobs.start(job.id());
        finished(job.id());
        jobs.makePlan(job.id());

        PlanComparison comparison = jobs.comparePlans(job.id(), first);

        assertThat(comparison.items())
                .isNotEmpty()
                .allMatch(d -> d.before() == Fate.CREATE
                        && d.after() == Fate.SKIP
                        && d.what().equals("DESTINATION"));
        assertCode("PLAN_NOT_FOUND", () -> jobs.comparePlans(job.id(), "0000"));
    }

    @Test
    void verifying_later_tells_what_is_no_longer_as_it_was_migrated() {
        MigrationJob job = done("Later");
        database.update("UPDATE destination_object SET payload = '{}' WHERE object_type = 'BOUNDARY'");

        jobs.verify(job.id());
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        jobs.events(job.id(), 0).stream().anyMatch(e -> e.code().equals("VERIFIED_AGAIN")));

        MigrationJob.Verification found =
                Objects.requireNonNull(jobs.get(job.id()).verification());
        assertThat(found.verdict()).isEqualTo(MigrationJob.Verification.Verdict.DIFFERENT);
        assertThat(found.differences()).isNotEmpty().allMatch(d -> d.contains("not as planned"));
        assertThat(jobs.get(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void what_changed_at_the_source_since_is_told_apart_from_what_is_different() {
        MigrationJob job = done("Source moved on");
        changeSource("UPDATE vSMS_Boundary SET DisplayName = 'moved on' WHERE BoundaryID ="
                + " (SELECT MAX(BoundaryID) FROM vSMS_Boundary)");

        MigrationJob.Verification found = verifiedAgain(job);

        assertThat(found.verdict()).isEqualTo(MigrationJob.Verification.Verdict.VERIFIED);
        assertThat(found.differences()).isEmpty();
        assertThat(found.sourceChanges())
                .singleElement()
                .satisfies(s -> assertThat(s).contains("changed at the source"));
    }

    @Test
    void verifying_later_needs_no_source() {
        MigrationJob job = jobs.create(
                request("Without a source", r -> {
                    r.types = Set.of(ObjectType.BOUNDARY);
                    r.clients = ClientChoice.everyone();
                    r.now = true;
                }),
                null);
        assertThat(finished(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        String url = Objects.requireNonNull(database.queryForObject(
                "SELECT jdbc_url FROM source_hierarchy WHERE id = ?", String.class, hierarchyId));
        database.update(
                "UPDATE source_hierarchy SET jdbc_url = 'jdbc:h2:file:./nowhere;IFEXISTS=TRUE' WHERE id = ?",
                hierarchyId);
        try {
            MigrationJob.Verification found = verifiedAgain(job);
            assertThat(found.differences()).isEmpty();
            assertThat(found.verdict()).isEqualTo(MigrationJob.Verification.Verdict.VERIFIED);
            MigrationJob.Verification.Clients clients = Objects.requireNonNull(found.clients());
            assertThat(clients.destination()).isPositive().isEqualTo(clients.source());
            assertThat(clients.blockedDestination()).isPositive().isEqualTo(clients.blockedSource());

            database.update("UPDATE client_record SET name = 'tampered' WHERE id ="
                    + " (SELECT MIN(id) FROM client_record WHERE job_id = " + job.id()
                    + " AND status <> 'BLOCK_ONLY')");
            assertThat(Objects.requireNonNull(verifiedAgain(job).clients()).different())
                    .isEqualTo(1);
            database.update("DELETE FROM client_record WHERE name = 'tampered'");
            assertThat(Objects.requireNonNull(verifiedAgain(job).clients()).missing())
                    .isEqualTo(1);
        } finally {
            database.update("UPDATE source_hierarchy SET jdbc_url = ? WHERE id = ?", url, hierarchyId);
        }
    }

    @Test
    void a_report_has_every_event() {
        MigrationJob job = done("Talkative");
        int many = 10_050;
        database.batchUpdate(
                "INSERT INTO migration_event (job_id, run_number, happened_at, code, message)"
                        + " VALUES (?, 1, ?, 'TALK', 'talk')",
                Collections.nCopies(many, new Object[] {job.id(), OffsetDateTime.now(ZoneOffset.UTC)}));

        String report = new String(jobs.report(job.id(), JobReport.Format.JSON).body(), StandardCharsets.UTF_8);

        assertThat(report.split("\"TALK\"", -1)).hasSize(many + 1);
    }

    private MigrationJob.Verification verifiedAgain(MigrationJob job) {
        long before = timesVerified(job);
        jobs.verify(job.id());
        await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> timesVerified(job) > before);
        return Objects.requireNonNull(jobs.get(job.id()).verification());
    }

    private long timesVerified(MigrationJob job) {
        return jobs.events(job.id(), 0).stream()
                .filter(e -> e.code().equals("VERIFIED_AGAIN"))
                .count();
    }

    @Test
    void a_plan_is_saved_as_json_csv_and_html() {
        MigrationJob job = jobs.create(request("Save <plan>", r -> r.types = Set.of(ObjectType.BOUNDARY)), null);
        MigrationPlan plan = jobs.makePlan(job.id());
        String name = plan.items().get(0).name();

        for (JobReport.Format format : JobReport.Format.values()) {
            JobReport file = jobs.planFile(job.id(), format);
            assertThat(new String(file.body(), StandardCharsets.UTF_8)).contains(name, "CREATE");
            assertThat(file.fileName()).endsWith("." + format.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void an_object_has_a_history_over_all_jobs_with_every_message() {
        MigrationJob first = done("History");
        MigrationPlan.Item item = jobs.plan(first.id()).items().get(0);
        MigrationJob second = jobs.create(request("Again", r -> r.entityIds = Set.of(item.entityId())), null);
        jobs.makePlan(second.id());
        database.update(
                "UPDATE migration_plan_item SET fate = 'CREATE', payload = '{}', target_digest = 'x', source_digest = 'x'"
                        + " WHERE entity_id = ? AND plan_id = (SELECT MAX(id) FROM migration_plan)",
                item.entityId());
        jobs.start(second.id());
        assertThat(finished(second.id()).status()).isEqualTo(JobStatus.FAILED);

        List<ObjectRun> history = jobs.history(hierarchyId, item.entityId());

        assertThat(history).extracting(ObjectRun::jobId).startsWith(second.id(), first.id());
        assertThat(history.get(0).status()).isEqualTo(ItemStatus.FAILED);
        assertThat(history.get(0).messages())
                .extracting(ObjectRun.Message::code)
                .contains("ITEM_FAILED", "SOURCE_CHANGED");
        assertThat(history.get(1).status()).isEqualTo(ItemStatus.COMPLETED);
        assertThat(history.get(1).destinationKey()).isNotNull();
    }

    @Test
    void jobs_are_among_what_cleaning_up_removes() {
        assertThat(migrationData).extracting(MigrationData::what).contains("migration jobs");
    }

    private static void assertSigned(byte[] text, byte[] signed, byte[] pem) throws GeneralSecurityException {
        String base64 = new String(pem, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----|\\s", "");
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64))));
        signature.update(text);
        assertThat(signature.verify(signed)).isTrue();
        signature.update(new byte[] {1});
        assertThat(signature.verify(signed)).as("another text").isFalse();
    }

    private MigrationJob done(String name) {
        MigrationJob job = jobs.create(
                request(name, r -> {
                    r.types = Set.of(ObjectType.BOUNDARY);
                    r.now = true;
                }),
                null);
        MigrationJob done = finished(job.id());
        assertThat(done.status()).isEqualTo(JobStatus.COMPLETED);
        return done;
    }

    private static Map<String, byte[]> unzip(byte[] body) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(body))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}
