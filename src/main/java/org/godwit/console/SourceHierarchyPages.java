package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.godwit.console.page.Columns;
import org.godwit.console.page.CsvFile;
import org.godwit.console.page.Fault;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.credential.Account;
import org.godwit.distribution.SourceDistributionPointService;
import org.godwit.gathering.DisclosureService;
import org.godwit.gathering.GatheringService;
import org.godwit.gathering.GatheringState;
import org.godwit.hierarchy.PreflightCheck;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.site.DataClass;
import org.godwit.site.SourceSiteInfo;
import org.jspecify.annotations.Nullable;
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

/** Source hierarchies: list, state, what is read of them, and the end of migration. */
@Controller
@RequestMapping("/source-hierarchies")
class SourceHierarchyPages {

    private static final Columns COLUMNS = Columns.of(
            6,
            "name",
            "siteCode",
            "state",
            "gathering",
            "lastSuccess",
            "nextAt",
            "siteServer",
            "gatherEvery",
            "createdBy",
            "createdAt");

    private static final int RECENT = 6;

    private final SourceHierarchyService hierarchies;
    private final GatheringService gatherings;
    private final SourceDistributionPointService points;
    private final DisclosureService disclosures;
    private final GodwitProperties properties;

    SourceHierarchyPages(
            SourceHierarchyService hierarchies,
            GatheringService gatherings,
            SourceDistributionPointService points,
            DisclosureService disclosures,
            GodwitProperties properties) {
        this.hierarchies = hierarchies;
        this.gatherings = gatherings;
        this.points = points;
        this.disclosures = disclosures;
        this.properties = properties;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        model.addAttribute("hierarchies", request.show(rows(request.query()), COLUMNS));
        return "hierarchy/list";
    }

    private Page<HierarchyRow> rows(PageQuery query) {
        return hierarchies.list(query).map(h -> new HierarchyRow(h, gatherings.state(h.id())));
    }

    @GetMapping("/csv")
    void csv(ListRequest request, HttpServletResponse response) throws IOException {
        CsvFile.write(response, "source-hierarchies.csv", request, COLUMNS, this::rows, SourceHierarchyPages::cell);
    }

    private static @Nullable Object cell(HierarchyRow row, String column) {
        return switch (column) {
            case "name" -> row.hierarchy().name();
            case "siteCode" -> row.hierarchy().siteCode();
            case "state" -> row.hierarchy().state();
            case "gathering" -> row.state().status();
            case "lastSuccess" -> row.state().lastSuccess();
            case "nextAt" -> row.state().nextAt();
            case "siteServer" -> row.hierarchy().topLevelSite().siteServer();
            case "gatherEvery" -> row.hierarchy().gatherEvery();
            case "createdBy" -> row.hierarchy().createdBy();
            case "createdAt" -> row.hierarchy().createdAt();
            default -> null;
        };
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, Model model) {
        List<SourceSiteInfo> sites = hierarchies.sites(id);
        SourceHierarchy hierarchy = hierarchies.get(id);
        Map<Boolean, List<PreflightCheck>> checks = hierarchy.preflight().stream()
                .collect(Collectors.partitioningBy(c -> c.outcome() == PreflightCheck.Outcome.PASS));
        model.addAttribute("hierarchy", hierarchy);
        model.addAttribute("passed", checks.get(true));
        model.addAttribute("troubles", checks.get(false));
        GatheringState state = gatherings.state(id);
        model.addAttribute("state", state);
        model.addAttribute("sites", sites);
        model.addAttribute("diagram", SiteDiagram.of(sites, state.status()));
        model.addAttribute(
                "gatherings", gatherings.list(id, PageQuery.first(RECENT)).items());
        return "hierarchy/show";
    }

    @GetMapping("/{id}/disclosure")
    String disclosure(@PathVariable long id, Model model) {
        head(id, model);
        try {
            model.addAttribute("disclosures", disclosures.disclosure(id));
        } catch (GodwitException e) {
            model.addAttribute("fault", Fault.of(e));
        }
        return "hierarchy/disclosure";
    }

