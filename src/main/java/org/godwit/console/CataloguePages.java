package org.godwit.console;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.catalog.CatalogueService;
import org.godwit.catalog.EntityDetail;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.ExcludedEntity;
import org.godwit.catalog.TypeCount;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyService;
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

    private final CatalogueService catalogue;
    private final SourceHierarchyService hierarchies;
    private final SourceChoice sources;

    CataloguePages(CatalogueService catalogue, SourceHierarchyService hierarchies, SourceChoice sources) {
        this.catalogue = catalogue;
        this.hierarchies = hierarchies;
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
            EntityFilter filter = new EntityFilter(
                    request.oneOf("type", ObjectType.class),
                    request.oneOf("status", EntityStatus.class),
                    request.text("name"));
            model.addAttribute("source", source);
            model.addAttribute("entities", request.show(catalogue.list(source.id(), filter, request.query())));
            model.addAttribute("counts", byType(catalogue.counts(source.id())));
        }
        return "catalogue/list";
    }

    @GetMapping("/{sourceId}/{entityId}")
    String show(@PathVariable long sourceId, @PathVariable long entityId, Model model) {
        model.addAttribute("source", hierarchies.get(sourceId));
        EntityDetail detail = catalogue.get(sourceId, entityId);
        model.addAttribute("detail", detail);
        model.addAttribute("graph", DependencyGraph.of(detail, id -> catalogue.get(sourceId, id)));
        model.addAttribute(
                "excluded",
                catalogue.exclusionList(sourceId).stream()
                        .filter(e -> e.entityId() == entityId)
                        .findFirst()
                        .orElse(null));
        return "catalogue/show";
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
