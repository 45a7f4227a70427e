package org.godwit.gathering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.godwit.audit.AuditTrail;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.CatalogueService;
import org.godwit.catalog.EntityDetail.Dependency;
import org.godwit.catalog.EntityDetail.HistoryEntry;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.ExcludedEntity;
import org.godwit.catalog.MigrationEntity;
import org.godwit.hierarchy.FinishReview;
import org.godwit.hierarchy.FinishReview.Step;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyChange;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.security.RunAs;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.site.DataClass;
import org.godwit.site.ObjectType;
import org.godwit.site.SourceSiteInfo;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SampleHierarchies;
import org.godwit.testing.SignedInAs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.concurrent.DelegatingSecurityContextCallable;
import org.springframework.transaction.support.TransactionTemplate;

/** Gathers the sample site into the catalogue, again, changed, broken and stopped. */
@IntegrationTest
@SignedInAs
class GatheringTest {

    private static final PageQuery ALL = PageQuery.first(1000);

    @Autowired
    GatheringService gatherings;

    @Autowired
    CatalogueService catalogue;

    @Autowired
    Catalogue jobs;

    @Autowired
    SourceHierarchyService hierarchies;

    @Autowired
    DisclosureService disclosures;

    @Autowired
    GatheringRuns runs;

    @Autowired
    GatheringStore store;

    @Autowired
    GatheringCycle cycle;

    @Autowired
    SourceConnections connections;

    @Autowired
    RunAs runAs;

    @Autowired
    AuditTrail audit;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    GodwitProperties properties;

    @Autowired
    JdbcClient jdbc;

    private @Nullable SampleSummary made;
    private long id;

    @BeforeEach
    void defineSampleHierarchy() {
        SampleSummary sample = generate();
        made = sample;
        id = define(sample);
    }

    private SampleSummary generate() {
        Path directory = properties
                .dataDir()
                .resolve("gathering")
                .resolve(UUID.randomUUID().toString());
        return SampleSite.generate(
                SampleSpec.small(directory).withClients(60).withPackages(24).withFiles(1, 100));
    }

    private long define(SampleSummary sample) {
        return SampleHierarchies.define(hierarchies, "Contoso " + UUID.randomUUID(), sample, false);
    }

    @AfterEach
    void deleteIt() {
        delete(id);
    }

    private void delete(long hierarchyId) {
        hierarchies.stopGathering(hierarchyId);
        until(() -> gatherings.state(hierarchyId).status() != GatheringStatus.RUNNING);
        hierarchies.delete(hierarchyId);
    }

    private SampleSummary sample() {
        return Objects.requireNonNull(made);
    }

    private Gathering gather() {
        return ended(gatherings.start(id));
    }

    /** On this thread: where a test changes what is stored of the cycle, no execution of the schedule may still be ending it. */
    private void gatherHere() {
        assertThat(runs.run(id, () -> false)).isPresent();
        assertThat(gatherings.state(id).status()).isEqualTo(GatheringStatus.READY);
    }

    private Gathering ended(int number) {
        until(() -> gatherings.get(id, number).status() != GatheringStatus.RUNNING);
        return gatherings.get(id, number);
    }

    /** Waits on this thread, which is the one that is signed in. */
    private static void until(Callable<Boolean> condition) {
        await().pollInSameThread().atMost(Duration.ofMinutes(2)).until(condition);
    }

    private void changeSource(String... statements) throws SQLException {
        until(this::sourceIsLeftAlone);
        change(sample(), statements);
    }

