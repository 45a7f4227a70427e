package org.godwit.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.godwit.access.SecurityPostureService;
import org.godwit.credential.Account;
import org.godwit.credential.AccountInput;
import org.godwit.credential.Secret;
import org.godwit.security.PostureFinding;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.site.SourceFailure;
import org.godwit.site.SourceSiteInfo;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
@SignedInAs
class SourceHierarchyTest {

    @Autowired
    SourceHierarchyService service;

    @Autowired
    SourceConnections connections;

    @Autowired
    SecurityPostureService posture;

    @Autowired
    SourceSites sites;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    GodwitProperties properties;

    private final String name = "Contoso " + UUID.randomUUID();

    /** Takes connections and never says anything. */
    @AutoClose
    private final ServerSocket silent = silentServer();

    private static ServerSocket silentServer() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void deleteWhatWasDefined() {
        for (SourceHierarchy hierarchy : service.list(PageQuery.first(1000)).items()) {
            service.stopGathering(hierarchy.id());
            Awaitility.await()
                    .pollInSameThread()
                    .ignoreException(GodwitException.class)
                    .untilAsserted(() -> service.delete(hierarchy.id()));
        }
    }

    TestSourceSite.Source source(TestSourceSite site) throws Exception {
        return site.embedded(properties.dataDir());
    }

