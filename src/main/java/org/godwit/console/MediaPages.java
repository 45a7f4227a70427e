package org.godwit.console;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.distribution.PackageMedia;
import org.godwit.distribution.PackageMediaService;
import org.godwit.shared.GodwitProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Packages carried on media: export with a key that is shown once, and import. */
@Controller
@RequestMapping("/package-media")
class MediaPages {

    private final PackageMediaService media;
    private final PointChoice points;
    private final SourceChoice sources;
    private final GodwitProperties properties;

    MediaPages(PackageMediaService media, PointChoice points, SourceChoice sources, GodwitProperties properties) {
        this.media = media;
        this.points = points;
        this.sources = sources;
        this.properties = properties;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        model.addAttribute("media", request.show(media.list(request.query())));
        model.addAttribute("sources", sources.all());
        model.addAttribute("points", points.inUse());
        model.addAttribute("roots", properties.contentRoots());
        return "point/media";
    }

    /**
     * Answers with the page itself, not a redirect: the key is shown this once and kept nowhere.
     *
     * @param from {@code source:ID} or {@code point:ID}
     */
    @PostMapping("/export")
    String export(
            @RequestParam(defaultValue = "") String folder,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String packageIds,
            @RequestParam(required = false) @Nullable Integer days,
            Model model) {
        List<String> packages = Arrays.stream(packageIds.split("[\\s,;]+"))
                .filter(p -> !p.isEmpty())
                .toList();
        PackageMediaService.StartedExport started = media.export(new PackageMediaService.NewMediaExport(
                folder.strip(),
                packages,
                id(from, "source:"),
                id(from, "point:"),
                days == null ? null : Duration.ofDays(days)));
        model.addAttribute("one", started.media());
        model.addAttribute("key", started.key());
        return "point/medium";
    }

    @PostMapping("/import")
    String importMedia(
            @RequestParam(defaultValue = "") String folder,
            @RequestParam(defaultValue = "") String key,
            @RequestParam long point,
            RedirectAttributes flash) {
        PackageMedia imported =
                media.importMedia(new PackageMediaService.NewMediaImport(folder.strip(), key.strip(), point));
        Notice.leave(flash, "media.import.started", imported.packageIds().size());
        return "redirect:/package-media";
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, Model model) {
        model.addAttribute("one", media.get(id));
        return "point/medium";
    }

    private static @Nullable Long id(String text, String prefix) {
        String number = text.startsWith(prefix) ? text.substring(prefix.length()) : "";
        return number.matches("\\d{1,18}") ? Long.valueOf(number) : null;
    }
}
