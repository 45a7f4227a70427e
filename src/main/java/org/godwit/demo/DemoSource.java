package org.godwit.demo;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.godwit.distribution.Location;
import org.godwit.distribution.SourceDistributionPointService;
import org.godwit.distribution.SourcePoint;
import org.godwit.gathering.Gathering;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringState;
import org.godwit.gathering.GatheringStatus;
import org.godwit.hierarchy.PreflightCheck;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyDefinition;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The demo's source: makes the sample site, defines it as a source hierarchy, and gathers it. */
@Component
@ConditionalOnProperty("godwit.demo.enabled")
class DemoSource {

    private static final String NAME = "Contoso (sample)";

    private final SourceHierarchyService hierarchies;
    private final GatheringService gatherings;
    private final SourceDistributionPointService points;
    private final DemoProperties properties;
    private final Path directory;

    DemoSource(
            SourceHierarchyService hierarchies,
            GatheringService gatherings,
            SourceDistributionPointService points,
            DemoProperties properties,
            GodwitProperties godwit) {
        this.hierarchies = hierarchies;
        this.gatherings = gatherings;
        this.points = points;
        this.properties = properties;
        this.directory =
                godwit.dataDir().toAbsolutePath().normalize().resolve("demo").resolve("source");
    }

    SampleSummary make(Terminal terminal) {
        Terminal.Line line = terminal.begin("Sample site");
        SampleSummary sample = SampleSite.find(directory)
                .orElseGet(() -> SampleSite.generate(SampleSpec.standard(directory)
                        .withClients(properties.clients())
                        .withPackages(properties.packages())
                        .withSeed(properties.seed())
                        .withFiles(properties.filesPerPackage(), properties.fileBytes())));
        line.done(String.format(
                Locale.ROOT,
                "%,d clients, %,d packages with %,d files (%s), %d distribution points",
                sample.clients(),
                sample.content().packages(),
                sample.content().files(),
                Figures.bytes(sample.content().bytes()),
                sample.distributionPoints().size()));
        return sample;
    }

    SourceHierarchy define(SampleSummary sample, Terminal terminal) {
        Terminal.Line line = terminal.begin("Source hierarchy");
        SourceHierarchy hierarchy = hierarchies.list(PageQuery.first(PageQuery.MAX_SIZE)).items().stream()
                .filter(h -> h.name().equals(NAME))
                .findFirst()
                .orElseGet(() -> hierarchies.create(
                        new SourceHierarchyDefinition(
                                NAME,
                                new SourceHierarchyDefinition.TopLevelSite(
                                        sample.siteServer(),
                                        new SourceHierarchyDefinition.Database(sample.jdbcUrl(), null),
                                        null,
                                        null),
                                null,
                                null,
                                false),
                        null));
        line.done(String.format(
                Locale.ROOT,
                "%s, site %s: %d checks passed, %d with a warning",
                hierarchy.name(),
                hierarchy.siteCode(),
                count(hierarchy, PreflightCheck.Outcome.PASS),
                count(hierarchy, PreflightCheck.Outcome.WARN)));
        return hierarchy;
    }

    private static long count(SourceHierarchy hierarchy, PreflightCheck.Outcome outcome) {
        return hierarchy.preflight().stream()
                .filter(c -> c.outcome() == outcome)
                .count();
    }

    /** @throws GodwitException with the typed cause, if the gathering failed */
    void gather(SourceHierarchy hierarchy, Terminal terminal) {
        Terminal.Line line = terminal.begin("Data gathering");
        GatheringState state = gatherings.state(hierarchy.id());
        if (state.lastSuccess() == null && state.status() != GatheringStatus.RUNNING) {
            gatherings.start(hierarchy.id());
            state = gatherings.state(hierarchy.id());
        }
        while (state.lastSuccess() == null) {
            Gathering last = state.last();
            if (state.status() == GatheringStatus.FAILED && last != null) {
                line.failed("failed");
                throw failure(last);
            }
            if (last != null && last.phase() != null) {
                Gathering.Progress progress = last.progress();
                line.progress(
                        last.phase().name(),
                        Figures.fraction(progress.done(), progress.total()),
                        Figures.of(progress.done(), progress.total()));
            }
            Pause.brief();
            state = gatherings.state(hierarchy.id());
        }
        Gathering last = state.last();
        Gathering.Counts counts = last == null ? Gathering.Counts.NONE : last.counts();
        line.done(String.format(
                Locale.ROOT,
                "%d sites, %,d objects, %,d clients, %,d blocked, %,d packages",
                counts.sites(),
                counts.objects(),
                counts.clients(),
                counts.blocked(),
                counts.packages()));
    }

    private static GodwitException failure(Gathering last) {
        String cause = last.cause();
        String message = last.message();
        String hint = last.hint();
        return GodwitException.refused(
                cause == null ? "GATHERING_FAILED" : cause,
                message == null ? "The gathering failed." : message,
                hint == null ? "See the log." : hint);
    }

    /** Tells where the content libraries of the source's distribution points lie: beside the sample's database. */
    void locate(SourceHierarchy hierarchy, SampleSummary sample, Terminal terminal) {
        Terminal.Line line = terminal.begin("Content libraries");
        Map<String, SampleSummary.Library> libraries = sample.distributionPoints().stream()
                .collect(Collectors.toMap(l -> l.serverName().toLowerCase(Locale.ROOT), Function.identity()));
        int located = 0;
        for (SourcePoint point :
                points.list(hierarchy.id(), PageQuery.first(PageQuery.MAX_SIZE)).items()) {
            SampleSummary.Library library = libraries.get(point.serverName().toLowerCase(Locale.ROOT));
            if (library == null) {
                continue;
            }
            if (!point.locationGiven()) {
                points.setLocation(
                        hierarchy.id(), point.id(), new Location.Directory(library.path(), library.additionalPaths()));
            }
            located++;
        }
        line.done(located + " source distribution points");
    }
}
