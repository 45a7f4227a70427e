package org.godwit.console;

import java.util.Comparator;
import org.godwit.access.SecurityPosture;
import org.godwit.access.SecurityPostureService;
import org.godwit.console.page.Notice;
import org.godwit.credential.CredentialService;
import org.godwit.security.PostureFinding;
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
    private final SecurityPostureService postures;

    PosturePages(CredentialService credentials, SecurityPostureService postures) {
        this.credentials = credentials;
        this.postures = postures;
    }

    @GetMapping
    String show(Model model) {
        SecurityPosture posture = postures.posture();
        model.addAttribute(
                "findings",
                posture.findings().stream()
                        .sorted(Comparator.comparing(PostureFinding::outcome).reversed())
                        .toList());
        model.addAttribute("credentials", posture.storedCredentials());
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
