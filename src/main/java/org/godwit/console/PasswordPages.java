package org.godwit.console;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.godwit.access.AdminUserService;
import org.godwit.console.page.Fault;
import org.godwit.shared.GodwitException;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Changing one's own password: at the first sign-in, and whenever one likes. */
@Controller
class PasswordPages {

    private final AdminUserService users;
    private final MessageSource messages;

    PasswordPages(AdminUserService users, MessageSource messages) {
        this.users = users;
        this.messages = messages;
    }

    @GetMapping("/account/password")
    String form() {
        return "password";
    }

    /** Changes it and signs out: the new password is tried at once, and sessions begun with the old one are over. */
    @PostMapping("/account/password")
    String change(
            @RequestParam String current,
            @RequestParam String wanted,
            @RequestParam String repeated,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response)
            throws ServletException {
        if (!wanted.equals(repeated)) {
            Fault fault = new Fault(
                    "PASSWORD_NOT_REPEATED",
                    messages.getMessage("password.differ", null, locale),
                    messages.getMessage("password.differ.hint", null, locale));
            return refused(fault, model, response);
        }
        try {
            users.changeOwnPassword(current, wanted);
        } catch (GodwitException e) {
            return refused(Fault.of(e), model, response);
        }
        request.logout();
        return "redirect:/login?changed";
    }

    private static String refused(Fault fault, Model model, HttpServletResponse response) {
        model.addAttribute("fault", fault);
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return "password";
    }
}
