package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditEvent;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditService;
import org.godwit.content.TestLibrary;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.FileSystemUtils;

/** What a validation finds missing or different comes back from whoever has it. */
class RepairTest extends ContentFixture {

    @Autowired
    private AuditService audit;

    @Autowired
    private Validations validations;

    @Autowired
    private ValidationStore store;

    private TestLibrary library(int packages) {
        TestLibrary library = TestLibrary.random(dir.resolve("dp1.contoso.com"), 71, packages, 6, 20_000);
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
        return library;
    }

    private Path stored(String point, TestLibrary library, byte[] bytes) {
        return dir.resolve(point).resolve(library.root.relativize(library.file(bytes)));
    }

    @Test
    void aFlippedByteAndAMissingFileComeBackFromAnotherPointThoughTheSourceIsGone() throws Exception {
        TestLibrary library = library(2);
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        migration.run(run(a, b), RunControl.none());
        Map<String, String> whole = TestLibrary.snapshot(dir.resolve("a"));
        FileSystemUtils.deleteRecursively(library.root);
        byte[] one = library.files("PK100000.1").get("file0.bin");
        byte[] other = library.files("PK100001.2").get("file0.bin");
        flip(stored("a", library, one));
        Files.delete(stored("a", library, other));

        assertThat(validated(a).status()).isEqualTo(ContentValidation.Status.DIFFERENT);
        ContentValidation repair = ended(points.repair(a.id()));

        assertThat(repair.findings()).hasSize(2);
        assertThat(repair.repairs()).hasSize(2).allSatisfy(r -> assertThat(r).contains("was brought from", "/b"));
        assertThat(repair.status()).isEqualTo(ContentValidation.Status.REPAIRED);
        assertThat(TestLibrary.snapshot(dir.resolve("a"))).isEqualTo(whole);
        assertThat(validated(a).status()).isEqualTo(ContentValidation.Status.CLEAN);
        sha256sumAccepts(dir.resolve("a"), points.evidence(a.id(), "PK100000"));
        assertThat(repaired(a)).extracting(AuditEvent::objectName).containsExactlyInAnyOrder("PK100000", "PK100001");
    }

    @Test
    void aPointWhoseFileIsDamagedTooGivesNothingAndTheSourceDoes() throws Exception {
        TestLibrary library = library(1);
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        migration.run(run(a, b), RunControl.none());
        byte[] bytes = library.files("PK100000.1").get("file0.bin");
        flip(stored("a", library, bytes));
        flip(stored("b", library, bytes));

        ContentValidation repair = ended(points.repair(a.id()));

        assertThat(repair.status()).isEqualTo(ContentValidation.Status.REPAIRED);
        assertThat(repair.repairs()).singleElement().asString().contains("dp1.contoso.com");
        assertThat(Files.readAllBytes(stored("a", library, bytes))).isEqualTo(bytes);
    }

    @Test
    void whatNobodyHasStaysDamagedAndIsNotTrusted() throws Exception {
        TestLibrary library = library(2);
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());
        byte[] bytes = library.files("PK100000.1").get("file0.bin");
        flip(stored("a", library, bytes));
        flip(library.file(bytes));

        ContentValidation repair = ended(points.repair(a.id()));

