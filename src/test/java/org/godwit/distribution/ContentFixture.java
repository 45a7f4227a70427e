package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.godwit.distribution.ContentMigration.ContentSelection;
import org.godwit.distribution.ContentMigration.Run;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A source with libraries in directories, and destination points that are out of use when the test is over. */
@IntegrationTest
@SignedInAs
abstract class ContentFixture {

    static final AtomicLong IDS = new AtomicLong(900_000);

    @Autowired
    ContentMigration migration;

    @Autowired
    DistributionPointService points;

    @Autowired
    SourceDistributionPointService sourcePoints;

    @Autowired
    private DistributionPointRepository repository;

    @Autowired
    private GodwitProperties properties;

    Path dir = Path.of("");
    final long hierarchy = IDS.incrementAndGet();
    final StatedSource source = new StatedSource();
    private final List<Long> made = new ArrayList<>();

    @BeforeEach
    void directory() throws IOException {
        dir = properties.dataDir().resolve("content-" + UUID.randomUUID());
        Files.createDirectories(dir);
    }

    @AfterEach
    void outOfUse() {
        repository.findAllById(made).forEach(point -> {
            point.enter(DistributionPoint.State.RETIRED, Instant.EPOCH);
            repository.save(point);
        });
    }

    Location place(String name) {
        return new Location.Directory(dir.resolve(name).toString(), List.of());
    }

    DistributionPoint destination(String name) {
        return destination(name, place(name));
    }

    DistributionPoint destination(String name, Location location) {
        return destination(name, location, null);
    }

    DistributionPoint destination(String name, Location location, @Nullable Bandwidth bandwidth) {
        DistributionPoint point =
                points.create(new NewDistributionPoint(name + UUID.randomUUID(), "GDW", location, bandwidth));
        made.add(point.id());
        return point;
    }

    /** Gathers, and says where the libraries of the points lie: directories of their servers' names. */
    void gather() {
        migration.gather(hierarchy, source, RunControl.none());
        sourcePoints
                .list(hierarchy, PageQuery.first(100))
                .items()
                .forEach(p -> sourcePoints.setLocation(hierarchy, p.id(), place(p.serverName())));
    }

    Run run(DistributionPoint... to) {
        return new Run(
                IDS.incrementAndGet(),
                IDS.incrementAndGet(),
                hierarchy,
                new ContentSelection(
                        true,
                        Set.of(),
                        Arrays.stream(to).map(DistributionPoint::id).toList()));
    }

    ContentValidation validated(DistributionPoint point) {
        return ended(points.verify(point.id()));
    }

    ContentValidation ended(ContentValidation asked) {
        return Awaitility.await()
                .pollInSameThread()
                .until(() -> points.validation(asked.distributionPointId(), asked.id()), v -> v.finishedAt() != null);
    }

    /** Flips one byte of a stored file in place, keeping its size and time. */
    static void flip(Path stored) throws IOException {
        var time = Files.getLastModifiedTime(stored);
        byte[] bytes = Files.readAllBytes(stored);
        bytes[bytes.length / 2] ^= 1;
        Files.write(stored, bytes);
        Files.setLastModifiedTime(stored, time);
    }

    /** Runs the command itself at the library's root. */
    static void sha256sumAccepts(Path library, String manifest) {
        try {
            Path file = Files.writeString(library.resolveSibling(library.getFileName() + ".sha256"), manifest);
            Process check = new ProcessBuilder("sha256sum", "--check", "--strict", file.toString())
                    .directory(library.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(check.waitFor()).as(said).isZero();
            assertThat(said).contains(": OK");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
