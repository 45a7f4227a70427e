package org.godwit.console;

import java.util.List;
import java.util.Map;
import org.godwit.console.page.Notice;
import org.godwit.draft.Draft;
import org.godwit.draft.DraftService;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Keeps what was filled in of a wizard: by itself while one goes on, and by a button. */
@Controller
@RequestMapping("/drafts")
class DraftPages {

    private static final Map<Draft.Kind, String> FORMS = Map.of(
            Draft.Kind.SOURCE_HIERARCHY, "/source-hierarchies/new", Draft.Kind.MIGRATION_JOB, "/migration-jobs/new");

    private final DraftService drafts;

    DraftPages(DraftService drafts) {
        this.drafts = drafts;
    }

    @PostMapping("/{kind}")
    String save(
            @PathVariable Draft.Kind kind,
            @RequestParam MultiValueMap<String, String> fields,
            RedirectAttributes flash) {
        Draft kept = keep(kind, fields);
        Notice.leave(flash, "draft.saved");
        return "redirect:" + FORMS.get(kind) + "?draft=" + kept.id();
    }

    /** As the page does by itself; answers the draft's id. */
    @PostMapping(path = "/{kind}", headers = "X-Draft=auto")
    ResponseEntity<String> saveQuietly(
            @PathVariable Draft.Kind kind, @RequestParam MultiValueMap<String, String> fields) {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_PLAIN)
                .body(String.valueOf(keep(kind, fields).id()));
    }

    @PostMapping("/{kind}/{id}/discard")
    String discard(@PathVariable Draft.Kind kind, @PathVariable long id, RedirectAttributes flash) {
        drafts.discard(id);
        Notice.leave(flash, "draft.discarded");
        return "redirect:" + FORMS.get(kind);
    }

    private Draft keep(Draft.Kind kind, MultiValueMap<String, String> fields) {
        String title = fields.getFirst("name");
        Map<String, List<String>> kept = new java.util.TreeMap<>(fields);
        kept.keySet().removeAll(List.of("draft", "key"));
        return drafts.save(id(fields.getFirst("draft")), kind, title == null ? "" : title.strip(), kept);
    }

    private static @Nullable Long id(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }
}
