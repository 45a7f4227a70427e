package org.godwit.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.godwit.distribution.ContentTransfer;
import org.godwit.distribution.ContentTransferService;
import org.godwit.distribution.ContentValidation;
import org.godwit.distribution.DistributionPoint;
import org.godwit.distribution.DistributionPointService;
import org.godwit.distribution.EvidenceFormat;
import org.godwit.distribution.Location;
import org.godwit.distribution.NewDistributionPoint;
import org.godwit.distribution.SourceDistributionPointService;
import org.godwit.distribution.SourcePoint;
import org.godwit.distribution.StoredPackage;
import org.godwit.distribution.TransferFilter;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Distribution points of both sides, and the transfers between them. */
@RestController
@RequestMapping("/api/v1")
class DistributionController {

    private final DistributionPointService points;
    private final SourceDistributionPointService sourcePoints;
    private final ContentTransferService transfers;

    DistributionController(
            DistributionPointService points,
            SourceDistributionPointService sourcePoints,
            ContentTransferService transfers) {
        this.points = points;
        this.sourcePoints = sourcePoints;
        this.transfers = transfers;
    }

    @GetMapping("/distribution-points")
    Page<DistributionPoint> list(PageQuery query) {
        return points.list(query);
    }

    @PostMapping("/distribution-points")
    ResponseEntity<DistributionPoint> create(@RequestBody NewDistributionPoint wanted) {
        DistributionPoint made = points.create(wanted);
        return ResponseEntity.created(URI.create("/api/v1/distribution-points/" + made.id()))
                .body(made);
    }

    @GetMapping("/distribution-points/{id}")
    DistributionPoint get(@PathVariable long id) {
        return points.get(id);
    }

    @PutMapping("/distribution-points/{id}")
    DistributionPoint update(@PathVariable long id, @RequestBody NewDistributionPoint wanted) {
        return points.update(id, wanted);
    }

    @PostMapping("/distribution-points/{id}/verify")
    ResponseEntity<ContentValidation> verify(@PathVariable long id) {
        return begun(id, points.verify(id));
    }

    /** As verify, and mends what is missing or different from any library that has it. */
    @PostMapping("/distribution-points/{id}/repair")
    ResponseEntity<ContentValidation> repair(@PathVariable long id) {
        return begun(id, points.repair(id));
    }

    private static ResponseEntity<ContentValidation> begun(long id, ContentValidation validation) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/distribution-points/" + id + "/validations/" + validation.id()))
                .body(validation);
    }

    @GetMapping("/distribution-points/{id}/validations")
    Page<ContentValidation> validations(@PathVariable long id, PageQuery query) {
        return points.validations(id, query);
    }

    @GetMapping("/distribution-points/{id}/validations/{validationId}")
    ContentValidation validation(@PathVariable long id, @PathVariable long validationId) {
        return points.validation(id, validationId);
    }

    /** Has it end at the next file. */
    @PostMapping("/distribution-points/{id}/validations/{validationId}/stop")
    ResponseEntity<ContentValidation> stopValidation(@PathVariable long id, @PathVariable long validationId) {
        return begun(id, points.stopValidation(id, validationId));
    }

    @GetMapping("/distribution-points/{id}/packages")
    Page<StoredPackage> packages(@PathVariable long id, PageQuery query) {
        return points.packages(id, query);
    }

    /** For {@code sha256sum -c} at the root of the point's content library. */
    @GetMapping(value = "/distribution-points/{id}/packages/{packageId}/evidence", produces = "text/plain")
    String evidence(@PathVariable long id, @PathVariable String packageId) {
        return points.evidence(id, packageId);
    }

    /** What proves everything published there: {@code format=sha256sum} or {@code csv}. */
    @GetMapping("/distribution-points/{id}/evidence")
    void evidence(
            @PathVariable long id,
            @RequestParam(defaultValue = "sha256sum") String format,
            HttpServletResponse response)
            throws IOException {
        EvidenceFormat form = Formats.of(EvidenceFormat.class, format);
        points.get(id);
        response.setContentType(form.mediaType());
        points.evidence(id, form, response.getOutputStream());
    }

    @GetMapping("/source-hierarchies/{hierarchyId}/distribution-points")
    Page<SourcePoint> sourcePoints(@PathVariable long hierarchyId, PageQuery query) {
        return sourcePoints.list(hierarchyId, query);
    }

    @GetMapping("/source-hierarchies/{hierarchyId}/distribution-points/{id}")
    SourcePoint sourcePoint(@PathVariable long hierarchyId, @PathVariable long id) {
        return sourcePoints.get(hierarchyId, id);
    }

    @PutMapping("/source-hierarchies/{hierarchyId}/distribution-points/{id}/location")
    SourcePoint setLocation(@PathVariable long hierarchyId, @PathVariable long id, @RequestBody Location location) {
        return sourcePoints.setLocation(hierarchyId, id, location);
    }

    /** Body of {@code PUT …/sharing}. */
    record Sharing(boolean shared) {}

    @PutMapping("/source-hierarchies/{hierarchyId}/distribution-points/{id}/sharing")
    SourcePoint share(@PathVariable long hierarchyId, @PathVariable long id, @RequestBody Sharing sharing) {
        return sourcePoints.share(hierarchyId, id, sharing.shared());
    }

    @PutMapping("/source-hierarchies/{hierarchyId}/sites/{siteCode}/sharing")
    List<SourcePoint> shareSite(
            @PathVariable long hierarchyId, @PathVariable String siteCode, @RequestBody Sharing sharing) {
        return sourcePoints.shareSite(hierarchyId, siteCode, sharing.shared());
    }

    @GetMapping("/content-transfers")
    Page<ContentTransfer> transfers(
            @RequestParam(required = false) ContentTransfer.@Nullable Status status,
            @RequestParam(required = false) @Nullable Long distributionPointId,
            @RequestParam(required = false) @Nullable Long jobId,
            PageQuery query) {
        return transfers.list(new TransferFilter(status, distributionPointId, jobId), query);
    }

    @GetMapping("/content-transfers/{id}")
    ContentTransfer transfer(@PathVariable long id) {
        return transfers.get(id);
    }

    @PostMapping("/content-transfers/{id}/retry")
    ResponseEntity<ContentTransfer> retry(@PathVariable long id) {
        ContentTransfer transfer = transfers.retry(id);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/content-transfers/" + id))
                .body(transfer);
    }
}
