package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentHash;
import org.godwit.content.TestLibrary;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.FileSystemUtils;

/** Content goes from point to point inside the destination, only what is of another version there. */
class DistributionJobTest extends ContentFixture {

    @Autowired
    private DistributionJobService jobs;

    @Autowired
    private RetirementService retirements;

    @Autowired
    private EvidenceStore evidence;

    private final java.util.ArrayList<Long> made = new java.util.ArrayList<>();

    @AfterEach
    void withoutJobs() {
        made.forEach(id -> {
            jobs.stop(id);
            Awaitility.await().pollInSameThread().until(() -> {
                DistributionRun last = jobs.get(id).lastRun();
                return last == null || last.finishedAt() != null;
            });
            jobs.delete(id);
        });
    }

    private TestLibrary library(int packages) {
        TestLibrary library = TestLibrary.random(dir.resolve("dp1.contoso.com"), 81, packages, 6, 20_000);
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
        return library;
    }

    private DistributionJob job(String every, DistributionPoint from, DistributionPoint... to) {
        DistributionJob job = jobs.create(new NewDistributionJob(
                "job" + UUID.randomUUID(),
                Arrays.stream(to)
                        .map(point -> new DistributionJob.Pair(from.id(), point.id()))
                        .toList(),
                List.of(),
                every,
                null));
        made.add(job.id());
        return job;
    }

    private DistributionRun started(DistributionJob job) {
        return ended(jobs.start(job.id()));
    }

    private DistributionRun ended(DistributionRun run) {
        return Awaitility.await()
                .pollInSameThread()
                .until(() -> jobs.run(run.jobId(), run.id()), r -> r.finishedAt() != null);
    }

    @Test
    void oneGivesToManyWithoutTheSourceAndTheSecondTimeNothing() throws Exception {
        TestLibrary library = library(4);
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        DistributionPoint c = destination("c");
        migration.run(run(a), RunControl.none());
        Map<String, String> whole = TestLibrary.snapshot(dir.resolve("a"));
        FileSystemUtils.deleteRecursively(library.root);
        DistributionJob job = job(null, a, b, c);

        DistributionRun first = started(job);

        assertThat(first.status()).isEqualTo(DistributionRun.Status.COMPLETED);
        assertThat(first.published()).isEqualTo(8);
        assertThat(TestLibrary.snapshot(dir.resolve("b"))).isEqualTo(whole);
        assertThat(TestLibrary.snapshot(dir.resolve("c"))).isEqualTo(whole);
        assertThat(points.packages(b.id(), PageQuery.first(10)).items())
                .extracting(StoredPackage::hierarchyId)
                .containsOnly(hierarchy);
        sha256sumAccepts(dir.resolve("c"), points.evidence(c.id(), "PK100002"));
        assertThat(validated(b).status()).isEqualTo(ContentValidation.Status.CLEAN);
        assertThat(jobs.items(job.id(), first.id(), PageQuery.first(10)).items())
                .hasSize(8)
                .allMatch(item -> item.status() == ContentTransfer.Status.COMPLETED);

        DistributionRun second = started(job);
        assertThat(second.unchanged()).isEqualTo(8);
        assertThat(second.packages()).isZero();
    }

    @Test
    void onlyANewVersionIsBroughtAndNeverAnOlderOne() throws Exception {
        TestLibrary library = library(2);
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        migration.run(run(a, b), RunControl.none());
        byte[] kept = library.files("PK100000.1").get("file0.bin");
        Files.delete(library.root.resolve("PkgLib/PK100000.INI"));
        library.with("PK100000", 2, Map.of("kept.bin", kept, "new.bin", new byte[] {1, 2, 3}));
        source.contents.clear();
        source.status.clear();
        source.holds(source.points.get(0), "PK100000", 2);
        source.holds(source.points.get(0), "PK100001", 2);
        gather();
        migration.run(run(a), RunControl.none());

        DistributionRun there = started(job(null, a, b));
        assertThat(there.published()).isEqualTo(1);
        assertThat(there.unchanged()).isEqualTo(1);
        assertThat(there.bytesMoved()).isEqualTo(3);

        migration.run(run(b), RunControl.none());
        DistributionPoint old = destination("old");
        DistributionRun chain = started(job(null, b, old));
        assertThat(chain.published()).isEqualTo(2);
    }

