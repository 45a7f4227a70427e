package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.alert.Alert;
import org.godwit.alert.AlertService;
import org.godwit.content.FileMark;
import org.godwit.content.TestLibrary;
import org.godwit.shared.AlertCondition.Kind;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.FileSystemUtils;

/** What a validation tells, whom it tells, and when it is due. */
class ValidationTest extends ContentFixture {

    private static final String CONTENT = "PK100000.1";

    @Autowired
    private AlertService alerts;

    @Autowired
    private Validations validations;

    @Autowired
    private ValidationStore store;

    @Autowired
    private EvidenceStore evidence;

    @Autowired
    private Clock clock;

    private DistributionPoint published() {
        TestLibrary library = TestLibrary.random(dir.resolve("dp1.contoso.com"), 23, 1, 4, 9_000);
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());
        return a;
    }

    private List<Alert> open(Kind kind, DistributionPoint point) {
        return alerts.list(true, PageQuery.first(200)).items().stream()
                .filter(alert -> alert.kind() == kind && alert.subjectId().equals(Long.toString(point.id())))
                .toList();
    }

    @Test
    void lostManifestsAreTold() throws Exception {
        DistributionPoint a = published();
        Files.delete(dir.resolve("a/PkgLib/PK100000.INI"));
        assertThat(validated(a).status()).isEqualTo(ContentValidation.Status.DIFFERENT);
        assertThat(open(Kind.CONTENT_TAMPERED, a))
                .singleElement()
                .satisfies(alert -> assertThat(alert.message()).contains("PK100000", a.name()));
    }

    @Test
    void aLibraryThatCannotBeReadIsToldAndCleared(@TempDir Path outside) throws Exception {
        DistributionPoint a = published();
        Path away = dir.resolve("away");
        Files.move(dir.resolve("a"), away);
        Files.createSymbolicLink(dir.resolve("a"), outside);
        assertThat(validated(a).status()).isEqualTo(ContentValidation.Status.FAILED);
        assertThat(open(Kind.CONTENT_NOT_VALIDATED, a)).hasSize(1);
        Files.delete(dir.resolve("a"));
        Files.move(away, dir.resolve("a"));
        assertThat(validated(a).status()).isEqualTo(ContentValidation.Status.CLEAN);
        assertThat(open(Kind.CONTENT_NOT_VALIDATED, a)).isEmpty();
    }

    @Test
    void whatIsFoundAsItWasIsVerifiedAnew() {
        DistributionPoint a = published();
        Instant before = verifiedAt(a);
        assertThat(validated(a).status()).isEqualTo(ContentValidation.Status.CLEAN);
        Instant after = verifiedAt(a);
        assertThat(after).isAfter(before);
        evidence.doubt(a.id(), List.of(), List.of(CONTENT), clock.instant());
        assertThat(validated(a).status()).isEqualTo(ContentValidation.Status.CLEAN);
        assertThat(verifiedAt(a)).isEqualTo(after);
    }

    private Instant verifiedAt(DistributionPoint point) {
        return Objects.requireNonNull(evidence.kept(point.id(), CONTENT)).verifiedAt();
    }

    @Test
    void aNodeThatGoesDownLeavesItToAnother() {
        DistributionPoint a = published();
        long id = store.add(a.id(), false, "test", clock.instant());
        assertThatThrownBy(() -> validations.run(id, () -> true)).isInstanceOf(IllegalStateException.class);
        assertThat(store.find(id).orElseThrow().finishedAt()).isNull();
        validations.run(id, () -> false);
        assertThat(store.find(id).orElseThrow().status()).isEqualTo(ContentValidation.Status.CLEAN);
    }

    /** It is asked to stop while the second package is hashed: the damage in the first is told all the same. */
    @Test
    void oneThatIsStoppedEndsSoonAndTellsWhatItFoundUntilThen() throws Exception {
        TestLibrary library = TestLibrary.random(dir.resolve("dp1.contoso.com"), 29, 3, 4, 9_000);
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());
        Files.delete(dir.resolve("a/PkgLib/PK100000.INI"));
        long id = store.add(a.id(), true, "test", clock.instant());

        validations.run(id, () -> {
            if (store.find(id).orElseThrow().packages() == 1) {
                points.stopValidation(a.id(), id);
                sleep();
            }
            return false;
        });

        ContentValidation stopped = store.find(id).orElseThrow();
        assertThat(stopped.status()).isEqualTo(ContentValidation.Status.STOPPED);
        assertThat(stopped.packages()).isEqualTo(1);
        assertThat(stopped.files()).isPositive();
        assertThat(stopped.finishedAt()).isNotNull();
        assertThat(stopped.findings()).singleElement().asString().contains("PK100000");
        assertThat(dir.resolve("a/PkgLib/PK100000.INI")).doesNotExist();
        assertThat(open(Kind.CONTENT_TAMPERED, a)).hasSize(1);
        assertThat(open(Kind.CONTENT_NOT_VALIDATED, a)).isEmpty();
        assertThatThrownBy(() -> points.stopValidation(a.id(), id))
                .isInstanceOf(GodwitException.class)
                .extracting("code")
                .isEqualTo("CONTENT_VALIDATION_FINISHED");
        assertThatThrownBy(() -> points.stopValidation(destination("b").id(), id))
                .extracting("code")
                .isEqualTo("CONTENT_VALIDATION_NOT_FOUND");
        assertThat(validated(a).status()).isEqualTo(ContentValidation.Status.DIFFERENT);
    }

    private static void sleep() {
        try {
            Thread.sleep(1_100); // it looks once a second
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneThatHasNotBegunCanBeStopped() {
        DistributionPoint a = published();
        long id = store.add(a.id(), false, "test", clock.instant());
        assertThat(points.stopValidation(a.id(), id).stopRequestedAt()).isNotNull();
        assertThat(points.stopValidation(a.id(), id).status()).isEqualTo(ContentValidation.Status.WAITING);
        validations.run(id, () -> false);
        assertThat(store.find(id).orElseThrow().status()).isEqualTo(ContentValidation.Status.STOPPED);
        assertThat(store.find(id).orElseThrow().files()).isZero();
    }

    /** One that failed or was stopped does not count; the point that waits longest comes first. */
    @Test
    void whatWasNeverValidatedIsDueFirstAndWhatFailedIsDueAgain() {
        DistributionPoint a = published();
        DistributionPoint b = destination("b");
        DistributionPoint c = destination("c");
        DistributionPoint d = destination("d");
        DistributionPoint e = destination("e");
        migration.run(run(b, c, d, e), RunControl.none());
        Instant now = clock.instant();
        Instant since = now.plus(Duration.ofDays(1));
        ended(a, ContentValidation.Status.CLEAN, now.minusSeconds(10));
        ended(b, ContentValidation.Status.DIFFERENT, now.minusSeconds(20));
        ended(c, ContentValidation.Status.FAILED, since.plusSeconds(10));
        ended(d, ContentValidation.Status.CLEAN, since.plusSeconds(10));
        ended(e, ContentValidation.Status.STOPPED, since.plusSeconds(10));
        List<Long> due = new ArrayList<>(store.due(since));
        due.retainAll(List.of(a.id(), b.id(), c.id(), d.id(), e.id()));
        assertThat(due).containsExactly(c.id(), e.id(), b.id(), a.id());
    }

    private void ended(DistributionPoint point, ContentValidation.Status status, Instant at) {
        long id = store.add(point.id(), false, "test", at);
        store.end(new ContentValidation(
                id, point.id(), status, "test", 0, 0, 0, List.of(), false, List.of(), at, null, at));
    }

    /** What a package that failed for good has left in FileLib, and what somebody else has put there. */
    @Test
    void aRepairRemovesWhatGodwitStoredForNothingAndLeavesTheRest() throws Exception {
        DistributionPoint a = published();
        Map<String, String> whole = TestLibrary.snapshot(dir.resolve("a"));
        Path ours = orphan(new byte[] {9, 9, 9});
        evidence.of(a.id()).addVerified(Map.of(ours.getFileName().toString(), new FileMark(3, 1)));

        assertThat(validated(a).status()).isEqualTo(ContentValidation.Status.DIFFERENT);
        ContentValidation repair = ended(points.repair(a.id()));

        assertThat(repair.status()).isEqualTo(ContentValidation.Status.REPAIRED);
        assertThat(repair.repairs())
                .singleElement()
                .asString()
                .contains(ours.getFileName().toString(), "was removed");
        assertThat(TestLibrary.snapshot(dir.resolve("a"))).isEqualTo(whole);
        assertThat(evidence.of(a.id()).verified(List.of(ours.getFileName().toString())))
                .isEmpty();

        Path foreign = orphan(new byte[] {8, 8, 8});
        assertThat(ended(points.repair(a.id())).status()).isEqualTo(ContentValidation.Status.DIFFERENT);
        assertThat(foreign).exists();
    }

    @Test
    void aRepairRemovesWhatAStoppedRunLeftHalfWritten() throws Exception {
        DistributionPoint a = published();
        Path part = dir.resolve("a/.godwit").resolve("A".repeat(64) + ".part");
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[] {1});
        assertThat(validated(a).status()).isEqualTo(ContentValidation.Status.CLEAN);
        assertThat(part).exists();
        assertThat(ended(points.repair(a.id())).status()).isEqualTo(ContentValidation.Status.CLEAN);
        assertThat(part.getParent()).doesNotExist();
    }

    private Path orphan(byte[] bytes) throws IOException {
        String hash = TestLibrary.hash(bytes);
        Path file = dir.resolve("a/FileLib").resolve(hash.substring(0, 4)).resolve(hash);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    /** The file is needed: that it looks like one that nobody uses must not cost it. */
    @Test
    void aLostListOfUsersIsWrittenAgainAndItsFileStays() throws Exception {
        DistributionPoint a = published();
        Map<String, String> whole = TestLibrary.snapshot(dir.resolve("a"));
        FileSystemUtils.deleteRecursively(dir.resolve("dp1.contoso.com"));
        try (var all = Files.walk(dir.resolve("a/FileLib"))) {
            Files.delete(all.filter(path -> path.toString().endsWith(".INI"))
                    .findFirst()
                    .orElseThrow());
        }
        assertThat(validated(a).findings()).singleElement().asString().contains("lost the list", "PK100000");
        assertThat(ended(points.repair(a.id())).status()).isEqualTo(ContentValidation.Status.REPAIRED);
        assertThat(TestLibrary.snapshot(dir.resolve("a"))).isEqualTo(whole);
    }
}
