package org.godwit.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.godwit.credential.Account;
import org.godwit.credential.Secret;
import org.godwit.hierarchy.PreflightCheck.Outcome;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.NetworkGuard;
import org.godwit.site.SourceFailure;
import org.godwit.site.provider.ClientBlocks;
import org.godwit.site.provider.ProviderAddress;
import org.godwit.site.provider.SmsProvider;
import org.godwit.site.provider.SmsProviders;
import org.godwit.site.provider.TestAdminService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Preflight of an SMS Provider that answers over HTTP; the sign-in itself is tested with Active Directory. */
class ProviderChecksTest {

    private static final Account USER = new Account.WindowsUser("corp.example", "alice", Secret.of("Pa55-of-alice"));

    private final TestAdminService service = new TestAdminService()
            .has("SMS_Site", "SiteCode")
            .has("SMS_Collection", "CollectionID")
            .has("SMS_Boundary", "BoundaryID")
            .has("SMS_BoundaryGroup", "GroupID")
            .has("SMS_Content", "ContentID")
            .has("SMS_RbacSecuredObject", "ObjectTypeID")
            .has("SMS_Permission", "AdminID")
            .with("SMS_Collection", "CollectionID", "SMS00001")
            .with("SMS_Permission", "AdminID", 7, "RoleName", "Read-only Analyst", "GrantedToCurrentUser", true)
            .with("SMS_Permission", "AdminID", 7, "RoleName", "Read-only Analyst", "GrantedToCurrentUser", true)
            .with("SMS_Permission", "AdminID", 8, "RoleName", "Full Administrator", "GrantedToCurrentUser", false);
    private final FoundSource found = new FoundSource();
    private Clock clock = Clock.systemUTC();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aRoleThatShowsEverythingPasses() {
        site("CAS", "", 0).site("PS1", "CAS", 0).grants("SMS_Site", 1).grants("SMS_Boundary", 1);

        List<PreflightCheck> checks = run(Account.computer());

        assertThat(checks).extracting(PreflightCheck::outcome).containsOnly(Outcome.PASS);
        assertThat(checks)
                .extracting(PreflightCheck::check)
                .contains(
                        "PROVIDER_ACCOUNT",
                        "PROVIDER_LOGIN",
                        "PROVIDER_ROLE",
                        "PROVIDER_RIGHT_COLLECTION_RULES",
                        "PROVIDER_RIGHT_BOUNDARIES",
                        "PROVIDER_RIGHT_BOUNDARY_GROUPS",
                        "PROVIDER_RIGHT_CONTENT_HASHES",
                        "PROVIDER_CLOCK_SKEW");
        assertThat(check(checks, "PROVIDER_ROLE").detail()).contains("(Read-only Analyst)", "CAS, PS1");
        assertThat(found.providerSites()).containsExactly("CAS", "PS1");
    }

    @Test
    void aStoredPasswordIsWarnedAbout() {
        site("CAS", "", 0);

        assertThat(check(run(USER), "PROVIDER_ACCOUNT").outcome()).isEqualTo(Outcome.WARN);
    }

