package org.godwit.api;

import java.net.URI;
import java.util.List;
import org.godwit.distribution.Takeover;
import org.godwit.distribution.TakeoverService;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reassignments of source distribution points; jobs begin them. */
@RestController
@RequestMapping("/api/v1/takeovers")
class TakeoverController {

    private final TakeoverService takeovers;

    TakeoverController(TakeoverService takeovers) {
        this.takeovers = takeovers;
    }

    @GetMapping
    Page<Takeover> list(PageQuery query) {
        return takeovers.list(query);
    }

    @GetMapping("/{id}")
    Takeover get(@PathVariable long id) {
        return takeovers.get(id);
    }

    @GetMapping("/{id}/checklist")
    List<TakeoverService.ChecklistItem> checklist(@PathVariable long id) {
        return takeovers.checklist(id);
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<Takeover> resume(@PathVariable long id) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/takeovers/" + id))
                .body(takeovers.resume(id));
    }

    @PostMapping("/{id}/abort")
    Takeover abort(@PathVariable long id) {
        return takeovers.abort(id);
    }

    /** The source's administrator has worked off the checklist. */
    @PostMapping("/{id}/removed-at-source")
    Takeover removed(@PathVariable long id) {
        return takeovers.removed(id);
    }
}
