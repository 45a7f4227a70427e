package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.godwit.content.TestLibrary;
import org.godwit.distribution.DistributionPointTakeover.Outcome;
import org.godwit.distribution.DistributionPointTakeover.Run;
import org.godwit.distribution.DistributionPointTakeover.TakeoverPlan;
import org.godwit.distribution.DistributionPointTakeover.TakeoverSelection;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

@IntegrationTest
@DirtiesContext // it leaves distribution points behind that nobody can reach any more
@SignedInAs
class TakeoverTest {

    private static final AtomicLong IDS = new AtomicLong(970_000);

    @Autowired
    private ContentMigration migration;

    @Autowired
    private DistributionPointTakeover takeover;

    @Autowired
    private TakeoverService takeovers;

    @Autowired
    private DistributionPointService points;

    @Autowired
    private SourceDistributionPointService sourcePoints;

    @Autowired
    private GodwitProperties properties;

    private Path dir = Path.of("");
    private final long hierarchy = IDS.incrementAndGet();
    private final StatedSource source = new StatedSource();
    private final String server = "dp-" + UUID.randomUUID() + ".contoso.com";
    private final String other = "other-" + UUID.randomUUID() + ".contoso.com";

    @BeforeEach
    void directory() throws IOException {
        dir = properties.dataDir().resolve("takeover-" + UUID.randomUUID());
        Files.createDirectories(dir);
    }

    private SourcePoint gathered(String name) {
        return sourcePoints.list(hierarchy, PageQuery.first(100)).items().stream()
                .filter(p -> p.serverName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void gather() {
        migration.gather(hierarchy, source, RunControl.none());
        sourcePoints
                .list(hierarchy, PageQuery.first(100))
                .items()
                .forEach(p -> sourcePoints.setLocation(
                        hierarchy,
                        p.id(),
                        new Location.Directory(dir.resolve(p.serverName()).toString(), List.of())));
    }

    private TestLibrary twoPoints(long seed) {
        TestLibrary library = TestLibrary.random(dir.resolve(server), seed, 4, 6, 20_000);
        TestLibrary.random(dir.resolve(other), seed, 4, 6, 20_000);
        source.holds(source.point(server), library);
        source.holds(source.point(other), library);
        gather();
        return library;
    }

    private Run run(@Nullable TakeoverStep pauseBefore) {
        return new Run(
                IDS.incrementAndGet(),
                IDS.incrementAndGet(),
                hierarchy,
                new TakeoverSelection(List.of(gathered(server).id()), "GDW", pauseBefore));
    }

    private Takeover of(Run run) {
        return takeovers.list(PageQuery.first(1000)).items().stream()
                .filter(t -> t.runId() == run.runId())
                .findFirst()
                .orElseThrow();
    }

    private List<DistributionPoint> named(String name) {
        return points.list(PageQuery.first(1000)).items().stream()
                .filter(p -> p.name().equals(name))
                .toList();
    }

    @Test
    void verifiesBringsWhatIsMissingRegistersAndLeavesTheRemovalToTheSource() throws Exception {
        TestLibrary library = twoPoints(1);
        Map<String, String> whole = TestLibrary.snapshot(dir.resolve(server));
        byte[] damaged = library.files("PK100001.2").get("file0.bin");
        Files.write(library.file(damaged), new byte[damaged.length]);
        Files.delete(library.file(library.files("PK100002.3").get("file0.bin")));
        Files.delete(dir.resolve(server).resolve("PkgLib/PK100003.INI"));

        Run run = run(null);
        TakeoverPlan plan = takeover.plan(hierarchy, run.selection());
        assertThat(plan.points()).singleElement().satisfies(p -> {
            assertThat(p.reasons()).isEmpty();
            assertThat(p.packages()).isEqualTo(4);
            assertThat(p.packagesMissing()).isEqualTo(1);
            assertThat(p.steps()).extracting(TakeoverPlan.PlannedStep::step).containsExactly(TakeoverStep.values());
        });
        assertThat(named(server)).isEmpty();

        Outcome outcome = takeover.run(run, RunControl.none());
        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.waiting()).isEqualTo(1);
        assertThat(outcome.bytesMoved()).isEqualTo(40_000);
        Takeover waiting = of(run);
        assertThat(waiting.status()).isEqualTo(Takeover.Status.WAITING_FOR_SOURCE);
        assertThat(waiting.lastDone()).isEqualTo(TakeoverStep.SWITCH);
        assertThat(waiting.packagesMissing()).isEqualTo(3);
        assertThat(takeovers.checklist(waiting.id()))
                .extracting(TakeoverService.ChecklistItem::command)
                .anyMatch(c -> c.startsWith("Remove-CMDistributionPoint -SiteSystemServerName \"" + server + "\""));
        assertThat(takeover.verify(run, RunControl.none()).differences()).isEmpty();
        assertThat(withoutUsers(TestLibrary.snapshot(dir.resolve(server)))).isEqualTo(withoutUsers(whole));
        assertThat(named(server)).singleElement().satisfies(p -> {
            assertThat(p.state()).isEqualTo(DistributionPoint.State.ACTIVE);
            assertThat(p.packages()).isEqualTo(4);
        });
        assertThat(gathered(server).eligible()).isFalse();
        assertThat(gathered(server).takenOverBy())
                .isEqualTo(named(server).get(0).id());

        source.points.removeIf(p -> p.serverName().equals(server));
        migration.gather(hierarchy, source, RunControl.none());
        assertThat(of(run).status()).isEqualTo(Takeover.Status.COMPLETED);
        assertThatThrownBy(() -> takeovers.abort(waiting.id()))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("TAKEOVER_STATE"));
    }

