package org.godwit.console;

import org.godwit.security.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The sign-in page; signing in itself is the access module's. */
@Controller
class SignInPages {

    @GetMapping("/login")
    String signIn() {
        return Actor.find().isPresent() ? "redirect:/" : "login";
    }
}