        assertThat(repair.status()).isEqualTo(ContentValidation.Status.DIFFERENT);
        assertThat(repair.repairs()).isEmpty();
        assertThat(repair.findings())
                .anySatisfy(f -> assertThat(f).contains("PK100000", "could not be repaired", "file0.bin"));
        assertThat(points.evidence(a.id(), "PK100000")).isEmpty();
        assertThat(points.evidence(a.id(), "PK100001")).isNotEmpty();
        assertThat(migration.run(run(a), RunControl.none()).failures())
                .singleElement()
                .satisfies(f -> assertThat(f.code()).isEqualTo("CONTENT_HASH_MISMATCH"));
    }

    @Test
    void whatCameBackIsToldThoughTheRestOfThePackageDidNot() throws Exception {
        TestLibrary library = library(1);
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());
        byte[] bytes = library.files("PK100000.1").get("file0.bin");
        byte[] lost = library.files("PK100000.1").get("file3.bin");
        Files.delete(stored("a", library, bytes));
        Files.delete(stored("a", library, lost));
        flip(library.file(lost));

        ContentValidation repair = ended(points.repair(a.id()));

        assertThat(repair.status()).isEqualTo(ContentValidation.Status.DIFFERENT);
        assertThat(stored("a", library, bytes)).exists();
        assertThat(stored("a", library, lost)).doesNotExist();
        assertThat(repair.repairs()).singleElement().asString().contains("file0.bin", "was brought from");
        assertThat(repaired(a)).singleElement().satisfies(e -> {
            assertThat(e.outcome()).isEqualTo(AuditEntry.Outcome.FAILED);
            assertThat(String.valueOf(e.details())).contains("file0.bin", "could not be repaired");
        });
        assertThat(points.evidence(a.id(), "PK100000")).isEmpty();
    }

    /** It is asked to stop as soon as the first package has its file again. */
    @Test
    void oneThatIsStoppedTellsWhatItMendedUntilThen() throws Exception {
        TestLibrary library = library(2);
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());
        Path first = stored("a", library, library.files("PK100000.1").get("file0.bin"));
        Path second = stored("a", library, library.files("PK100001.2").get("file0.bin"));
        Files.delete(first);
        Files.delete(second);
        long id = store.add(a.id(), true, "test", Instant.now());

        AtomicBoolean asked = new AtomicBoolean();
        validations.run(id, () -> {
            if (Files.exists(first) && asked.compareAndSet(false, true)) {
                points.stopValidation(a.id(), id);
                sleep();
            }
            return false;
        });

        ContentValidation stopped = store.find(id).orElseThrow();
        assertThat(stopped.status()).isEqualTo(ContentValidation.Status.STOPPED);
        assertThat(stopped.repairs()).singleElement().asString().contains("file0.bin", "PK100000");
        assertThat(second).doesNotExist();
        assertThat(repaired(a)).extracting(AuditEvent::objectName).containsExactly("PK100000");
        assertThat(points.evidence(a.id(), "PK100001")).isEmpty();
        assertThat(ended(points.repair(a.id())).status()).isEqualTo(ContentValidation.Status.REPAIRED);
    }

    private static void sleep() {
        try {
            Thread.sleep(1_100); // it looks once a second
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<AuditEvent> repaired(DistributionPoint point) {
        return audit
                .list(new AuditFilter(null, "PACKAGE_REPAIRED", null, null, null), PageQuery.first(100))
                .items()
                .stream()
                .filter(e -> String.valueOf(e.details()).contains(point.name()))
                .toList();
    }

    @Test
    void lostManifestsAreWrittenAgain() throws Exception {
        TestLibrary library = library(1);
        DistributionPoint a = destination("a");
        DistributionPoint b = destination("b");
        migration.run(run(a, b), RunControl.none());
        Map<String, String> whole = TestLibrary.snapshot(dir.resolve("a"));
        FileSystemUtils.deleteRecursively(library.root);
        Files.delete(dir.resolve("a/PkgLib/PK100000.INI"));
        Files.delete(dir.resolve("a/DataLib/PK100000.1/file0.bin.INI"));
        Path users = stored("a", library, library.files("PK100000.1").get("file0.bin"));
        Files.delete(users.resolveSibling(users.getFileName() + ".INI"));

        ContentValidation repair = ended(points.repair(a.id()));

        assertThat(repair.repairs()).hasSize(2).allSatisfy(r -> assertThat(r).contains("written again"));
        assertThat(TestLibrary.snapshot(dir.resolve("a"))).isEqualTo(whole);
        assertThat(validated(a).status()).isEqualTo(ContentValidation.Status.CLEAN);
    }
}
