package org.godwit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.godwit.client.SourceClients.LONG_AGO;
import static org.godwit.client.SourceClients.client;
import static org.godwit.client.SourceClients.smsId;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.godwit.client.ClientMigration.ClientPlan;
import org.godwit.client.ClientMigration.Gathered;
import org.godwit.client.ClientMigration.Outcome;
import org.godwit.client.ClientMigration.Verification;
import org.godwit.client.Reconciliation.Figures;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.godwit.shared.SiteCode;
import org.godwit.shared.SmsId;
import org.godwit.site.DataClass;
import org.godwit.site.SourceClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of client records on every database. */
abstract class ClientMigrationContract {

    private final ClientLab lab;

    /** @param lab emptied before each test */
    ClientMigrationContract(ClientLab lab) {
        this.lab = lab;
    }

    @BeforeEach
    void clear() {
        lab.clear();
    }

    @Test
    void everyRowGetsItsFateAndIsCounted() {
        FakeSource source = new FakeSource(
                client(1).build(),
                client(2).obsolete(true).build(),
                client(3).decommissioned(true).build(),
                client(4).unknown(true).build(),
                client(5).client(null).build(),
                client(6).client(false).build(),
                client(7).smsId("  ").build(),
                client(8)
                        .smsId(smsId(1).toLowerCase(Locale.ROOT) + " ")
                        .lastActive(null)
                        .build(),
                client(9).obsolete(null).blocked(null).build());

        Gathered gathered = lab.gather(source);

        assertThat(gathered.clients()).isEqualTo(2);
        assertThat(gathered.added()).isEqualTo(9);
        assertThat(gathered.leftOut())
                .containsEntry("OBSOLETE", 1L)
                .containsEntry("DECOMMISSIONED", 1L)
                .containsEntry("UNKNOWN", 1L)
                .containsEntry("NOT_A_CLIENT", 2L)
                .containsEntry("NO_SMSID", 1L)
                .containsEntry("DUPLICATE", 1L)
                .hasSize(6);
    }

    @Test
    void aRecordComesOverWholeAndComparesEqual() {
        FakeSource source =
                new FakeSource(client(1).name("Büro-Ünïcode-東京").user("jo").build());
        lab.gather(source);

        Verification verification = lab.migrate(source, ClientLab.newRun());

        assertThat(verification.equal()).as("%s", verification).isTrue();
        assertThat(verification.source()).isEqualTo(1);
        assertThat(verification.destination()).isEqualTo(1);
        Client migrated = lab.clients.get(new SmsId(smsId(1)));
        SourceClient expected = client(1).build();
        assertThat(migrated.name()).isEqualTo("Büro-Ünïcode-東京");
        assertThat(migrated.siteCode()).isEqualTo("PS1");
        assertThat(migrated.certificateThumbprint()).isEqualTo(expected.certificateThumbprint());
        assertThat(migrated.hardwareId()).isEqualTo(expected.hardwareId());
        assertThat(migrated.macAddresses()).isEqualTo(expected.macAddresses());
        assertThat(migrated.approvalStatus()).isEqualTo(1);
        assertThat(migrated.blocked()).isFalse();
        assertThat(migrated.status()).isEqualTo(ClientStatus.MIGRATED);
        ClientRecord record = lab.clients.record(new SmsId(smsId(1)));
        assertThat(record.attributes()).isEqualTo(expected.attributes()).containsEntry("SerialNumber", "SN1");
        assertThat(record.fields())
                .containsEntry("IP_ADDRESSES", "10.0.0.1,FE80::1")
                .containsEntry("CLIENT_CERT_TYPE", "2")
                .doesNotContainKeys("ATTRIBUTES", "PREVIOUS_SMS_ID");
    }

    @Test
    void whatConcernsPeopleIsEmptiedWhereverItIsAndNothingElse() {
        FakeSource source = new FakeSource(
                client(1).user("jo").attribute("PrimaryUser", "CORP\\jo").build(),
                client(2).attribute("LastLogonUser", "jo").build(),
                client(3).build());
        lab.gather(source);
        lab.migrate(source, ClientLab.newRun());
        assertThat(lab.clients.record(new SmsId(smsId(1))).attributes()).containsKey("PrimaryUser");

        assertThat(lab.cleanUp.purge(ClientLab.HIERARCHY, DataClass.PEOPLE)).isEqualTo(2);

        for (long n = 1; n <= 3; n++) {
            ClientRecord record = lab.clients.record(new SmsId(smsId(n)));
            assertThat(record.fields()).doesNotContainKeys("USER_NAME", "USER_DOMAIN");
            assertThat(record.attributes())
                    .isEqualTo(client(n).build().attributes())
                    .doesNotContainKeys("PrimaryUser", "LastLogonUser");
        }
        assertThat(lab.cleanUp.purge(ClientLab.HIERARCHY, DataClass.PEOPLE)).isZero();
        assertThat(lab.cleanUp.purge(ClientLab.HIERARCHY, DataClass.NETWORK_ADDRESSES))
                .isEqualTo(3);
        assertThat(lab.clients.record(new SmsId(smsId(3))).attributes())
                .containsKey("SerialNumber")
                .doesNotContainKey("IP_Subnets0");
    }

