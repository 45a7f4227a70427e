package org.godwit.console;

import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.distribution.ContentTransfer;
import org.godwit.distribution.ContentTransferService;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Transfers of packages to distribution points. */
@Controller
@RequestMapping("/content-transfers")
class TransferPages {

    private final ContentTransferService transfers;

    TransferPages(ContentTransferService transfers) {
        this.transfers = transfers;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        ContentTransfer.Status status = request.oneOf("status", ContentTransfer.Status.class);
        model.addAttribute("transfers", request.show(transfers.list(status, request.query())));
        model.addAttribute("statuses", ContentTransfer.Status.values());
        return "point/transfers";
    }

    @PostMapping("/{id}/retry")
    String retry(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "transfer.retried", transfers.retry(id).packageId());
        return "redirect:/content-transfers";
    }
}