    private static void change(SampleSummary source, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(source.jdbcUrl(), "sa", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** While a gathering still closes its connection, the sample's file stays open for reading only. */
    private boolean sourceIsLeftAlone() throws SQLException {
        try (Connection connection = DriverManager.getConnection(sample().jdbcUrl(), "sa", "")) {
            return !connection.isReadOnly();
        }
    }

    private List<MigrationEntity> entities(EntityFilter filter) {
        return catalogue.list(id, filter, ALL).items();
    }

    private MigrationEntity entity(ObjectType type, String key) {
        return entities(new EntityFilter(type, null, key)).stream()
                .filter(e -> e.sourceKey().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void gathersEverything() {
        assertThat(gatherings.state(id).status()).isEqualTo(GatheringStatus.NEVER);

        Gathering gathering = gather();

        assertThat(gathering.status()).as(String.valueOf(gathering.message())).isEqualTo(GatheringStatus.READY);
        assertThat(gathering.number()).isEqualTo(1);
        assertThat(gathering.phase()).isNull();
        assertThat(gathering.cause()).isNull();
        assertThat(gathering.requestedBy()).isEqualTo("admin");
        assertThat(gathering.finishedAt()).isAfterOrEqualTo(gathering.startedAt());
        assertThat(gathering.counts().sites()).isEqualTo(4);
        assertThat(gathering.counts().clients()).isEqualTo(sample().clients());
        assertThat(gathering.counts().blocked()).isEqualTo(sample().blockedSmsIds());
        assertThat(gathering.counts().distributionPoints())
                .isEqualTo(sample().distributionPoints().size());
        assertThat(gathering.counts().objects())
                .isEqualTo(entities(EntityFilter.ANY).size());
        assertThat(hierarchies.sites(id)).extracting(SourceSiteInfo::siteCode).contains("CAS", "PS1", "PS2", "SS1");
        assertThat(entity(ObjectType.COLLECTION, "CAS00011").status()).isEqualTo(EntityStatus.AVAILABLE);
        assertThat(entities(EntityFilter.ANY))
                .extracting(MigrationEntity::type)
                .contains(
                        ObjectType.PACKAGE,
                        ObjectType.COLLECTION,
                        ObjectType.TASK_SEQUENCE,
                        ObjectType.BOOT_IMAGE,
                        ObjectType.OS_IMAGE,
                        ObjectType.BOUNDARY,
                        ObjectType.APPLICATION);
        assertThat(catalogue.counts(id).stream().mapToLong(c -> c.count()).sum())
                .isEqualTo(gathering.counts().objects());
        GatheringState state = gatherings.state(id);
        assertThat(state.status()).isEqualTo(GatheringStatus.READY);
        assertThat(state.lastSuccess()).isEqualTo(gathering.finishedAt());
        until(() -> gatherings.state(id).nextAt() != null);
        assertThat(gatherings.state(id).nextAt())
                .isBetween(
                        gathering.startedAt().plus(SampleHierarchies.EVERY),
                        gathering.startedAt().plus(SampleHierarchies.EVERY).plus(Duration.ofHours(1)));
        assertThat(gatherings.list(id, ALL).total()).isEqualTo(1);
    }

    @Test
    void showsWhatDependsOnWhatInBothDirections() {
        gather();
        MigrationEntity offices = entity(ObjectType.COLLECTION, "CAS00070");

        List<Dependency> needed = catalogue.get(id, offices.id()).dependsOn();

        assertThat(needed)
                .anySatisfy(d -> {
                    assertThat(d.sourceKey()).isEqualTo("CAS00010");
                    assertThat(d.kind()).isEqualTo("INCLUDE_COLLECTION");
                    assertThat(d.distance()).isEqualTo(1);
                    assertThat(d.entityId()).isNotNull();
                })
                .anySatisfy(d -> {
                    assertThat(d.sourceKey()).isEqualTo("SMS00001");
                    assertThat(d.distance()).isGreaterThan(1);
                });
        assertThat(catalogue
                        .get(id, entity(ObjectType.COLLECTION, "CAS00010").id())
                        .requiredBy())
                .anySatisfy(d -> assertThat(d.entityId()).isEqualTo(offices.id()));
        // the two rings refer to each other
        assertThat(catalogue
                        .get(id, entity(ObjectType.COLLECTION, "CAS00072").id())
                        .dependsOn())
                .extracting(Dependency::sourceKey)
                .contains("CAS00073")
                .doesNotContain("CAS00072")
                .doesNotHaveDuplicates();
    }

    @Test
    void writesNothingWhereNothingChanged() {
        gather();
        List<MigrationEntity> before = entities(EntityFilter.ANY);
        Map<String, Object> rows = rows();

        Gathering again = gather();

        assertThat(again.status()).isEqualTo(GatheringStatus.READY);
        assertThat(List.of(again.added(), again.modified(), again.removed())).containsOnly(0L);
        assertThat(entities(EntityFilter.ANY)).isEqualTo(before);
        assertThat(rows()).isEqualTo(rows);
    }

    /** The highest ids of the catalogue's tables: they grow with every row that is written. */
    private Map<String, Object> rows() {
        return jdbc.sql("SELECT (SELECT MAX(id) FROM migration_entity) AS entities,"
                        + " (SELECT MAX(id) FROM entity_reference) AS refs,"
                        + " (SELECT MAX(id) FROM entity_history) AS history,"
                        + " (SELECT COUNT(*) FROM entity_payload) AS payloads,"
                        + " (SELECT COUNT(*) FROM staged_entity) AS staged")
                .query()
                .singleRow();
    }

    @Test
    void seesWhatWasChangedRemovedAddedAndRestored() throws SQLException {
        gather();
        MigrationEntity collection = entity(ObjectType.COLLECTION, "CAS00010");
        MigrationEntity boundary = entity(ObjectType.BOUNDARY, "16777217");
        jobs.mark(List.of(collection.id(), boundary.id()), EntityStatus.MIGRATED);
        changeSource(
                "UPDATE v_CollectionRuleQuery SET QueryExpression = 'select * from SMS_R_System'"
                        + " WHERE CollectionID = 'CAS00010'",
                "DELETE FROM vSMS_Boundary WHERE BoundaryID = 16777217",
                "INSERT INTO v_Collection (CollectionID, Name, CollectionType) VALUES ('CAS0FFFF', 'New', 2)");

        Gathering second = gather();

        assertThat(List.of(second.added(), second.modified(), second.removed())).containsExactly(1L, 1L, 1L);
        assertThat(entity(ObjectType.COLLECTION, "CAS00010"))
                .satisfies(e -> assertThat(e.status()).isEqualTo(EntityStatus.MODIFIED))
                .satisfies(e -> assertThat(e.id()).isEqualTo(collection.id()))
                .satisfies(e -> assertThat(e.payloadDigest()).isNotEqualTo(collection.payloadDigest()))
                .satisfies(e -> assertThat(e.lastChanged()).isAfter(collection.lastChanged()));
        assertThat(catalogue.get(id, collection.id()).payload().toString()).contains("select * from SMS_R_System");
        assertThat(entity(ObjectType.BOUNDARY, "16777217").status()).isEqualTo(EntityStatus.REMOVED);
        assertThat(entity(ObjectType.COLLECTION, "CAS0FFFF").status()).isEqualTo(EntityStatus.AVAILABLE);
        assertThat(jobs.selectable(id, Set.of(ObjectType.BOUNDARY)))
                .extracting(MigrationEntity::id)
                .isNotEmpty()
                .doesNotContain(boundary.id());
        changeSource("INSERT INTO vSMS_Boundary (BoundaryID, BoundaryType, DisplayName, \"Value\")"
                + " SELECT BoundaryID, BoundaryType, Name, \"Value\" FROM BoundaryEx WHERE BoundaryID = 16777217");

        assertThat(gather().added()).isEqualTo(1);

        assertThat(entity(ObjectType.BOUNDARY, "16777217").status()).isEqualTo(EntityStatus.MIGRATED);
        assertThat(catalogue.get(id, boundary.id()).history())
                .extracting(HistoryEntry::event)
                .containsExactly("RESTORED", "REMOVED", "ADDED");
    }

    @ParameterizedTest
    @CsvSource({
        "Mode = 2, SITE_NOT_IN_OPERATION,",
        "Mode = 3, SITE_NOT_IN_OPERATION,",
        "Version = '4.00.6487.2000', UNSUPPORTED_VERSION, 1795",
        "ReportingSiteCode = 'XYZ', NOT_TOP_LEVEL, 1283"
    })
    void aSourceThatCannotBeMigratedFromAnyMoreFailsWithTheProductsCode(
            String change, String cause, @Nullable Integer code) throws SQLException {
        changeSource("UPDATE v_Site SET " + change + " WHERE SiteCode = 'CAS'");

        Gathering failed = gather();

        assertThat(failed.status()).isEqualTo(GatheringStatus.FAILED);
        assertThat(failed.cause()).isEqualTo(cause);
        assertThat(failed.causeCode()).isEqualTo(code);
        assertThat(failed.hint()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "HIERARCHY, v_Site, SiteCode, SQL_ERROR",
        "OBJECTS, v_Program, PackageID, SQL_ERROR",
        "CLIENTS, v_CombinedDeviceResources, MachineID, SQL_ERROR",
        "PACKAGE_STATUS, v_DistributionPoint, PackageID, SQL_ERROR"
    })
    void aCycleThatFailsInAPhaseLeavesEverythingAsItWas(GatheringPhase phase, String view, String column, String cause)
            throws SQLException {
        gather();
        List<MigrationEntity> before = entities(EntityFilter.ANY);
        Map<String, Object> rows = rows();
        changeSource(
                "INSERT INTO v_Collection (CollectionID, Name, CollectionType) VALUES ('CAS0FFFF', 'New', 2)",
                "ALTER TABLE " + view + " RENAME TO kept",
                "CREATE VIEW " + view + " AS SELECT * FROM kept WHERE 1 / (CASE WHEN " + column
                        + " IS NULL THEN 1 ELSE 0 END) = 1");

        Gathering failed = gather();

        assertThat(failed.status()).isEqualTo(GatheringStatus.FAILED);
        assertThat(failed.phase()).isEqualTo(phase);
        assertThat(failed.cause()).isEqualTo(cause);
        assertThat(failed.causeCode()).isEqualTo(1027);
        assertThat(failed.message()).isNotBlank().doesNotContain("SELECT");
        assertThat(failed.hint()).isNotBlank();
        until(() -> openAlerts() == 1);
        assertThat(gatherings.state(id).status()).isEqualTo(GatheringStatus.FAILED);
        assertThat(entities(EntityFilter.ANY)).isEqualTo(before);
        changeSource("DROP VIEW " + view, "ALTER TABLE kept RENAME TO " + view);

        Gathering mended = gather();

        assertThat(mended.status()).isEqualTo(GatheringStatus.READY);
        assertThat(mended.added()).isEqualTo(1);
        until(() -> openAlerts() == 0); // it is over with its cause
        assertThat(rows.get("payloads")).isNotEqualTo(rows().get("payloads"));
    }

    @ParameterizedTest
    @CsvSource({
        "HIERARCHY, v_Site",
        "OBJECTS, v_Program",
        "CLIENTS, v_CombinedDeviceResources",
        "PACKAGE_STATUS, v_DistributionPoint"
    })
    void aConnectionThatIsKilledIsMadeAnewWithinTheCycle(GatheringPhase phase, String view) throws SQLException {
        gather();
        List<MigrationEntity> before = entities(EntityFilter.ANY);
        killWhileReading(view, 1);
        changeSource("INSERT INTO v_Collection (CollectionID, Name, CollectionType) VALUES ('CAS0FFFF', 'New', 2)");

        int number = gatherings.start(id);
        until(() -> attempts(number) > 1);

        assertThat(gatherings.get(id, number).phase()).isEqualTo(phase);
        assertThat(entities(EntityFilter.ANY))
                .as("after the connection was killed")
                .isEqualTo(before);
        Gathering gathering = ended(number);
        assertThat(gathering.status()).as(String.valueOf(gathering.message())).isEqualTo(GatheringStatus.READY);
        assertThat(gathering.added()).isEqualTo(1);
        assertThat(KillSession.left()).isZero();
    }

    @Test
    void aSourceWhoseConnectionsAreKilledAgainAndAgainFailsTheCycleAndNothingElse() throws SQLException {
        gather();
        List<MigrationEntity> before = entities(EntityFilter.ANY);
        killWhileReading("v_Program", 100);

        Gathering failed = gather();

        assertThat(failed.status()).isEqualTo(GatheringStatus.FAILED);
        assertThat(failed.cause()).isEqualTo("NETWORK_TIMEOUT");
        assertThat(failed.causeCode()).isEqualTo(515);
        assertThat(attempts(failed.number())).as("it was tried again").isGreaterThan(2);
        assertThat(entities(EntityFilter.ANY)).isEqualTo(before);
        KillSession.times(0, "");
        assertThat(gather().status()).isEqualTo(GatheringStatus.READY);
    }

    @Test
    void aSourceThatIsAwayForLongIsTriedAgainLaterAndAtOnceWhenSomebodyAsks() throws SQLException {
        gatherHere();
        killWhileReading("v_Program", 1);
        RetryProperties patience = new RetryProperties(List.of(Duration.ofMinutes(2)));
        GatheringRuns patient = new GatheringRuns(
                store, cycle, connections, runAs, audit, transaction, events, patience, Clock.systemUTC());

        GatheringRuns.Due due = patient.run(id, () -> false).orElseThrow();

        assertThat(due.goesOn()).isTrue();
        GatheringState waiting = gatherings.state(id);
        assertThat(waiting.status()).isEqualTo(GatheringStatus.RUNNING);
        assertThat(waiting.nextAt()).isCloseTo(due.at(), within(1, ChronoUnit.SECONDS));
        assertThat(Objects.requireNonNull(waiting.last()).cause()).isEqualTo("NETWORK_TIMEOUT");

        Gathering gathering = gather();

        assertThat(gathering.number()).isEqualTo(waiting.last().number());
        assertThat(gathering.status()).isEqualTo(GatheringStatus.READY);
        assertThat(gathering.message()).isNull();
        assertThat(gathering.cause()).isNull();
    }

    private int attempts(int number) {
        return jdbc.sql("SELECT attempt FROM gathering WHERE hierarchy_id = ? AND number = ?")
                .params(id, number)
                .query(Integer.class)
                .single();
    }

    private void killWhileReading(String view, int times) throws SQLException {
        changeSource(
                "CREATE ALIAS kill_session FOR '" + KillSession.class.getName() + ".once'",
                "ALTER TABLE " + view + " RENAME TO kept",
                "CREATE VIEW " + view + " AS SELECT * FROM kept WHERE kill_session() = 1");
        until(this::sourceIsLeftAlone);
        KillSession.times(times, sample().jdbcUrl());
    }

    private long openAlerts() {
        return jdbc.sql("SELECT COUNT(*) FROM alert WHERE kind = 'GATHERING_FAILED' AND subject_id = ?"
                        + " AND acknowledged_at IS NULL")
                .param(String.valueOf(id))
                .query(Long.class)
                .single();
    }

    @Test
    void twoRequestsAtOneMomentMakeOneGathering() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> start = () -> gatherings.start(id);
            List<Callable<Integer>> starts = Stream.generate(
                            () -> DelegatingSecurityContextCallable.create(start, null))
                    .limit(4)
                    .toList();

            List<Future<Integer>> numbers = threads.invokeAll(starts);

            for (Future<Integer> number : numbers) {
                assertThat(number.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(ended(1).status()).isEqualTo(GatheringStatus.READY);
        assertThat(gatherings.list(id, ALL).total()).isEqualTo(1);
    }

    /** Each reads every phase while the other reads the same one, the last two within the transactions that take all in. */
    @Test
    void twoSourcesAreGatheredSideBySide() throws SQLException {
        Set<String> phases = Set.of("v_Site", "v_Program", "v_CombinedDeviceResources", "v_DistributionPoint");
        SampleSummary another = generate();
        change(
                another,
                "UPDATE v_Site SET SiteCode = SUBSTRING(SiteCode, 1, 1) + 'X' + SUBSTRING(SiteCode, 3, 1),"
                        + " ReportingSiteCode = CASE WHEN ReportingSiteCode = '' THEN '' ELSE SUBSTRING(ReportingSiteCode, 1, 1) + 'X' + SUBSTRING(ReportingSiteCode, 3, 1) END",
                "UPDATE v_Identification SET ThisSiteCode = SUBSTRING(ThisSiteCode, 1, 1) + 'X' + SUBSTRING(ThisSiteCode, 3, 1)");
        long other = define(another);
        try {
            for (SampleSummary source : List.of(sample(), another)) {
                meetAt(phases, source);
            }
            Meeting.at(phases);

            int one = gatherings.start(id);
            int two = gatherings.start(other);

            until(() -> gatherings.get(other, two).status() != GatheringStatus.RUNNING);
            Gathering mine = ended(one);
            Gathering theirs = gatherings.get(other, two);
            assertThat(Meeting.held()).isEqualTo(phases);
            assertThat(mine.status()).as(String.valueOf(mine.message())).isEqualTo(GatheringStatus.READY);
            assertThat(theirs.status()).as(String.valueOf(theirs.message())).isEqualTo(GatheringStatus.READY);
            assertThat(attempts(one)).isEqualTo(1);
            assertThat(theirs.counts()).isEqualTo(mine.counts());
            assertThat(entities(EntityFilter.ANY))
                    .hasSameSizeAs(catalogue.list(other, EntityFilter.ANY, ALL).items());
        } finally {
            Meeting.at(Set.of());
            delete(other);
        }
    }

    private static void meetAt(Set<String> views, SampleSummary source) throws SQLException {
        change(source, "CREATE ALIAS meeting FOR '" + Meeting.class.getName() + ".of'");
        for (String view : views) {
            change(
                    source,
                    "ALTER TABLE " + view + " RENAME TO kept_" + view,
                    "CREATE VIEW " + view + " AS SELECT * FROM kept_" + view + " WHERE meeting('" + source.jdbcUrl()
                            + "', '" + view + "') = 1");
        }
    }

    @Test
    void stopsAndResumes() {
        gather();

        hierarchies.stopGathering(id);

        assertThat(gatherings.state(id).status()).isEqualTo(GatheringStatus.STOPPED);
        assertThat(gatherings.state(id).nextAt()).isNull();
        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> gatherings.start(id))
                .satisfies(e -> assertThat(e.code()).isEqualTo("GATHERING_STOPPED"));
        assertThat(entities(EntityFilter.ANY)).isNotEmpty();

        hierarchies.resumeGathering(id);

        assertThat(ended(2).status()).isEqualTo(GatheringStatus.READY);
    }

    @Test
    void aGatheringThatDiedWithItsServerIsRunAgainUnderItsNumber() {
        gatherHere();
        jdbc.sql("UPDATE gathering_state SET status = 'RUNNING' WHERE hierarchy_id = ?")
                .param(id)
                .update();
        jdbc.sql(
                        "UPDATE gathering SET status = 'RUNNING', phase = 'CLIENTS', finished_at = NULL WHERE hierarchy_id = ?")
                .param(id)
                .update();
        BooleanSupplier never = () -> false;

        assertThat(runs.run(id, never)).isPresent();

        assertThat(gatherings.get(id, 1).status()).isEqualTo(GatheringStatus.READY);
        assertThat(gatherings.list(id, ALL).total()).isEqualTo(1);
    }

    @Test
    void aServerThatShutsDownLeavesTheCycleToBeTakenUp() {
        gatherHere();
        jdbc.sql("UPDATE gathering_state SET status = 'RUNNING' WHERE hierarchy_id = ?")
                .param(id)
                .update();
        BooleanSupplier shuttingDown = () -> true;

        assertThat(runs.run(id, shuttingDown)).isPresent();

        assertThat(gatherings.state(id).status()).isEqualTo(GatheringStatus.RUNNING);
        BooleanSupplier never = () -> false;
        runs.run(id, never);
        assertThat(gatherings.state(id).status()).isEqualTo(GatheringStatus.READY);
    }

    @Test
    void classesThatAreNotTickedAreNotGathered() {
        hierarchies.change(
                id,
                new SourceHierarchyChange(
                        null, null, null, EnumSet.of(DataClass.DEVICE_IDENTITY, DataClass.CONFIGURATION)));

        Gathering gathering = ended(1);

        assertThat(gathering.status()).isEqualTo(GatheringStatus.READY);
        assertThat(gathering.counts().distributionPoints()).isZero();
        assertThat(entities(EntityFilter.ANY))
                .extracting(MigrationEntity::type)
                .contains(ObjectType.COLLECTION)
                .doesNotContain(ObjectType.PACKAGE, ObjectType.APPLICATION);
    }

    @Test
    void purgesAClassThatIsNotReadAnyMore() {
        gather();
        MigrationEntity migrated =
                entities(new EntityFilter(ObjectType.APPLICATION, null, null)).get(0);
        jobs.mark(List.of(migrated.id()), EntityStatus.MIGRATED);
        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> disclosures.purge(id, DataClass.SOFTWARE))
                .satisfies(e -> assertThat(e.code()).isEqualTo("DATA_CLASS_TICKED"));
        hierarchies.change(
                id,
                new SourceHierarchyChange(
                        null, null, null, EnumSet.of(DataClass.DEVICE_IDENTITY, DataClass.CONFIGURATION)));
        ended(2);

        assertThat(disclosures.purge(id, DataClass.SOFTWARE)).containsKey("catalogue");
        assertThat(disclosures.purge(id, DataClass.CONTENT)).containsKey("content");

        assertThat(entities(EntityFilter.ANY))
                .extracting(MigrationEntity::type)
                .contains(ObjectType.COLLECTION)
                .doesNotContain(ObjectType.PACKAGE);
        assertThat(entities(new EntityFilter(ObjectType.APPLICATION, null, null)))
                .as("of a migrated one it stays known where it came from")
                .extracting(MigrationEntity::id)
                .containsExactly(migrated.id());
        assertThat(catalogue.get(id, migrated.id()).payload()).isEmpty();
        assertThat(disclosures.purge(id, DataClass.CONTENT)).isEmpty();
    }

    @Test
    void purgingAddressesAndPeopleEmptiesClientRecordsAndKeepsBlocks() {
        gather();
        jdbc.sql(
                        "INSERT INTO client_record (sms_id, name, mac_addresses, user_name, hierarchy_id, status, blocked,"
                                + " block_lifted, digest) VALUES ('GUID:PURGED', 'WS', '00:11', 'ada', ?, 'MIGRATED', 1, 0, 0x00)")
                .param(id)
                .update();
        hierarchies.change(id, new SourceHierarchyChange(null, null, null, EnumSet.of(DataClass.DEVICE_IDENTITY)));
        ended(2);

        disclosures.purge(id, DataClass.NETWORK_ADDRESSES);
        disclosures.purge(id, DataClass.PEOPLE);

        Map<String, Object> record = jdbc.sql("SELECT name, mac_addresses, user_name, blocked FROM client_record"
                        + " WHERE sms_id = 'GUID:PURGED'")
                .query()
                .singleRow();
        assertThat(record.get("name")).isEqualTo("WS");
        assertThat(record.get("mac_addresses")).isNull();
        assertThat(record.get("user_name")).isNull();
        assertThat(record.get("blocked")).isEqualTo(true);
        jdbc.sql("DELETE FROM client_record WHERE sms_id = 'GUID:PURGED'").update();
    }

    @Test
    void findsEntitiesOfASiteAndSaysWhatDoesNotMigrate() {
        gather();

        assertThat(entities(new EntityFilter(null, null, "ps1", null)))
                .isNotEmpty()
                .allSatisfy(e -> assertThat(catalogue.get(id, e.id()).payload().getOrDefault("SourceSite", "PS1"))
                        .isEqualTo("PS1"));
        assertThat(entities(new EntityFilter(ObjectType.COLLECTION, null, "CAS", null)))
                .extracting(MigrationEntity::sourceKey)
                .contains("CAS00010")
                .doesNotContain("SMS00001");
        assertThat(catalogue.notMigrated(id)).anySatisfy(kind -> {
            assertThat(kind.kind()).isEqualTo("CLIENT_SETTINGS");
            assertThat(kind.reason()).isNotBlank();
            assertThat(kind.instead()).isNotBlank();
        });
    }

    @Test
    void keepsAnExclusionList() {
        gather();
        MigrationEntity one = entity(ObjectType.COLLECTION, "CAS00010");
        MigrationEntity two = entity(ObjectType.COLLECTION, "CAS00011");

        List<ExcludedEntity> list = catalogue.replaceExclusionList(id, List.of(one.id()), "Not wanted");

        assertThat(list).singleElement().satisfies(e -> {
            assertThat(e.entityId()).isEqualTo(one.id());
            assertThat(e.excludedBy()).isEqualTo("admin");
            assertThat(e.reason()).isEqualTo("Not wanted");
        });
        assertThat(entities(new EntityFilter(null, EntityStatus.EXCLUDED, null)))
                .extracting(MigrationEntity::id)
                .containsExactly(one.id());
        assertThat(jobs.excluded(id)).containsExactly(one.id());
        assertThat(jobs.selectable(id, Set.of(ObjectType.COLLECTION)))
                .extracting(MigrationEntity::id)
                .contains(two.id())
                .doesNotContain(one.id());

        catalogue.replaceExclusionList(id, List.of(one.id(), two.id()), null);

        assertThat(catalogue.exclusionList(id))
                .extracting(ExcludedEntity::reason)
                .containsExactlyInAnyOrder("Not wanted", null);
        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> catalogue.replaceExclusionList(id, List.of(-1L), null))
                .satisfies(e -> assertThat(e.code()).isEqualTo("ENTITY_NOT_FOUND"));
        assertThat(catalogue.exclusionList(id)).hasSize(2);
        assertThat(catalogue.replaceExclusionList(id, List.of(), null)).isEmpty();
    }

    @Test
    void findsEntitiesByPartOfTheirName() {
        gather();

        assertThat(entities(new EntityFilter(ObjectType.COLLECTION, null, "ring O")))
                .extracting(MigrationEntity::name)
                .containsExactly("Ring one");
        assertThat(entities(new EntityFilter(null, null, "100%_["))).isEmpty();
        assertThat(catalogue
                        .list(id, new EntityFilter(ObjectType.COLLECTION, null, null), new PageQuery(0, 5, "name,desc"))
                        .items())
                .hasSize(5)
                .isSortedAccordingTo((a, b) -> b.name().compareToIgnoreCase(a.name()));
    }

    @Test
    void cleanUpKeepsOnlyWhatWasMigrated() {
        gather();
        MigrationEntity migrated = entity(ObjectType.COLLECTION, "CAS00010");
        jobs.mark(List.of(migrated.id()), EntityStatus.MIGRATED);
        SourceHierarchy finished = hierarchies.finish(id);
        assertThat(finished.finishedAt()).isNotNull();

        hierarchies.cleanUp(id);

        assertThat(entities(EntityFilter.ANY)).extracting(MigrationEntity::id).containsExactly(migrated.id());
        assertThat(gatherings.list(id, ALL).total()).isZero();
    }

    @Test
    void theReviewOfAFinishSaysWhatItDoesAndWhatStaysBehind() {
        gather();
        MigrationEntity migrated = entity(ObjectType.COLLECTION, "CAS00010");
        jobs.mark(List.of(migrated.id()), EntityStatus.MIGRATED);

        FinishReview review = hierarchies.finishReview(id);

        assertThat(review.steps())
                .extracting(Step::name)
                .containsExactly(
                        Step.Name.STOP_GATHERING, Step.Name.REMOVE_CREDENTIALS, Step.Name.CLEAN_UP, Step.Name.COMPLETE);
        assertThat(review.sitesToStop()).hasSize(4).endsWith("CAS");
        assertThat(review.sitesToStop().indexOf("SS1"))
                .isLessThan(review.sitesToStop().indexOf("PS1"));
        assertThat(review.blockers()).isEmpty();
        assertThat(review.warnings())
                .anySatisfy(w -> assertThat(w)
                        .contains("on no distribution point of the destination")
                        .contains("CAS000"))
                .anySatisfy(w -> assertThat(w)
                        .isEqualTo(count(EntityStatus.AVAILABLE) + " objects of the source were not migrated."))
                .anySatisfy(w -> assertThat(w)
                        .isEqualTo(sample().clients() + " clients of the source have no record at the destination."));
        hierarchies.finish(id);
        assertThat(hierarchies.finishReview(id).steps()).allMatch(Step::done);
        assertThat(hierarchies.finishReview(id).warnings()).isEmpty();
        jobs.mark(List.of(migrated.id()), EntityStatus.AVAILABLE); // the same source is defined again by other tests
    }

    private long count(EntityStatus status) {
        return catalogue.counts(id).stream()
                .filter(c -> c.status() == status)
                .mapToLong(c -> c.count())
                .sum();
    }

    @Test
    void aSourceThatIsReturnedToFindsWhatWasMigratedFromIt() throws SQLException {
        gather();
        MigrationEntity migrated = entity(ObjectType.COLLECTION, "CAS00010");
        MigrationEntity changed = entity(ObjectType.COLLECTION, "CAS00073");
        MigrationEntity left = entity(ObjectType.COLLECTION, "CAS00070");
        jobs.mark(List.of(migrated.id(), changed.id()), EntityStatus.MIGRATED);
        changeSource("UPDATE v_Collection SET Comment = 'changed' WHERE CollectionID = 'CAS00073'");
        gather();
        hierarchies.finish(id);
        assertThat(entities(EntityFilter.ANY))
                .extracting(MigrationEntity::id)
                .contains(migrated.id(), changed.id())
                .doesNotContain(left.id());

        assertThat(hierarchies.resumeGathering(id).state()).isEqualTo(SourceHierarchy.State.ACTIVE);
        gather();

        assertThat(entity(ObjectType.COLLECTION, "CAS00010").id()).isEqualTo(migrated.id());
        assertThat(entity(ObjectType.COLLECTION, "CAS00010").status()).isNotEqualTo(EntityStatus.AVAILABLE);
        assertThat(entity(ObjectType.COLLECTION, "CAS00073").status()).isEqualTo(EntityStatus.MODIFIED);
        assertThat(entity(ObjectType.COLLECTION, "CAS00070").status()).isEqualTo(EntityStatus.AVAILABLE);
        jobs.mark(
                List.of(migrated.id(), changed.id()),
                EntityStatus.AVAILABLE); // the same source is defined again by other tests
    }
}
