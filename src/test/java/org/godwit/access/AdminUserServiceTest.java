package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditService;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.security.RunAs;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@IntegrationTest
@SignedInAs
class AdminUserServiceTest {

    private static final String PASSWORD = "four random words here";

    @Autowired
    AdminUserService users;

    @Autowired
    SecurityRoleService roles;

    @Autowired
    SecurityScopeService scopes;

    @Autowired
    ApiTokenService tokens;

    @Autowired
    AuditService audit;

    @Autowired
    RunAs runAs;

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void aNewUserHasWhatHerRolesGiveAndSignsIn() throws Exception {
        AdminUser user = create("Read-only Analyst");
        assertThat(user.roles()).containsExactly("Read-only Analyst");
        assertThat(user.securityScopes()).containsExactly(Actor.SCOPE_DEFAULT);
        assertThat(users.effectiveRights(user.id()).rights())
                .containsEntry("CLIENT:READ", Set.of("Read-only Analyst"))
                .doesNotContainKey("CLIENT:BLOCK");
        perform(rest(user)).andExpect(status().isNotFound());
        Actor actor = runAs.user(user.name(), Actor::current);
        assertThat(actor.may(Right.CLIENT_READ)).isTrue();
        assertThat(actor.may(Right.CLIENT_BLOCK)).isFalse();
    }

