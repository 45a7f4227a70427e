package org.godwit.console;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.godwit.access.AdminGroup;
import org.godwit.access.AdminGroupService;
import org.godwit.access.AdminUser;
import org.godwit.access.SecurityRoleService;
import org.godwit.access.SecurityScopeService;
import org.godwit.console.page.Notice;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Groups of the directory or of a provider, and what their members may do here. */
@Controller
class GroupPages {

    private final AdminGroupService groups;
    private final SecurityRoleService roles;
    private final SecurityScopeService scopes;

    GroupPages(AdminGroupService groups, SecurityRoleService roles, SecurityScopeService scopes) {
        this.groups = groups;
        this.roles = roles;
        this.scopes = scopes;
    }

    @GetMapping("/admin-groups")
    String list(Model model) {
        model.addAttribute("groups", groups.list());
        return "security/groups";
    }

    @GetMapping("/admin-groups/new")
    String form(Model model) {
        model.addAttribute("chosenRoles", Set.of());
        model.addAttribute("chosenScopes", Set.of(Actor.SCOPE_DEFAULT));
        return form(null, model);
    }

    @GetMapping("/admin-groups/{id}")
    String show(@PathVariable long id, Model model) {
        AdminGroup group = groups.get(id);
        model.addAttribute("chosenRoles", group.roles());
        model.addAttribute("chosenScopes", group.securityScopes());
        return form(group, model);
    }

    @PostMapping("/admin-groups")
    String create(
            @RequestParam String name,
            @RequestParam AdminUser.Source source,
            @RequestParam(required = false) @Nullable Set<String> role,
            @RequestParam(required = false) @Nullable Set<String> scope,
            RedirectAttributes flash) {
        AdminGroup made = groups.create(input(name, source, role, scope));
        Notice.leave(flash, "group.created", made.name());
        return "redirect:/admin-groups";
    }

    @PostMapping("/admin-groups/{id}")
    String change(
            @PathVariable long id,
            @RequestParam String name,
            @RequestParam AdminUser.Source source,
            @RequestParam(required = false) @Nullable Set<String> role,
            @RequestParam(required = false) @Nullable Set<String> scope,
            RedirectAttributes flash) {
        AdminGroup changed = groups.update(id, input(name, source, role, scope));
        Notice.leave(flash, "group.changed", changed.name());
        return "redirect:/admin-groups/" + id;
    }

    @PostMapping("/admin-groups/{id}/delete")
    String delete(@PathVariable long id, RedirectAttributes flash) {
        groups.delete(id);
        Notice.leave(flash, "group.deleted");
        return "redirect:/admin-groups";
    }

    private String form(@Nullable AdminGroup group, Model model) {
        Actor reader = Actor.current();
        model.addAttribute("group", group);
        model.addAttribute("sources", List.of(AdminUser.Source.ACTIVE_DIRECTORY, AdminUser.Source.OPENID_CONNECT));
        model.addAttribute("roles", reader.may(Right.SECURITY_ROLE_READ) ? roles.list() : List.of());
        model.addAttribute("scopes", reader.may(Right.SECURITY_SCOPE_READ) ? scopes.list() : List.of());
        return "security/group";
    }

    private static AdminGroup.Input input(
            String name, AdminUser.Source source, @Nullable Set<String> role, @Nullable Set<String> scope) {
        return new AdminGroup.Input(name, source, Objects.requireNonNullElse(role, Set.of()), scope);
    }
}
