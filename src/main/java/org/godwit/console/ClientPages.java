package org.godwit.console;

import org.godwit.client.Client;
import org.godwit.client.ClientFilter;
import org.godwit.client.ClientService;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.shared.SmsId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Client records of the destination: who is here, who is blocked, and blocking by hand. */
@Controller
@RequestMapping("/clients")
class ClientPages {

    private final ClientService clients;

    ClientPages(ClientService clients) {
        this.clients = clients;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        ClientFilter filter = new ClientFilter(request.flag("blocked"), request.text("site"), request.text("q"));
        model.addAttribute("clients", request.show(clients.list(filter, request.query())));
        model.addAttribute("counts", clients.counts());
        return "client/list";
    }

    @GetMapping("/early-assignments")
    String earlyAssignments(ListRequest request, Model model) {
        model.addAttribute("assignments", request.show(clients.earlyAssignments(request.query())));
        return "client/early";
    }

    @GetMapping("/{smsId}")
    String show(@PathVariable String smsId, Model model) {
        model.addAttribute("client", clients.get(new SmsId(smsId)));
        return "client/show";
    }

    @PostMapping("/{smsId}/block")
    String block(@PathVariable String smsId, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        Client blocked = clients.block(new SmsId(smsId), reason);
        Notice.leave(flash, "client.blocked.notice", blocked.smsId());
        return "redirect:/clients/" + blocked.smsId();
    }

    @PostMapping("/{smsId}/unblock")
    String unblock(
            @PathVariable String smsId, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        Client unblocked = clients.unblock(new SmsId(smsId), reason);
        Notice.leave(flash, "client.unblocked.notice", unblocked.smsId());
        return "redirect:/clients/" + unblocked.smsId();
    }
}
