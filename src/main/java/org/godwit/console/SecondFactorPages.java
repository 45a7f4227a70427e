package org.godwit.console;

import org.godwit.access.AdminUserService;
import org.godwit.access.SecondFactorService;
import org.godwit.console.page.Fault;
import org.godwit.console.page.Notice;
import org.godwit.console.page.QrCode;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The reader's own second factor: begun with a picture for the authenticator app, confirmed and removed with a code. */
@Controller
class SecondFactorPages {

    private static final String PAGE = "/account/second-factor";
    private static final String VIEW = "security/second-factor";

    private final SecondFactorService secondFactors;
    private final AdminUserService users;

    SecondFactorPages(SecondFactorService secondFactors, AdminUserService users) {
        this.secondFactors = secondFactors;
        this.users = users;
    }

    @GetMapping(PAGE)
    String show(Model model) {
        model.addAttribute("me", users.me().user());
        return VIEW;
    }

    @PostMapping(PAGE + "/begin")
    String begin(Model model) {
        try {
            SecondFactorService.Setup setup = secondFactors.begin();
            model.addAttribute("setup", setup);
            model.addAttribute("qr", QrCode.of(setup.uri()));
        } catch (GodwitException e) {
            model.addAttribute("fault", Fault.of(e));
        }
        return show(model);
    }

    /** A wrong code leaves what was begun: the next one may fit. */
    @PostMapping(PAGE + "/confirm")
    String confirm(@RequestParam String code, Model model, RedirectAttributes flash) {
        try {
            secondFactors.confirm(code);
            Notice.leave(flash, "factor.set");
            return "redirect:" + PAGE;
        } catch (GodwitException e) {
            model.addAttribute("fault", Fault.of(e));
            model.addAttribute("begun", true);
            return show(model);
        }
    }

    @PostMapping(PAGE + "/remove")
    String remove(@RequestParam String code, Model model, RedirectAttributes flash) {
        try {
            secondFactors.remove(code);
            Notice.leave(flash, "factor.removed");
            return "redirect:" + PAGE;
        } catch (GodwitException e) {
            model.addAttribute("fault", Fault.of(e));
            return show(model);
        }
    }
}
