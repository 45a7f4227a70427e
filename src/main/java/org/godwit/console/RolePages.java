package org.godwit.console;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.godwit.access.SecurityRole;
import org.godwit.access.SecurityRoleService;
import org.godwit.access.SecurityScope;
import org.godwit.access.SecurityScopeService;
import org.godwit.console.page.Notice;
import org.godwit.security.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Security roles, which say what one may do, and security scopes, which say with what. */
@Controller
class RolePages {

    private final SecurityRoleService roles;
    private final SecurityScopeService scopes;

    RolePages(SecurityRoleService roles, SecurityScopeService scopes) {
        this.roles = roles;
        this.scopes = scopes;
    }

    @GetMapping("/security-roles")
    String roles(Model model) {
        model.addAttribute("roles", roles.list());
        return "security/roles";
    }

    @GetMapping("/security-roles/new")
    String roleForm(Model model) {
        model.addAttribute("rights", rights());
        return "security/role";
    }

    @GetMapping("/security-roles/{id}")
    String role(@PathVariable long id, Model model) {
        model.addAttribute("role", roles.get(id));
        model.addAttribute("rights", rights());
        return "security/role";
    }

    @PostMapping("/security-roles")
    String createRole(
            @RequestParam String name,
            @RequestParam(required = false) @Nullable String description,
            @RequestParam(required = false) @Nullable Set<Right> right,
            RedirectAttributes flash) {
        SecurityRole made = roles.create(input(name, description, right));
        Notice.leave(flash, "role.created", made.name());
        return "redirect:/security-roles/" + made.id();
    }

    @PostMapping("/security-roles/{id}")
    String changeRole(
            @PathVariable long id,
            @RequestParam String name,
            @RequestParam(required = false) @Nullable String description,
            @RequestParam(required = false) @Nullable Set<Right> right,
            RedirectAttributes flash) {
        Notice.leave(
                flash,
                "role.changed",
                roles.update(id, input(name, description, right)).name());
        return "redirect:/security-roles/" + id;
    }

    @PostMapping("/security-roles/{id}/delete")
    String deleteRole(@PathVariable long id, RedirectAttributes flash) {
        roles.delete(id);
        Notice.leave(flash, "role.deleted");
        return "redirect:/security-roles";
    }

    @GetMapping("/security-scopes")
    String scopes(Model model) {
        model.addAttribute("scopes", scopes.list());
        return "security/scopes";
    }

    @PostMapping("/security-scopes")
    String createScope(
            @RequestParam String name,
            @RequestParam(required = false) @Nullable String description,
            RedirectAttributes flash) {
        SecurityScope made = scopes.create(new SecurityScope.Input(name, description));
        Notice.leave(flash, "scope.created", made.name());
        return "redirect:/security-scopes";
    }

    @PostMapping("/security-scopes/{id}/delete")
    String deleteScope(@PathVariable long id, RedirectAttributes flash) {
        scopes.delete(id);
        Notice.leave(flash, "scope.deleted");
        return "redirect:/security-scopes";
    }

    private static SecurityRole.Input input(String name, @Nullable String description, @Nullable Set<Right> rights) {
        return new SecurityRole.Input(name, description, Objects.requireNonNullElse(rights, Set.of()));
    }

    private static Map<String, List<Right>> rights() {
        return Arrays.stream(Right.values())
                .filter(right -> !Right.SECURITY_OFFICERS_ONLY.contains(right))
                .collect(Collectors.groupingBy(Right::securableClass, TreeMap::new, Collectors.toList()));
    }
}
