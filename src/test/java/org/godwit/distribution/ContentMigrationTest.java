package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.godwit.content.TestLibrary;
import org.godwit.credential.Account;
import org.godwit.credential.AccountInput;
import org.godwit.credential.Secret;
import org.godwit.distribution.ContentMigration.ContentPlan;
import org.godwit.distribution.ContentMigration.Outcome;
import org.godwit.distribution.ContentMigration.Run;
import org.godwit.distribution.ContentMigration.Verification;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.godwit.testing.NginxServer;
import org.godwit.testing.SambaServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

class ContentMigrationTest extends ContentFixture {

    @Autowired
    private ContentTransferService transfers;

    @Test
    void gathersOnceAndThenOnlyWhatChanged() {
        var point = source.point("dp1.contoso.com");
        source.holds(point, "PK100001", 1);
        source.holds(point, "PK100002", 1);
        ContentMigration.Gathered first = migration.gather(hierarchy, source, RunControl.none());
        assertThat(first).isEqualTo(new ContentMigration.Gathered(2, 1, 5, 0, 0));
        assertThat(migration.gather(hierarchy, source, RunControl.none()))
                .isEqualTo(new ContentMigration.Gathered(2, 1, 0, 0, 0));
        source.contents.clear();
        source.status.clear();
        source.holds(point, "PK100001", 2);
        source.point("DP2");
        assertThat(migration.gather(hierarchy, source, RunControl.none()))
                .isEqualTo(new ContentMigration.Gathered(1, 2, 2, 1, 3));
        assertThat(sourcePoints.list(hierarchy, PageQuery.first(10)).items())
                .extracting(SourcePoint::serverName, SourcePoint::eligible, SourcePoint::packages)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("dp1.contoso.com", true, 1L),
                        org.assertj.core.groups.Tuple.tuple("DP2", false, 0L));
        assertThat(sourcePoints
                        .list(hierarchy, PageQuery.first(10))
                        .items()
                        .get(0)
                        .location()
                        .text())
                .isEqualTo("\\\\dp1.contoso.com\\SCCMContentLib$");
    }

    @Test
    void pointsSayWhichPackagesAreOfAnOlderVersionThanTheSourceHas() {
        var old = source.point("dp1.contoso.com");
        var fresh = source.point("dp2.contoso.com");
        source.holds(fresh, "PK100001", 3);
        source.holds(old, "PK100001", 2);
        source.holds(old, "PK100002", 1);
        migration.gather(hierarchy, source, RunControl.none());

        List<SourcePoint> found =
                sourcePoints.list(hierarchy, PageQuery.first(10)).items();

        assertThat(found.get(0).comesWith().packagesCurrent()).isEqualTo(1);
        assertThat(found.get(0).comesWith().packagesOutdated()).isEqualTo(1);
        assertThat(found.get(0).comesWith().versionReasons())
                .containsExactly("Package PK100001 is there in version 2; the source has version 3.");
        assertThat(found.get(1).comesWith().packagesCurrent()).isEqualTo(1);
        assertThat(found.get(1).comesWith().packagesOutdated()).isZero();
    }

    @Test
    void bringsPackagesToEveryPointAndTheSecondTimeNothing() {
        TestLibrary library = TestLibrary.random(dir.resolve("dp1.contoso.com"), 1, 6, 15, 20_000);
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        Run run = run(a, b);
        ContentPlan plan = migration.plan(hierarchy, run.selection());
        assertThat(plan.packages()).isEqualTo(12);
        assertThat(plan.files()).isEqualTo(2 * 6 * 15);
        assertThat(plan.bytesAlreadyThere()).isZero();

        Outcome outcome = migration.run(run, RunControl.none());
        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.packagesPublished()).isEqualTo(12);
        assertThat(outcome.bytesMoved()).isEqualTo(plan.bytes());
        assertThat(outcome.bytesSaved()).isPositive();
        Verification verification = migration.verify(run, RunControl.none());
        assertThat(verification.differences()).isEmpty();
        assertThat(verification.equal()).isTrue();
        assertThat(verification.files()).isEqualTo(2 * 6 * 15);
        assertThat(TestLibrary.published(dir.resolve("b"))).isEqualTo(library.packageIds());
        assertThat(points.packages(a.id(), PageQuery.first(100)).total()).isEqualTo(6);
        assertThat(points.get(a.id()).bytes()).isPositive();

        String evidence = points.evidence(a.id(), "PK100003");
        assertThat(evidence).contains("# PK100003.4/file0.bin, 20000 bytes, COPIED");
        assertThat(evidence.lines().filter(l -> !l.startsWith("#")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(TestLibrary.hash(
                                Files.readAllBytes(dir.resolve("a").resolve(line.substring(66)))))
                        .isEqualToIgnoringCase(line.substring(0, 64)));

        sha256sumAccepts(dir.resolve("a"), evidence);

        ContentPlan again = migration.plan(hierarchy, run.selection());
        assertThat(again.packages()).isZero();
        assertThat(again.items()).allMatch(i -> i.fate().equals("UP_TO_DATE"));
        Run clone = run(a, b);
        Outcome second = migration.run(clone, RunControl.none());
        assertThat(second.bytesMoved()).isZero();
        assertThat(second.packagesSkipped()).isEqualTo(12);
        assertThat(migration.verify(clone, RunControl.none()).equal()).isTrue();
    }

    @Test
    void aFlippedByteFailsItsPackageOnlyAndCanBeRetriedOnceRepaired() throws Exception {
        TestLibrary library = TestLibrary.random(dir.resolve("dp1.contoso.com"), 2, 3, 5, 20_000);
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
        byte[] bytes = library.files("PK100001.2").get("file0.bin");
        byte[] flipped = bytes.clone();
        flipped[100] ^= 1;
        Files.write(library.file(bytes), flipped);
        DistributionPoint to = destination("to");
        Run run = run(to);
        Outcome outcome = migration.run(run, RunControl.none());
        assertThat(outcome.packagesPublished()).isEqualTo(2);
        assertThat(outcome.failures()).singleElement().satisfies(f -> {
            assertThat(f.packageId()).isEqualTo("PK100001");
            assertThat(f.code()).isEqualTo("CONTENT_HASH_MISMATCH");
            assertThat(f.message()).contains("file0.bin", TestLibrary.hash(bytes), TestLibrary.hash(flipped));
        });
        assertThat(migration.verify(run, RunControl.none()).equal()).isFalse();
        assertThat(TestLibrary.published(dir.resolve("to"))).containsExactly("PK100000", "PK100002");

        Files.write(library.file(bytes), bytes);
        ContentTransfer failed = transfers
                .list(TransferFilter.of(ContentTransfer.Status.FAILED), PageQuery.first(1))
                .items()
                .get(0);
        transfers.retry(failed.id());
        assertThatThrownBy(() -> transfers.retry(failed.id()))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("CONTENT_TRANSFER_STATE"));
        Awaitility.await()
                .pollInSameThread()
                .until(() -> transfers.get(failed.id()).status() == ContentTransfer.Status.COMPLETED);
        assertThat(migration.verify(run, RunControl.none()).equal()).isTrue();
    }

    @Test
    void aValidationFindsDamageAndTheNextRunRepairsIt() throws Exception {
        TestLibrary library = TestLibrary.random(dir.resolve("dp1.contoso.com"), 3, 2, 5, 20_000);
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
        DistributionPoint to = destination("to");
        migration.run(run(to), RunControl.none());
        assertThat(validated(to).status()).isEqualTo(ContentValidation.Status.CLEAN);

        byte[] bytes = library.files("PK100001.2").get("file0.bin");
        Path stored = dir.resolve("to").resolve(library.root.relativize(library.file(bytes)));
        var time = Files.getLastModifiedTime(stored);
        byte[] changed = bytes.clone();
        changed[0] ^= 1;
        Files.write(stored, changed);
        Files.setLastModifiedTime(stored, time);
        ContentValidation found = validated(to);
        assertThat(found.status()).isEqualTo(ContentValidation.Status.DIFFERENT);
        assertThat(found.findings()).singleElement().asString().contains("file0.bin", TestLibrary.hash(changed));

        Outcome repair = migration.run(run(to), RunControl.none());
        assertThat(repair.bytesMoved()).isEqualTo(bytes.length);
        assertThat(validated(to).status()).isEqualTo(ContentValidation.Status.CLEAN);
    }

    @Test
    void aPackageNoPointHasIsBlockedAndFailsByName() {
        source.holds(source.point("DP-WITHOUT-DOMAIN"), "PK100009", 1);
        migration.gather(hierarchy, source, RunControl.none());
        DistributionPoint to = destination("to");
        Run run = run(to);
        assertThat(migration.plan(hierarchy, run.selection()).items())
                .singleElement()
                .satisfies(i -> assertThat(i.fate()).isEqualTo("BLOCKED"))
                .satisfies(i -> assertThat(i.reason()).contains("DP-WITHOUT-DOMAIN"));
        assertThat(migration.run(run, RunControl.none()).failures())
                .singleElement()
                .satisfies(f -> assertThat(f.code()).isEqualTo("PACKAGE_NOT_IN_LIBRARY"));
    }

    @Test
    void locationsStayUnderTheContentRootsLinksIncluded(@TempDir Path outside) throws Exception {
        Files.createSymbolicLink(dir.resolve("link"), outside);
        for (String path : List.of(outside.toString(), dir.resolve("link/x").toString(), dir + "/../../../../..")) {
            assertThatThrownBy(() -> points.create(
                            new NewDistributionPoint("dp", "GDW", new Location.Directory(path, List.of()), null)))
                    .isInstanceOfSatisfying(
                            GodwitException.class, e -> assertThat(e.code()).isEqualTo("LOCATION_OUTSIDE_ROOTS"));
        }
    }

    @Test
    @EnabledIf(value = "org.godwit.testing.SambaServer#available", disabledReason = "no Samba here, or not root")
    void sharesAreReadAndWrittenWithTheirAccounts() throws Exception {
        try (SambaServer samba = SambaServer.start(List.of("SCCMContentLib$", "new"))) {
            TestLibrary library = TestLibrary.random(samba.share("SCCMContentLib$"), 5, 3, 6, 20_000);
            source.holds(source.point("dp1.contoso.com"), library);
            migration.gather(hierarchy, source, RunControl.none());
            AccountInput account = new AccountInput(
                    Account.Kind.WINDOWS_USER, "TEST", SambaServer.USER, Secret.of(SambaServer.PASSWORD));
            SourcePoint point =
                    sourcePoints.list(hierarchy, PageQuery.first(1)).items().get(0);
            SourcePoint given = sourcePoints.setLocation(
                    hierarchy, point.id(), new Location.Smb(samba.server(), "SCCMContentLib$", null, account));
            assertThat(given.location()).isInstanceOfSatisfying(Location.Smb.class, smb -> {
                assertThat(smb.account()).isNotNull();
                assertThat(smb.toString()).doesNotContain(SambaServer.PASSWORD);
            });
            DistributionPoint to = destination("smb", new Location.Smb(samba.server(), "new", "lib", account));
            Run run = run(to);
            assertThat(migration.run(run, RunControl.none()).failures()).isEmpty();
            assertThat(migration.verify(run, RunControl.none()).differences()).isEmpty();
            assertThat(TestLibrary.published(samba.share("new").resolve("lib"))).isEqualTo(library.packageIds());
            Run clone = run(to);
            assertThat(migration.run(clone, RunControl.none()).bytesMoved()).isZero();
        }
    }

    @Test
    @EnabledIf(value = "org.godwit.testing.NginxServer#available", disabledReason = "no nginx with dav-ext here")
    void pointsAreReadOverHttp() throws Exception {
        TestLibrary library = TestLibrary.random(dir.resolve("lib"), 6, 2, 5, 20_000);
        Path root = Files.createDirectories(dir.resolve("root"));
        library.expand(root);
        org.springframework.util.FileSystemUtils.copyRecursively(dir.resolve("lib/DataLib"), root.resolve("datalib"));
        try (NginxServer nginx = NginxServer.start(dir, root)) {
            source.holds(source.point("dp1.contoso.com"), library);
            migration.gather(hierarchy, source, RunControl.none());
            SourcePoint point =
                    sourcePoints.list(hierarchy, PageQuery.first(1)).items().get(0);
            sourcePoints.setLocation(hierarchy, point.id(), new Location.Http(nginx.url(), null));
            Run run = run(destination("to"));
            assertThat(migration.plan(hierarchy, run.selection()).packages()).isEqualTo(2);
            assertThat(migration.run(run, RunControl.none()).failures()).isEmpty();
            assertThat(migration.verify(run, RunControl.none()).equal()).isTrue();
        }
    }

    @Test
    void aStoppedRunGoesOnWhereItWas() {
        TestLibrary library = TestLibrary.random(dir.resolve("dp1.contoso.com"), 4, 4, 5, 20_000);
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
        Run run = run(destination("to"));
        RunControl stopped = new RunControl() {
            @Override
            public boolean stopRequested() {
                return true;
            }

            @Override
            public void progress(String phase, long done, long total, long bytesDone, long bytesTotal) {}
        };
        Outcome none = migration.run(run, stopped);
        assertThat(none.stopped()).isTrue();
        assertThat(none.packagesPublished()).isZero();
        Outcome rest = migration.run(run, RunControl.none());
        assertThat(rest.packagesPublished()).isEqualTo(4);
        assertThat(migration.verify(run, RunControl.none()).equal()).isTrue();
    }
}
