package org.godwit.review;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.audit.JobCreationFilter;
import org.godwit.mail.Mailer;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Filters of job creations that a reviewer keeps, for herself or for all reviewers, and may be told of by mail. */
@Service
@Transactional
public class SavedReviewService {

    /** Of one owner. */
    static final int MOST = 50;

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_CREATOR = 200;
    private static final int LONGEST_JOB = 400;
    private static final String OBJECT = "SAVED_REVIEW";

    private final SavedReviewStore store;
    private final Mailer mailer;
    private final AuditTrail audit;
    private final Clock clock;

    SavedReviewService(SavedReviewStore store, Mailer mailer, AuditTrail audit, Clock clock) {
        this.store = store;
        this.mailer = mailer;
        this.audit = audit;
        this.clock = clock;
    }

    /** The caller's own and all shared ones, by name; addresses of the caller's own only. */
    @Requires(Right.AUDIT_READ)
    @Transactional(readOnly = true)
    public List<SavedReview> list() {
        String owner = owner();
        return store.list(owner).stream()
                .map(review -> review.owner().equalsIgnoreCase(owner) ? review : review.withoutAddress())
                .toList();
    }

    /**
     * Keeps a filter; one that the caller has under this name already is replaced.
     *
     * @throws GodwitException {@code SAVED_REVIEW_INVALID}, {@code SAVED_REVIEWS_TOO_MANY}, {@code FLAG_UNKNOWN},
     *     {@code MAIL_ADDRESS_INVALID}
     */
    @Requires(Right.AUDIT_REVIEW)
    public SavedReview save(NewSavedReview request) {
        NewSavedReview review = checked(request);
        store.delete(owner(), review.name());
        if (store.count(owner()) >= MOST) {
            throw GodwitException.conflict(
                    "SAVED_REVIEWS_TOO_MANY",
                    "You have " + MOST + " saved reviews, and no more are kept.",
                    "Remove one that you do not need any more.");
        }
        long id = store.insert(owner(), review, clock.instant());
        audit.record(AuditEntry.success("SAVED_REVIEW_SAVED", OBJECT, id, review.name())
                .with("shared", review.shared())
                .with("creator", review.creator())
                .with("job", review.job())
                .with("flag", review.flag())
                .with("reviewed", review.reviewed())
                .with("mailTo", review.mailTo()));
        return store.find(owner(), id).orElseThrow();
    }

    /** @throws GodwitException {@code SAVED_REVIEW_NOT_FOUND} also if it is somebody else's */
    @Requires(Right.AUDIT_REVIEW)
    public void remove(long id) {
        SavedReview review = store.find(owner(), id)
                .orElseThrow(() -> GodwitException.notFound(
                        "SAVED_REVIEW_NOT_FOUND",
                        "You have no such saved review.",
                        "Only who saved a review removes it; GET /saved-reviews lists them."));
        store.delete(owner(), review.name());
        audit.record(AuditEntry.success("SAVED_REVIEW_REMOVED", OBJECT, id, review.name()));
    }

    private NewSavedReview checked(NewSavedReview given) {
        String name = given.name() == null ? "" : given.name().strip();
        String creator = text(given.creator());
        String job = text(given.job());
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || creator != null && creator.length() > LONGEST_CREATOR
                || job != null && job.length() > LONGEST_JOB) {
            throw GodwitException.invalid(
                    "SAVED_REVIEW_INVALID",
                    "A saved review needs a name of 1 to " + LONGEST_NAME + " characters.",
                    "Name it by what it shows, as in: not reviewed, out of hours.");
        }
        String flag = text(given.flag());
        JobCreationFilter.flags(flag);
        String mailTo = text(given.mailTo());
        return new NewSavedReview(
                name,
                given.shared(),
                creator,
                job,
                given.from(),
                given.to(),
                flag == null ? null : flag.toUpperCase(Locale.ROOT),
                given.reviewed(),
                mailTo == null ? null : mailer.address(mailTo));
    }

    private static @Nullable String text(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    private static String owner() {
        return Actor.current().name();
    }
}