    @Test
    void anOlderVersionIsLeftOutWithItsReason() {
        TestLibrary library = library(1);
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        migration.run(run(b), RunControl.none());
        library.with("PK100000", 2, Map.of("new.bin", new byte[] {1, 2, 3}));
        source.contents.clear();
        source.status.clear();
        source.holds(source.points.get(0), "PK100000", 2);
        gather();
        migration.run(run(a), RunControl.none());

        DistributionJob back = job(null, b, a);
        DistributionRun run = started(back);

        assertThat(run.skipped()).isEqualTo(1);
        assertThat(run.bytesMoved()).isZero();
        assertThat(jobs.items(back.id(), run.id(), PageQuery.first(10)).items())
                .singleElement()
                .satisfies(item -> assertThat(item.reasonCode()).isEqualTo("PACKAGE_NEWER_THERE"));
    }

    @Test
    void damageIsNotPassedOn() throws Exception {
        TestLibrary library = library(2);
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        migration.run(run(a), RunControl.none());
        byte[] bytes = library.files("PK100001.2").get("file0.bin");
        flip(dir.resolve("a").resolve(library.root.relativize(library.file(bytes))));

        DistributionRun run = started(job(null, a, b));

        assertThat(run.status()).isEqualTo(DistributionRun.Status.FAILED);
        assertThat(run.published()).isEqualTo(1);
        assertThat(jobs.items(run.jobId(), run.id(), new PageQuery(0, 10, "status,desc"))
                        .items())
                .filteredOn(item -> item.status() == ContentTransfer.Status.FAILED)
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.packageId()).isEqualTo("PK100001");
                    assertThat(item.reasonCode()).isEqualTo("CONTENT_HASH_MISMATCH");
                    assertThat(item.reason()).contains("file0.bin", TestLibrary.hash(bytes));
                });
        assertThat(TestLibrary.published(dir.resolve("b"))).containsExactly("PK100000");
    }

    /** Only the source's library states hashes here, wrong ones: no site has said anything about the content. */
    @Test
    void whatStatedTheHashAndWhetherItWasConfirmedIsPassedOnAsItWas() {
        library(1);
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        migration.run(run(a), RunControl.none());
        ContentEvidence proven = Objects.requireNonNull(evidence.evidence(a.id(), "PK100000.1"));
        assertThat(proven.verdict()).isEqualTo(ContentHash.Verdict.NOT_CONFIRMED);

        started(job(null, a, b));

        ContentEvidence passedOn = Objects.requireNonNull(evidence.evidence(b.id(), "PK100000.1"));
        assertThat(passedOn.statedBy()).isEqualTo(ContentHash.StatedBy.LIBRARY).isEqualTo(proven.statedBy());
        assertThat(passedOn.verdict()).isEqualTo(ContentHash.Verdict.NOT_CONFIRMED);
        assertThat(passedOn.statedHash()).isEqualTo(proven.statedHash());
    }

    @Test
    void whatWasForgedIsNotPassedOn() {
        library(1);
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        migration.run(run(a), RunControl.none());
        new TestLibrary(dir.resolve("a")).forge("PK100000.1", "file0.bin", new byte[] {1, 2, 3});
        failsAt(b, started(job(null, a, b)));
    }

    @Test
    void aContentThatTheManifestNoLongerNamesIsMissed() {
        library(1);
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        migration.run(run(a), RunControl.none());
        TestLibrary there = new TestLibrary(dir.resolve("a"));
        there.with("PK100000", 9, Map.of("file0.bin", new byte[] {1, 2, 3}));
        failsAt(b, started(job(null, a, b)));
    }

    private void failsAt(DistributionPoint b, DistributionRun run) {
        assertThat(run.failed()).isEqualTo(1);
        assertThat(jobs.items(run.jobId(), run.id(), PageQuery.first(10)).items())
                .singleElement()
                .satisfies(item -> assertThat(item.reasonCode()).isEqualTo("CONTENT_HASH_MISMATCH"));
        assertThat(points.packages(b.id(), PageQuery.first(10)).items()).isEmpty();
        assertThat(TestLibrary.published(dir.resolve("b"))).isEmpty();
    }

    /** Its job begins a new run, which does not go on with what the stopped one had. */
    @Test
    void aRunThatIsStoppedLeavesNothingBehind() {
        byte[] large = new byte[20_000_000];
        TestLibrary library = new TestLibrary(dir.resolve("dp1.contoso.com"))
                .with("PK100000", 1, Map.of("small.bin", new byte[] {1, 2, 3}, "large.bin", large));
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b", place("b"), new Bandwidth(1, List.of()));
        migration.run(run(a), RunControl.none());
        DistributionJob job = job(null, a, b);
        DistributionRun begun = jobs.start(job.id());
        Path part = dir.resolve("b/.godwit").resolve(TestLibrary.hash(large) + ".part");
        Awaitility.await().until(() -> Files.exists(part));

        jobs.stop(job.id());

        assertThat(ended(begun).status()).isEqualTo(DistributionRun.Status.STOPPED);
        // the last of the run's thread may still give the library back
        Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(TestLibrary.snapshot(dir.resolve("b"))).isEmpty());
    }

    @Test
    void aRepeatedJobStartsByItselfAndHasItsNextTime() {
        library(1);
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        migration.run(run(a), RunControl.none());
        Instant before = Instant.now();

        DistributionJob job = job("PT6H", a, b);

        Awaitility.await().pollInSameThread().until(() -> {
            DistributionRun last = jobs.get(job.id()).lastRun();
            return last != null && last.status() == DistributionRun.Status.COMPLETED;
        });
        assertThat(jobs.get(job.id()).nextRunAt()).isAfter(before.plusSeconds(6 * 3600 - 60));
        assertThat(TestLibrary.published(dir.resolve("b"))).containsExactly("PK100000");
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        var pair = List.of(new DistributionJob.Pair(a.id(), b.id()));
        refused("DISTRIBUTION_JOB_INVALID", new NewDistributionJob("x", List.of(), null, null, null));
        refused(
                "DISTRIBUTION_JOB_INVALID",
                new NewDistributionJob("x", List.of(new DistributionJob.Pair(a.id(), a.id())), null, null, null));
        refused("SCHEDULE_INVALID", new NewDistributionJob("x", pair, null, "PT1S", null));
        refused(
                "DISTRIBUTION_POINT_NOT_FOUND",
                new NewDistributionJob("x", List.of(new DistributionJob.Pair(a.id(), 999_999)), null, null, null));
        assertThatThrownBy(() -> jobs.get(999_999))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("DISTRIBUTION_JOB_NOT_FOUND"));
    }

    private void refused(String code, NewDistributionJob wanted) {
        assertThatThrownBy(() -> jobs.create(wanted))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void whatIsBeingRetiredThereIsNotBrought() {
        TestLibrary library = library(1);
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        migration.run(run(a, b), RunControl.none());
        retirements.plan(b.id(), new RetirementService.NewRetirement(List.of("PK100000"), null, null));
        library.with("PK100000", 2, Map.of("new.bin", new byte[] {1, 2, 3}));
        source.contents.clear();
        source.status.clear();
        source.holds(source.points.get(0), "PK100000", 2);
        gather();
        migration.run(run(a), RunControl.none());

        DistributionRun run = started(job(null, a, b));

        assertThat(jobs.items(run.jobId(), run.id(), PageQuery.first(10)).items())
                .singleElement()
                .satisfies(item -> assertThat(item.reasonCode()).isEqualTo("PACKAGE_RETIRING"));
    }
}