    @Test
    void aDisabledUserCannotSignInAndNothingRunsInHerName() throws Exception {
        AdminUser user = create("Operator");
        perform(rest(user)).andExpect(status().isNotFound());
        users.update(user.id(), new AdminUserChange(null, null, null, false));
        perform(rest(user)).andExpect(status().isUnauthorized());
        assertThatThrownBy(() -> runAs.user(user.name(), () -> {}))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("ADMIN_USER_GONE"));
    }

    @Test
    void aPasswordGivenByAnAdministratorMustBeChangedFirst() throws Exception {
        AdminUser user = create("Operator");
        perform(rest(user)).andExpect(status().isNotFound());
        users.update(user.id(), new AdminUserChange("another good password", null, null, null));
        perform(rest(user)).andExpect(status().isUnauthorized());
        perform(get("/api/v1/nothing").with(httpBasic(user.name(), "another good password")))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("PASSWORD_CHANGE_REQUIRED"));
        assertThat(runAs.user(user.name(), () -> Actor.current().authorities())).isEmpty();
        runAs.user(user.name(), () -> users.changeOwnPassword("another good password", "and my very own one"));
        perform(get("/api/v1/nothing").with(httpBasic(user.name(), "and my very own one")))
                .andExpect(status().isNotFound());
    }

    @Test
    void ownPasswordNeedsTheCurrentOneAndKeepsTheRules() {
        AdminUser user = create("Operator");
        refused("PASSWORD_WRONG", () -> change(user, "not it at all", "a new good password"));
        refused("PASSWORD_WEAK", () -> change(user, PASSWORD, "short"));
        refused("PASSWORD_WEAK", () -> change(user, PASSWORD, "aaaaaaaaaaaaaaaa"));
        refused("PASSWORD_WEAK", () -> change(user, PASSWORD, "ä".repeat(40)));
        refused("PASSWORD_SAME", () -> change(user, PASSWORD, PASSWORD));
        change(user, PASSWORD, "a new good password");
    }

    @Test
    void nobodyGrantsToHerself() {
        AdminUser admin = users.list(PageQuery.first(1000)).items().stream()
                .filter(u -> u.name().equals("admin"))
                .findFirst()
                .orElseThrow();
        refused(
                "GRANT_TO_ONESELF",
                () -> users.update(admin.id(), new AdminUserChange(null, Set.of("Job Approver"), null, null)));
    }

    @Test
    void theLastFullAdministratorStays() {
        AdminUser admin = users.list(PageQuery.first(1000)).items().stream()
                .filter(u -> u.name().equals("admin"))
                .findFirst()
                .orElseThrow();
        refused("LAST_FULL_ADMINISTRATOR", () -> {
            users.delete(admin.id());
            return null;
        });
        refused(
                "LAST_FULL_ADMINISTRATOR",
                () -> users.update(admin.id(), new AdminUserChange(null, null, null, false)));
        assertThat(users.get(admin.id()).enabled()).isTrue();
    }

    @Test
    void anAccountLocksAfterFailuresInARow() throws Exception {
        AdminUser user = create("Operator");
        for (int i = 0; i < 5; i++) {
            perform(get("/api/v1/nothing").with(httpBasic(user.name(), "wrong")).with(from("10.0.0.1")))
                    .andExpect(status().isUnauthorized());
        }
        perform(rest(user)).andExpect(status().isUnauthorized());
        assertThat(users.get(user.id()).lockedUntil()).isNotNull();
        assertThat(audit.list(new AuditFilter(null, "ADMIN_USER_LOCKED", user.name(), null, null), PageQuery.first(1))
                        .total())
                .isEqualTo(1);
        users.update(user.id(), new AdminUserChange(null, null, null, true));
        perform(rest(user)).andExpect(status().isNotFound());
    }

    @Test
    void anAddressIsTurnedAwayAfterManyFailures() throws Exception {
        for (int i = 0; i < 30; i++) {
            perform(get("/api/v1/nothing")
                            .with(httpBasic("no-one-" + i, "wrong"))
                            .with(from("10.0.0.2")))
                    .andExpect(status().isUnauthorized());
        }
        perform(get("/api/v1/nothing").with(httpBasic("no-one", "wrong")).with(from("10.0.0.2")))
                .andExpect(status().isTooManyRequests())
                .andExpect(jsonPath("$.code").value("TOO_MANY_ATTEMPTS"));
        perform(get("/api/v1/nothing").with(httpBasic("no-one", "wrong")).with(from("10.0.0.3")))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void aTokenActsAsItsUserWithinItsRights() throws Exception {
        AdminUser user = create("Operator");
        NewApiToken token =
                runAs.user(user.name(), () -> tokens.create("ci", Set.of(Right.MIGRATION_JOB_RUN), Duration.ofDays(1)));
        assertThat(token.details().prefix()).hasSize(10).isEqualTo(token.token().substring(0, 10));
        assertThat(token.toString()).doesNotContain(token.token());
        perform(get("/api/v1/nothing").header("Authorization", "Bearer " + token.token()))
                .andExpect(status().isNotFound());
        perform(get("/api/v1/nothing").header("Authorization", "Bearer " + token.token() + "x"))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.code").value("TOKEN_INVALID"));
        refused(
                "TOKEN_RIGHTS_BEYOND",
                () -> runAs.user(user.name(), () -> tokens.create("ci", Set.of(Right.ADMIN_USER_MODIFY), null)));
        assertThat(tokens.list()).anySatisfy(t -> {
            assertThat(t.id()).isEqualTo(token.details().id());
            assertThat(t.lastUsedAt()).isNotNull();
        });
        tokens.revoke(token.details().id());
        perform(get("/api/v1/nothing").header("Authorization", "Bearer " + token.token()))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void customRolesAndScopesCanBeMadeGivenAndOnlyThenNotDeleted() {
        String name = "Blocker " + UUID.randomUUID();
        SecurityRole role = roles.create(new SecurityRole.Input(name, "Blocks clients.", Set.of(Right.CLIENT_BLOCK)));
        SecurityScope scope = scopes.create(new SecurityScope.Input("Lab " + UUID.randomUUID(), "The laboratory."));
        AdminUser user = users.create(
                new AdminUserInput("u-" + UUID.randomUUID(), PASSWORD, Set.of(name), Set.of(scope.name()), null));
        assertThat(runAs.user(user.name(), Actor::current)).satisfies(actor -> {
            assertThat(actor.authorities()).containsExactly("CLIENT:BLOCK");
            assertThat(actor.reaches(Set.of(scope.name()))).isTrue();
            assertThat(actor.reaches(Set.of(Actor.SCOPE_DEFAULT))).isFalse();
        });
        refused("SECURITY_ROLE_IN_USE", () -> {
            roles.delete(role.id());
            return null;
        });
        refused("SECURITY_SCOPE_IN_USE", () -> {
            scopes.delete(scope.id());
            return null;
        });
        users.delete(user.id());
        roles.delete(role.id());
        scopes.delete(scope.id());
        refused("SECURITY_ROLE_NOT_FOUND", () -> roles.get(role.id()));
    }

    @Test
    void everySignInToAnEmergencyAccountRaisesAnAlert() throws Exception {
        AdminUser user = users.create(new AdminUserInput(
                "glass-" + UUID.randomUUID(), PASSWORD, Set.of("Full Administrator"), Set.of("All"), null, null, true));
        assertThat(user.breakGlass()).isTrue();
        perform(rest(user)).andExpect(status().isNotFound());
        assertThat(jdbc.queryForObject(
                        "SELECT COUNT(*) FROM alert WHERE kind = 'BREAK_GLASS_USED' AND subject_id = ?",
                        Long.class,
                        Long.toString(user.id())))
                .isEqualTo(1);
        users.delete(user.id());
    }

    @Test
    void nobodyChangesARoleSheHas() {
        SecurityRole role = roles.create(new SecurityRole.Input(
                "Keeper " + UUID.randomUUID(), null, Set.of(Right.SECURITY_ROLE_MODIFY, Right.SECURITY_ROLE_READ)));
        AdminUser keeper = create(role.name());
        SecurityRole.Input more =
                new SecurityRole.Input(role.name(), null, Set.of(Right.SECURITY_ROLE_MODIFY, Right.AUDIT_READ));
        refused("GRANT_TO_ONESELF", () -> runAs.user(keeper.name(), () -> roles.update(role.id(), more)));
        assertThat(roles.update(role.id(), more).rights()).contains(Right.AUDIT_READ);
    }

    @Test
    void wrongInputIsToldApart() {
        refused("ADMIN_USER_EXISTS", () -> users.create(input("ADMIN", PASSWORD, "Operator")));
        refused("ADMIN_USER_EXISTS", () -> users.create(input("system", PASSWORD, "Operator")));
        refused("ADMIN_USER_NAME_INVALID", () -> users.create(input("a:b", PASSWORD, "Operator")));
        refused("PASSWORD_WEAK", () -> users.create(input("someone", "Password123", "Operator")));
        refused("SECURITY_ROLE_NOT_FOUND", () -> users.create(input("someone", PASSWORD, "King")));
        refused("ADMIN_USER_NOT_FOUND", () -> users.get(-1));
    }

    /** A request ends the thread's own sign-in: it is put back for the calls that follow. */
    private ResultActions perform(MockHttpServletRequestBuilder request) throws Exception {
        SecurityContext before = SecurityContextHolder.getContext();
        try {
            return mvc.perform(request);
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    private AdminUser create(String role) {
        return users.create(input("u-" + UUID.randomUUID(), PASSWORD, role));
    }

    private static AdminUserInput input(String name, String password, String role) {
        return new AdminUserInput(name, password, Set.of(role), null, null);
    }

    private Boolean change(AdminUser user, String current, String next) {
        return runAs.user(user.name(), () -> {
            users.changeOwnPassword(current, next);
            return true;
        });
    }

    private static MockHttpServletRequestBuilder rest(AdminUser user) {
        return get("/api/v1/nothing").with(httpBasic(user.name(), PASSWORD)).with(from("10.9.9.9"));
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            return request;
        };
    }

    private static void refused(String code, Callable<?> call) {
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
