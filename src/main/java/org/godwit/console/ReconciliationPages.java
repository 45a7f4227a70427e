package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.godwit.client.ClientDifference;
import org.godwit.client.Reconciliation;
import org.godwit.client.ReconciliationService;
import org.godwit.console.page.CsvFile;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.LiveStream;
import org.godwit.console.page.Notice;
import org.godwit.hierarchy.SourceHierarchyService;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Reconciliations of a source's clients with the records here: what is missing, extra or different, and the blocks. */
@Controller
@RequestMapping("/source-hierarchies/{id}/reconciliations")
class ReconciliationPages {

    private final ReconciliationService reconciliations;
    private final SourceHierarchyService hierarchies;
    private final LiveStream live;

    ReconciliationPages(ReconciliationService reconciliations, SourceHierarchyService hierarchies, LiveStream live) {
        this.reconciliations = reconciliations;
        this.hierarchies = hierarchies;
        this.live = live;
    }

    @GetMapping
    String list(@PathVariable long id, ListRequest request, Model model) {
        model.addAttribute("hierarchy", hierarchies.get(id));
        model.addAttribute("reconciliations", request.show(reconciliations.list(id, request.query())));
        return "client/reconciliations";
    }

    @PostMapping
    String begin(@PathVariable long id, RedirectAttributes flash) {
        Reconciliation begun = reconciliations.begin(id);
        Notice.leave(flash, "reconciliation.begun");
        return "redirect:/source-hierarchies/" + id + "/reconciliations/" + begun.id();
    }

    @GetMapping("/{number}")
    String show(@PathVariable long id, @PathVariable long number, ListRequest request, Model model) {
        model.addAttribute("hierarchy", hierarchies.get(id));
        model.addAttribute("one", reconciliations.get(id, number));
        model.addAttribute("kinds", ClientDifference.Kind.values());
        model.addAttribute(
                "differences",
                request.show(reconciliations.differences(
                        id, number, request.oneOf("kind", ClientDifference.Kind.class), request.query())));
        return "client/reconciliation";
    }

    @GetMapping(path = "/{number}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable long id, @PathVariable long number) {
        reconciliations.get(id, number);
        return live.open(() -> {
            Reconciliation one = reconciliations.get(id, number);
            return new LiveStream.State(one.status(), one.status() != Reconciliation.Status.RUNNING);
        });
    }

    /** Asked for when the stream says that it is over: the whole page is made again. */
    @GetMapping("/{number}/progress")
    String progress(@PathVariable long id, @PathVariable long number, Model model, HttpServletResponse response) {
        Reconciliation one = reconciliations.get(id, number);
        if (one.status() != Reconciliation.Status.RUNNING) {
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("one", one);
        return "client/reconciliation :: progress";
    }

    @GetMapping("/{number}/csv")
    void csv(@PathVariable long id, @PathVariable long number, HttpServletResponse response) throws IOException {
        String text = reconciliations.csv(id, number);
        CsvFile.begin(response, "reconciliation-" + number + ".csv").write(text);
    }

    /** The report to keep and to print, as a file: it brings its own style, which no page of the console may. */
    @GetMapping("/{number}/html")
    ResponseEntity<String> html(@PathVariable long id, @PathVariable long number) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("reconciliation-" + number + ".html")
                                .build()
                                .toString())
                .body(reconciliations.html(id, number));
    }
}
