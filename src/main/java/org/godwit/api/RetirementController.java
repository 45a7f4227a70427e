package org.godwit.api;

import java.util.List;
import org.godwit.distribution.Retirement;
import org.godwit.distribution.RetirementService;
import org.godwit.distribution.RetirementService.NewRetirement;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Content that distribution points give up, after a grace period. */
@RestController
@RequestMapping("/api/v1")
class RetirementController {

    private final RetirementService retirements;

    RetirementController(RetirementService retirements) {
        this.retirements = retirements;
    }

    @GetMapping("/content-retirements")
    Page<Retirement> list(
            @RequestParam(required = false) Retirement.@Nullable Status status,
            @RequestParam(required = false) @Nullable Long distributionPointId,
            PageQuery query) {
        return retirements.list(status, distributionPointId, query);
    }

    @GetMapping("/content-retirements/{id}")
    Retirement get(@PathVariable long id) {
        return retirements.get(id);
    }

    @PostMapping("/content-retirements/{id}/cancel")
    Retirement cancel(@PathVariable long id) {
        return retirements.cancel(id);
    }

    @PostMapping("/distribution-points/{id}/retirements")
    @ResponseStatus(HttpStatus.CREATED)
    List<Retirement> plan(@PathVariable long id, @RequestBody NewRetirement wanted) {
        return retirements.plan(id, wanted);
    }

    /** Packages that their source no longer states. */
    @GetMapping("/distribution-points/{id}/retirement-proposals")
    List<RetirementService.Proposal> proposals(@PathVariable long id) {
        return retirements.proposals(id);
    }
}
