package org.godwit.console;

import org.godwit.console.page.Notice;
import org.godwit.credential.CredentialService;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The security posture: which secrets are stored, since when, and how to be rid of them. */
@Controller
@RequestMapping("/security-posture")
class PosturePages {

    private final CredentialService credentials;

    PosturePages(CredentialService credentials) {
        this.credentials = credentials;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("credentials", credentials.list());
        return "security/posture";
    }

    @PostMapping("/credentials/{id}/remove")
    String remove(@PathVariable long id, RedirectAttributes flash) {
        credentials.remove(id);
        Notice.leave(flash, "credential.removed");
        return "redirect:/security-posture";
    }

    @PostMapping("/key/replace")
    String replaceKey(RedirectAttributes flash) {
        Notice.leave(flash, "credential.resealed", credentials.replaceKey());
        return "redirect:/security-posture";
    }
}
