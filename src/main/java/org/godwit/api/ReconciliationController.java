package org.godwit.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.godwit.client.ClientDifference;
import org.godwit.client.Reconciliation;
import org.godwit.client.ReconciliationService;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/source-hierarchies/{hierarchyId}/reconciliations}: the clients of a source against the records here. */
@RestController
@RequestMapping("/api/v1/source-hierarchies/{hierarchyId}/reconciliations")
class ReconciliationController {

    private final ReconciliationService reconciliations;

    ReconciliationController(ReconciliationService reconciliations) {
        this.reconciliations = reconciliations;
    }

    @PostMapping
    ResponseEntity<Reconciliation> begin(@PathVariable long hierarchyId) {
        Reconciliation begun = reconciliations.begin(hierarchyId);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/source-hierarchies/" + hierarchyId + "/reconciliations/" + begun.id()))
                .body(begun);
    }

    @GetMapping
    Page<Reconciliation> list(@PathVariable long hierarchyId, PageQuery query) {
        return reconciliations.list(hierarchyId, query);
    }

    @GetMapping("/{id}")
    Reconciliation get(@PathVariable long hierarchyId, @PathVariable long id) {
        return reconciliations.get(hierarchyId, id);
    }

    @GetMapping("/{id}/differences")
    Page<ClientDifference> differences(
            @PathVariable long hierarchyId,
            @PathVariable long id,
            @RequestParam(required = false) ClientDifference.@Nullable Kind kind,
            PageQuery query) {
        return reconciliations.differences(hierarchyId, id, kind, query);
    }

    @GetMapping("/{id}/report")
    ResponseEntity<String> report(
            @PathVariable long hierarchyId, @PathVariable long id, @RequestParam(defaultValue = "csv") String format) {
        return switch (Formats.of(Format.class, format)) {
            case CSV -> text("csv", reconciliations.csv(hierarchyId, id));
            case HTML -> text("html", reconciliations.html(hierarchyId, id));
        };
    }

    private static ResponseEntity<String> text(String subtype, String body) {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", subtype, StandardCharsets.UTF_8))
                .body(body);
    }

    private enum Format {
        CSV,
        HTML
    }
}