    @Test
    void theMostRecentlyActiveRowOfAnSmsIdWinsAndABlockOnAnyRowBlocks() {
        FakeSource source = new FakeSource(
                client(1).name("OLD").lastActive(LONG_AGO).blocked(true).build(),
                client(2)
                        .smsId(smsId(1))
                        .name("NEW")
                        .lastActive(LONG_AGO.plusSeconds(1))
                        .build(),
                client(3).smsId(smsId(1)).name("NONE").lastActive(null).build(),
                client(4).name("GONE").obsolete(true).blocked(true).build(),
                client(5).smsId(smsId(4)).name("HERE").build());

        assertThat(lab.gather(source).blocked()).isEqualTo(2);
        assertThat(lab.migrate(source, ClientLab.newRun()).equal()).isTrue();

        assertThat(lab.clients.get(new SmsId(smsId(1))).name()).isEqualTo("NEW");
        assertThat(lab.clients.get(new SmsId(smsId(1))).blocked()).isTrue();
        assertThat(lab.clients.get(new SmsId(smsId(4))).name()).isEqualTo("HERE");
        assertThat(lab.clients.get(new SmsId(smsId(4))).blocked()).isTrue();
        assertThat(lab.clients.counts().total()).isEqualTo(2);
    }

    @Test
    void aBlockedSmsIdWhoseRowsAreAllLeftOutIsStillOnTheGuard() {
        FakeSource source =
                new FakeSource(client(1).obsolete(true).blocked(true).build());
        lab.gather(source);

        assertThatThrownBy(() -> assign(1)).isInstanceOf(GodwitException.class).hasMessageContaining("blocked");

        assertThat(lab.migrate(source, ClientLab.newRun()).equal()).isTrue();
        assertThat(lab.clients.counts().total()).isZero();
        assertThatThrownBy(() -> assign(1)).isInstanceOf(GodwitException.class);
    }

    @Test
    void migratingAgainChangesNoRow() {
        FakeSource source = new FakeSource().put(some(1, 2500));
        lab.gather(source);
        assertThat(lab.migrate(source, ClientLab.newRun()).equal()).isTrue();
        String before = fingerprint();

        Outcome again = lab.migrateOnly(source);

        assertThat(again.created()).isZero();
        assertThat(again.updated()).isZero();
        assertThat(again.skipped()).isEqualTo(2500);
        assertThat(fingerprint()).isEqualTo(before);
    }

    @Test
    void onlyWhatChangedIsGatheredAndMigratedAgain() {
        FakeSource source = new FakeSource().put(some(1, 300));
        lab.gather(source);
        lab.migrateOnly(source);
        source.put(client(7).name("RENAMED").build(), client(301).build());
        source.remove(9);

        Gathered gathered = lab.gather(source);
        Outcome outcome = lab.migrateOnly(source);

        assertThat(gathered.added()).isEqualTo(1);
        assertThat(gathered.modified()).isEqualTo(1);
        assertThat(gathered.removed()).isEqualTo(1);
        assertThat(outcome.created()).isEqualTo(1);
        assertThat(outcome.updated()).isEqualTo(1);
        assertThat(outcome.skipped()).isEqualTo(298);
        assertThat(lab.clients.get(new SmsId(smsId(7))).name()).isEqualTo("RENAMED");
        assertThat(lab.clients.get(new SmsId(smsId(9))).name())
                .as("vanished at the source, kept here")
                .isNotNull();
    }

    @Test
    void gatheringTheSameAgainWritesNothing() {
        List<SourceClient> rows = new ArrayList<>(some(1, 200));
        rows.add(client(201).smsId(smsId(5)).lastActive(null).blocked(true).build());
        FakeSource source = new FakeSource().put(rows);
        lab.gather(source);

        Gathered again = lab.gather(source);

        assertThat(again.added() + again.modified() + again.removed()).isZero();
        assertThat(again.clients()).isEqualTo(200);
        assertThat(again.leftOut()).containsEntry("DUPLICATE", 1L);
    }

    @Test
    void aBlockedClientThatVanishesKeepsRecordAndBlock() {
        FakeSource source =
                new FakeSource(client(1).blocked(true).build(), client(2).build());
        lab.gather(source);
        lab.migrateOnly(source);
        source.remove(1);
        lab.gather(source);
        lab.migrateOnly(source);

        assertThat(lab.clients.get(new SmsId(smsId(1))).blocked()).isTrue();
        assertThat(lab.clients.counts().guarded()).isEqualTo(1);
        assertThatThrownBy(() -> assign(1)).isInstanceOf(GodwitException.class);
    }

    @Test
    void aBlockThatComesAfterGatheringIsStillSetFirst() {
        FakeSource source = new FakeSource().put(some(1, 50));
        lab.gather(source);
        source.put(client(20).blocked(true).build());

        Verification verification = lab.migrate(source, ClientLab.newRun());

        assertThat(verification.equal()).as("%s", verification).isTrue();
        assertThat(verification.blockedSource()).isEqualTo(1);
        assertThat(lab.clients.get(new SmsId(smsId(20))).blocked()).isTrue();
    }