    private static Map<String, String> withoutUsers(Map<String, String> files) {
        files.keySet().removeIf(name -> name.startsWith("FileLib") && name.endsWith(".INI"));
        return files;
    }

    @ParameterizedTest
    @EnumSource(TakeoverStep.class)
    void canBeAbortedBeforeEveryStepAndBegunAgain(TakeoverStep before) {
        twoPoints(2);
        Run run = run(before);
        takeover.run(run, RunControl.none());
        assertThat(of(run).status()).isEqualTo(Takeover.Status.PAUSED);
        assertThat(of(run).nextStep()).isEqualTo(before);
        boolean registered = before.compareTo(TakeoverStep.REGISTER) > 0;
        assertThat(named(server).stream().anyMatch(p -> p.state() == DistributionPoint.State.ACTIVE))
                .isEqualTo(registered);

        assertThat(takeovers.abort(of(run).id()).status()).isEqualTo(Takeover.Status.ABORTED);
        assertThat(gathered(server).eligible()).isTrue();
        assertThat(gathered(server).takenOverBy()).isNull();
        assertThat(named(server)).allMatch(p -> p.state() == DistributionPoint.State.RETIRED && p.packages() == 0);

        Run again = run(null);
        assertThat(takeover.run(again, RunControl.none()).waiting()).isEqualTo(1);
        assertThat(takeovers.removed(of(again).id()).status()).isEqualTo(Takeover.Status.COMPLETED);
        assertThat(takeover.verify(again, RunControl.none()).equal()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TakeoverStep.class)
    void goesOnAfterAPauseBeforeEveryStep(TakeoverStep before) {
        twoPoints(3);
        Run run = run(before);
        takeover.run(run, RunControl.none());
        takeovers.resume(of(run).id());
        Awaitility.await().pollInSameThread().until(() -> of(run).status() == Takeover.Status.WAITING_FOR_SOURCE);
        assertThat(takeover.run(run, RunControl.none()).waiting()).isEqualTo(1);
        assertThat(takeover.verify(run, RunControl.none()).equal()).isTrue();
    }

    @Test
    void aPackageNobodyHasWholeFailsItAndItGoesOnOnceRepaired() throws Exception {
        TestLibrary library = twoPoints(4);
        byte[] bytes = library.files("PK100001.2").get("file0.bin");
        Path[] both = {library.file(bytes), dir.resolve(other).resolve(library.root.relativize(library.file(bytes)))};
        for (Path file : both) {
            Files.write(file, new byte[bytes.length]);
        }
        Run run = run(null);
        assertThat(takeover.run(run, RunControl.none()).failures())
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("CONTENT_HASH_MISMATCH");
                    assertThat(f.message()).contains("PK100001", "file0.bin");
                });
        assertThat(of(run).lastDone()).isEqualTo(TakeoverStep.VERIFY_CONTENT);
        assertThat(named(server)).allMatch(p -> p.state() == DistributionPoint.State.REASSIGNING);
        Files.write(both[1], bytes);
        assertThat(takeover.run(run, RunControl.none()).waiting()).isEqualTo(1);
        assertThat(both[0]).hasBinaryContent(bytes);
    }

    @Test
    void everyReasonAgainstItIsNamed() {
        source.points.add(new org.godwit.site.SourceDistributionPoint(
                "NETBIOS",
                "\\\\NETBIOS\\",
                "PS1",
                false,
                false,
                true,
                false,
                false,
                "D",
                false,
                List.of("SMS Distribution Point", "SMS Management Point", "SMS Site System")));
        migration.gather(hierarchy, source, RunControl.none());
        SourcePoint point = gathered("NETBIOS");
        assertThat(point.reassignReasons())
                .hasSize(4)
                .anyMatch(r -> r.contains("cloud"))
                .anyMatch(r -> r.contains("not active"))
                .anyMatch(r -> r.contains("not fully qualified"))
                .anyMatch(r -> r.contains("SMS Management Point") && !r.contains("SMS Site System"));
        assertThatThrownBy(() -> takeover.run(
                        new Run(
                                1,
                                IDS.incrementAndGet(),
                                hierarchy,
                                new TakeoverSelection(List.of(point.id()), "GDW", null)),
                        RunControl.none()))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("DISTRIBUTION_POINT_NOT_ELIGIBLE"));
    }

    @Test
    void pointsAreSharedOneByOneOrPerSite() {
        twoPoints(5);
        assertThat(sourcePoints.share(hierarchy, gathered(other).id(), false).eligible())
                .isFalse();
        assertThat(gathered(server).eligible()).isTrue();
        assertThat(sourcePoints.shareSite(hierarchy, "PS1", false)).hasSize(2).noneMatch(SourcePoint::eligible);
        migration.gather(hierarchy, source, RunControl.none());
        assertThat(gathered(server).reasons()).containsExactly("It was chosen not to be shared.");
        assertThat(sourcePoints.shareSite(hierarchy, "PS1", true)).allMatch(SourcePoint::eligible);
        assertThatThrownBy(() -> sourcePoints.shareSite(hierarchy, "XYZ", true))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SITE_WITHOUT_DISTRIBUTION_POINT"));
    }
}
