package org.godwit.site.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.godwit.credential.Account;
import org.godwit.credential.Kerberos;
import org.godwit.credential.Secret;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.NetworkGuard;
import org.godwit.site.ClientAttributes;
import org.godwit.site.ClientRead;
import org.godwit.site.DataClass;
import org.godwit.site.Disclosure;
import org.godwit.site.ObjectType;
import org.godwit.site.PackageStatus;
import org.godwit.site.SourceClient;
import org.godwit.site.SourceContent;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceDatabases;
import org.godwit.site.SourceDistributionPoint;
import org.godwit.site.SourceFailure;
import org.godwit.site.SourceObject;
import org.godwit.site.SourceRight;
import org.godwit.site.SourceSiteInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/** What every source database gives, read from the sample site. Changes to the sample are undone after each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SourceDatabaseContract {

    private static final Set<DataClass> ALL_CLASSES = EnumSet.allOf(DataClass.class);
    private static final Set<DataClass> DEFAULT_CLASSES = EnumSet.complementOf(EnumSet.of(DataClass.PEOPLE));

    private @Nullable Path directory;
    private @Nullable SampleSummary made;
    private final List<String> undo = new ArrayList<>();

    /** Where the sample is written to, with its login; null for the H2 file it makes itself. */
    abstract @Nullable String emptyDatabase();

    /** The URL an admin would give for the sample. */
    abstract String sourceUrl(SampleSummary sample);

    abstract Account account();

    /** Goes back to the first of the databases that were asked for. */
    abstract void useFirst();

    /** A JDBC URL with which the sample can be changed. */
    abstract String writableUrl(SampleSummary sample);

    @BeforeAll
    final void makeSample(@TempDir Path temporary) {
        directory = temporary;
        made = generate(SampleSpec.small(temporary.resolve("sample")).withPackages(24));
    }

    private SampleSummary generate(SampleSpec spec) {
        String url = emptyDatabase();
        return SampleSite.generate(url == null ? spec : spec.withJdbcUrl(url));
    }

    private Path directory() {
        return Objects.requireNonNull(directory);
    }

    @AfterEach
    void undoChanges() throws SQLException {
        List<String> statements = List.copyOf(undo);
        undo.clear();
        execute(statements);
    }

    final SampleSummary sample() {
        return Objects.requireNonNull(made);
    }

    final SourceDatabases databases() {
        GodwitProperties properties = new GodwitProperties(
                directory(), "GDW", new GodwitProperties.Content(List.of()), new GodwitProperties.Network(true));
        return new JdbcSourceDatabases(new SourceConnector(
                properties,
                new SourceProperties(Duration.ofSeconds(5), Duration.ofSeconds(30)),
                new NetworkGuard(properties),
                Mockito.mock(Kerberos.class)));
    }

    private SourceDatabase open() {
        return databases().open(sourceUrl(sample()), account());
    }

    private void change(String statement, String undoing) throws SQLException {
        execute(List.of(statement));
        undo.add(undoing);
    }

    private void execute(List<String> statements) throws SQLException {
        if (!statements.isEmpty()) {
            try (Connection connection = DriverManager.getConnection(writableUrl(sample()));
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }

    private List<SourceClient> clients(ClientRead read) {
        List<SourceClient> found = new ArrayList<>();
        try (SourceDatabase source = open()) {
            source.clients(read, found::add);
        }
        return found;
    }

    private List<SourceClient> everyClient() {
        return clients(new ClientRead(Long.MIN_VALUE, null, DEFAULT_CLASSES));
    }

    private Map<String, SourceObject> objects(ObjectType type) {
        Map<String, SourceObject> found = new HashMap<>();
        try (SourceDatabase source = open()) {
            source.objects(type, o -> assertThat(found.put(o.key(), o)).isNull());
        }
        return found;
    }

    @Test
    void readsSitesParentsFirst() {
        try (SourceDatabase source = open()) {
            List<SourceSiteInfo> sites = source.sites();

            assertThat(sites).extracting(SourceSiteInfo::siteCode).containsExactly("CAS", "PS1", "SS1", "PS2");
            assertThat(sites)
                    .extracting(SourceSiteInfo::kind)
                    .containsExactly(
                            SourceSiteInfo.Kind.CENTRAL_ADMINISTRATION_SITE,
                            SourceSiteInfo.Kind.CHILD_PRIMARY,
                            SourceSiteInfo.Kind.SECONDARY,
                            SourceSiteInfo.Kind.CHILD_PRIMARY);
            assertThat(sites.get(0).topLevel()).isTrue();
            assertThat(sites.get(2).parentSiteCode()).isEqualTo("PS1");
            assertThat(sites.get(0).version()).isEqualTo("5.00.9128.1000");
        }
    }

    @Test
    void readsEveryResourceOnceInAscendingOrder() {
        List<SourceClient> found = everyClient();

        assertThat(found).hasSize(Math.toIntExact(sample().rows().get("v_R_System")));
        assertThat(found).extracting(SourceClient::resourceId).doesNotHaveDuplicates();
        assertThat(found).isSortedAccordingTo(Comparator.comparingLong(SourceClient::resourceId));
        try (SourceDatabase source = open()) {
            assertThat(source.countClients(new ClientRead(Long.MIN_VALUE, null, DEFAULT_CLASSES)))
                    .isEqualTo(found.size());
        }
    }

    @Test
    void readsWhoIsBlocked() {
        Set<String> blocked = new HashSet<>();
        for (SourceClient client : everyClient()) {
            if (Boolean.TRUE.equals(client.blocked()) && client.smsId() != null) {
                blocked.add(client.smsId().strip().toUpperCase(Locale.ROOT));
            }
        }

        assertThat(blocked).hasSize(Math.toIntExact(sample().blockedSmsIds()));
    }

    @Test
    void readsArraysOfManyRowsAndSingleValues() {
        List<SourceClient> found = everyClient();

        assertThat(found).anyMatch(c -> c.macAddresses().size() > 1);
        assertThat(found)
                .anyMatch(c -> !c.ipAddresses().isEmpty() && !c.resourceNames().isEmpty());
        assertThat(found).anyMatch(c -> c.certificateThumbprint() != null);
        assertThat(found).anyMatch(c -> c.lastActiveTime() != null && c.creationDate() != null);
        assertThat(found).anyMatch(c -> "PS1".equals(c.siteCode()));
        assertThat(found).allSatisfy(c -> assertThat(c.macAddresses()).isSorted());
    }

    @Test
    void goesOnWhereItIsToldAndEndsWhenItIsTold() {
        List<SourceClient> all = everyClient();
        long middle = all.get(all.size() / 2).resourceId();

        assertThat(clients(new ClientRead(middle, null, DEFAULT_CLASSES)))
                .isEqualTo(all.subList(all.size() / 2 + 1, all.size()));
        List<SourceClient> first = new ArrayList<>();
        try (SourceDatabase source = open()) {
            source.clients(new ClientRead(Long.MIN_VALUE, null, DEFAULT_CLASSES), c -> {
                first.add(c);
                return first.size() < 7;
            });
        }
        assertThat(first).isEqualTo(all.subList(0, 7));
    }

    @Test
    void readsTheMembersOfACollection() {
        ClientRead read = new ClientRead(Long.MIN_VALUE, "CAS00010", DEFAULT_CLASSES);

        List<SourceClient> members = clients(read);

        assertThat(members).isNotEmpty().hasSizeLessThan(everyClient().size());
        assertThat(everyClient()).containsAll(members);
        try (SourceDatabase source = open()) {
            assertThat(source.countClients(read)).isEqualTo(members.size());
        }
        assertThat(clients(new ClientRead(Long.MIN_VALUE, "NONE0001", DEFAULT_CLASSES)))
                .isEmpty();
    }

    @Test
    void readsSomeByTheirIdsAndOnlyTheBlocked() {
        List<SourceClient> all = everyClient();
        List<SourceClient> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += 3) {
            some.add(all.get(i));
        }
        List<Long> ids =
                new ArrayList<>(some.stream().map(SourceClient::resourceId).toList());
        ids.add(2_000_000_009L); // there is none

        assertThat(clients(ClientRead.of(ids, DEFAULT_CLASSES))).isEqualTo(some);
        assertThat(clients(ClientRead.of(List.of(), DEFAULT_CLASSES))).isEmpty();
        List<SourceClient> blocked = clients(ClientRead.blocked(DEFAULT_CLASSES));
        assertThat(blocked).isNotEmpty().allMatch(c -> Boolean.TRUE.equals(c.blocked()));
        assertThat(all.stream().filter(c -> Boolean.TRUE.equals(c.blocked()))).containsExactlyElementsOf(blocked);
    }

    @Test
    void marksEveryClientAndOnlyMarksOfWhatChangedDiffer() throws SQLException {
        Map<Long, Long> before = marks();
        assertThat(everyClient())
                .allSatisfy(c -> assertThat(c.mark()).isNotNull())
                .filteredOn(c -> before.containsKey(c.resourceId()))
                .hasSizeGreaterThan(50)
                .allSatisfy(c -> assertThat(before.get(c.resourceId())).isEqualTo(c.mark()));
        List<Long> ids = before.keySet().stream().limit(2).toList();
        String block = "UPDATE v_CombinedDeviceResources SET IsBlocked = 1 - CAST(IsBlocked AS INT) WHERE MachineID = ";
        change(block + ids.get(0), block + ids.get(0));
        String time = "UPDATE v_AgentDiscoveries SET AgentTime = '%s' WHERE ResourceId = " + ids.get(1);
        change(time.formatted("2027-01-01T00:00:00"), time.formatted("2026-01-01T00:00:00"));

        Map<Long, Long> after = marks();

        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.keySet().stream().filter(id -> !after.get(id).equals(before.get(id))))
                .containsExactlyElementsOf(ids);
    }

    private Map<Long, Long> marks() {
        Map<Long, Long> found = new TreeMap<>();
        List<Long> order = new ArrayList<>();
        try (SourceDatabase source = open()) {
            assertThat(source.clientMarks(DEFAULT_CLASSES, (id, mark) -> {
                        order.add(id);
                        assertThat(found.put(id, mark)).isNull();
                    }))
                    .isTrue();
        }
        assertThat(order).isSorted();
        return found;
    }

    @Test
    void readsNothingAboutPeopleUnlessAsked() {
        assertThat(everyClient())
                .allMatch(c -> c.userName() == null && c.userDomain() == null && c.lastLogon() == null);
        assertThat(clients(new ClientRead(Long.MIN_VALUE, null, ALL_CLASSES)))
                .anyMatch(c -> c.userName() != null)
                .anyMatch(c -> c.lastLogon() != null);
        assertThat(clients(new ClientRead(Long.MIN_VALUE, null, Set.of(DataClass.DEVICE_IDENTITY))))
                .allMatch(c -> c.macAddresses().isEmpty() && c.clientVersion() == null);
    }

    @Test
    void aResourceThatOtherViewsLackIsStillRead() throws SQLException {
        int before = everyClient().size();
        change(
                "INSERT INTO v_R_System (ResourceID, Netbios_Name0, SMS_Unique_Identifier0, Client0)"
                        + " VALUES (2000000001, N'LONELY', N'GUID:00000000-0000-0000-0000-00000000AAAA', 1)",
                "DELETE FROM v_R_System WHERE ResourceID = 2000000001");

        List<SourceClient> found = everyClient();

        assertThat(found).hasSize(before + 1);
        SourceClient lonely = found.stream()
                .filter(c -> "LONELY".equals(c.name()))
                .findFirst()
                .orElseThrow();
        assertThat(lonely.client()).isTrue();
        assertThat(lonely.blocked()).isNull();
        assertThat(lonely.obsolete()).isNull();
        assertThat(lonely.macAddresses()).isEmpty();
    }

    @Test
    void whateverElseTheSourceSaysOfADeviceComesAlongByTheNamesOfItsColumns() {
        SourceClient busy = everyClient().stream()
                .filter(client -> client.attributes().containsKey("LastMPServerName"))
                .findFirst()
                .orElseThrow();

        assertThat(busy.attributes())
                .containsKeys("Build01", "IP_Subnets0", "SMS_Assigned_Sites0", "ClientActiveStatus")
                .doesNotContainKeys("AADDeviceID", "IsBlocked");
        assertThat(busy.attributes().values()).doesNotContainNull();
    }

    @Test
    void anUnknownComputerLendsItsStateToNobody() throws SQLException {
        SourceClient first = everyClient().get(0);
        change(
                "INSERT INTO v_CombinedDeviceResources (MachineID, ArchitectureKey, IsBlocked) VALUES ("
                        + first.resourceId() + ", 2, 1)",
                "DELETE FROM v_CombinedDeviceResources WHERE ArchitectureKey = 2 AND MachineID = "
                        + first.resourceId());

        assertThat(everyClient().get(0).blocked()).isEqualTo(first.blocked());
    }

    @Test
    void aBlockInAnyRowOfAResourceCounts() throws SQLException {
        SourceClient free = everyClient().stream()
                .filter(c -> Boolean.FALSE.equals(c.blocked()))
                .findFirst()
                .orElseThrow();
        change(
                "INSERT INTO v_CombinedDeviceResources (MachineID, ArchitectureKey, IsBlocked) VALUES ("
                        + free.resourceId() + ", 99, 1)",
                "DELETE FROM v_CombinedDeviceResources WHERE ArchitectureKey = 99");

        assertThat(everyClient().stream()
                        .filter(c -> c.resourceId() == free.resourceId())
                        .findFirst()
                        .orElseThrow()
                        .blocked())
                .isTrue();
    }

    @Test
    void offersTheTypesThatTheSourceHas() {
        try (SourceDatabase source = open()) {
            assertThat(source.objectTypes())
                    .contains(
                            ObjectType.PACKAGE,
                            ObjectType.COLLECTION,
                            ObjectType.TASK_SEQUENCE,
                            ObjectType.BOOT_IMAGE,
                            ObjectType.OS_IMAGE,
                            ObjectType.BOUNDARY);
        }
    }

    @Test
    void readsPackagesWithTheirPrograms() {
        Map<String, SourceObject> packages = objects(ObjectType.PACKAGE);

        assertThat(packages).isNotEmpty();
        assertThat(packages.values()).allSatisfy(p -> {
            assertThat(p.name()).isNotBlank();
            assertThat(p.payload()).containsEntry("PackageID", p.key()).containsEntry("PackageType", 0L);
        });
        assertThat(packages.values())
                .anySatisfy(
                        p -> assertThat(p.payload().get("Programs")).asList().hasSizeGreaterThan(1));
    }

    @Test
    void readsCollectionsWithTheirRules() {
        Map<String, SourceObject> collections = objects(ObjectType.COLLECTION);
        SourceObject offices = collections.get("CAS00070");

        assertThat(offices).isNotNull();
        assertThat(offices.references())
                .contains(
                        new SourceObject.Reference(ObjectType.COLLECTION, "SMSDM003", "LIMITING_COLLECTION"),
                        new SourceObject.Reference(ObjectType.COLLECTION, "CAS00010", "INCLUDE_COLLECTION"),
                        new SourceObject.Reference(ObjectType.COLLECTION, "CAS00050", "EXCLUDE_COLLECTION"));
        SourceObject department = collections.get("CAS00010");
        assertThat(department.payload().get("QueryRules")).asList().hasSize(1);
        assertThat(department.payload().get("Variables"))
                .asList()
                .containsExactly(Map.of("Name", "CostCenter", "Value", "4000"));
        assertThat(department.payload().get("MaskedVariables"))
                .asList()
                .containsExactly(Map.of("Name", "JoinPassword"));
        assertThat(collections.values())
                .anySatisfy(
                        c -> assertThat(c.payload().get("DirectRules")).asList().isNotEmpty());
        assertThat(collections.values())
                .allSatisfy(c -> assertThat(c.payload()).doesNotContainKeys("MemberCount", "LastRefreshTime"));
    }

    @Test
    void readsTaskSequencesWithWhatTheyReferTo() {
        assertThat(objects(ObjectType.TASK_SEQUENCE).values()).anySatisfy(t -> {
            assertThat(t.references())
                    .anyMatch(r -> r.type() == ObjectType.BOOT_IMAGE && r.kind().equals("BOOT_IMAGE"));
            assertThat(t.references()).anyMatch(r -> r.kind().equals("TASK_SEQUENCE_STEP"));
        });
    }

    @Test
    void readsBoundariesWithAnIntegerKey() {
        Map<String, SourceObject> boundaries = objects(ObjectType.BOUNDARY);

        assertThat(boundaries).hasSize(Math.toIntExact(sample().rows().get("vSMS_Boundary")));
        assertThat(boundaries.get("16777217").name()).isEqualTo("Berlin");
        assertThat(boundaries.get("16777219").name()).isEqualTo("Contoso München");
    }

    @Test
    void theSameObjectsReadTwiceAreEqual() {
        try (SourceDatabase source = open()) {
            for (ObjectType type : source.objectTypes()) {
                assertThat(objects(type)).as(type.name()).isNotEmpty().isEqualTo(objects(type));
            }
        }
    }

    @Test
    void readsContentsAndWhereTheyLie() {
        List<SourceContent> contents = new ArrayList<>();
        List<PackageStatus> status = new ArrayList<>();
        List<SourceDistributionPoint> points;
        try (SourceDatabase source = open()) {
            source.contents(contents::add);
            source.packageStatus(status::add);
            points = source.distributionPoints();
        }

        assertThat(contents).hasSize(Math.toIntExact(sample().content().contents()));
        assertThat(contents.stream().map(SourceContent::packageId).distinct())
                .hasSize(Math.toIntExact(sample().content().packages()));
        assertThat(contents).extracting(SourceContent::contentId).doesNotHaveDuplicates();
        assertThat(points)
                .extracting(SourceDistributionPoint::nalPath)
                .containsExactlyInAnyOrderElementsOf(sample().distributionPoints().stream()
                        .map(SampleSummary.Library::nalPath)
                        .toList());
        assertThat(points).anyMatch(SourceDistributionPoint::pull).anyMatch(SourceDistributionPoint::https);
        assertThat(status).anyMatch(s -> s.state() == 0).anyMatch(s -> s.sourceVersion() > 1);
        for (SampleSummary.Library library : sample().distributionPoints()) {
            assertThat(status.stream()
                            .filter(s -> s.nalPath().equals(library.nalPath()))
                            .map(PackageStatus::packageId)
                            .distinct())
                    .as(library.serverName())
                    .hasSize(library.packages());
        }
    }

    @Test
    void readsEveryTypeWithReferencesThatLeadSomewhere() {
        Map<ObjectType, Map<String, SourceObject>> all = new EnumMap<>(ObjectType.class);
        try (SourceDatabase source = open()) {
            source.objectTypes().forEach(type -> all.put(type, objects(type)));
        }

        assertThat(all.keySet()).containsExactlyInAnyOrder(ObjectType.values());
        assertThat(all.values()).as("objects of a type").noneMatch(Map::isEmpty);
        assertThat(all.get(ObjectType.ASSET_INTELLIGENCE).keySet())
                .as("what administrators made, not what Microsoft delivers")
                .contains("6000001", "title/4", "requirement/Contoso CAD 12")
                .doesNotContain("4892", "title/1", "requirement/Windows 7");
        assertThat(all.get(ObjectType.SAVED_SEARCH).keySet())
                .contains("16777301")
                .doesNotContain("1");
        for (Map<String, SourceObject> objects : all.values()) {
            for (SourceObject object : objects.values()) {
                assertThat(object.references())
                        .allSatisfy(reference -> assertThat(all.get(reference.type()))
                                .as(object.type() + " " + object.key() + " " + reference.kind())
                                .containsKey(reference.key()));
            }
        }
        assertThat(all.get(ObjectType.DEPLOYMENT).values())
                .anyMatch(d -> d.references().stream().anyMatch(r -> r.type() == ObjectType.APPLICATION))
                .anyMatch(d -> d.references().stream().anyMatch(r -> r.type() == ObjectType.TASK_SEQUENCE))
                .allMatch(d -> d.references().stream().anyMatch(r -> r.kind().equals("TARGET_COLLECTION")));
        assertThat(all.get(ObjectType.CONFIGURATION_BASELINE).values())
                .anyMatch(b -> b.references().stream().anyMatch(r -> r.type() == ObjectType.CONFIGURATION_BASELINE));
    }

    @Test
    void disclosesWhatWouldBeRead() {
        List<Disclosure> disclosures;
        try (SourceDatabase source = open()) {
            disclosures = source.disclosures();
        }

        assertThat(disclosures).extracting(Disclosure::dataClass).contains(DataClass.values());
        assertThat(disclosures).anySatisfy(d -> {
            assertThat(d.dataClass()).isEqualTo(DataClass.PEOPLE);
            assertThat(d.view()).isEqualTo("v_R_System");
            assertThat(d.columns()).containsExactly("User_Name0", "User_Domain0", "Last_Logon_Timestamp0");
            assertThat(d.rows()).isEqualTo(sample().rows().get("v_R_System"));
        });
        assertThat(disclosures)
                .filteredOn(d -> d.dataClass() != DataClass.PEOPLE)
                .flatExtracting(Disclosure::columns)
                .doesNotContain("User_Name0", "CreatedBy", "LastModifiedBy", "PrimaryUser", "LastLogonUser");
        assertThat(disclosures)
                .as("what comes along without a field of its own is disclosed too")
                .filteredOn(d -> d.view().equals("v_CombinedDeviceResources"))
                .flatExtracting(Disclosure::columns)
                .contains("SerialNumber", "PrimaryUser", "LastMPServerName");
    }

    @Test
    void disclosesEveryViewThatAReaderNames() {
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Arrays.stream(SourceRight.values()).forEach(right -> named.addAll(right.views()));
        named.retainAll(sample().rows().keySet());
        try (SourceDatabase source = open()) {
            assertThat(named)
                    .contains(
                            "v_SystemResourceList",
                            "v_FullCollectionMembership",
                            "v_StatusMessage",
                            "v_StatMsgInsStrs");
            assertThat(source.disclosures().stream().map(Disclosure::view))
                    .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
                    .containsAll(named);
        }
    }

    @Test
    void disclosesAsManyRowsAsMeetTheConditionsOfTheReading() {
        try (SourceDatabase source = open()) {
            List<Disclosure> disclosures = source.disclosures();
            long[] messages = {0};
            source.auditMessages(message -> messages[0]++);
            long[] queries = {0};
            source.objects(ObjectType.SAVED_SEARCH, query -> queries[0]++);

            assertThat(rows(disclosures, "v_StatusMessage")).containsExactly(messages[0]);
            assertThat(disclosures)
                    .filteredOn(Disclosure::onRequest)
                    .extracting(Disclosure::view)
                    .containsExactlyInAnyOrder(
                            "v_FullCollectionMembership", "v_StatusMessage", "v_StatMsgAttributes", "v_StatMsgInsStrs");
            assertThat(rows(disclosures, "vSMS_SearchFolder")).containsExactly(queries[0]);
            long items = sample().rows().get("v_ConfigurationItems");
            assertThat(rows(disclosures, "v_ConfigurationItems"))
                    .isNotEmpty()
                    .allSatisfy(rows -> assertThat(rows).isPositive().isLessThan(items));
        }
    }

    private static List<Long> rows(List<Disclosure> disclosures, String view) {
        return disclosures.stream()
                .filter(d -> d.view().equals(view))
                .map(Disclosure::rows)
                .toList();
    }

    @Test
    void whoUsesADeviceIsReadWithTheClassOfPeopleAlone() {
        Set<DataClass> withPeople = EnumSet.allOf(DataClass.class);
        Set<DataClass> without = EnumSet.complementOf(EnumSet.of(DataClass.PEOPLE));
        String[] people = ClientAttributes.of(DataClass.PEOPLE).toArray(String[]::new);

        assertThat(people).hasSize(3);
        assertThat(ClientColumn.names(ClientColumn.MoreOfDevice.values(), withPeople))
                .contains(people);
        assertThat(ClientColumn.names(ClientColumn.MoreOfDevice.values(), without))
                .as("what is selected")
                .doesNotContain(people);
        assertThat(clients(new ClientRead(Long.MIN_VALUE, null, withPeople)))
                .anyMatch(client -> client.attributes().containsKey("LastLogonUser"));
        assertThat(clients(new ClientRead(Long.MIN_VALUE, null, without)))
                .allSatisfy(client -> assertThat(client.attributes()).doesNotContainKeys(people));
    }

    @Test
    void everyFurtherColumnIsKnownByItsClass() {
        for (DataClass dataClass : EnumSet.of(DataClass.PEOPLE, DataClass.NETWORK_ADDRESSES, DataClass.SOFTWARE)) {
            Set<String> columns = new HashSet<>();
            for (ClientColumn[] more : new ClientColumn[][] {
                ClientColumn.MoreOfSystem.values(), ClientColumn.MoreOfDevice.values(), {ClientColumn.Array.IP_SUBNETS}
            }) {
                Arrays.stream(more)
                        .filter(c -> c.dataClass() == dataClass)
                        .map(ClientColumn::column)
                        .forEach(columns::add);
            }
            assertThat(ClientAttributes.of(dataClass)).isEqualTo(columns);
        }
    }

    @Test
    void aColumnThatAReleaseLacksIsReadAsNothing() throws SQLException {
        change(
                "ALTER TABLE v_R_System DROP COLUMN AD_Site_Name0",
                "ALTER TABLE v_R_System ADD AD_Site_Name0 NVARCHAR(256)");

        assertThat(everyClient()).isNotEmpty().allMatch(c -> c.adSiteName() == null);
    }

    @Test
    void refusesToTakeEverybodyForUnblocked() throws SQLException {
        SampleSummary usual = sample();
        made = generate(
                SampleSpec.small(directory().resolve("another")).withClients(5).withPackages(1));
        try {
            execute(List.of("ALTER TABLE v_CombinedDeviceResources DROP COLUMN IsBlocked"));

            assertThatExceptionOfType(SourceFailure.class)
                    .isThrownBy(this::everyClient)
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(SourceFailure.Cause.UNAUTHORISED));
        } finally {
            made = usual;
            useFirst();
        }
    }

    @Test
    void aWrongPasswordIsAnUnauthorisedAccess() {
        Account wrong = new Account.SqlLogin("sa", Secret.of("not the password"));

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(() -> databases().open(sourceUrl(sample()), wrong))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(SourceFailure.Cause.UNAUTHORISED);
                    assertThat(e.getMessage()).doesNotContain("not the password");
                });
    }
}
