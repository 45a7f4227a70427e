package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.catalog.CatalogueService;
import org.godwit.catalog.EntityDetail;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.ExcludedEntity;
import org.godwit.catalog.MigrationEntity;
import org.godwit.catalog.TypeCount;
import org.godwit.console.page.Columns;
import org.godwit.console.page.CsvFile;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.job.MigrationJobService;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What was gathered: the catalogue of a source hierarchy, one object with what it needs, and the exclusion list. */
@Controller
@RequestMapping("/catalogue")
class CataloguePages {

    private static final Columns COLUMNS =
            Columns.of(6, "name", "type", "sourceKey", "version", "status", "lastChanged", "firstGathered");

    private final CatalogueService catalogue;
    private final SourceHierarchyService hierarchies;
    private final MigrationJobService jobs;
    private final SourceChoice sources;

    CataloguePages(
            CatalogueService catalogue,
            SourceHierarchyService hierarchies,
            MigrationJobService jobs,
            SourceChoice sources) {
        this.catalogue = catalogue;
        this.hierarchies = hierarchies;
        this.jobs = jobs;
        this.sources = sources;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        List<SourceHierarchy> all = sources.all();
        model.addAttribute("sources", all);
        model.addAttribute("types", ObjectType.values());
        model.addAttribute("statuses", EntityStatus.values());
        Long asked = request.id("source");
        SourceHierarchy source = all.stream()
                .filter(h -> asked == null || h.id() == asked)
                .findFirst()
                .orElse(null);
        if (source != null) {
            model.addAttribute("source", source);
            model.addAttribute(
                    "entities", request.show(catalogue.list(source.id(), filter(request), request.query()), COLUMNS));
            model.addAttribute("sites", hierarchies.sites(source.id()));
            model.addAttribute("counts", byType(catalogue.counts(source.id())));
        }
        return "catalogue/list";
    }

    @GetMapping("/csv")
    void csv(ListRequest request, HttpServletResponse response) throws IOException {
        Long asked = request.id("source");
        long source = asked != null
                ? asked
                : sources.all().stream().findFirst().map(SourceHierarchy::id).orElse(0L);
        CsvFile.write(
                response,
                "catalogue.csv",
                request,
                COLUMNS,
                q -> catalogue.list(source, filter(request), q),
                CataloguePages::cell);
    }

    private static EntityFilter filter(ListRequest request) {
        return new EntityFilter(
                request.oneOf("type", ObjectType.class),
                request.oneOf("status", EntityStatus.class),
                request.text("site"),
                request.text("name"));
    }

    private static @Nullable Object cell(MigrationEntity entity, String column) {
        return switch (column) {
            case "name" -> entity.name();
            case "type" -> entity.type();
            case "sourceKey" -> entity.sourceKey();
            case "version" -> entity.version();
            case "status" -> entity.status();
            case "lastChanged" -> entity.lastChanged();
            case "firstGathered" -> entity.firstGathered();
            default -> null;
        };
    }

    /** What excluding the ticked objects would do. */
    @PostMapping("/{sourceId}/bulk")
    String bulk(@PathVariable long sourceId, @RequestParam(required = false) @Nullable Set<Long> entity, Model model) {
        Set<Long> already = excludedIds(sourceId);
        List<MigrationEntity> chosen = (entity == null ? Set.<Long>of() : entity)
                .stream()
                        .sorted()
                        .map(id -> catalogue.get(sourceId, id).entity())
                        .toList();
        model.addAttribute("source", hierarchies.get(sourceId));
        model.addAttribute("chosen", chosen);
        model.addAttribute("already", already);
        return "catalogue/bulk";
    }

    /** Takes the ticked objects into the wizard. */
    @PostMapping("/{sourceId}/bulk/job")
    String job(
            @PathVariable long sourceId,
            @RequestParam(required = false) @Nullable Set<Long> entity,
            RedirectAttributes redirect) {
        redirect.addAttribute("source", sourceId);
        redirect.addAttribute(
                "entity",
                (entity == null ? Set.<Long>of() : entity)
                        .stream().map(String::valueOf).collect(Collectors.joining(",")));
        return "redirect:/migration-jobs/new";
    }

    @GetMapping("/{sourceId}/{entityId}")
    String show(@PathVariable long sourceId, @PathVariable long entityId, Model model) {
        model.addAttribute("source", hierarchies.get(sourceId));
        EntityDetail detail = catalogue.get(sourceId, entityId);
        model.addAttribute("detail", detail);
        model.addAttribute(
                "runs", Actor.current().may(Right.MIGRATION_JOB_READ) ? jobs.history(sourceId, entityId) : List.of());
        model.addAttribute("graph", DependencyGraph.of(detail, id -> catalogue.get(sourceId, id)));
        model.addAttribute(
                "excluded",
                catalogue.exclusionList(sourceId).stream()
                        .filter(e -> e.entityId() == entityId)
                        .findFirst()
                        .orElse(null));
        return "catalogue/show";
    }

    @GetMapping("/{sourceId}/not-migrated")
    String notMigrated(@PathVariable long sourceId, Model model) {
        model.addAttribute("source", hierarchies.get(sourceId));
        model.addAttribute("kinds", catalogue.notMigrated(sourceId));
        return "catalogue/not-migrated";
    }

    @GetMapping("/{sourceId}/exclusion-list")
    String exclusionList(@PathVariable long sourceId, Model model) {
        model.addAttribute("source", hierarchies.get(sourceId));
        model.addAttribute("excluded", catalogue.exclusionList(sourceId));
        return "catalogue/excluded";
    }

    @PostMapping("/{sourceId}/exclude")
    String exclude(
            @PathVariable long sourceId,
            @RequestParam(required = false) @Nullable Set<Long> entity,
            @RequestParam(required = false) @Nullable String reason,
            RedirectAttributes flash) {
        Collection<Long> chosen = entity == null ? Set.of() : entity;
        Set<Long> wanted = excludedIds(sourceId);
        wanted.addAll(chosen);
        catalogue.replaceExclusionList(sourceId, wanted, reason == null || reason.isBlank() ? null : reason.strip());
        Notice.leave(flash, "exclusion.added", chosen.size());
        return "redirect:/catalogue/" + sourceId + "/exclusion-list";
    }

    @PostMapping("/{sourceId}/include")
    String include(
            @PathVariable long sourceId,
            @RequestParam(required = false) @Nullable Set<Long> entity,
            RedirectAttributes flash) {
        Collection<Long> chosen = entity == null ? Set.of() : entity;
        Set<Long> wanted = excludedIds(sourceId);
        wanted.removeAll(chosen);
        catalogue.replaceExclusionList(sourceId, wanted, null);
        Notice.leave(flash, "exclusion.removed", chosen.size());
        return "redirect:/catalogue/" + sourceId + "/exclusion-list";
    }

    private Set<Long> excludedIds(long sourceId) {
        Set<Long> ids = new LinkedHashSet<>();
        catalogue.exclusionList(sourceId).stream().map(ExcludedEntity::entityId).forEach(ids::add);
        return ids;
    }

    private static Map<ObjectType, Long> byType(List<TypeCount> counts) {
        Map<ObjectType, Long> byType = new EnumMap<>(ObjectType.class);
        counts.forEach(c -> byType.merge(c.type(), c.count(), Long::sum));
        return byType;
    }
}
