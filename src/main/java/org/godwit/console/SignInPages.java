package org.godwit.console;

import org.godwit.security.Actor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The sign-in page; signing in itself is the access module's. */
@Controller
class SignInPages {

    private final boolean provider;

    /** @param issuer of the OpenID Connect provider; empty without one */
    SignInPages(@Value("${godwit.sign-in.open-id-connect.issuer-uri:}") String issuer) {
        provider = !issuer.isBlank();
    }

    @GetMapping("/login")
    String signIn(Model model) {
        model.addAttribute("provider", provider);
        return Actor.find().isPresent() ? "redirect:/" : "login";
    }
}
