package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.access.directory.ActiveDirectory;
import org.godwit.access.directory.ActiveDirectoryProperties;
import org.godwit.access.directory.TestDirectories;
import org.godwit.audit.AuditEvent;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditService;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.security.RunAs;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.testing.DomainController;
import org.godwit.testing.IntegrationTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;

/** Sign-in with accounts of a real Active Directory domain, over LDAPS. */
@EnabledIf(
        value = "org.godwit.testing.DomainController#possible",
        disabledReason = "needs root, Samba's AD domain controller, and its ports free")
@IntegrationTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DirectorySignInTest {

    private static final String ALICE = "alice@corp.example";
    private static final String ALICES_PASSWORD = "Al1ce.Passw0rd";
    private static final String OTHERS_PASSWORD = "An0ther.Passw0rd";

    private static DomainController domain;

    @Autowired
    AdminUserRepository userTable;

    @Autowired
    LocalSignIn local;

    @Autowired
    ExternalSignIn external;

    @Autowired
    VerifiedPasswords verified;

    @Autowired
    SignInThrottle throttle;

    @Autowired
    SignInEvents events;

    @Autowired
    AdminUserService users;

    @Autowired
    AdminGroupService groups;

    @Autowired
    AuditService audit;

    @Autowired
    RunAs runAs;

    private SignIn signIn;

    @BeforeAll
    static void startDomain() throws Exception {
        domain = DomainController.start();
    }

    @AfterAll
    static void stopDomain() throws Exception {
        if (domain != null) {
            domain.close();
        }
    }

    @BeforeEach
    void throughTheDomain() throws Exception {
        signIn = through(directory("ldaps://localhost", domain.directory().resolve("dc1.pem")));
    }

    @Test
    @Order(1)
    void whoIsInNoGroupWithARoleStaysOutside() {
        assertThat(refusal("bob", OTHERS_PASSWORD)).isEqualTo("SIGN_IN_NO_ROLE");
        assertThat(refusal(ALICE, ALICES_PASSWORD)).isEqualTo("SIGN_IN_NO_ROLE");
        assertThat(runAs.system(() -> users.list(PageQuery.first(1000))).items())
                .extracting(AdminUser::name)
                .doesNotContain(ALICE);
    }

    @Test
    @Order(2)
    void aGroupsRolesAreItsMembersAlsoThroughAnotherGroup() {
        runAs.system(() -> groups.create(new AdminGroup.Input(
                "Migration-Team", AdminUser.Source.ACTIVE_DIRECTORY, Set.of("Operator"), Set.of("All"))));
        for (String typed : List.of("alice", "ALICE@corp.example", "CORP\\alice", "corp.example\\Alice")) {
            SignedInUser user = signIn.withPassword(typed, ALICES_PASSWORD, null);
            assertThat(user.getName()).isEqualTo(ALICE);
            assertThat(user.actor().may(Right.MIGRATION_JOB_RUN)).isTrue();
            assertThat(user.actor().may(Right.MIGRATION_JOB_CREATE)).isFalse();
            assertThat(user.actor().scopes()).containsExactly(Actor.SCOPE_ALL);
        }
        EffectiveRights rights = runAs.user(ALICE, () -> users.me());
        assertThat(rights.rights()).containsEntry("MIGRATION_JOB:RUN", Set.of("Operator (group Migration-Team)"));
        assertThat(rights.scopes()).containsEntry("All", Set.of("group Migration-Team"));
        assertThat(rights.user().source()).isEqualTo(AdminUser.Source.ACTIVE_DIRECTORY);
        assertThat(last("SIGN_IN_SUCCEEDED", ALICE).details()).containsEntry("method", "ACTIVE_DIRECTORY");
        assertThat(last("ADMIN_USER_CREATED", ALICE).actor()).isEqualTo("system");
    }

    @Test
    @Order(3)
    void herRolesGoWithTheGroup() {
        AdminGroup group = runAs.system(() -> groups.list()).stream()
                .filter(g -> g.name().equals("Migration-Team"))
                .findFirst()
                .orElseThrow();
        assertThat(code(() -> runAs.user(
                        ALICE,
                        () -> actAsAdministrator(
                                ALICE, () -> groups.update(group.id(), input(group, Set.of("Full Administrator")))))))
                .isEqualTo("GRANT_TO_ONESELF");
        runAs.system(() -> groups.delete(group.id()));
        assertThat(runAs.user(ALICE, () -> Actor.current().authorities())).isEmpty();
        assertThat(refusal(ALICE, ALICES_PASSWORD + " ")).isEqualTo("SIGN_IN_FAILED");
    }

    @Test
    @Order(4)
    void whoIsKnownByNameNeedsNoGroup() {
        runAs.system(() -> users.create(new AdminUserInput(
                "bob@corp.example",
                null,
                Set.of("Read-only Analyst"),
                null,
                null,
                AdminUser.Source.ACTIVE_DIRECTORY,
                null)));
        assertThat(signIn.withPassword("bob", OTHERS_PASSWORD, null).actor().may(Right.CLIENT_READ))
                .isTrue();
        AdminUser bob = runAs.user("bob@corp.example", () -> users.me()).user();
        runAs.system(() -> users.update(bob.id(), new AdminUserChange(null, null, null, false)));
        assertThat(refusal("bob", OTHERS_PASSWORD)).isEqualTo("SIGN_IN_DISABLED");
    }

    @Test
    @Order(5)
    void theDirectorysReasonsAreToldApart() {
        Map<String, String> reasons = Map.of(
                refusal("alice", "wrong"), "SIGN_IN_FAILED",
                refusal("disabled", OTHERS_PASSWORD), "DIRECTORY_DISABLED",
                refusal("stale", OTHERS_PASSWORD), "DIRECTORY_PASSWORD_EXPIRED",
                refusal("expired", "Exp1red.Passw0rd"), "DIRECTORY_ACCOUNT_EXPIRED");
        assertThat(reasons).allSatisfy((found, expected) -> assertThat(found).isEqualTo(expected));
        assertThat(refusal("no-such-account", "x")).isEqualTo("SIGN_IN_FAILED");
        assertThat(refusal("alice", "")).isEqualTo("SIGN_IN_FAILED");
        assertThat(refusal("al*", ALICES_PASSWORD)).isEqualTo("SIGN_IN_FAILED");
        assertThat(last("SIGN_IN_FAILED", "disabled@corp.example").details()).containsEntry("reason", "DISABLED");
    }

    @Test
    @Order(6)
    void aCertificateThatIsNotTrustedOrForAnotherNameIsRefusedAndSaidSo() throws Exception {
        signIn = through(directory("ldaps://localhost", null));
        assertThat(refusal(ALICE, ALICES_PASSWORD)).isEqualTo("DIRECTORY_CERTIFICATE");
        signIn = through(directory("ldaps://127.0.0.1", domain.directory().resolve("dc1.pem")));
        assertThat(refusal(ALICE, ALICES_PASSWORD)).isEqualTo("DIRECTORY_CERTIFICATE");
        signIn = through(directory("ldaps://localhost:9", domain.directory().resolve("dc1.pem")));
        assertThat(refusal(ALICE, ALICES_PASSWORD)).isEqualTo("DIRECTORY_UNREACHABLE");
        assertThat(last("SIGN_IN_FAILED", ALICE).details()).containsEntry("reason", "UNREACHABLE");
    }

    private static AdminGroup.Input input(AdminGroup group, Set<String> roles) {
        return new AdminGroup.Input(group.name(), group.source(), roles, null);
    }

    /** As if the user of this name were allowed to change users. */
    private static <T> T actAsAdministrator(String name, java.util.function.Supplier<T> work) {
        return org.godwit.security.ActingAs.actor(
                new Actor(name, null, Actor.SYSTEM.authorities(), Actor.SYSTEM.scopes()), work);
    }

    private SignIn through(ActiveDirectory directory) {
        return new SignIn(userTable, local, external, directory, verified, throttle, events);
    }

    private static ActiveDirectory directory(String url, @Nullable Path trusted) throws Exception {
        ActiveDirectoryProperties properties = new ActiveDirectoryProperties(
                "corp.example", null, List.of(URI.create(url)), trusted == null ? null : "dc", Duration.ofSeconds(5));
        return TestDirectories.of(properties, trusted == null ? null : Files.readString(trusted));
    }

    private String refusal(String name, String password) {
        return code(() -> signIn.withPassword(name, password, null));
    }

    private static String code(Runnable call) {
        Throwable thrown = catchThrowable(call::run);
        return thrown instanceof GodwitException e ? e.code() : String.valueOf(thrown);
    }

    private AuditEvent last(String action, String name) {
        return runAs.system(() -> audit.list(new AuditFilter(null, action, name, null, null), PageQuery.first(1)))
                .items()
                .get(0);
    }
}
