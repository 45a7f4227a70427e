package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.godwit.access.AdminUser;
import org.godwit.access.AdminUserChange;
import org.godwit.access.AdminUserInput;
import org.godwit.access.AdminUserService;
import org.godwit.access.SecurityRoleService;
import org.godwit.access.SecurityScopeService;
import org.godwit.console.page.Fault;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Administrative users: who may sign in and what they may do. */
@Controller
class UserPages {

    private final AdminUserService users;
    private final SecurityRoleService roles;
    private final SecurityScopeService scopes;

    UserPages(AdminUserService users, SecurityRoleService roles, SecurityScopeService scopes) {
        this.users = users;
        this.roles = roles;
        this.scopes = scopes;
    }

    @GetMapping("/admin-users")
    String list(ListRequest request, Model model) {
        model.addAttribute("users", request.show(users.list(request.query())));
        return "security/users";
    }

    @GetMapping("/admin-users/new")
    String form(Model model) {
        return form("", Set.of(), Set.of(Actor.SCOPE_DEFAULT), model);
    }

    @PostMapping("/admin-users")
    String create(
            @RequestParam String name,
            @RequestParam String password,
            @RequestParam(required = false) @Nullable Set<String> role,
            @RequestParam(required = false) @Nullable Set<String> scope,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        Set<String> chosenRoles = Objects.requireNonNullElse(role, Set.of());
        Set<String> chosenScopes = Objects.requireNonNullElse(scope, Set.of());
        try {
            AdminUser made = users.create(new AdminUserInput(name, password, chosenRoles, chosenScopes, true));
            Notice.leave(flash, "user.created", made.name());
            return "redirect:/admin-users/" + made.id();
        } catch (GodwitException e) {
            model.addAttribute("fault", Fault.of(e));
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(name, chosenRoles, chosenScopes, model);
        }
    }

    @GetMapping("/admin-users/{id}")
    String show(@PathVariable long id, Model model) {
        model.addAttribute("effective", users.effectiveRights(id));
        choices(model);
        return "security/user";
    }

    @PostMapping("/admin-users/{id}/grants")
    String grants(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Set<String> role,
            @RequestParam(required = false) @Nullable Set<String> scope,
            RedirectAttributes flash) {
        AdminUser changed = users.update(
                id,
                new AdminUserChange(
                        null,
                        Objects.requireNonNullElse(role, Set.of()),
                        Objects.requireNonNullElse(scope, Set.of()),
                        null));
        Notice.leave(flash, "user.changed", changed.name());
        return "redirect:/admin-users/" + id;
    }

    @PostMapping("/admin-users/{id}/enabled")
    String enable(@PathVariable long id, @RequestParam boolean enabled, RedirectAttributes flash) {
        AdminUser changed = users.update(id, new AdminUserChange(null, null, null, enabled));
        Notice.leave(flash, enabled ? "user.enabled.notice" : "user.disabled.notice", changed.name());
        return "redirect:/admin-users/" + id;
    }

    @PostMapping("/admin-users/{id}/password")
    String password(@PathVariable long id, @RequestParam String password, RedirectAttributes flash) {
        AdminUser changed = users.update(id, new AdminUserChange(password, null, null, null));
        Notice.leave(flash, "user.password.notice", changed.name());
        return "redirect:/admin-users/" + id;
    }

    @PostMapping("/admin-users/{id}/second-factor/remove")
    String removeSecondFactor(@PathVariable long id, RedirectAttributes flash) {
        AdminUser changed = users.update(id, new AdminUserChange(null, null, null, null, null, false));
        Notice.leave(flash, "user.factor.removed", changed.name());
        return "redirect:/admin-users/" + id;
    }

    @PostMapping("/admin-users/{id}/delete")
    String delete(@PathVariable long id, RedirectAttributes flash) {
        users.delete(id);
        Notice.leave(flash, "user.deleted");
        return "redirect:/admin-users";
    }

    /** What the reader herself may do, and through which role. */
    @GetMapping("/account/rights")
    String mine(Model model) {
        model.addAttribute("effective", users.me());
        return "security/mine";
    }

    private String form(String name, Set<String> chosenRoles, Set<String> chosenScopes, Model model) {
        model.addAttribute("name", name);
        model.addAttribute("chosenRoles", chosenRoles);
        model.addAttribute("chosenScopes", chosenScopes);
        choices(model);
        return "security/user-form";
    }

    private void choices(Model model) {
        Actor reader = Actor.current();
        model.addAttribute("roles", reader.may(Right.SECURITY_ROLE_READ) ? roles.list() : List.of());
        model.addAttribute("scopes", reader.may(Right.SECURITY_SCOPE_READ) ? scopes.list() : List.of());
    }
}
