package org.godwit.api;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.godwit.hierarchy.FinishReview;
import org.godwit.hierarchy.PreflightCheck;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyChange;
import org.godwit.hierarchy.SourceHierarchyDefinition;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.site.SourceSiteInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/source-hierarchies}: define, check, stop, finish. */
@RestController
@RequestMapping("/api/v1/source-hierarchies")
class SourceHierarchyController {

    private final SourceHierarchyService hierarchies;

    SourceHierarchyController(SourceHierarchyService hierarchies) {
        this.hierarchies = hierarchies;
    }

    @PostMapping
    ResponseEntity<SourceHierarchy> create(
            @RequestBody SourceHierarchyDefinition definition,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        SourceHierarchy made = hierarchies.create(definition, idempotencyKey);
        return ResponseEntity.created(URI.create("/api/v1/source-hierarchies/" + made.id()))
                .body(made);
    }

    @PostMapping("/preflight")
    Map<String, List<PreflightCheck>> preflight(@RequestBody SourceHierarchyDefinition definition) {
        return Map.of("preflight", hierarchies.preflight(definition));
    }

    @GetMapping
    Page<SourceHierarchy> list(PageQuery query) {
        return hierarchies.list(query);
    }

    @GetMapping("/{id}")
    SourceHierarchy get(@PathVariable long id) {
        return hierarchies.get(id);
    }

    @GetMapping("/{id}/sites")
    Page<SourceSiteInfo> sites(@PathVariable long id) {
        List<SourceSiteInfo> sites = hierarchies.sites(id);
        return new Page<>(sites, 0, Math.max(1, sites.size()), sites.size());
    }

    @PatchMapping("/{id}")
    SourceHierarchy change(@PathVariable long id, @RequestBody SourceHierarchyChange change) {
        return hierarchies.change(id, change);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        hierarchies.delete(id);
    }

    @PostMapping("/{id}/stop-gathering")
    SourceHierarchy stopGathering(@PathVariable long id) {
        return hierarchies.stopGathering(id);
    }

    @PostMapping("/{id}/resume-gathering")
    SourceHierarchy resumeGathering(@PathVariable long id) {
        return hierarchies.resumeGathering(id);
    }

    @GetMapping("/{id}/finish")
    FinishReview finishReview(@PathVariable long id) {
        return hierarchies.finishReview(id);
    }

    @PostMapping("/{id}/finish")
    SourceHierarchy finish(@PathVariable long id) {
        return hierarchies.finish(id);
    }

    @PostMapping("/{id}/clean-up")
    SourceHierarchy cleanUp(@PathVariable long id) {
        return hierarchies.cleanUp(id);
    }
}
