package org.godwit.console;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.godwit.access.ApiTokenService;
import org.godwit.access.NewApiToken;
import org.godwit.console.page.Notice;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** API tokens, with which machines act as their owner. */
@Controller
@RequestMapping("/api-tokens")
class TokenPages {

    private final ApiTokenService tokens;

    TokenPages(ApiTokenService tokens) {
        this.tokens = tokens;
    }

    @GetMapping
    String list(Model model) {
        Actor reader = Actor.current();
        List<Right> held = Arrays.stream(Right.values()).filter(reader::may).toList();
        model.addAttribute("tokens", tokens.list());
        model.addAttribute("rights", held);
        return "security/tokens";
    }

    /** Answers with the page itself, not a redirect: the token is shown this once and kept nowhere. */
    @PostMapping
    String create(
            @RequestParam String name,
            @RequestParam(required = false) @Nullable Set<Right> right,
            @RequestParam(defaultValue = "90") int days,
            Model model) {
        NewApiToken made = tokens.create(name, Objects.requireNonNullElse(right, Set.of()), Duration.ofDays(days));
        model.addAttribute("made", made);
        return list(model);
    }

    @PostMapping("/{id}/revoke")
    String revoke(@PathVariable long id, RedirectAttributes flash) {
        tokens.revoke(id);
        Notice.leave(flash, "token.revoked");
        return "redirect:/api-tokens";
    }
}
