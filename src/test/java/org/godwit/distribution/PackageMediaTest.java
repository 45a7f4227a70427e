package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.godwit.content.TestLibrary;
import org.godwit.distribution.PackageMediaService.NewMediaExport;
import org.godwit.distribution.PackageMediaService.NewMediaImport;
import org.godwit.distribution.PackageMediaService.StartedExport;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
@SignedInAs
class PackageMediaTest {

    private static final AtomicLong IDS = new AtomicLong(980_000);

    @Autowired
    private PackageMediaService media;

    @Autowired
    private ContentMigration migration;

    @Autowired
    private DistributionPointService points;

    @Autowired
    private SourceDistributionPointService sourcePoints;

    @Autowired
    private MediaStore store;

    @Autowired
    private GodwitProperties properties;

    private Path dir = Path.of("");
    private final long hierarchy = IDS.incrementAndGet();

    @BeforeEach
    void directory() throws IOException {
        dir = properties.dataDir().resolve("media-" + UUID.randomUUID());
        Files.createDirectories(dir);
    }

    private TestLibrary source() {
        TestLibrary library = TestLibrary.random(dir.resolve("dp1.contoso.com"), 41, 3, 6, 20_000);
        StatedSource source = new StatedSource();
        source.holds(source.point("dp1.contoso.com"), library);
        migration.gather(hierarchy, source, RunControl.none());
        sourcePoints
                .list(hierarchy, PageQuery.first(10))
                .items()
                .forEach(p -> sourcePoints.setLocation(
                        hierarchy,
                        p.id(),
                        new Location.Directory(dir.resolve(p.serverName()).toString(), List.of())));
        return library;
    }

    private DistributionPoint destination(String name) {
        return points.create(new NewDistributionPoint(
                name + UUID.randomUUID(),
                "GDW",
                new Location.Directory(dir.resolve(name).toString(), List.of()),
                null));
    }

    private StartedExport exported(String folder) {
        StartedExport started =
                media.export(new NewMediaExport(dir.resolve(folder).toString(), List.of(), hierarchy, null, null));
        assertThat(ended(started.media()).failureMessage()).isNull();
        return started;
    }

    private PackageMedia ended(PackageMedia begun) {
        return Awaitility.await()
                .pollInSameThread()
                .until(() -> media.get(begun.id()), m -> m.status() != PackageMedia.Status.RUNNING);
    }

    private void refused(String code, NewMediaImport wanted) {
        assertThatThrownBy(() -> media.importMedia(wanted))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void isExportedCarriedAndImportedOnce() throws Exception {
        TestLibrary library = source();
        StartedExport started = exported("media");
        Files.move(dir.resolve("media"), dir.resolve("carried"));
        DistributionPoint to = destination("to");
        NewMediaImport wanted = new NewMediaImport(dir.resolve("carried").toString(), started.key(), to.id());
        PackageMedia imported = ended(media.importMedia(wanted));
        assertThat(imported.failureMessage()).isNull();
        assertThat(imported.packageIds()).isEqualTo(library.packageIds());
        assertThat(TestLibrary.published(dir.resolve("to"))).isEqualTo(library.packageIds());
        assertThat(points.packages(to.id(), PageQuery.first(10)).total()).isEqualTo(3);
        refused("MEDIA_KEY_USED", wanted);
        assertThat(started.toString() + wanted).doesNotContain(started.key());
    }

    @Test
    void everyRefusalHasItsOwnCode() throws Exception {
        source();
        DistributionPoint to = destination("to");
        StartedExport started = exported("media");
        String folder = dir.resolve("media").toString();
        String wrong = exported("other").key();
        refused("MEDIA_KEY_WRONG", new NewMediaImport(folder, wrong, to.id()));
        refused("MEDIA_NOT_FOUND", new NewMediaImport(dir.toString(), wrong, to.id()));
        Path file = dir.resolve("media/data/000002.bin");
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        refused("MEDIA_FILE_MISSING", new NewMediaImport(folder, started.key(), to.id()));
        byte[] altered = bytes.clone();
        altered[bytes.length / 2] ^= 1;
        Files.write(file, altered);
        PackageMedia failed = ended(media.importMedia(new NewMediaImport(folder, started.key(), to.id())));
        assertThat(failed.failureCode()).isEqualTo("MEDIA_FILE_ALTERED");
        assertThat(failed.failureMessage()).contains("data/000002.bin");
        Files.write(file, bytes);
        assertThat(ended(media.importMedia(new NewMediaImport(folder, started.key(), to.id())))
                        .failureCode())
                .isNull();
    }

    @Test
    void isExportedFromADestinationPointToo() {
        TestLibrary library = source();
        DistributionPoint first = destination("first");
        migration.run(
                new ContentMigration.Run(
                        IDS.incrementAndGet(),
                        IDS.incrementAndGet(),
                        hierarchy,
                        new ContentMigration.ContentSelection(true, java.util.Set.of(), List.of(first.id()))),
                RunControl.none());
        StartedExport started = media.export(new NewMediaExport(
                dir.resolve("m").toString(),
                List.of(library.packageIds().get(1)),
                null,
                first.id(),
                Duration.ofHours(1)));
        assertThat(ended(started.media()).failureMessage()).isNull();
        DistributionPoint second = destination("second");
        ended(media.importMedia(new NewMediaImport(dir.resolve("m").toString(), started.key(), second.id())));
        assertThat(TestLibrary.published(dir.resolve("second")))
                .containsExactly(library.packageIds().get(1));
        assertThatThrownBy(() -> media.export(
                        new NewMediaExport(dir.resolve("m").toString(), List.of(), null, first.id(), null)))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("MEDIA_FOLDER_NOT_EMPTY"));
    }

