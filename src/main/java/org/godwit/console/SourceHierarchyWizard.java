package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.godwit.access.SecurityScopeService;
import org.godwit.console.page.Fault;
import org.godwit.console.page.Forms;
import org.godwit.console.page.Notice;
import org.godwit.credential.Account;
import org.godwit.draft.Draft;
import org.godwit.draft.DraftService;
import org.godwit.gathering.DisclosureService;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.godwit.site.DataClass;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Specifying a source hierarchy, and configuring it: one form, shown step by step where scripts run, with what the source
 * answers (preflight, disclosure) beside the step it belongs to.
 */
@Controller
@RequestMapping("/source-hierarchies")
class SourceHierarchyWizard {

    private static final String FORM = "hierarchy/form";

    private final SourceHierarchyService hierarchies;
    private final DisclosureService disclosures;
    private final DraftService drafts;
    private final SecurityScopeService scopes;
    private final Forms forms;

    SourceHierarchyWizard(
            SourceHierarchyService hierarchies,
            DisclosureService disclosures,
            DraftService drafts,
            SecurityScopeService scopes,
            Forms forms) {
        this.scopes = scopes;
        this.hierarchies = hierarchies;
        this.disclosures = disclosures;
        this.drafts = drafts;
        this.forms = forms;
    }

    @GetMapping("/new")
    String form(@RequestParam(required = false) @Nullable Long draft, Model model) {
        model.addAttribute("draft", draft);
        model.addAttribute("drafts", draft == null ? drafts.list(Draft.Kind.SOURCE_HIERARCHY) : List.of());
        return form(
                draft == null
                        ? SourceHierarchyForm.empty()
                        : forms.bind(drafts.get(draft).fields(), SourceHierarchyForm.class),
                model);
    }

    /** Checks only: a fragment for htmx, else the form again with the checks beside it. */
    @PostMapping("/preflight")
    String preflight(
            @ModelAttribute SourceHierarchyForm form,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            Model model) {
        try {
            model.addAttribute("checks", hierarchies.preflight(form.definition()));
        } catch (GodwitException e) {
            model.addAttribute("fault", Fault.of(e));
        }
        return htmx ? FORM + " :: checks" : form(form, model);
    }

    /** What would be read, counted at the source: a fragment for htmx, else the form again with the figures. */
    @PostMapping("/disclosure")
    String disclosure(
            @ModelAttribute SourceHierarchyForm form,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            Model model) {
        model.addAttribute("asked", true);
        try {
            model.addAttribute("disclosures", disclosures.disclosure(form.definition()));
        } catch (GodwitException e) {
            model.addAttribute("disclosureFault", Fault.of(e));
        }
        String page = form(form, model);
        return htmx ? FORM + " :: classes" : page;
    }

    @PostMapping
    String create(
            @ModelAttribute SourceHierarchyForm form,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable Long draft,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        try {
            SourceHierarchy made = hierarchies.create(form.definition(), key);
            if (draft != null) {
                drafts.discard(draft);
            }
            Notice.leave(flash, "hierarchy.created", made.name());
            return "redirect:/source-hierarchies/" + made.id();
        } catch (GodwitException e) {
            model.addAttribute("draft", draft);
            return refused(e, form(form, model), model, response);
        }
    }

    @GetMapping("/{id}/edit")
    String edit(@PathVariable long id, Model model) {
        return edit(id, SourceHierarchyForm.of(hierarchies.get(id)), model);
    }

    @PostMapping("/{id}/edit")
    String change(
            @PathVariable long id,
            @ModelAttribute SourceHierarchyForm form,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        try {
            SourceHierarchy changed = hierarchies.change(id, form.change());
            Notice.leave(flash, "hierarchy.changed", changed.name());
            return "redirect:/source-hierarchies/" + id;
        } catch (GodwitException e) {
            return refused(e, edit(id, form, model), model, response);
        }
    }

    private String edit(long id, SourceHierarchyForm form, Model model) {
        model.addAttribute("hierarchy", hierarchies.get(id));
        return form(form, model);
    }

    private String form(SourceHierarchyForm form, Model model) {
        model.addAttribute("scopes", Actor.current().may(Right.SECURITY_SCOPE_READ) ? scopes.list() : List.of());
        model.addAttribute("form", form);
        model.addAttribute("classes", DataClass.values());
        model.addAttribute("kinds", Account.Kind.ofSources());
        model.addAttribute("key", UUID.randomUUID().toString());
        return FORM;
    }

    private static String refused(GodwitException e, String view, Model model, HttpServletResponse response) {
        model.addAttribute("fault", Fault.of(e));
        model.addAttribute("checks", e.details().get("preflight"));
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return view;
    }
}
