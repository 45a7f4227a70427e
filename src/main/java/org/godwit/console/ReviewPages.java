package org.godwit.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.godwit.audit.AuditExportFormat;
import org.godwit.audit.AuditService;
import org.godwit.audit.JobCreation;
import org.godwit.audit.JobCreationFilter;
import org.godwit.console.page.Columns;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.Notice;
import org.godwit.review.NewSavedReview;
import org.godwit.review.SavedReview;
import org.godwit.review.SavedReviewService;
import org.godwit.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Who created and ran which job, for a reviewer: find, mark as reviewed, export, and keep what was asked. */
@Controller
@RequestMapping("/job-creations")
class ReviewPages {

    private static final String PAGE = "/job-creations";
    /** Anything unusual, in the filter. */
    private static final String ANY = "ANY";

    private static final Columns COLUMNS = Columns.of(6, "job", "created", "approved", "run", "steps", "reviewed");

    private final AuditService audit;
    private final SavedReviewService reviews;

    ReviewPages(AuditService audit, SavedReviewService reviews) {
        this.audit = audit;
        this.reviews = reviews;
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        List<SavedReview> saved = reviews.list();
        Long opened = request.id("saved");
        SavedReview present = saved.stream()
                .filter(review -> Objects.equals(review.id(), opened))
                .findFirst()
                .orElse(null);
        model.addAttribute("creations", request.show(audit.jobCreations(filter(request), request.query()), COLUMNS));
        model.addAttribute(
                "flags",
                Stream.concat(
                                Stream.of(ANY),
                                Arrays.stream(JobCreation.Unusual.values()).map(Enum::name))
                        .toList());
        model.addAttribute("saved", saved.stream().map(Link::new).toList());
        model.addAttribute("present", present);
        model.addAttribute(
                "mine",
                present != null
                        && present.owner().equalsIgnoreCase(Actor.current().name()));
        return "audit/creations";
    }

    @PostMapping("/{jobId}/review")
    String review(
            @PathVariable String jobId, @RequestParam(defaultValue = "") String comment, RedirectAttributes flash) {
        audit.markReviewed(jobId, comment);
        Notice.leave(flash, "review.marked", jobId);
        return "redirect:" + PAGE;
    }

    @GetMapping("/export")
    void export(ListRequest request, @RequestParam AuditExportFormat format, HttpServletResponse response)
            throws IOException {
        AuditPages.attachment(response, format, "job-creations");
        audit.exportJobCreations(filter(request), format, response.getOutputStream());
    }

    /** The fields of the filter under their names there, and what it is saved as. */
    record SaveForm(
            @Nullable String name,
            @Nullable Boolean shared,
            @Nullable String mailTo,
            @Nullable String actor,
            @Nullable String object,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String flag,
            @Nullable Boolean reviewed) {}

    @PostMapping("/saved")
    String save(@ModelAttribute SaveForm form, RedirectAttributes flash) {
        SavedReview review = reviews.save(new NewSavedReview(
                Objects.requireNonNullElse(form.name(), ""),
                Boolean.TRUE.equals(form.shared()),
                form.actor(),
                form.object(),
                form.from(),
                form.to(),
                form.flag(),
                form.reviewed(),
                form.mailTo()));
        Notice.leave(flash, "review.saved", review.name());
        return "redirect:" + new Link(review).path();
    }

    @PostMapping("/saved/{id}/remove")
    String remove(@PathVariable long id, RedirectAttributes flash) {
        reviews.remove(id);
        Notice.leave(flash, "review.removed");
        return "redirect:" + PAGE;
    }

    private static JobCreationFilter filter(ListRequest request) {
        JobCreation.Unusual flag = request.oneOf("flag", JobCreation.Unusual.class);
        String flags = ANY.equals(request.text("flag")) ? ANY : flag == null ? null : flag.name();
        return new JobCreationFilter(
                request.text("actor"),
                request.text("object"),
                request.day("from", 0),
                request.day("to", 1),
                JobCreationFilter.flags(flags),
                request.flag("reviewed"));
    }

    /** A saved review as a link to the list that it filters. */
    record Link(SavedReview review) {

        public String path() {
            UriComponentsBuilder link = UriComponentsBuilder.fromPath(PAGE).queryParam("saved", review.id());
            Map<String, Object> values = new LinkedHashMap<>();
            put(link, values, "actor", review.creator());
            put(link, values, "object", review.job());
            put(link, values, "from", review.from());
            put(link, values, "to", review.to());
            put(link, values, "flag", review.flag());
            put(link, values, "reviewed", review.reviewed());
            return link.encode().buildAndExpand(values).toUriString();
        }

        private static void put(
                UriComponentsBuilder link, Map<String, Object> values, String name, @Nullable Object value) {
            if (value != null) {
                link.queryParam(name, "{" + name + "}");
                values.put(name, value);
            }
        }
    }
}
