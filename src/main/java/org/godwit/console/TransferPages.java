package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.godwit.console.page.Columns;
import org.godwit.console.page.CsvFile;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Listing;
import org.godwit.console.page.LiveStream;
import org.godwit.console.page.Notice;
import org.godwit.distribution.ContentTransfer;
import org.godwit.distribution.ContentTransfer.Status;
import org.godwit.distribution.ContentTransferService;
import org.godwit.distribution.TransferFilter;
import org.godwit.shared.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Transfers of packages to distribution points: as a list, and over time. */
@Controller
@RequestMapping("/content-transfers")
class TransferPages {

    private static final Columns COLUMNS = Columns.of(
            7,
            "packageId",
            "distributionPoint",
            "status",
            "bytes",
            "moved",
            "saved",
            "startedAt",
            "files",
            "source",
            "job",
            "attempts",
            "finishedAt");

    private final ContentTransferService transfers;
    private final PointChoice points;
    private final LiveStream live;
    private final Clock clock;

    TransferPages(ContentTransferService transfers, PointChoice points, LiveStream live, Clock clock) {
        this.transfers = transfers;
        this.points = points;
        this.live = live;
        this.clock = clock;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        Page<ContentTransfer> page = transfers.list(filter(request), request.query());
        Listing<ContentTransfer> listing = request.show(page, COLUMNS);
        model.addAttribute("transfers", listing);
        model.addAttribute("running", page.items().stream().anyMatch(t -> !over(t)));
        model.addAttribute("timeline", TransferTimeline.of(page.items(), clock.instant()));
        model.addAttribute("statuses", Status.values());
        model.addAttribute("points", points.all());
        return "point/transfers";
    }

    @GetMapping("/csv")
    void csv(ListRequest request, HttpServletResponse response) throws IOException {
        CsvFile.write(
                response,
                "content-transfers.csv",
                request,
                COLUMNS,
                q -> transfers.list(filter(request), q),
                TransferPages::cell);
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(ListRequest request) {
        transfers.list(filter(request), request.query());
        return live.open(() -> {
            List<ContentTransfer> items =
                    transfers.list(filter(request), request.query()).items();
            return new LiveStream.State(items, items.stream().allMatch(TransferPages::over));
        });
    }

    /** What trying the ticked transfers again would do. */
    @PostMapping("/bulk")
    String bulk(@RequestParam(required = false) @Nullable List<Long> id, Model model) {
        List<ContentTransfer> chosen =
                (id == null ? List.<Long>of() : id).stream().map(transfers::get).toList();
        model.addAttribute(
                "open", chosen.stream().filter(TransferPages::canBeRetried).toList());
        model.addAttribute("left", chosen.stream().filter(t -> !canBeRetried(t)).toList());
        return "point/transfers-bulk";
    }

    @PostMapping("/bulk/retry")
    String retryAll(@RequestParam(required = false) @Nullable List<Long> id, RedirectAttributes flash) {
        List<Long> chosen = id == null ? List.of() : id;
        chosen.forEach(transfers::retry);
        Notice.leave(flash, "transfer.bulk.notice", chosen.size());
        return "redirect:/content-transfers";
    }

    private static TransferFilter filter(ListRequest request) {
        return new TransferFilter(request.oneOf("status", Status.class), request.id("point"), request.id("job"));
    }

    private static boolean over(ContentTransfer transfer) {
        return transfer.status() != Status.RUNNING && transfer.status() != Status.NOT_STARTED;
    }

    private static boolean canBeRetried(ContentTransfer transfer) {
        return transfer.status() == Status.FAILED || transfer.status() == Status.STOPPED;
    }

    private static @Nullable Object cell(ContentTransfer transfer, String column) {
        return switch (column) {
            case "packageId" -> transfer.packageId();
            case "distributionPoint" -> transfer.distributionPoint();
            case "status" -> transfer.status();
            case "bytes" -> transfer.bytes();
            case "moved" -> transfer.bytesMoved();
            case "saved" -> transfer.bytesSaved();
            case "startedAt" -> transfer.startedAt();
            case "files" -> transfer.files();
            case "source" -> transfer.sourceDistributionPoint();
            case "job" -> transfer.jobId();
            case "attempts" -> transfer.attempts();
            case "finishedAt" -> transfer.finishedAt();
            default -> null;
        };
    }
}
