package org.godwit.api;

import java.net.URI;
import org.godwit.live.LiveComparison;
import org.godwit.live.LiveDestination;
import org.godwit.live.LiveDestinationService;
import org.godwit.live.LiveDifference;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/live-destination}: blocks at a real site, compared and carried over. */
@RestController
@RequestMapping("/api/v1/live-destination")
class LiveDestinationController {

    private final LiveDestinationService live;

    LiveDestinationController(LiveDestinationService live) {
        this.live = live;
    }

    @GetMapping
    LiveDestination get() {
        return live.get();
    }

    @GetMapping("/comparisons")
    Page<LiveComparison> comparisons(PageQuery query) {
        return live.comparisons(query);
    }

    @GetMapping("/comparisons/{id}")
    LiveComparison comparison(@PathVariable long id) {
        return live.comparison(id);
    }

    @GetMapping("/comparisons/{id}/differences")
    Page<LiveDifference> differences(
            @PathVariable long id,
            @RequestParam(required = false) LiveDifference.@Nullable Kind kind,
            PageQuery query) {
        return live.differences(id, kind, query);
    }

    @PostMapping("/comparisons")
    ResponseEntity<LiveComparison> begin(@RequestBody BeginRequest request) {
        if (request.mode() == null) {
            throw GodwitException.invalid(
                    "LIVE_COMPARISON_INVALID",
                    "The mode is missing.",
                    "Send {\"mode\": \"DRY_RUN\"} or {\"mode\": \"BLOCK\"}.");
        }
        LiveComparison begun = live.begin(request.mode());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/live-destination/comparisons/" + begun.id()))
                .body(begun);
    }

    record BeginRequest(LiveComparison.@Nullable Mode mode) {}
}
