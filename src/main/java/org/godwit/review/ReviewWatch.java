package org.godwit.review;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.audit.AuditService;
import org.godwit.audit.JobCreation;
import org.godwit.audit.JobCreation.Unusual;
import org.godwit.audit.JobCreationFilter;
import org.godwit.audit.TrailCondition;
import org.godwit.mail.Mail;
import org.godwit.mail.Mailer;
import org.godwit.security.RunAs;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at what was added to the trail: a job that became unusual is an alert until somebody reviews it, and what newly fits
 * a saved review is told to its owner, with the rights she has by then. Each event is looked at once, also by several nodes.
 */
@Component
class ReviewWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ReviewWatch.class);

    private final AuditService audit;
    private final TrailCondition trail;
    private final SavedReviewStore store;
    private final Mailer mailer;
    private final RunAs runAs;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    ReviewWatch(
            AuditService audit,
            TrailCondition trail,
            SavedReviewStore store,
            Mailer mailer,
            RunAs runAs,
            ApplicationEventPublisher events,
            TransactionTemplate transaction) {
        this.audit = audit;
        this.trail = trail;
        this.store = store;
        this.mailer = mailer;
        this.runAs = runAs;
        this.events = events;
        this.transaction = transaction;
    }

    void look() {
        long after = store.looked();
        long upTo = trail.length();
        if (upTo <= after) {
            return;
        }
        List<JobCreation> touched = audit.jobCreationsTouched(after, upTo, JobCreationFilter.ALL);
        List<Mail> mails = touched.isEmpty() ? List.of() : mails(after, upTo);
        transaction.executeWithoutResult(status -> {
            if (store.look(after, upTo)) {
                for (JobCreation creation : touched) {
                    Set<Unusual> unusual = creation.unusualSince(after);
                    if (!unusual.isEmpty()) {
                        events.publishEvent(condition(creation, unusual));
                    }
                }
                mails.forEach(mailer::send);
            }
        });
    }

    private List<Mail> mails(long after, long upTo) {
        List<Mail> mails = new ArrayList<>();
        for (SavedReview review : store.withAddress()) {
            try {
                List<JobCreation> news = runAs.user(review.owner(), () -> news(review, after, upTo));
                if (!news.isEmpty()) {
                    mails.add(mail(review, news, upTo));
                }
            } catch (GodwitException e) {
                LOG.warn("The saved review {} is not told to {}: {}", review.id(), review.owner(), e.getMessage());
            }
        }
        return mails;
    }

    private List<JobCreation> news(SavedReview review, long after, long upTo) {
        Set<Unusual> flags = JobCreationFilter.flags(review.flag());
        JobCreationFilter filter =
                new JobCreationFilter(review.creator(), review.job(), null, null, flags, review.reviewed());
        return audit.jobCreationsTouched(after, upTo, filter).stream()
                .filter(creation -> flags.isEmpty()
                        ? creation.createdSince(after)
                        : !Collections.disjoint(flags, creation.unusualSince(after)))
                .toList();
    }

    private static AlertCondition condition(JobCreation creation, Set<Unusual> unusual) {
        return new AlertCondition(
                AlertCondition.Kind.JOB_CREATION_UNUSUAL,
                "MIGRATION_JOB",
                creation.jobId(),
                line(creation) + ", is unusual: " + words(unusual)
                        + ". Look at it under job creations, and mark it as reviewed.");
    }

    private static Mail mail(SavedReview review, List<JobCreation> news, long upTo) {
        String lines = news.stream()
                .map(creation -> line(creation)
                        + (creation.unusual().isEmpty() ? "" : "\n    unusual: " + words(creation.unusual())))
                .collect(Collectors.joining("\n"));
        return new Mail(
                "review-" + review.id() + "-" + upTo,
                String.valueOf(review.mailTo()),
                "Godwit: " + news.size() + (news.size() == 1 ? " job creation" : " job creations") + ", "
                        + review.name(),
                lines + "\n\nYou get this mail because you asked for it with the saved review \"" + review.name()
                        + "\". Remove that to get no more.\n");
    }

    private static String line(JobCreation creation) {
        String name = creation.name() == null ? "" : " \"" + creation.name() + "\"";
        return "Job " + creation.jobId() + name + ", created by " + creation.createdBy() + " at "
                + creation.createdAt();
    }

    private static String words(Set<Unusual> unusual) {
        return unusual.stream()
                .map(flag -> flag.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