    /** Removes what was read of a class that is not read any more. */
    @PostMapping("/{id}/data-classes/{dataClass}/purge")
    String purge(@PathVariable long id, @PathVariable DataClass dataClass, RedirectAttributes flash) {
        long rows = disclosures.purge(id, dataClass).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        Notice.leave(flash, "disclosure.purged", rows);
        return "redirect:/source-hierarchies/" + id + "/disclosure";
    }

    @GetMapping("/{id}/distribution-points")
    String points(@PathVariable long id, ListRequest request, Model model) {
        head(id, model);
        model.addAttribute("points", request.show(points.list(id, request.query())));
        model.addAttribute("sites", hierarchies.sites(id));
        return "hierarchy/points";
    }

    @PostMapping("/{id}/distribution-points/{pointId}/share")
    String share(
            @PathVariable long id, @PathVariable long pointId, @RequestParam boolean shared, RedirectAttributes flash) {
        String server = points.share(id, pointId, shared).serverName();
        Notice.leave(flash, shared ? "sourcepoint.shared.notice" : "sourcepoint.unshared.notice", server);
        return "redirect:/source-hierarchies/" + id + "/distribution-points";
    }

    @PostMapping("/{id}/distribution-points/share-site")
    String shareSite(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String siteCode,
            @RequestParam boolean shared,
            RedirectAttributes flash) {
        int count = points.shareSite(id, siteCode, shared).size();
        Notice.leave(flash, "sourcepoint.site.notice", count, siteCode);
        return "redirect:/source-hierarchies/" + id + "/distribution-points";
    }

    @GetMapping("/{id}/distribution-points/{pointId}")
    String point(@PathVariable long id, @PathVariable long pointId, Model model) {
        return point(id, pointId, LocationForm.empty(), model);
    }

    @PostMapping("/{id}/distribution-points/{pointId}/location")
    String locate(
            @PathVariable long id,
            @PathVariable long pointId,
            @ModelAttribute LocatedPoint form,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        LocationForm given = Objects.requireNonNullElse(form.location(), LocationForm.empty());
        try {
            Notice.leave(
                    flash,
                    "sourcepoint.located",
                    points.setLocation(id, pointId, given.location()).serverName());
            return "redirect:/source-hierarchies/" + id + "/distribution-points";
        } catch (GodwitException e) {
            model.addAttribute("fault", Fault.of(e));
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return point(id, pointId, given, model);
        }
    }

    @GetMapping("/{id}/finish")
    String finishReview(@PathVariable long id, Model model) {
        head(id, model);
        model.addAttribute("review", hierarchies.finishReview(id));
        return "hierarchy/finish";
    }

    @PostMapping("/{id}/finish")
    String finish(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "hierarchy.finished.notice", hierarchies.finish(id).name());
        return "redirect:/source-hierarchies/" + id;
    }

    @PostMapping("/{id}/clean-up")
    String cleanUp(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "hierarchy.cleaned.notice", hierarchies.cleanUp(id).name());
        return "redirect:/source-hierarchies/" + id;
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable long id, RedirectAttributes flash) {
        hierarchies.delete(id);
        Notice.leave(flash, "hierarchy.deleted");
        return "redirect:/source-hierarchies";
    }

    private String point(long id, long pointId, LocationForm location, Model model) {
        head(id, model);
        model.addAttribute("point", points.get(id, pointId));
        model.addAttribute("location", location);
        model.addAttribute("roots", properties.contentRoots());
        model.addAttribute("accountKinds", Account.Kind.ofSources());
        model.addAttribute("locationKinds", List.of(LocationForm.Kind.values()));
        return "hierarchy/point";
    }

    private void head(long id, Model model) {
        model.addAttribute("hierarchy", hierarchies.get(id));
    }

    /** The form that says where the content library of a source's distribution point lies. */
    record LocatedPoint(@Nullable LocationForm location) {}
}
