package org.godwit.api;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.godwit.access.AdminGroup;
import org.godwit.access.AdminGroupService;
import org.godwit.access.AdminUser;
import org.godwit.access.AdminUserChange;
import org.godwit.access.AdminUserInput;
import org.godwit.access.AdminUserService;
import org.godwit.access.ApiToken;
import org.godwit.access.ApiTokenService;
import org.godwit.access.EffectiveRights;
import org.godwit.access.NewApiToken;
import org.godwit.access.SecondFactorService;
import org.godwit.access.SecurityRole;
import org.godwit.access.SecurityRoleService;
import org.godwit.access.SecurityScope;
import org.godwit.access.SecurityScopeService;
import org.godwit.security.Right;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Administrative users, security roles and scopes, API tokens. */
@RestController
@RequestMapping("/api/v1")
class AccessController {

    private final AdminUserService users;
    private final SecurityRoleService roles;
    private final SecurityScopeService scopes;
    private final ApiTokenService tokens;
    private final AdminGroupService groups;
    private final SecondFactorService secondFactors;

    AccessController(
            AdminUserService users,
            SecurityRoleService roles,
            SecurityScopeService scopes,
            ApiTokenService tokens,
            AdminGroupService groups,
            SecondFactorService secondFactors) {
        this.users = users;
        this.groups = groups;
        this.secondFactors = secondFactors;
        this.roles = roles;
        this.scopes = scopes;
        this.tokens = tokens;
    }

    @GetMapping("/admin-users")
    Page<AdminUser> users(PageQuery query) {
        return users.list(query);
    }

    @PostMapping("/admin-users")
    ResponseEntity<AdminUser> createUser(@RequestBody AdminUserInput input) {
        AdminUser made = users.create(input);
        return ResponseEntity.created(URI.create("/api/v1/admin-users/" + made.id()))
                .body(made);
    }

    @GetMapping("/admin-users/me")
    EffectiveRights me() {
        return users.me();
    }

    @PostMapping("/admin-users/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeOwnPassword(@RequestBody PasswordChange change) {
        users.changeOwnPassword(change.currentPassword(), change.newPassword());
    }

    @GetMapping("/admin-users/{id}")
    AdminUser user(@PathVariable long id) {
        return users.get(id);
    }

    @GetMapping("/admin-users/{id}/effective-rights")
    EffectiveRights effectiveRights(@PathVariable long id) {
        return users.effectiveRights(id);
    }

    @PatchMapping("/admin-users/{id}")
    AdminUser changeUser(@PathVariable long id, @RequestBody AdminUserChange change) {
        return users.update(id, change);
    }

    @DeleteMapping("/admin-users/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteUser(@PathVariable long id) {
        users.delete(id);
    }

    @GetMapping("/security-roles")
    Page<SecurityRole> roles() {
        return Page.whole(roles.list());
    }

    @PostMapping("/security-roles")
    ResponseEntity<SecurityRole> createRole(@RequestBody SecurityRole.Input input) {
        SecurityRole made = roles.create(input);
        return ResponseEntity.created(URI.create("/api/v1/security-roles/" + made.id()))
                .body(made);
    }

    @GetMapping("/security-roles/{id}")
    SecurityRole role(@PathVariable long id) {
        return roles.get(id);
    }

    @PutMapping("/security-roles/{id}")
    SecurityRole changeRole(@PathVariable long id, @RequestBody SecurityRole.Input input) {
        return roles.update(id, input);
    }

    @DeleteMapping("/security-roles/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteRole(@PathVariable long id) {
        roles.delete(id);
    }

    @GetMapping("/security-scopes")
    Page<SecurityScope> scopes() {
        return Page.whole(scopes.list());
    }

    @PostMapping("/security-scopes")
    ResponseEntity<SecurityScope> createScope(@RequestBody SecurityScope.Input input) {
        SecurityScope made = scopes.create(input);
        return ResponseEntity.created(URI.create("/api/v1/security-scopes/" + made.id()))
                .body(made);
    }

    @DeleteMapping("/security-scopes/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteScope(@PathVariable long id) {
        scopes.delete(id);
    }

    @GetMapping("/api-tokens")
    Page<ApiToken> tokens() {
        return Page.whole(tokens.list());
    }

    /** Answers the token itself this one time. */
    @PostMapping("/api-tokens")
    ResponseEntity<NewApiToken> createToken(@RequestBody TokenRequest request) {
        NewApiToken made = tokens.create(
                request.name(), request.rights() == null ? Set.of() : request.rights(), request.validFor());
        return ResponseEntity.created(
                        URI.create("/api/v1/api-tokens/" + made.details().id()))
                .body(made);
    }

    @DeleteMapping("/api-tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeToken(@PathVariable long id) {
        tokens.revoke(id);
    }

    @PostMapping("/admin-users/me/second-factor")
    SecondFactorService.Setup beginSecondFactor() {
        return secondFactors.begin();
    }

    @PostMapping("/admin-users/me/second-factor/confirm")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirmSecondFactor(@RequestBody Code code) {
        secondFactors.confirm(code.code());
    }

    @DeleteMapping("/admin-users/me/second-factor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeSecondFactor(@RequestBody Code code) {
        secondFactors.remove(code.code());
    }

    @GetMapping("/admin-groups")
    Page<AdminGroup> groups() {
        return Page.whole(groups.list());
    }

    @PostMapping("/admin-groups")
    ResponseEntity<AdminGroup> createGroup(@RequestBody AdminGroup.Input input) {
        AdminGroup made = groups.create(input);
        return ResponseEntity.created(URI.create("/api/v1/admin-groups/" + made.id()))
                .body(made);
    }

    @GetMapping("/admin-groups/{id}")
    AdminGroup group(@PathVariable long id) {
        return groups.get(id);
    }

    @PutMapping("/admin-groups/{id}")
    AdminGroup changeGroup(@PathVariable long id, @RequestBody AdminGroup.Input input) {
        return groups.update(id, input);
    }

    @DeleteMapping("/admin-groups/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteGroup(@PathVariable long id) {
        groups.delete(id);
    }

    record Code(String code) {
        @Override
        public String toString() {
            return "Code";
        }
    }

    record PasswordChange(String currentPassword, String newPassword) {
        @Override
        public String toString() {
            return "PasswordChange";
        }
    }

    /**
     * @param rights what the token is limited to, e.g. {@code ["CLIENT:READ"]}; null for all its user may do
     * @param validFor e.g. {@code P30D}; null for 90 days
     */
    record TokenRequest(
            String name,
            @Nullable Set<Right> rights,
            @Nullable Duration validFor) {}
}
