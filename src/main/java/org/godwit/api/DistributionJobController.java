package org.godwit.api;

import java.net.URI;
import org.godwit.distribution.DistributionJob;
import org.godwit.distribution.DistributionJobService;
import org.godwit.distribution.DistributionRun;
import org.godwit.distribution.NewDistributionJob;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Jobs that bring content from distribution points of the destination to others of it. */
@RestController
@RequestMapping("/api/v1/distribution-jobs")
class DistributionJobController {

    private final DistributionJobService jobs;

    DistributionJobController(DistributionJobService jobs) {
        this.jobs = jobs;
    }

    @GetMapping
    Page<DistributionJob> list(PageQuery query) {
        return jobs.list(query);
    }

    @PostMapping
    ResponseEntity<DistributionJob> create(@RequestBody NewDistributionJob wanted) {
        DistributionJob made = jobs.create(wanted);
        return ResponseEntity.created(URI.create("/api/v1/distribution-jobs/" + made.id()))
                .body(made);
    }

    @GetMapping("/{id}")
    DistributionJob get(@PathVariable long id) {
        return jobs.get(id);
    }

    @PutMapping("/{id}")
    DistributionJob update(@PathVariable long id, @RequestBody NewDistributionJob wanted) {
        return jobs.update(id, wanted);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable long id) {
        jobs.delete(id);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/start")
    ResponseEntity<DistributionRun> start(@PathVariable long id) {
        DistributionRun run = jobs.start(id);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/distribution-jobs/" + id + "/runs/" + run.id()))
                .body(run);
    }

    @PostMapping("/{id}/stop")
    ResponseEntity<DistributionJob> stop(@PathVariable long id) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/distribution-jobs/" + id))
                .body(jobs.stop(id));
    }

    @GetMapping("/{id}/runs")
    Page<DistributionRun> runs(@PathVariable long id, PageQuery query) {
        return jobs.runs(id, query);
    }

    @GetMapping("/{id}/runs/{runId}")
    DistributionRun run(@PathVariable long id, @PathVariable long runId) {
        return jobs.run(id, runId);
    }

    @GetMapping("/{id}/runs/{runId}/items")
    Page<DistributionRun.Item> items(@PathVariable long id, @PathVariable long runId, PageQuery query) {
        return jobs.items(id, runId, query);
    }
}
