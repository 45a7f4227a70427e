package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.godwit.content.TestLibrary;
import org.godwit.distribution.RetirementService.NewRetirement;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Packages go when their grace period is over, and not before; files that others use stay. */
class RetirementTest extends ContentFixture {

    private static final byte[] SHARED = {1, 2, 3, 4};
    private static final byte[] OWN = {5, 6, 7};

    @Autowired
    private RetirementService retirements;

    @Autowired
    private RetirementSweep sweep;

    private TestLibrary library() {
        TestLibrary library = new TestLibrary(dir.resolve("dp1.contoso.com"))
                .with("PK100001", 1, Map.of("shared.bin", SHARED, "own.bin", OWN))
                .with("PK100002", 1, Map.of("also.bin", SHARED));
        // one list of users for both, as a library has it
        library.write(
                "FileLib/" + library.root.resolve("FileLib").relativize(library.file(SHARED)) + ".INI",
                "[Users]\r\nPK100001.1=\r\nPK100002.1=\r\n");
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
        return library;
    }

    private Path stored(TestLibrary library, byte[] bytes) {
        return dir.resolve("a").resolve(library.root.relativize(library.file(bytes)));
    }

    private Retirement planned(DistributionPoint point, String packageId, Duration grace) {
        return retirements
                .plan(point.id(), new NewRetirement(List.of(packageId), "no longer used", grace))
                .get(0);
    }

    private Retirement swept(Retirement retirement) {
        sweep.runDue();
        return Awaitility.await()
                .pollInSameThread()
                .until(() -> retirements.get(retirement.id()), r -> r.status() != Retirement.Status.PLANNED);
    }

    @Test
    void thePackageGoesWithItsOwnFilesWhenItsTimeIsOver() {
        TestLibrary library = library();
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());

        Retirement done = swept(planned(a, "PK100001", Duration.ZERO));

        assertThat(done.status()).isEqualTo(Retirement.Status.REMOVED);
        assertThat(done.filesRemoved()).isEqualTo(1);
        assertThat(done.bytesFreed()).isEqualTo(OWN.length);
        assertThat(TestLibrary.published(dir.resolve("a"))).containsExactly("PK100002");
        assertThat(stored(library, OWN)).doesNotExist();
        assertThat(stored(library, SHARED)).exists();
        assertThat(points.packages(a.id(), PageQuery.first(10)).items())
                .extracting(StoredPackage::packageId)
                .containsExactly("PK100002");
        assertThat(validated(a).status()).isEqualTo(ContentValidation.Status.CLEAN);
        assertThatThrownBy(() -> retirements.cancel(done.id()))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("RETIREMENT_ENDED"));
    }

    @Test
    void untilThenNothingHappensAndItCanBeTakenBack() throws Exception {
        library();
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());
        Map<String, String> before = TestLibrary.snapshot(dir.resolve("a"));
        Retirement later = planned(a, "PK100001", null);
        assertThat(Duration.between(later.requestedAt(), later.dueAt())).isEqualTo(Duration.ofDays(7));
        assertThat(retirements.plan(a.id(), new NewRetirement(List.of("PK100001"), null, null)))
                .isEmpty();

        sweep.runDue();

        assertThat(TestLibrary.snapshot(dir.resolve("a"))).isEqualTo(before);
        assertThat(retirements
                        .list(Retirement.Status.PLANNED, a.id(), PageQuery.first(10))
                        .items())
                .extracting(Retirement::packageId)
                .containsExactly("PK100001");
        assertThat(retirements.cancel(later.id()).status()).isEqualTo(Retirement.Status.CANCELLED);
        assertThat(retirements
                        .list(Retirement.Status.PLANNED, a.id(), PageQuery.first(10))
                        .items())
                .isEmpty();
        assertThat(Files.exists(dir.resolve("a/PkgLib/PK100001.INI"))).isTrue();
    }

    @Test
    void whatAJobWantedAgainMeanwhileStays() throws Exception {
        library();
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());
        Retirement retirement = planned(a, "PK100001", Duration.ofSeconds(2));
        assertThat(migration.run(run(a), RunControl.none()).packagesSkipped()).isEqualTo(2);
        Awaitility.await().until(() -> !java.time.Instant.now().isBefore(retirement.dueAt()));

        Retirement kept = swept(retirement);

        assertThat(kept.status()).isEqualTo(Retirement.Status.KEPT);
        assertThat(kept.outcome()).contains("brought there again");
        assertThat(TestLibrary.published(dir.resolve("a"))).contains("PK100001");
    }

    @Test
    void whatTheSourceNoLongerStatesIsProposed() {
        library();
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());
        assertThat(retirements.proposals(a.id())).isEmpty();
        source.contents.removeIf(c -> c.packageId().equals("PK100001"));
        source.status.removeIf(s -> s.packageId().equals("PK100001"));
        gather();

        assertThat(retirements.proposals(a.id()))
                .extracting(RetirementService.Proposal::packageId)
                .containsExactly("PK100001");
    }

    @Test
    void whatIsNotThereOrNotUnderstoodIsRefused() {
        DistributionPoint a = destination("a");
        refused("PACKAGE_NOT_PUBLISHED", a, new NewRetirement(List.of("PK100009"), null, null));
        refused("RETIREMENT_INVALID", a, new NewRetirement(List.of(), null, null));
        refused("RETIREMENT_INVALID", a, new NewRetirement(List.of("PK100009"), null, Duration.ofDays(-1)));
    }

    private void refused(String code, DistributionPoint point, NewRetirement wanted) {
        assertThatThrownBy(() -> retirements.plan(point.id(), wanted))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