    @Test
    void aFeatureThatTheRoleDoesNotGrantIsNamedAlone() {
        site("CAS", "", 0).grants("SMS_Site", 1).grants("SMS_Boundary", 0).grants("SMS_Collection", 1);

        assertThat(run(Account.computer()))
                .filteredOn(c -> c.outcome() != Outcome.PASS)
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.check()).isEqualTo("PROVIDER_RIGHT_BOUNDARIES");
                    assertThat(c.outcome()).isEqualTo(Outcome.WARN);
                    assertThat(c.detail()).contains("SMS_Boundary");
                    assertThat(c.hint()).contains("Read-only Analyst");
                });
    }

    @Test
    void aClassThatTheReleaseLacksIsNamedAlone() {
        site("CAS", "", 0);
        service.refusing("SMS_Content", 404);

        assertThat(run(Account.computer()))
                .filteredOn(c -> c.outcome() != Outcome.PASS)
                .extracting(PreflightCheck::check)
                .containsExactly("PROVIDER_RIGHT_CONTENT_HASHES");
    }

    @Test
    void aRoleThatShowsNoSiteIsTooSmall() {
        assertThat(check(run(Account.computer()), "PROVIDER_ROLE").cause())
                .isEqualTo(SourceFailure.Cause.NO_PROVIDER_PERMISSION);
    }

    @Test
    void aRoleThatMayChangeTheSiteIsMoreThanNeeded() {
        site("CAS", "", 0).grants("SMS_Site", 3);

        PreflightCheck role = check(run(Account.computer()), "PROVIDER_ROLE");
        assertThat(role.outcome()).isEqualTo(Outcome.WARN);
        assertThat(role.detail()).contains("may change");
    }

    @Test
    void aSiteInUpgradeIsLeftAlone() {
        site("CAS", "", 3);

        assertThat(check(run(Account.computer()), "PROVIDER_SITE_MODE").outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void refusalsAreToldApart() {
        service.refusing("SMS_Site", 401);
        assertThat(check(run(Account.computer()), "PROVIDER_LOGIN").cause())
                .isEqualTo(SourceFailure.Cause.UNAUTHORISED);
        service.refusing("SMS_Site", 403);
        assertThat(check(run(Account.computer()), "PROVIDER_ROLE").cause())
                .isEqualTo(SourceFailure.Cause.NO_PROVIDER_PERMISSION);
    }

    @Test
    void differingClocksAreWarnedAbout() {
        site("CAS", "", 0);
        clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));

        PreflightCheck skew = check(run(Account.computer()), "PROVIDER_CLOCK_SKEW");
        assertThat(skew.outcome()).isEqualTo(Outcome.WARN);
        assertThat(skew.detail()).containsPattern("differ by (59\\d|60\\d) s");
    }

    @Test
    void databaseAndProviderMustBeOfOneHierarchy() {
        FoundSource both = new FoundSource();
        both.siteCode("CAS");
        assertThat(Preflight.sameHierarchy(both)).isEmpty();
        both.providerSites(List.of("PS1", "cas"));
        assertThat(Preflight.sameHierarchy(both)).get().matches(c -> c.outcome() == Outcome.PASS);
        both.providerSites(List.of("XYZ"));
        assertThat(Preflight.sameHierarchy(both)).get().satisfies(c -> {
            assertThat(c.outcome()).isEqualTo(Outcome.FAIL);
            assertThat(c.detail()).contains("CAS", "XYZ");
        });
    }

    private List<PreflightCheck> run(Account account) {
        GodwitProperties loopback = new GodwitProperties(
                Path.of("."), "GDW", new GodwitProperties.Content(List.of()), new GodwitProperties.Network(true));
        SmsProviders providers = new SmsProviders() {
            @Override
            public SmsProvider open(ProviderAddress address, Account opened) {
                return service.provider();
            }

            @Override
            public ClientBlocks openForBlocking(ProviderAddress address, Account opened) {
                throw new AssertionError("a source is never written to");
            }
        };
        Findings findings = new Findings("PROVIDER_NAME");
        new ProviderChecks(providers, new HostCheck(new NetworkGuard(loopback)), new ProviderRights(), clock)
                .run(new SourceSpecification.Provider(List.of(service.url()), null, account), found, findings);
        return findings.soFar();
    }

    private static PreflightCheck check(List<PreflightCheck> checks, String name) {
        return checks.stream().filter(c -> c.check().equals(name)).findFirst().orElseThrow();
    }

    private ProviderChecksTest site(String code, String parent, int mode) {
        service.with(
                "SMS_Site",
                "SiteCode",
                code,
                "ReportingSiteCode",
                parent,
                "Version",
                "5.00.9128.1000",
                "Mode",
                mode,
                "Status",
                1);
        return this;
    }

    private int securedObjects;

    private ProviderChecksTest grants(String className, int operations) {
        service.with(
                "SMS_RbacSecuredObject",
                "ObjectTypeID",
                ++securedObjects,
                "ObjectTypeName",
                className,
                "GrantedOperations",
                operations);
        return this;
    }
}