    @Test
    void anUnblockByAnAdminOfTheDestinationIsAConflictAndStays() {
        FakeSource source =
                new FakeSource(client(1).blocked(true).build(), client(2).build());
        lab.gather(source);
        lab.migrateOnly(source);
        lab.clients.unblock(new SmsId(smsId(1)), "it was a mistake");
        source.put(client(1).blocked(true).name("CHANGED").build());
        lab.gather(source);

        ClientPlan plan = lab.migration.plan(ClientLab.HIERARCHY, ClientSelection.everyone());
        Verification verification = lab.migrate(source, ClientLab.newRun());

        assertThat(plan.conflict()).isEqualTo(1);
        assertThat(plan.skip()).isEqualTo(1);
        assertThat(lab.clients.get(new SmsId(smsId(1))).blocked()).isFalse();
        assertThat(verification.equal()).as("%s", verification).isTrue();
        assertThat(assign(1).siteCode()).isEqualTo("PRI");
    }

    @Test
    void blockingAndUnblockingIsAudited() {
        FakeSource source = new FakeSource(client(1).build());
        lab.gather(source);
        lab.migrateOnly(source);

        assertThat(lab.clients.block(new SmsId(smsId(1)), "stolen").blocked()).isTrue();
        assertThatThrownBy(() -> assign(1)).isInstanceOf(GodwitException.class);
        assertThatThrownBy(() -> lab.clients.assign(new Assignment(
                        new SmsId(smsId(99)),
                        new SiteCode("PRI"),
                        client(1).build().hardwareId(),
                        null)))
                .isInstanceOf(GodwitException.class);
        lab.clients.unblock(new SmsId(smsId(1)), "found");
        assertThat(assign(1).status()).isEqualTo(ClientStatus.ASSIGNED);

        assertThat(lab.audited.stream().map(e -> e.action()))
                .contains("CLIENT_BLOCKED", "CLIENT_UNBLOCKED", "CLIENT_ASSIGNMENT_REFUSED", "CLIENT_ASSIGNED");
    }

    @Test
    void aBlockedClientIsAlsoKnownByHardwareAndCertificate() {
        FakeSource source = new FakeSource(client(1).blocked(true).build());
        lab.gather(source);
        SourceClient blocked = client(1).build();

        assertThatThrownBy(() -> lab.clients.assign(
                        new Assignment(new SmsId(smsId(50)), new SiteCode("PRI"), " " + blocked.hardwareId(), null)))
                .isInstanceOf(GodwitException.class);
        assertThatThrownBy(() -> lab.clients.assign(new Assignment(
                        new SmsId(smsId(50)), new SiteCode("PRI"), null, blocked.certificateThumbprint())))
                .isInstanceOf(GodwitException.class);
        assertThat(lab.clients.counts().total()).isZero();
        assertThat(assign(50).status()).isEqualTo(ClientStatus.ASSIGNED_EARLY);
    }

