package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.godwit.access.SecurityScopeService;
import org.godwit.console.page.Columns;
import org.godwit.console.page.CsvFile;
import org.godwit.console.page.Fault;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.credential.Account;
import org.godwit.distribution.DistributionPoint;
import org.godwit.distribution.DistributionPointService;
import org.godwit.distribution.EvidenceFormat;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Distribution points of the destination: what lies there, and whether it is still what was published. */
@Controller
@RequestMapping("/distribution-points")
class DistributionPointPages {

    private static final Columns COLUMNS =
            Columns.of(6, "name", "siteCode", "location", "bandwidth", "packages", "bytes", "state", "createdAt");

    private static final int RECENT = 5;

    private final DistributionPointService points;
    private final SecurityScopeService scopes;
    private final GodwitProperties properties;

    DistributionPointPages(DistributionPointService points, SecurityScopeService scopes, GodwitProperties properties) {
        this.points = points;
        this.scopes = scopes;
        this.properties = properties;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        model.addAttribute("points", request.show(points.list(request.query()), COLUMNS));
        return "point/list";
    }

    @GetMapping("/csv")
    void csv(ListRequest request, HttpServletResponse response) throws IOException {
        CsvFile.write(
                response, "distribution-points.csv", request, COLUMNS, points::list, DistributionPointPages::cell);
    }

    private static @Nullable Object cell(DistributionPoint point, String column) {
        return switch (column) {
            case "name" -> point.name();
            case "siteCode" -> point.siteCode();
            case "location" -> point.location().text();
            case "bandwidth" ->
                point.bandwidth() == null ? null : point.bandwidth().megabytesPerSecond();
            case "packages" -> point.packages();
            case "bytes" -> point.bytes();
            case "state" -> point.state();
            case "createdAt" -> point.createdAt();
            default -> null;
        };
    }

    @GetMapping("/new")
    String form(Model model) {
        return form(DistributionPointForm.empty(properties.siteCode()), model);
    }

    @PostMapping
    String create(
            @ModelAttribute DistributionPointForm form,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        try {
            DistributionPoint made = points.create(form.wanted());
            Notice.leave(flash, "point.created", made.name());
            return "redirect:/distribution-points/" + made.id();
        } catch (GodwitException e) {
            model.addAttribute("fault", Fault.of(e));
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(form, model);
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, ListRequest request, Model model) {
        validations(id, model);
        model.addAttribute("packages", request.show(points.packages(id, request.query())));
        return "point/show";
    }

    /** The live panel, asked for again and again while a validation is under way. */
    @GetMapping("/{id}/validations")
    String validations(@PathVariable long id, Model model) {
        model.addAttribute("point", points.get(id));
        model.addAttribute(
                "validations", points.validations(id, PageQuery.first(RECENT)).items());
        return "point/show :: validations";
    }

    @PostMapping("/{id}/verify")
    String verify(@PathVariable long id, RedirectAttributes flash) {
        points.verify(id);
        Notice.leave(flash, "point.verify.notice");
        return "redirect:/distribution-points/" + id;
    }

    @PostMapping("/{id}/validations/{validationId}/stop")
    String stopValidation(@PathVariable long id, @PathVariable long validationId, RedirectAttributes flash) {
        points.stopValidation(id, validationId);
        Notice.leave(flash, "validation.stop.notice");
        return "redirect:/distribution-points/" + id;
    }

    @GetMapping("/{id}/evidence")
    void evidence(
            @PathVariable long id,
            @RequestParam(defaultValue = "sha256sum") String format,
            HttpServletResponse response)
            throws IOException {
        EvidenceFormat form = "csv".equals(format) ? EvidenceFormat.CSV : EvidenceFormat.SHA256SUM;
        points.get(id);
        response.setContentType(form.mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("evidence-" + id + form.extension())
                        .build()
                        .toString());
        points.evidence(id, form, response.getOutputStream());
    }

    @PostMapping("/{id}/repair")
    String repair(@PathVariable long id, RedirectAttributes flash) {
        points.repair(id);
        Notice.leave(flash, "point.repair.notice");
        return "redirect:/distribution-points/" + id;
    }

    private String form(DistributionPointForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("scopes", Actor.current().may(Right.SECURITY_SCOPE_READ) ? scopes.list() : List.of());
        model.addAttribute("roots", properties.contentRoots());
        model.addAttribute("accountKinds", Account.Kind.ofSources());
        model.addAttribute("locationKinds", List.of(LocationForm.Kind.DIRECTORY, LocationForm.Kind.SMB));
        return "point/form";
    }
}
