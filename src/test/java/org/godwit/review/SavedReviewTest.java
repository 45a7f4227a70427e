package org.godwit.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.godwit.alert.Alert;
import org.godwit.alert.AlertService;
import org.godwit.alert.AlertSettings.Delivery;
import org.godwit.alert.AlertSettingsInput;
import org.godwit.alert.AlertSettingsService;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditService;
import org.godwit.audit.AuditTrail;
import org.godwit.mail.MailServer.Security;
import org.godwit.mail.MailServerInput;
import org.godwit.mail.MailSettingsService;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Filters that reviewers keep, and who is told of unusual job creations, when and how often. */
@IntegrationTest
@SignedInAs
class SavedReviewTest {

    @Autowired
    SavedReviewService reviews;

    @Autowired
    ReviewWatch watch;

    @Autowired
    AuditTrail trail;

    @Autowired
    AuditService audit;

    @Autowired
    AlertService alerts;

    @Autowired
    MailSettingsService mailSettings;

    @Autowired
    AlertSettingsService alertSettings;

    @Autowired
    JdbcClient jdbc;

    private final String creator = "creator-" + UUID.randomUUID();

    @BeforeEach
    void beginHere() {
        jdbc.sql("UPDATE review_watch SET looked_seq = (SELECT events FROM audit_head WHERE id = 1)")
                .update();
    }

    @AfterEach
    void forget() {
        mailSettings.remove();
        alertSettings.put(new AlertSettingsInput(false, null, null, null, null));
        jdbc.sql("DELETE FROM saved_review").update();
        jdbc.sql("DELETE FROM alert WHERE kind = 'JOB_CREATION_UNUSUAL'").update();
    }

    @Test
    void itIsKeptAsItWasGivenAndReplacedUnderItsName() {
        SavedReview saved = reviews.save(new NewSavedReview(
                " Open ", false, "ana", "17", LocalDate.of(2026, 1, 2), LocalDate.of(2026, 2, 3), "any", false, null));
        assertThat(saved)
                .usingRecursiveComparison()
                .ignoringFields("id", "createdAt")
                .isEqualTo(new SavedReview(
                        0,
                        "Open",
                        "admin",
                        false,
                        "ana",
                        "17",
                        LocalDate.of(2026, 1, 2),
                        LocalDate.of(2026, 2, 3),
                        "ANY",
                        false,
                        null,
                        saved.createdAt()));
        reviews.save(review("Open", true, "LARGE", "ana@contoso.com"));
        assertThat(reviews.list()).singleElement().satisfies(review -> {
            assertThat(review.flag()).isEqualTo("LARGE");
            assertThat(review.creator()).isNull();
            assertThat(review.reviewed()).isNull();
        });
        reviews.remove(reviews.list().get(0).id());
        assertThat(reviews.list()).isEmpty();
    }

    @Test
    void othersSeeWhatIsSharedWithoutTheAddressAndChangeNothing() {
        SavedReview mine = reviews.save(review("Mine", false, null, null));
        SavedReview shared = reviews.save(review("Ours", true, null, "ana@contoso.com"));
        as("officer", () -> {
            assertThat(reviews.list()).singleElement().satisfies(review -> {
                assertThat(review.id()).isEqualTo(shared.id());
                assertThat(review.mailTo()).isNull();
            });
            refused("SAVED_REVIEW_NOT_FOUND", () -> reviews.remove(shared.id()));
            refused("SAVED_REVIEW_NOT_FOUND", () -> reviews.remove(mine.id()));
        });
        assertThat(reviews.list()).hasSize(2).anyMatch(review -> "ana@contoso.com".equals(review.mailTo()));
    }

    @Test
    void whatCannotBeKeptIsSaid() {
        refused("SAVED_REVIEW_INVALID", () -> reviews.save(review(" ", false, null, null)));
        refused("FLAG_UNKNOWN", () -> reviews.save(review("x", false, "STRANGE", null)));
        refused("MAIL_ADDRESS_INVALID", () -> reviews.save(review("x", false, null, "not an address")));
        for (int i = 0; i < SavedReviewService.MOST; i++) {
            reviews.save(review("number " + i, false, null, null));
        }
        refused("SAVED_REVIEWS_TOO_MANY", () -> reviews.save(review("one more", false, null, null)));
    }

