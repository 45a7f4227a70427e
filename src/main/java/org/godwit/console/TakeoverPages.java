package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.godwit.console.page.Columns;
import org.godwit.console.page.CsvFile;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.LiveStream;
import org.godwit.console.page.Notice;
import org.godwit.distribution.Takeover;
import org.godwit.distribution.TakeoverService;
import org.godwit.distribution.TakeoverStep;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Reassignments of source distribution points, step by step, with what is left to do at the source. */
@Controller
@RequestMapping("/reassignments")
class TakeoverPages {

    private static final Columns COLUMNS = Columns.of(
            7,
            "serverName",
            "status",
            "lastDone",
            "packages",
            "bytes",
            "bytesMoved",
            "startedAt",
            "siteCode",
            "job",
            "finishedAt");

    private final TakeoverService takeovers;
    private final LiveStream live;

    TakeoverPages(TakeoverService takeovers, LiveStream live) {
        this.takeovers = takeovers;
        this.live = live;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        model.addAttribute("takeovers", request.show(takeovers.list(request.query()), COLUMNS));
        return "point/takeovers";
    }

    @GetMapping("/csv")
    void csv(ListRequest request, HttpServletResponse response) throws IOException {
        CsvFile.write(response, "reassignments.csv", request, COLUMNS, takeovers::list, TakeoverPages::cell);
    }

    private static @Nullable Object cell(Takeover takeover, String column) {
        return switch (column) {
            case "serverName" -> takeover.serverName();
            case "status" -> takeover.status();
            case "lastDone" -> takeover.lastDone();
            case "packages" -> takeover.packages();
            case "bytes" -> takeover.bytes();
            case "bytesMoved" -> takeover.bytesMoved();
            case "startedAt" -> takeover.startedAt();
            case "siteCode" -> takeover.siteCode();
            case "job" -> takeover.jobId();
            case "finishedAt" -> takeover.finishedAt();
            default -> null;
        };
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, Model model) {
        state(id, model);
        model.addAttribute("checklist", takeovers.checklist(id));
        return "point/takeover";
    }

    @GetMapping("/{id}/progress")
    String progress(@PathVariable long id, Model model) {
        state(id, model);
        return "point/takeover :: progress";
    }

    @GetMapping(path = "/{id}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable long id) {
        takeovers.get(id);
        return live.open(() -> {
            Takeover takeover = takeovers.get(id);
            return new LiveStream.State(takeover, !running(takeover));
        });
    }

    @PostMapping("/{id}/resume")
    String resume(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "takeover.resumed", takeovers.resume(id).serverName());
        return "redirect:/reassignments/" + id;
    }

    @PostMapping("/{id}/abort")
    String abort(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "takeover.aborted", takeovers.abort(id).serverName());
        return "redirect:/reassignments/" + id;
    }

    @PostMapping("/{id}/removed")
    String removed(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "takeover.done", takeovers.removed(id).serverName());
        return "redirect:/reassignments/" + id;
    }

    private void state(long id, Model model) {
        Takeover takeover = takeovers.get(id);
        model.addAttribute("takeover", takeover);
        model.addAttribute("steps", TakeoverStep.values());
        model.addAttribute("running", running(takeover));
    }

    private static boolean running(Takeover takeover) {
        return takeover.status() == Takeover.Status.RUNNING || takeover.status() == Takeover.Status.NOT_STARTED;
    }
}