    /** Its files match its manifest, so that only what was proven there tells that they are others. */
    @Test
    void whatWasForgedAtADestinationPointIsNotCarriedOn() {
        TestLibrary library = source();
        DistributionPoint first = destination("first");
        migration.run(
                new ContentMigration.Run(
                        IDS.incrementAndGet(),
                        IDS.incrementAndGet(),
                        hierarchy,
                        new ContentMigration.ContentSelection(true, java.util.Set.of(), List.of(first.id()))),
                RunControl.none());
        String packageId = library.packageIds().get(1);
        new TestLibrary(dir.resolve("first"))
                .forge(packageId + "." + library.version(packageId), "file0.bin", new byte[] {1, 2, 3});

        PackageMedia failed = ended(media.export(new NewMediaExport(
                        dir.resolve("m").toString(), List.of(packageId), null, first.id(), Duration.ofHours(1)))
                .media());

        assertThat(failed.failureCode()).isEqualTo("CONTENT_HASH_MISMATCH");
        assertThat(dir.resolve("m/data")).doesNotExist();
        PackageMedia absent = ended(media.export(new NewMediaExport(
                        dir.resolve("n").toString(), List.of("PK199999"), null, first.id(), Duration.ofHours(1)))
                .media());
        assertThat(absent.failureCode()).isEqualTo("PACKAGE_NOT_IN_LIBRARY");
    }

    @Test
    void oneWhoseServerDiedCountsAsFailedAndCanBeTakenAgain() {
        java.time.Instant now = java.time.Instant.parse("2026-01-01T00:00:00Z");
        String mediaId = UUID.randomUUID().toString();
        PackageMedia dead = new PackageMedia(
                0,
                mediaId,
                PackageMedia.Direction.IMPORT,
                "x",
                null,
                1L,
                List.of(),
                PackageMedia.Status.RUNNING,
                0,
                0,
                now,
                null,
                null,
                "x",
                now,
                null);
        long id = store.add(dead);
        assertThat(store.take(mediaId, id, now)).isTrue();
        assertThat(store.take(mediaId, store.add(dead), now)).isFalse();
        java.time.Instant later = now.plus(MediaStore.SILENCE).plusSeconds(1);
        assertThat(store.find(id, later).orElseThrow().failureCode()).isEqualTo("MEDIA_INTERRUPTED");
        assertThat(store.take(mediaId, store.add(dead), later)).isTrue();
    }
}