    @Test
    void anUnusualCreationIsOneAlertUntilItIsReviewed() {
        created("first");
        look();
        assertThat(open("first")).singleElement().satisfies(alert -> {
            assertThat(alert.message()).contains("\"Job first\"", creator, "new creator");
            assertThat(alert.occurrences()).isEqualTo(1);
        });
        look();
        done("MIGRATION_JOB_STARTED", "first");
        look();
        assertThat(open("first"))
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.occurrences()).as("told once").isEqualTo(1));
        done("MIGRATION_JOB_APPROVED", "first");
        look();
        assertThat(open("first"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.message()).contains("approved at once"));
        audit.markReviewed(id("first"), "As agreed.");
        assertThat(open("first")).isEmpty();
    }

    @Test
    void whoAskedForItGetsOneMailForWhatNewlyFits() {
        GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        try {
            mailSettings.put(new MailServerInput(
                    "127.0.0.1", smtp.getSmtp().getPort(), Security.NONE, null, null, "godwit@contoso.com"));
            alertSettings.put(new AlertSettingsInput(
                    true,
                    null,
                    "00:00",
                    List.of(new AlertSettingsInput.Recipient(
                            "alerts@contoso.com", Set.of(AlertCondition.Kind.JOB_CREATION_UNUSUAL), Delivery.AT_ONCE)),
                    null));
            reviews.save(new NewSavedReview("Hers", false, creator, null, null, null, null, null, "hers@contoso.com"));
            reviews.save(new NewSavedReview(
                    "Someone else's", false, "nobody", null, null, null, null, null, "never@contoso.com"));
            reviews.save(review("At once", true, "APPROVED_AT_ONCE", "atonce@contoso.com"));
            as("gone-" + creator, () -> reviews.save(review("Hers", false, null, "gone@contoso.com")));

            created("one");
            created("two");
            look();
            look();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(mails(smtp, "hers@contoso.com"))
                        .singleElement()
                        .satisfies(text -> assertThat(text).contains("Job one", "Job two", "new creator"));
                assertThat(mails(smtp, "alerts@contoso.com")).isNotEmpty().anyMatch(text -> text.contains("Job one"));
            });
            done("MIGRATION_JOB_APPROVED", "two");
            look();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(mails(smtp, "atonce@contoso.com"))
                            .singleElement()
                            .satisfies(
                                    text -> assertThat(text).contains("Job two").doesNotContain("Job one")));
            assertThat(mails(smtp, "hers@contoso.com"))
                    .as("nothing was created since")
                    .hasSize(1);
            assertThat(mails(smtp, "gone@contoso.com"))
                    .as("there is no such user")
                    .isEmpty();
            assertThat(mails(smtp, "never@contoso.com")).isEmpty();
        } finally {
            smtp.stop();
        }
    }

    private static List<String> mails(GreenMail smtp, String to) {
        return Arrays.stream(smtp.getReceivedMessages())
                .filter(mail -> to.equals(read(mail, true)))
                .map(mail -> read(mail, false))
                .toList();
    }

    private static String read(MimeMessage mail, boolean address) {
        try {
            return address
                    ? mail.getAllRecipients()[0].toString()
                    : mail.getContent().toString();
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static NewSavedReview review(String name, boolean shared, @Nullable String flag, @Nullable String mailTo) {
        return new NewSavedReview(name, shared, null, null, null, null, flag, null, mailTo);
    }

    private List<Alert> open(String job) {
        return alerts.list(true, new PageQuery(0, 200, null)).items().stream()
                .filter(alert -> alert.kind() == AlertCondition.Kind.JOB_CREATION_UNUSUAL
                        && alert.subjectId().equals(id(job)))
                .toList();
    }

    private String id(String job) {
        return creator + "-" + job;
    }

    private void look() {
        ActingAs.actor(Actor.SYSTEM, () -> {
            watch.look();
            return true;
        });
    }

    private void created(String job) {
        done("MIGRATION_JOB_CREATED", job);
    }

    private void done(String action, String job) {
        as(creator, () -> trail.recordApart(AuditEntry.success(action, "MIGRATION_JOB", id(job), "Job " + job)));
    }

    private static void as(String name, Runnable work) {
        Actor actor = new Actor(name, null, Actor.SYSTEM.authorities(), Actor.SYSTEM.scopes());
        ActingAs.actor(actor, () -> {
            work.run();
            return true;
        });
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