    @Test
    void anEarlyAssignmentIsBlockedListedAuditedAndAlertedAtGathering() {
        assign(1);
        assign(2);
        FakeSource source =
                new FakeSource(client(1).blocked(true).build(), client(2).build());

        lab.gather(source);

        assertThat(lab.clients.get(new SmsId(smsId(1))).blocked()).isTrue();
        assertThat(lab.clients.get(new SmsId(smsId(2))).blocked()).isFalse();
        assertThat(lab.clients.earlyAssignments(PageQuery.first(10)).items())
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.smsId()).isEqualTo(smsId(1));
                    assertThat(e.siteCode()).isEqualTo("PRI");
                });
        assertThat(lab.audited.stream().filter(e -> e.action().equals("EARLY_ASSIGNMENT_BLOCKED")))
                .hasSize(1);
        assertThat(lab.alerts).hasSize(1);

        assertThat(lab.migrate(source, ClientLab.newRun()).equal()).isTrue();
        Client second = lab.clients.get(new SmsId(smsId(2)));
        assertThat(second.name()).isEqualTo(client(2).build().name());
        assertThat(second.siteCode())
                .as("it stays assigned where it assigned itself")
                .isEqualTo("PRI");
        assertThat(second.status()).isEqualTo(ClientStatus.ASSIGNED);
    }

    @Test
    void aRecordThatLackedNothingButItsBlockCountsAsUpdatedByTheRunThatBlocksIt() {
        FakeSource source = lab.source(ClientLab.HIERARCHY, new FakeSource().put(some(1, 30)));
        lab.gather(source);
        lab.migrate(source, ClientLab.newRun());
        source.put(client(3).blocked(true).build(), client(20).blocked(true).build());
        lab.gather(source);
        ClientPlan plan = lab.migration.plan(ClientLab.HIERARCHY, ClientSelection.everyone());
        assertThat(plan.update()).isEqualTo(2);

        assertThat(lab.migrateOnly(source))
                .extracting(Outcome::updated, Outcome::skipped, Outcome::blocked)
                .containsExactly(2L, plan.skip(), 2L);

        assertThat(lab.migrateOnly(source).updated()).isZero();
    }

    @Test
    void selectionsByCollectionAndByListTakeNoOthers() {
        FakeSource source = lab.source(ClientLab.HIERARCHY, new FakeSource().put(some(1, 30)));
        source.put(client(3).blocked(true).build(), client(20).blocked(true).build());
        source.collection("PS100012", Set.of(1L, 2L, 3L));
        lab.gather(source);
        ClientSelection members = ClientSelection.collection("PS100012");
        ClientSelection listed = ClientSelection.clients(List.of(smsId(20).toLowerCase(Locale.ROOT), smsId(21)));

        assertThat(lab.migration.plan(ClientLab.HIERARCHY, members).create()).isEqualTo(3);
        assertThat(lab.migration.plan(ClientLab.HIERARCHY, listed).blocked()).isEqualTo(1);
        assertThat(lab.migrate(source, ClientLab.newRun(members)).destination()).isEqualTo(3);
        assertThat(lab.clients.counts())
                .extracting(ClientCounts::total, ClientCounts::blocked)
                .containsExactly(3L, 1L);
        assertThat(lab.migrate(source, ClientLab.newRun(listed)).equal()).isTrue();
        assertThat(lab.clients.counts())
                .extracting(ClientCounts::total, ClientCounts::blocked)
                .containsExactly(5L, 2L);
    }

    @Test
    void selectionsBySiteOrganizationalUnitAndKeptListTakeNoOthers() {
        FakeSource source = lab.source(ClientLab.HIERARCHY, new FakeSource().put(some(1, 30)));
        source.put(client(31).unit("OU=Tills,OU=Shops").blocked(true).build());
        source.put(client(32).unit("OU=Shops").build());
        lab.gather(source);
        ClientSelection site = ClientSelection.site("ps2");
        ClientSelection shops = ClientSelection.organizationalUnit("ou=shops, DC=corp ,dc=example,dc=com");
        ClientSelection list = ClientSelection.list(lab.list(1, 5, 31));

        assertThat(lab.migration.plan(ClientLab.HIERARCHY, site).create()).isEqualTo(11);
        assertThat(lab.migration.plan(ClientLab.HIERARCHY, shops))
                .extracting(ClientPlan::create, ClientPlan::blocked)
                .containsExactly(2L, 1L);
        Verification verified = lab.migrate(source, ClientLab.newRun(shops));
        assertThat(verified.equal()).as("%s", verified).isTrue();
        assertThat(verified.destination()).isEqualTo(2);
        assertThat(lab.clients.counts().total()).isEqualTo(2);
        assertThat(lab.migrate(source, ClientLab.newRun(list)).destination()).isEqualTo(3);
        assertThat(lab.clients.counts().total()).isEqualTo(4);
        assertThatThrownBy(() -> lab.migration.plan(2, list)).isInstanceOf(GodwitException.class);
    }

    @Test
    void severalSourceHierarchiesAreMigratedSideBySide() throws Exception {
        List<Long> hierarchies = List.of(1L, 2L, 3L);
        ExecutorService threads = Executors.newFixedThreadPool(hierarchies.size());
        List<Future<Verification>> running = new ArrayList<>();
        for (long hierarchy : hierarchies) {
            List<SourceClient> rows = new ArrayList<>(some(hierarchy * 10_000, hierarchy * 10_000 + 1_500));
            rows.add(client(hierarchy * 10_000 + 7).blocked(true).build());
            rows.add(client(hierarchy)
                    .name("SHARED")
                    .smsId(smsId(1))
                    .lastActive(LONG_AGO.plusSeconds(hierarchy))
                    .build());
            FakeSource source = lab.source(hierarchy, new FakeSource().put(rows));
            ClientMigration.Run run = new ClientMigration.Run(
                    hierarchy, ClientLab.newRun().runId(), hierarchy, ClientSelection.everyone());
            running.add(threads.submit(() -> {
                lab.migration.gather(hierarchy, source, RunControl.none());
                return lab.migrate(source, run);
            }));
        }
        threads.shutdown();

        for (Future<Verification> each : running) {
            assertThat(each.get().equal()).as("%s", each.get()).isTrue();
        }
        assertThat(lab.clients.counts())
                .extracting(ClientCounts::total, ClientCounts::blocked)
                .containsExactly(3 * 1_501L + 1, 3L);
        assertThat(lab.clients.get(new SmsId(smsId(1))).name()).isEqualTo("SHARED");
    }

    @Test
    void aReconciliationOfWhatWasMigratedIsEqual() {
        FakeSource source = new FakeSource().put(some(1, 50));
        source.put(
                client(7).blocked(true).build(),
                client(51).obsolete(true).blocked(true).build());
        lab.gather(source);
        lab.migrateOnly(source);

        Figures figures = lab.reconciler.run(ClientLab.HIERARCHY, source).figures();

        assertThat(figures.verdict()).isEqualTo(Reconciliation.Verdict.EQUAL);
        assertThat(figures)
                .extracting(Figures::sourceRows, Figures::sourceClients, Figures::destinationRecords)
                .containsExactly(51L, 50L, 50L);
        assertThat(figures)
                .extracting(Figures::blockedAtSource, Figures::blockedHere, Figures::notBlockedHere)
                .containsExactly(2L, 2L, 0L);
        assertThat(figures.sourceDigest()).isEqualTo(figures.destinationDigest());
        assertThat(lab.reconciler.run(ClientLab.HIERARCHY, source).figures()).isEqualTo(figures);
    }

    @Test
    void aReconciliationFindsWhatIsMissingExtraDifferentAndNotBlocked() {
        FakeSource source = new FakeSource().put(some(1, 20));
        source.put(client(3).blocked(true).build());
        lab.gather(source);
        lab.migrateOnly(source);
        Figures before = lab.reconciler.run(ClientLab.HIERARCHY, source).figures();
        lab.clients.unblock(new SmsId(smsId(3)), "found again");
        lab.clients.block(new SmsId(smsId(4)), "stolen");
        source.remove(9);
        source.put(
                client(5).name("RENAMED").user("jo").build(),
                client(6).obsolete(true).build(),
                client(8).blocked(true).build(),
                client(30).build());

        Reconciler.Result result = lab.reconciler.run(ClientLab.HIERARCHY, source);
        Figures figures = result.figures();

        assertThat(figures.verdict()).isEqualTo(Reconciliation.Verdict.DIFFERENT);
        assertThat(figures)
                .extracting(Figures::missing, Figures::extra, Figures::different, Figures::notBlockedHere)
                .containsExactly(1L, 2L, 1L, 1L);
        assertThat(figures)
                .extracting(Figures::lifted, Figures::blockedHereOnly)
                .containsExactly(1L, 1L);
        assertThat(figures.byField()).containsOnlyKeys("NAME", "DISTINGUISHED_NAME", "USER_NAME", "USER_DOMAIN");
        assertThat(figures.sealed("").digest()).isNotEqualTo(before.sealed("").digest());
        assertThat(figures.differences()).isEqualTo(result.differences().size());
        assertThat(figures.sourceDigest()).isNotEqualTo(figures.destinationDigest());
        assertThat(result.differences())
                .contains(
                        new ClientDifference(
                                ClientDifference.Kind.DIFFERENT,
                                smsId(5),
                                "NAME",
                                "RENAMED",
                                client(5).build().name()),
                        new ClientDifference(ClientDifference.Kind.NOT_BLOCKED_HERE, smsId(8), null, "true", "false"));
    }

    @Test
    void ofManyDifferencesEachIsCountedAndTheFirstAreKept() {
        Reconciler.Result result = lab.reconciler.run(ClientLab.HIERARCHY, new FakeSource().put(some(1, 10_050)));

        assertThat(result.differences()).hasSize(10_000);
        assertThat(result.figures().missing())
                .isEqualTo(result.figures().differences())
                .isEqualTo(10_050);
    }

    @Test
    void whoCameInTheGuiseOfAnotherBeforeItsBlockWasKnownIsFoundEarly() {
        SourceClient stolen = client(1).blocked(true).build();
        lab.clients.assign(new Assignment(new SmsId(smsId(50)), new SiteCode("PRI"), stolen.hardwareId(), null));
        lab.clients.assign(
                new Assignment(new SmsId(smsId(51)), new SiteCode("PRI"), null, stolen.certificateThumbprint()));
        assign(52);

        lab.gather(new FakeSource(stolen));

        assertThat(lab.clients.get(new SmsId(smsId(50))).blocked()).isTrue();
        assertThat(lab.clients.get(new SmsId(smsId(51))).blocked()).isTrue();
        assertThat(lab.clients.get(new SmsId(smsId(52))).blocked()).isFalse();
        assertThat(lab.clients.earlyAssignments(PageQuery.first(10)).total()).isEqualTo(2);
        assertThat(lab.alerts).hasSize(1);
    }

    @Test
    void whatTheRunDidIsWhatThePlanSaid() {
        FakeSource source = new FakeSource().put(some(1, 100));
        source.put(client(5).blocked(true).build());
        lab.gather(source);
        ClientPlan plan = lab.migration.plan(ClientLab.HIERARCHY, ClientSelection.everyone());
        assertThat(lab.migration
                        .plan(ClientLab.HIERARCHY, ClientSelection.everyone())
                        .digest())
                .isEqualTo(plan.digest());

        Outcome outcome = lab.migrateOnly(source);

        assertThat(plan.create()).isEqualTo(100).isEqualTo(outcome.created());
        assertThat(plan.blocked()).isEqualTo(1).isEqualTo(outcome.blocked());
        assertThat(lab.migration
                        .plan(ClientLab.HIERARCHY, ClientSelection.everyone())
                        .digest())
                .isNotEqualTo(plan.digest());
    }

    @Test
    void verificationFindsWhatWasTamperedWith() {
        FakeSource source = new FakeSource().put(some(1, 20));
        source.put(client(5).blocked(true).build());
        lab.gather(source);
        ClientMigration.Run run = ClientLab.newRun();
        assertThat(lab.migrate(source, run).equal()).isTrue();

        lab.jdbc
                .sql("UPDATE client_record SET operating_system = 'other' WHERE sms_id = :id")
                .param("id", smsId(3))
                .update();
        lab.jdbc
                .sql("UPDATE client_record SET blocked = 0 WHERE sms_id = :id")
                .param("id", smsId(5))
                .update();
        lab.jdbc
                .sql("DELETE FROM client_record WHERE sms_id = :id")
                .param("id", smsId(7))
                .update();
        Verification verification = lab.migration.verify(run, source, RunControl.none());

        assertThat(verification.equal()).isFalse();
        assertThat(verification.different()).isEqualTo(1);
        assertThat(verification.missing()).isEqualTo(1);
        assertThat(verification.blockedSource()).isEqualTo(1);
        assertThat(verification.blockedDestination()).isZero();
        assertThat(verification.differences()).hasSize(3);
    }

    @Test
    void aClientsHistorySaysWhyItIsAsItIs() {
        assign(1);
        FakeSource source = new FakeSource(
                client(1).blocked(true).build(),
                client(2).build(),
                client(3).obsolete(true).blocked(true).build());
        lab.gather(source);
        lab.migrateOnly(source);
        lab.clients.block(new SmsId(smsId(2)), "stolen");
        source.remove(2);
        lab.gather(source);

        assertThat(rules(1))
                .containsExactly(
                        "MIGRATED",
                        "GATHERED_AS_MIGRATE",
                        "ASSIGNED",
                        "BLOCKED_BY_SOURCE",
                        "ON_BLOCK_GUARD",
                        "EARLY_ASSIGNMENT");
        assertThat(rules(2)).containsExactly("WAS_MIGRATE", "MIGRATED", "GONE_AT_SOURCE", "BLOCKED_HERE");
        assertThat(rules(3)).containsExactly("LEFT_OUT_OBSOLETE", "ON_BLOCK_GUARD");
        assertThatThrownBy(() -> rules(4)).isInstanceOf(GodwitException.class);
        lab.clients.unblock(new SmsId(smsId(1)), "");
        assertThat(rules(1)).contains("BLOCK_LIFTED");
    }

    @Test
    void aClientsHistoryNamesEveryRowThatIsLeftOutAndWhy() {
        String hardware = String.valueOf(client(1).build().hardwareId());
        FakeSource source = new FakeSource(
                client(1).build(),
                client(2).smsId(smsId(1)).lastActive(null).build(),
                client(3)
                        .smsId(" " + smsId(1).toLowerCase(Locale.ROOT))
                        .obsolete(true)
                        .blocked(true)
                        .build(),
                client(4).smsId(smsId(1)).decommissioned(true).build(),
                client(5).smsId(smsId(1)).unknown(true).build(),
                client(6).smsId(smsId(1)).client(false).build(),
                client(7).hardwareId(hardware).previousSmsId(smsId(1)).build());
        lab.gather(source);
        lab.migrateOnly(source);

        assertThat(rules(1))
                .containsExactly(
                        "MIGRATED",
                        "GATHERED_AS_MIGRATE",
                        "BLOCKED_BY_SOURCE",
                        "LEFT_OUT_DUPLICATE",
                        "LEFT_OUT_OBSOLETE",
                        "LEFT_OUT_DECOMMISSIONED",
                        "LEFT_OUT_UNKNOWN",
                        "LEFT_OUT_NOT_A_CLIENT",
                        "ON_BLOCK_GUARD");
        assertThat(lab.clients.history(new SmsId(smsId(1))))
                .anySatisfy(d -> assertThat(d.explanation()).contains("Resource 2 ", "last active: never"))
                .anySatisfy(d -> assertThat(d.explanation()).contains("Resource 3 ", "that blocks this client"));
        assertThat(rules(7)).containsExactly("MIGRATED", "GATHERED_AS_MIGRATE", "RE_IMAGED");
        source.remove(2);
        lab.gather(source);
        assertThat(rules(1)).doesNotContain("LEFT_OUT_DUPLICATE");
    }

    @Test
    void whatWasDecidedBeforeStaysInTheHistory() {
        FakeSource source = new FakeSource(client(1).build(), client(2).build());
        lab.gather(source);
        lab.migrateOnly(source);
        assertThat(decided()).as("the first decision costs no row").isZero();
        source.put(
                client(1).obsolete(true).build(),
                client(3).smsId(smsId(2)).lastActive(null).build());
        lab.gather(source);
        source.put(client(1).build());
        lab.gather(source);
        source.put(client(1).blocked(true).build());
        lab.migrateOnly(source);
        lab.gather(source);
        assertThat(decided())
                .as("what a gathering finds as it was is no decision")
                .isEqualTo(3);
        source.put(client(3).smsId(smsId(30)).build());
        source.remove(1);
        lab.gather(source);

        List<ClientDecision> history = lab.clients.history(new SmsId(smsId(1)));
        assertThat(history)
                .filteredOn(d -> d.rule().startsWith("WAS_"))
                .satisfiesExactly(
                        d -> assertThat(d.rule() + " " + d.explanation())
                                .startsWith(
                                        "WAS_MIGRATE Until then resource 1 of source hierarchy 1 was the record of this client")
                                .contains("not blocked there; then it was decided anew"),
                        d -> assertThat(d.rule()).isEqualTo("WAS_OBSOLETE"),
                        d -> assertThat(d.rule() + " " + d.explanation())
                                .startsWith("WAS_MIGRATE ")
                                .contains("not blocked"),
                        d -> assertThat(d.rule() + " " + d.explanation())
                                .startsWith("WAS_MIGRATE ")
                                .contains("the client was blocked there; then it was gone"));
        assertThat(history)
                .filteredOn(d -> d.rule().startsWith("WAS_"))
                .allSatisfy(d -> assertThat(d.at()).isNotNull());
        assertThat(lab.clients.history(new SmsId(smsId(2))))
                .anySatisfy(d -> assertThat(d.rule() + " " + d.explanation())
                        .startsWith("WAS_DUPLICATE")
                        .contains("another SMSID"));
        lab.cleanUp.cleanUp(ClientLab.HIERARCHY);
        assertThat(decided()).isZero();
    }

    private long decided() {
        return lab.jdbc
                .sql("SELECT COUNT(*) FROM client_decision")
                .query(Long.class)
                .single();
    }

    @Test
    void aReusedHardwareIdOfABlockedClientIsSaidAndRefused() {
        String hardware = String.valueOf(client(1).build().hardwareId());
        FakeSource source = new FakeSource(
                client(1).blocked(true).build(), client(7).hardwareId(hardware).build());
        lab.gather(source);
        assertThat(lab.migrate(source, ClientLab.newRun()).equal()).isTrue();

        assertThat(lab.clients.get(new SmsId(smsId(7))).blocked()).isFalse();
        assertThat(rules(7)).contains("HARDWARE_OF_A_BLOCKED_CLIENT");
        assertThatThrownBy(() ->
                        lab.clients.assign(new Assignment(new SmsId(smsId(7)), new SiteCode("PRI"), hardware, null)))
                .isInstanceOf(GodwitException.class);
    }

    private List<String> rules(long n) {
        return lab.clients.history(new SmsId(smsId(n))).stream()
                .map(ClientDecision::rule)
                .toList();
    }

    @Test
    void pagesReadFromEitherEndFitTogether() {
        FakeSource source = new FakeSource();
        for (long n = 1; n <= 53; n++) {
            source.put(client(n).blocked(n % 3 == 0).build());
        }
        lab.gather(source);
        lab.migrateOnly(source);

        for (ClientFilter filter : List.of(ClientFilter.none(), new ClientFilter(true, null, null))) {
            for (String sort : List.of("", "smsId", "smsId,desc", "name", "name,desc", "siteCode,desc", "blocked")) {
                List<Client> whole =
                        lab.clients.list(filter, new PageQuery(0, 1_000, sort)).items();
                List<Client> paged = new ArrayList<>();
                for (int page = 0; page * 5 < whole.size(); page++) {
                    paged.addAll(lab.clients
                            .list(filter, new PageQuery(page, 5, sort))
                            .items());
                }
                assertThat(paged).as(sort).containsExactlyElementsOf(whole).hasSizeGreaterThan(15);
            }
        }
        assertThat(lab.clients
                        .list(ClientFilter.none(), new PageQuery(0, 100, "name,desc"))
                        .items())
                .extracting(Client::name)
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void listsAreFilteredSortedAndCounted() {
        FakeSource source = new FakeSource().put(some(1, 60));
        source.put(
                client(5).blocked(true).name("ZZ_1").build(),
                client(6).blocked(true).name("AA-1").build());
        lab.gather(source);
        lab.migrateOnly(source);

        assertThat(lab.clients
                        .list(new ClientFilter(true, null, null), PageQuery.first(50))
                        .total())
                .isEqualTo(2);
        assertThat(lab.clients
                        .list(new ClientFilter(false, null, null), PageQuery.first(7))
                        .total())
                .isEqualTo(58);
        assertThat(lab.clients
                        .list(new ClientFilter(null, "ps1", null), PageQuery.first(50))
                        .total())
                .isEqualTo(20);
        assertThat(lab.clients
                        .list(new ClientFilter(null, null, "zz_"), PageQuery.first(50))
                        .items())
                .extracting(Client::name)
                .containsExactly("ZZ_1");
        assertThat(lab.clients
                        .list(new ClientFilter(null, null, "A-1"), PageQuery.first(50))
                        .items())
                .extracting(Client::name)
                .containsExactly("AA-1");
        assertThat(lab.clients
                        .list(new ClientFilter(null, null, smsId(9).toLowerCase(Locale.ROOT)), PageQuery.first(5))
                        .total())
                .isEqualTo(1);
        assertThat(lab.clients
                        .list(new ClientFilter(null, null, smsId(9).substring(5)), PageQuery.first(5))
                        .total())
                .isEqualTo(1);
        assertThat(lab.clients
                        .list(ClientFilter.none(), new PageQuery(0, 3, "name,asc"))
                        .items())
                .extracting(Client::name)
                .isSorted()
                .first()
                .isEqualTo("AA-1");
        assertThat(lab.clients
                        .list(ClientFilter.none(), new PageQuery(1, 50, "smsId,desc"))
                        .items())
                .hasSize(10);
    }

    @Test
    void everyRecordOfAListIsHandedOverInItsOrder() {
        FakeSource source = new FakeSource();
        source.put(some(1, 2_100));
        lab.gather(source);
        lab.migrateOnly(source);
        List<String> up = new ArrayList<>();
        List<String> down = new ArrayList<>();
        List<String> none = new ArrayList<>();

        lab.clients.each(ClientFilter.none(), null, c -> up.add(c.smsId()));
        lab.clients.each(ClientFilter.none(), "smsId,desc", c -> down.add(c.smsId()));
        lab.clients.each(new ClientFilter(null, null, "no such name", false), null, c -> none.add(c.smsId()));

        assertThat(up).hasSize(2_100).isSorted().doesNotHaveDuplicates();
        Collections.reverse(down);
        assertThat(down).isEqualTo(up);
        assertThat(none).isEmpty();
    }

    @Test
    void namesAreLookedIntoAPartAtATime() {
        FakeSource source = new FakeSource();
        for (long n = 1; n <= 70; n++) {
            source.put(client(n).name("N" + (100 + n) + "-X7").build());
        }
        source.put(client(71).name("X7-N").build());
        lab.gather(source);
        lab.migrateOnly(source);
        ClientFilter filter = new ClientFilter(null, null, "x7", false);

        assertThat(lab.clients.list(filter, PageQuery.first(50)).items())
                .extracting(Client::name)
                .containsExactly("X7-N");
        NamesLookedAt some = lab.clients.lookInside(filter, null);
        NamesLookedAt rest = lab.clients.lookInside(filter, some.next());

        assertThat(some.upTo()).isEqualTo("N150-X7");
        assertThat(rest.next()).isNull();
        assertThat(Stream.concat(some.items().stream(), rest.items().stream()))
                .extracting(Client::name)
                .hasSize(70)
                .isSorted()
                .doesNotHaveDuplicates()
                .doesNotContain("X7-N");
        assertThat(lab.clients
                        .list(new ClientFilter(null, null, "7-N", false), PageQuery.first(5))
                        .total())
                .isZero();
        assertThat(lab.clients
                        .lookInside(new ClientFilter(true, null, "x7", false), null)
                        .items())
                .isEmpty();
        assertThat(lab.clients
                        .lookInside(new ClientFilter(null, null, "GUID:x7", false), null)
                        .items())
                .isEmpty();
        assertThatThrownBy(() -> lab.clients.lookInside(filter, "' OR 1 = 1"))
                .hasFieldOrPropertyWithValue("code", "POSITION_INVALID");
    }

    @Test
    void clientsWithoutARecordAreCountedBeforehandWhereTheyAreMany() {
        FakeSource source = new FakeSource();
        source.put(some(1, 3));
        lab.gather(source);
        MissingRecordStore store = new MissingRecordStore(lab.jdbc);
        MissingRecords large = new MissingRecords(store, Clock.systemUTC(), 2);
        MissingRecords small = new MissingRecords(store, Clock.systemUTC());

        assertThat(small.sentence(ClientLab.HIERARCHY))
                .contains("3 clients of the source have no record at the destination.");
        assertThat(large.sentence(ClientLab.HIERARCHY)).get().asString().contains("is still being counted");
        small.count();
        assertThat(store.find(ClientLab.HIERARCHY)).as("nothing to be kept of").isEmpty();
        large.count();
        assertThat(large.sentence(ClientLab.HIERARCHY))
                .get()
                .asString()
                .startsWith("3 clients of the source had no record at the destination when they were counted last, ");
        Instant counted = store.find(ClientLab.HIERARCHY).orElseThrow().at();
        large.count();
        assertThat(store.find(ClientLab.HIERARCHY).orElseThrow().at())
                .as("nothing changed")
                .isEqualTo(counted);
        lab.migrateOnly(source);
        large.count();
        assertThat(large.sentence(ClientLab.HIERARCHY)).get().asString().startsWith("0 clients");
        assertThat(small.sentence(ClientLab.HIERARCHY)).isEmpty();
        lab.cleanUp.cleanUp(ClientLab.HIERARCHY);
        assertThat(store.find(ClientLab.HIERARCHY)).isEmpty();
    }

    Client assign(long n) {
        return lab.clients.assign(new Assignment(new SmsId(smsId(n)), new SiteCode("PRI")));
    }

    static List<SourceClient> some(long from, long to) {
        List<SourceClient> rows = new ArrayList<>();
        for (long n = from; n <= to; n++) {
            rows.add(client(n).build());
        }
        return rows;
    }

    String fingerprint() {
        return lab.jdbc
                .sql("SELECT id, sms_id, run_id, migrated_at, blocked, status, digest FROM client_record ORDER BY id")
                .query((row, n) ->
                        row.getLong(1) + " " + row.getString(2) + " " + row.getLong(3) + " " + row.getString(4)
                                + " " + row.getBoolean(5) + " " + row.getString(6) + " "
                                + HexFormat.of().formatHex(row.getBytes(7)))
                .list()
                .toString();
    }
}