    @Test
    void isSavedWhenEveryCheckPasses() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("AB1"));

        SourceHierarchy made = service.create(definition(source, source.account()), null);

        assertThat(made.state()).isEqualTo(SourceHierarchy.State.ACTIVE);
        assertThat(made.siteCode()).isEqualTo("AB1");
        assertThat(made.gatherEvery()).isEqualTo(Duration.ofHours(4));
        assertThat(made.createdBy()).isEqualTo("admin");
        assertThat(made.preflight()).extracting(PreflightCheck::outcome).doesNotContain(PreflightCheck.Outcome.FAIL);
        assertThat(check(made.preflight(), "DATABASE_LOGIN").outcome()).isEqualTo(PreflightCheck.Outcome.PASS);
        assertThat(made.topLevelSite().database().account().user()).isEqualTo(source.user());
        assertThat(made.topLevelSite().database().account().storedAt()).isNotNull();
        assertThat(service.get(made.id()).name()).isEqualTo(name);
        assertThat(service.list(PageQuery.first(10)).items())
                .extracting(SourceHierarchy::id)
                .contains(made.id());
        assertThat(audited("SOURCE_HIERARCHY_CREATED", "SUCCESS")).isEqualTo(1);
        try (var database = connections.open(made.id())) {
            assertThat(database.sites()).extracting(SourceSiteInfo::siteCode).containsExactly("AB1");
        }
        assertThat(service.get(made.id()).topLevelSite().database().account().lastUsedAt())
                .isNotNull();
    }

    @Test
    void preflightSavesNothingAndIsAudited() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("AB2"));

        List<PreflightCheck> checks = service.preflight(definition(source, source.account()));

        assertThat(checks).extracting(PreflightCheck::check).contains("SITE_VERSION", "TOP_LEVEL_SITE");
        assertThat(checks).noneMatch(PreflightCheck::failed);
        assertNothingSaved();
        assertThat(audited("SOURCE_PREFLIGHT", "SUCCESS")).isEqualTo(1);
    }

    @Test
    void aWrongPasswordIsNamed() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("AB3"));

        refused(definition(source, source.account("wrong")), "DATABASE_LOGIN", SourceFailure.Cause.UNAUTHORISED);
    }

    @Test
    void aMissingRightIsNamedExactly() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("AB4").denying("v_CombinedDeviceResources"));

        PreflightCheck check =
                refused(definition(source, source.account()), "RIGHT_GATHER_CLIENTS", SourceFailure.Cause.UNAUTHORISED);

        assertThat(check.detail()).contains("v_CombinedDeviceResources").doesNotContain("v_R_System,");
        assertThat(check.hint()).contains("GRANT SELECT ON dbo.v_CombinedDeviceResources TO");
    }

    @Test
    void aRightForAnExtraIsAWarning() throws Exception {
        TestSourceSite.Source source =
                source(TestSourceSite.primary("AB5").denying("Collection_Rules").without("vSMS_Boundary"));

        SourceHierarchy made = service.create(definition(source, source.account()), null);

        assertThat(check(made.preflight(), "RIGHT_COLLECTION_INCLUDES").outcome())
                .isEqualTo(PreflightCheck.Outcome.WARN);
        assertThat(check(made.preflight(), "RIGHT_BOUNDARIES").detail()).contains("vSMS_Boundary");
    }

    @Test
    void aDatabaseOfSomethingElseIsNoSiteDatabase() throws Exception {
        TestSourceSite.Source source = source(new TestSourceSite());

        refused(definition(source, source.account()), "SITE_DATABASE", SourceFailure.Cause.SQL_ERROR);
    }

    @Test
    void aChildPrimaryIsNotTheTopLevelSite() throws Exception {
        TestSourceSite.Source source = source(new TestSourceSite().site("CH1", "CAS", 2, "5.00.9128.1000", 0));

        refused(definition(source, source.account()), "TOP_LEVEL_SITE", SourceFailure.Cause.NOT_TOP_LEVEL);
    }

    @Test
    void theDestinationItselfIsNoSource() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary(properties.siteCode()));

        refused(definition(source, source.account()), "NOT_DESTINATION", SourceFailure.Cause.SAME_HIERARCHY);
    }

    @Test
    void anOldVersionIsNotSupported() throws Exception {
        TestSourceSite.Source source = source(new TestSourceSite().site("OLD", "", 2, "4.00.6487.2000", 0));

        refused(definition(source, source.account()), "SITE_VERSION", SourceFailure.Cause.UNSUPPORTED_VERSION);
    }

    @Test
    void aVersionThatIsNewerThanThisServerKnowsIsNotSupported() throws Exception {
        TestSourceSite.Source source = source(new TestSourceSite().site("NEW", "", 2, "5.00.9999.1000", 0));

        refused(definition(source, source.account()), "SITE_VERSION", SourceFailure.Cause.UNSUPPORTED_VERSION);
    }

    @Test
    void sharingAndReassigningAreCheckedForThemselves() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("SHR").denying("v_SystemResourceList"));

        List<PreflightCheck> checks = service.preflight(definition(source, source.account()));

        assertThat(check(checks, "SHARE_DISTRIBUTION_POINTS").outcome()).isEqualTo(PreflightCheck.Outcome.PASS);
        PreflightCheck reassign = check(checks, "REASSIGN_DISTRIBUTION_POINTS");
        assertThat(reassign.outcome()).isEqualTo(PreflightCheck.Outcome.WARN);
        assertThat(reassign.detail()).contains("RIGHT_SERVER_ROLES").contains("Modify");
    }

    /** Each of the wrong things that preflight is for, tried without saving. */
    @ParameterizedTest
    @EnumSource
    void preflightNamesTheCheckTheCauseAndTheRemedyAndSavesNothing(WrongThing wrong) throws Exception {
        SourceHierarchyDefinition definition = wrong.definition(this);
        long failedBefore = audited("SOURCE_PREFLIGHT", "FAILED");
        long start = System.nanoTime();

        List<PreflightCheck> checks = service.preflight(definition);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(checks).filteredOn(PreflightCheck::failed).singleElement().satisfies(failed -> {
            assertThat(failed.check()).isEqualTo(wrong.check);
            assertThat(failed.cause()).isEqualTo(wrong.cause);
            assertThat(failed.detail()).isNotBlank();
            assertThat(failed.hint()).isNotBlank();
        });
        assertNothingSaved();
        assertThat(audited("SOURCE_PREFLIGHT", "FAILED")).isEqualTo(failedBefore + 1);
    }

    private enum WrongThing {
        HOST("DATABASE_NAME", SourceFailure.Cause.NETWORK_TIMEOUT) {
            @Override
            SourceHierarchyDefinition definition(SourceHierarchyTest test) {
                return test.definition(
                        "jdbc:sqlserver://no-such-host.invalid:1433;databaseName=CM_ABC", AccountInput.computer());
            }
        },
        PORT("DATABASE_PORT", SourceFailure.Cause.NETWORK_TIMEOUT) {
            @Override
            SourceHierarchyDefinition definition(SourceHierarchyTest test) {
                return test.definition("jdbc:sqlserver://127.0.0.1:9;databaseName=CM_ABC", AccountInput.computer());
            }
        },
        PASSWORD("DATABASE_LOGIN", SourceFailure.Cause.UNAUTHORISED) {
            @Override
            SourceHierarchyDefinition definition(SourceHierarchyTest test) throws Exception {
                TestSourceSite.Source source = test.source(TestSourceSite.primary("WR1"));
                return test.definition(source, source.account("wrong"));
            }
        },
        NO_SELECT("RIGHT_GATHER_COLLECTIONS", SourceFailure.Cause.UNAUTHORISED) {
            @Override
            SourceHierarchyDefinition definition(SourceHierarchyTest test) throws Exception {
                return test.of(TestSourceSite.primary("WR2").denying("v_Collection", "v_CollectionRuleQuery"));
            }
        },
        NO_SITE_DATABASE("SITE_DATABASE", SourceFailure.Cause.SQL_ERROR) {
            @Override
            SourceHierarchyDefinition definition(SourceHierarchyTest test) throws Exception {
                return test.of(new TestSourceSite());
            }
        },
        CHILD_PRIMARY("TOP_LEVEL_SITE", SourceFailure.Cause.NOT_TOP_LEVEL) {
            @Override
            SourceHierarchyDefinition definition(SourceHierarchyTest test) throws Exception {
                return test.of(new TestSourceSite().site("WR3", "CAS", 2, "5.00.9128.1000", 0));
            }
        },
        DESTINATION("NOT_DESTINATION", SourceFailure.Cause.SAME_HIERARCHY) {
            @Override
            SourceHierarchyDefinition definition(SourceHierarchyTest test) throws Exception {
                return test.of(TestSourceSite.primary(test.properties.siteCode()));
            }
        },
        DESTINATION_BELOW("SITE_CODE_UNIQUE", SourceFailure.Cause.DUPLICATE_SITE_CODE) {
            @Override
            SourceHierarchyDefinition definition(SourceHierarchyTest test) throws Exception {
                return test.of(
                        TestSourceSite.primary("WR4").site(test.properties.siteCode(), "WR4", 1, "5.00.9128.1000", 0));
            }
        },
        OLD_VERSION("SITE_VERSION", SourceFailure.Cause.UNSUPPORTED_VERSION) {
            @Override
            SourceHierarchyDefinition definition(SourceHierarchyTest test) throws Exception {
                return test.of(new TestSourceSite().site("WR5", "", 2, "5.00.7958.1000", 0));
            }
        },
        SILENT_HOST("DATABASE_LOGIN", SourceFailure.Cause.NETWORK_TIMEOUT) {
            @Override
            SourceHierarchyDefinition definition(SourceHierarchyTest test) {
                return test.definition(
                        "jdbc:sqlserver://127.0.0.1:" + test.silent.getLocalPort() + ";databaseName=CM_ABC",
                        new AccountInput(Account.Kind.SQL_LOGIN, null, "reader", Secret.of("x")));
            }
        };

        private final String check;
        private final SourceFailure.Cause cause;

        WrongThing(String check, SourceFailure.Cause cause) {
            this.check = check;
            this.cause = cause;
        }

        abstract SourceHierarchyDefinition definition(SourceHierarchyTest test) throws Exception;
    }

    private SourceHierarchyDefinition of(TestSourceSite site) throws Exception {
        TestSourceSite.Source source = source(site);
        return definition(source, source.account());
    }

    @Test
    void aSiteInUpgradeIsLeftAlone() throws Exception {
        TestSourceSite.Source source = source(new TestSourceSite().site("UPG", "", 2, "5.00.9128.1000", 3));

        refused(definition(source, source.account()), "SITE_MODE", null);
    }

    @Test
    void aSiteCodeOfAnotherSourceIsADuplicateAlsoWhenThatOneIsStopped() throws Exception {
        TestSourceSite.Source first = source(TestSourceSite.primary("DUP"));
        SourceHierarchy made = service.create(definition("First " + name, first.jdbcUrl(), first.account()), null);
        service.stopGathering(made.id());
        TestSourceSite.Source second = source(TestSourceSite.primary("TOP").site("DUP", "TOP", 2, "5.00.9128.1000", 0));

        refused(
                definition(second, second.account()),
                "SITE_CODE_UNIQUE",
                SourceFailure.Cause.DUPLICATE_SITE_CODE_OTHER_SOURCE);
    }

    @Test
    void anUnknownHostAndAClosedPortAreToldApart() {
        AccountInput account =
                new AccountInput(Account.Kind.SQL_LOGIN, null, "reader", org.godwit.credential.Secret.of("x"));

        refused(
                definition("jdbc:sqlserver://no-such-host.invalid:1433;databaseName=CM_ABC", account),
                "DATABASE_NAME",
                SourceFailure.Cause.NETWORK_TIMEOUT);
        refused(
                definition("jdbc:sqlserver://127.0.0.1:9;databaseName=CM_ABC", account),
                "DATABASE_PORT",
                SourceFailure.Cause.NETWORK_TIMEOUT);
        refused(
                definition("jdbc:sqlserver://db;databaseName=CM_ABC;trustStore=/etc/passwd", account),
                "DATABASE_URL",
                null);
    }

    @Test
    void anInvalidDefinitionIsRefusedBeforeAnythingIsTried() {
        SourceHierarchyDefinition noName = new SourceHierarchyDefinition(
                " ", site("jdbc:sqlserver://db;databaseName=X", AccountInput.computer()), null, null, null);

        assertThatThrownBy(() -> service.create(noName, null))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SOURCE_HIERARCHY_INVALID"));
    }

    @Test
    void theSameIdempotencyKeyAnswersWhatWasMade() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("IDK"));
        String key = UUID.randomUUID().toString();

        SourceHierarchy made = service.create(definition(source, source.account()), key);
        SourceHierarchy again = service.create(definition(source, source.account()), key);

        assertThat(again.id()).isEqualTo(made.id());
    }

    @Test
    void aNameIsTakenOnce() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("NM1"));
        service.create(definition(source, source.account()), null);

        assertThatThrownBy(() -> service.create(definition(source, source.account()), null))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SOURCE_HIERARCHY_NAME_TAKEN"));
    }

    @Test
    void aChangeKeepsThePasswordThatIsStored() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("CHG"));
        SourceHierarchy made = service.create(definition(source, source.account()), null);

        SourceHierarchy renamed =
                service.change(made.id(), new SourceHierarchyChange(name + " II", null, Duration.ofHours(8), null));
        SourceHierarchy changed = service.change(
                made.id(),
                new SourceHierarchyChange(
                        null,
                        new SourceHierarchyChange.TopLevelSite("srv-chg.corp.example", null, null, null),
                        null,
                        null));

        assertThat(renamed.name()).isEqualTo(name + " II");
        assertThat(renamed.gatherEvery()).isEqualTo(Duration.ofHours(8));
        assertThat(changed.topLevelSite().siteServer()).isEqualTo("srv-chg.corp.example");
        connections.open(made.id()).close();
    }

    @Test
    void stopAndResumeKeepTheDefinition() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("STP"));
        SourceHierarchy made = service.create(definition(source, source.account()), null);

        assertThat(service.stopGathering(made.id()).state()).isEqualTo(SourceHierarchy.State.STOPPED);
        assertThat(connections.active(made.id())).isFalse();
        assertThat(service.resumeGathering(made.id()).state()).isEqualTo(SourceHierarchy.State.ACTIVE);
        assertThatThrownBy(() -> service.delete(made.id()))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SOURCE_HIERARCHY_ACTIVE"));
    }

    @Test
    void finishLetsGoOfSecretsAndCanBeRepeated() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("FIN"));
        SourceHierarchy made = service.create(definition(source, source.account()), null);
        sites.replace(
                made.id(),
                List.of(
                        info("FIN", null, SourceSiteInfo.Kind.CENTRAL_ADMINISTRATION_SITE),
                        info("FI1", "FIN", SourceSiteInfo.Kind.CHILD_PRIMARY),
                        info("FI2", "FI1", SourceSiteInfo.Kind.SECONDARY)));

        FinishReview review = service.finishReview(made.id());
        SourceHierarchy finished = service.finish(made.id());
        SourceHierarchy again = service.finish(made.id());

        assertThat(review.sitesToStop()).containsExactly("FI2", "FI1", "FIN");
        assertThat(review.credentialsToRemove()).containsExactly("DATABASE: " + source.user());
        assertThat(finished.state()).isEqualTo(SourceHierarchy.State.FINISHED);
        assertThat(finished.finishedAt()).isNotNull().isEqualTo(again.finishedAt());
        assertThat(finished.cleanedUpAt()).isNotNull();
        assertThat(finished.topLevelSite().database().account().user()).isNull();
        assertThat(credentialsOf(made.id())).isZero();
        assertThat(audited("SOURCE_CREDENTIALS_REMOVED", "SUCCESS")).isEqualTo(1);
        assertThat(audited("SOURCE_HIERARCHY_FINISHED", "SUCCESS")).isEqualTo(1);
        assertThatThrownBy(() -> connections.open(made.id()))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SOURCE_CREDENTIAL_MISSING"));
        assertThatThrownBy(() -> service.resumeGathering(made.id()))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SOURCE_CREDENTIAL_MISSING"));
        service.change(
                made.id(),
                new SourceHierarchyChange(
                        null,
                        new SourceHierarchyChange.TopLevelSite(
                                null, new SourceHierarchyChange.Database(null, source.account()), null, null),
                        null,
                        null));
        assertThat(service.resumeGathering(made.id()).state()).isEqualTo(SourceHierarchy.State.ACTIVE);
        connections.open(made.id()).close();
    }

    @Test
    void thePostureSaysWhosePasswordIsKeptSinceWhenAndUntilItIsGone() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("PST"));
        assertThat(posture("SOURCE_CREDENTIALS").outcome()).isEqualTo(PostureFinding.Outcome.PASS);
        SourceHierarchy made = service.create(definition(source, source.account()), null);

        PostureFinding kept = posture("SOURCE_CREDENTIALS");
        assertThat(kept.outcome()).isEqualTo(PostureFinding.Outcome.WARN);
        assertThat(kept.detail())
                .contains("'" + name + "' (ACTIVE) DATABASE " + source.user() + " since 20", "never used");
        assertThat(kept.hint()).contains("computer account");
        connections.open(made.id()).close();
        service.stopGathering(made.id());
        assertThat(posture("SOURCE_CREDENTIALS").outcome()).isEqualTo(PostureFinding.Outcome.FAIL);
        assertThat(posture("SOURCE_CREDENTIALS").detail()).contains("(STOPPED)", "last used 20");
        service.finish(made.id());
        assertThat(posture("SOURCE_CREDENTIALS").outcome()).isEqualTo(PostureFinding.Outcome.PASS);
    }

    PostureFinding posture(String check) {
        return posture.posture().findings().stream()
                .filter(f -> f.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDeletedSourceThatIsDefinedAgainKeepsItsIdentity() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("DEL"));
        SourceHierarchy made = service.create(definition(source, source.account()), null);
        service.stopGathering(made.id());
        service.delete(made.id());
        assertThatThrownBy(() -> service.get(made.id()))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SOURCE_HIERARCHY_NOT_FOUND"));

        SourceHierarchy again = service.create(definition(source, source.account()), null);

        assertThat(again.id()).isEqualTo(made.id());
        assertThat(again.state()).isEqualTo(SourceHierarchy.State.ACTIVE);
    }

    @Test
    void sitesAreWrittenOnlyWhereTheyDiffer() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("SIT"));
        long id = service.create(definition(source, source.account()), null).id();
        List<SourceSiteInfo> gathered = List.of(
                info("SIT", null, SourceSiteInfo.Kind.CENTRAL_ADMINISTRATION_SITE),
                info("AAA", "SIT", SourceSiteInfo.Kind.CHILD_PRIMARY));

        assertThat(sites.replace(id, gathered)).isEqualTo(new SourceSites.Replaced(2, 2, 0, 0));
        assertThat(sites.replace(id, gathered)).isEqualTo(new SourceSites.Replaced(2, 0, 0, 0));
        assertThat(service.sites(id)).extracting(SourceSiteInfo::siteCode).containsExactly("SIT", "AAA");
        assertThat(sites.replace(id, gathered.subList(0, 1))).isEqualTo(new SourceSites.Replaced(1, 0, 0, 1));
    }

    private PreflightCheck refused(
            SourceHierarchyDefinition definition, String check, SourceFailure.@Nullable Cause cause) {
        long refusedBefore = audited("SOURCE_HIERARCHY_CREATED", "REFUSED");
        long start = System.nanoTime();
        PreflightCheck[] found = new PreflightCheck[1];
        assertThatThrownBy(() -> service.create(definition, null)).isInstanceOfSatisfying(GodwitException.class, e -> {
            assertThat(e.code()).isEqualTo("PREFLIGHT_FAILED");
            assertThat(e.getMessage()).contains(check);
            @SuppressWarnings("unchecked")
            List<PreflightCheck> checks = (List<PreflightCheck>) e.details().get("preflight");
            found[0] = check(checks, check);
        });
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(found[0].outcome()).isEqualTo(PreflightCheck.Outcome.FAIL);
        assertThat(found[0].cause()).isEqualTo(cause);
        assertThat(found[0].detail()).isNotBlank();
        assertThat(found[0].hint()).isNotBlank();
        assertNothingSaved();
        assertThat(audited("SOURCE_HIERARCHY_CREATED", "REFUSED")).isEqualTo(refusedBefore + 1);
        return found[0];
    }

    private static PreflightCheck check(List<PreflightCheck> checks, String name) {
        return checks.stream()
                .filter(c -> c.check().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + checks));
    }

    SourceHierarchyDefinition definition(TestSourceSite.Source source, AccountInput account) {
        return definition(name, source.jdbcUrl(), account);
    }

    private SourceHierarchyDefinition definition(String jdbcUrl, AccountInput account) {
        return definition(name, jdbcUrl, account);
    }

    private static SourceHierarchyDefinition definition(String called, String jdbcUrl, AccountInput account) {
        return new SourceHierarchyDefinition(called, site(jdbcUrl, account), null, null, false);
    }

    private static SourceHierarchyDefinition.TopLevelSite site(String jdbcUrl, AccountInput account) {
        return new SourceHierarchyDefinition.TopLevelSite(
                "srv.corp.example", new SourceHierarchyDefinition.Database(jdbcUrl, account), null, null);
    }

    private static SourceSiteInfo info(String code, @Nullable String parent, SourceSiteInfo.Kind kind) {
        return new SourceSiteInfo(code, "Site " + code, "srv", parent, kind, "5.00.9128.1000", 9128, 1, 0);
    }

    private void assertNothingSaved() {
        assertThat(jdbc.sql("SELECT COUNT(*) FROM source_hierarchy WHERE name = :name")
                        .params(Map.of("name", name))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private long credentialsOf(long id) {
        return jdbc.sql("SELECT COUNT(*) FROM stored_credential WHERE owner_id = ?")
                .param(Long.toString(id))
                .query(Long.class)
                .single();
    }

    private long audited(String action, String outcome) {
        return jdbc.sql("SELECT COUNT(*) FROM audit_event WHERE action = ? AND outcome = ? AND object_name LIKE ?")
                .params(action, outcome, name + "%")
                .query(Long.class)
                .single();
    }
}
