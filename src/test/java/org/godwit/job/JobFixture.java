package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.godwit.catalog.CatalogueService;
import org.godwit.destination.DestinationObjectService;
import org.godwit.distribution.DistributionPoint;
import org.godwit.distribution.DistributionPointService;
import org.godwit.distribution.Location;
import org.godwit.distribution.NewDistributionPoint;
import org.godwit.distribution.SourceDistributionPointService;
import org.godwit.distribution.SourcePoint;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringStatus;
import org.godwit.hierarchy.SourceGaps;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SampleHierarchies;
import org.godwit.testing.SignedInAs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;

/** A gathered sample source, an empty destination with one distribution point, and ways to ask for jobs and wait for their end. */
@IntegrationTest
@SignedInAs
@DirtiesContext // leaves its source hierarchy and what was migrated behind
abstract class JobFixture {

    static final Set<ObjectType> ALL = EnumSet.allOf(ObjectType.class);

    @Autowired
    SourceGaps gaps;

    @Autowired
    MigrationJobService jobs;

    @Autowired
    SourceHierarchyService hierarchies;

    @Autowired
    GatheringService gatherings;

    @Autowired
    CatalogueService catalogue;

    @Autowired
    DestinationObjectService destination;

    @Autowired
    GodwitProperties properties;

    @Autowired
    DistributionPointService points;

    @Autowired
    SourceDistributionPointService sourcePoints;

    @Autowired
    JdbcTemplate database;

    long hierarchyId;
    long pointId;

    @BeforeEach
    void aGatheredSourceAndAnEmptyDestination() {
        hierarchyId = hierarchies.list(PageQuery.first(10)).items().stream()
                .map(SourceHierarchy::id)
                .findFirst()
                .orElseGet(this::define);
        List.of(
                        "destination_object_scope",
                        "destination_object_origin",
                        "destination_object_change",
                        "destination_object")
                .forEach(table -> database.update("DELETE FROM " + table));
        pointId = points.list(PageQuery.first(1)).items().stream()
                .map(DistributionPoint::id)
                .findFirst()
                .orElseGet(() -> definePoint("dp1"));
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(120))
                .until(() -> gatherings.state(hierarchyId).status() == GatheringStatus.READY);
        locateLibraries();
    }

    SampleSummary sample() {
        return SampleSite.find(properties.dataDir().resolve("sample-site")).orElseThrow();
    }

    /** Changes rows of the source site database, and gathers. */
    void changeSource(String... statements) {
        try (Connection source = DriverManager.getConnection(sample().jdbcUrl());
                Statement statement = source.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        gather();
    }

    void gather() {
        int number = gatherings.start(hierarchyId);
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(120))
                .until(() -> gatherings.get(hierarchyId, number).finishedAt() != null);
        assertThat(gatherings.state(hierarchyId).status()).isEqualTo(GatheringStatus.READY);
    }

    private void locateLibraries() {
        for (SourcePoint point :
                sourcePoints.list(hierarchyId, PageQuery.first(100)).items()) {
            sample().distributionPoints().stream()
                    .filter(l -> !point.locationGiven() && l.serverName().equalsIgnoreCase(point.serverName()))
                    .forEach(l -> sourcePoints.setLocation(
                            hierarchyId, point.id(), new Location.Directory(l.path(), l.additionalPaths())));
        }
    }

    private long define() {
        Path directory = properties.dataDir().resolve("sample-site");
        SampleSummary site = SampleSite.generate(SampleSpec.small(directory));
        return SampleHierarchies.define(hierarchies, "Contoso", site, true);
    }

    long definePoint(String host) {
        String path = properties.dataDir().resolve("library-" + host).toString();
        return points.create(new NewDistributionPoint(
                        host + ".fabrikam.example", properties.siteCode(), new Location.Directory(path, null), null))
                .id();
    }

    /** Every row and column of the objects, their origins and scopes. */
    Map<String, List<Map<String, Object>>> objects() {
        return Map.of(
                "objects", database.queryForList("SELECT * FROM destination_object ORDER BY id"),
                "origins",
                        database.queryForList(
                                "SELECT * FROM destination_object_origin ORDER BY object_type, source_key"),
                "scopes",
                        database.queryForList("SELECT * FROM destination_object_scope ORDER BY object_id, scope_name"));
    }

    NewMigrationJob request(String name, Consumer<RequestBuilder> settings) {
        RequestBuilder builder = new RequestBuilder(name, hierarchyId);
        settings.accept(builder);
        return builder.build();
    }

    MigrationJob finished(long id) {
        await().pollInSameThread().atMost(Duration.ofSeconds(120)).until(() -> {
            JobStatus status = jobs.get(id).status();
            return status != JobStatus.RUNNING && status != JobStatus.NOT_STARTED;
        });
        return jobs.get(id);
    }

    /** The plan's items of these objects cannot be done: they were planned with objects that the source never had. */
    void spoil(MigrationPlan plan, Collection<Long> entityIds) {
        entityIds.forEach(id -> assertThat(database.update(
                        "UPDATE migration_plan_item SET source_digest = 'x' WHERE entity_id = ? AND plan_id ="
                                + " (SELECT MAX(id) FROM migration_plan WHERE job_id = ?)",
                        id,
                        plan.jobId()))
                .isEqualTo(1));
    }

    static void assertCode(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(GodwitException.class))
                .extracting(GodwitException::code)
                .isEqualTo(code);
    }

    /** A request with what a test needs to say about it. */
    static final class RequestBuilder {
        final String name;
        final long hierarchyId;
        JobType type = JobType.OBJECT;
        Set<ObjectType> types = Set.of();
        Set<Long> entityIds = Set.of();

        @Nullable ClientChoice clients;

        @Nullable PackageChoice packages;

        boolean now;

        @Nullable Long pointId;

        JobSchedule schedule = JobSchedule.later();
        ConflictResolution conflict = ConflictResolution.SKIP;
        Map<Long, ConflictResolution> conflicts = Map.of();
        Set<Long> except = Set.of();

        @Nullable Boolean related;

        @Nullable ObjectQuery query;

        @Nullable TakeoverChoice takeover;

        @Nullable Set<String> scopes;

        @Nullable Map<ObjectType, Set<String>> scopesByType;

        @Nullable Map<String, String> collectionMapping;

        @Nullable Map<String, String> siteCodeMapping;

        @Nullable Map<Architecture, String> bootImages;

        @Nullable JobPriority priority;

        @Nullable String contentOwner;

        RequestBuilder(String name, long hierarchyId) {
            this.name = name;
            this.hierarchyId = hierarchyId;
        }

        NewMigrationJob build() {
            return new NewMigrationJob(
                    name,
                    null,
                    type,
                    hierarchyId,
                    new JobSelection(
                            types,
                            entityIds,
                            clients,
                            packages,
                            pointId == null ? null : List.of(pointId),
                            query,
                            except,
                            related,
                            takeover),
                    conflict,
                    scopes,
                    contentOwner,
                    now ? JobSchedule.now() : schedule,
                    collectionMapping,
                    siteCodeMapping,
                    conflicts,
                    scopesByType,
                    bootImages,
                    null,
                    priority);
        }
    }
}
