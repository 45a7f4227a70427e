package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.godwit.archive.SourceAuditArchive;
import org.godwit.archive.SourceAuditArchives;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Sealed archives of what sources' own audits hold: an administrator asks for one, a security officer reads it. */
@Controller
class ArchivePages {

    private final SourceAuditArchives archives;

    ArchivePages(SourceAuditArchives archives) {
        this.archives = archives;
    }

    @GetMapping("/source-audit-archives")
    String list(ListRequest request, Model model) {
        model.addAttribute("archives", request.show(archives.list(request.query())));
        return "audit/archives";
    }

    @PostMapping("/source-hierarchies/{id}/audit-archives")
    String request(@PathVariable long id, RedirectAttributes flash) {
        SourceAuditArchive archive = archives.request(id);
        Notice.leave(flash, "archive.requested", archive.id());
        return Actor.current().may(Right.AUDIT_READ)
                ? "redirect:/source-audit-archives"
                : "redirect:/source-hierarchies/" + id;
    }

    @PostMapping("/source-audit-archives/{id}/verify")
    String verify(@PathVariable long id, RedirectAttributes flash) {
        flash.addFlashAttribute("verified", id);
        flash.addFlashAttribute("verdict", archives.verify(id));
        return "redirect:/source-audit-archives";
    }

    @GetMapping("/source-audit-archives/{id}/content")
    void content(@PathVariable long id, HttpServletResponse response) throws IOException {
        response.setContentType("application/gzip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("source-audit-" + id + ".jsonl.gz")
                        .build()
                        .toString());
        archives.write(id, response.getOutputStream());
    }
}
