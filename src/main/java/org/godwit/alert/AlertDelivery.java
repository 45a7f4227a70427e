package org.godwit.alert;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.godwit.alert.AlertSettings.Delivery;
import org.godwit.alert.AlertSettings.Recipient;
import org.godwit.mail.Mail;
import org.godwit.mail.Mailer;
import org.godwit.shared.AlertCondition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells those who asked: each alert once, when it opens, or in the next digest. */
@Component
class AlertDelivery {

    private final AlertSettingsStore settings;
    private final AlertStore alerts;
    private final Mailer mailer;
    private final SchedulerClient scheduler;
    private final Clock clock;

    AlertDelivery(
            AlertSettingsStore settings, AlertStore alerts, Mailer mailer, SchedulerClient scheduler, Clock clock) {
        this.settings = settings;
        this.alerts = alerts;
        this.mailer = mailer;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Enqueues what an alert that has just opened causes, in the transaction in which it opened. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void opened(Alert alert) {
        AlertSettings now = settings.settings(false);
        if (!now.enabled()) {
            return;
        }
        for (Recipient recipient : now.recipients()) {
            if (recipient.delivery() == Delivery.AT_ONCE && recipient.kinds().contains(alert.kind())) {
                mailer.send(new Mail(
                        "alert-" + alert.id(), recipient.address(), subject(alert), text(alert, now.consoleUrl())));
            }
        }
        AlertSettings.Webhook webhook = now.webhook();
        if (webhook != null && webhook.kinds().contains(alert.kind())) {
            scheduler.scheduleIfNotExists(AlertTasks.webhook(alert.id()), clock.instant());
        }
    }

    /** Sends the digest of the day, if its time has come: to each recipient what opened since the last one, if anything. */
    @Transactional
    public void digest() {
        AlertSettings now = settings.settings(false);
        Instant last = settings.lastDigestAt().orElse(null);
        if (last == null || !now.enabled()) {
            return;
        }
        Instant due = DigestTime.after(last, now.digestAt());
        if (due.isAfter(clock.instant())) {
            return;
        }
        Instant until = clock.instant();
        List<Alert> opened = alerts.openedBetween(last, until);
        for (Recipient recipient : now.recipients()) {
            List<Alert> hers = opened.stream()
                    .filter(alert -> recipient.kinds().contains(alert.kind()))
                    .toList();
            if (recipient.delivery() == Delivery.DIGEST && !hers.isEmpty()) {
                mailer.send(new Mail(
                        "digest-" + until.toEpochMilli(),
                        recipient.address(),
                        "Godwit: " + hers.size() + (hers.size() == 1 ? " alert" : " alerts"),
                        digest(hers, now.consoleUrl())));
            }
        }
        settings.digestSent(until);
    }

    private static String subject(Alert alert) {
        String mark = alert.severity() == AlertCondition.Severity.CRITICAL ? "CRITICAL: " : "";
        return "Godwit: " + mark + words(alert.kind());
    }

    private static String text(Alert alert, @Nullable String consoleUrl) {
        return alert.message() + "\n\n" + "What:    " + alert.kind() + " (" + alert.severity() + ")\n" + "Concerns: "
                + alert.subjectType() + " " + alert.subjectId() + "\n" + "Since:   " + alert.firstAt() + "\n"
                + link(consoleUrl)
                + "\nYou get one mail for it, however often it repeats, until somebody acknowledges it.\n";
    }

    private static String digest(List<Alert> alerts, @Nullable String consoleUrl) {
        StringBuilder text = new StringBuilder();
        for (Alert alert : alerts) {
            text.append(alert.firstAt()).append("  ").append(alert.kind());
            if (alert.occurrences() > 1) {
                text.append(" (").append(alert.occurrences()).append(" times)");
            }
            text.append('\n').append("    ").append(alert.message()).append('\n');
        }
        return text + link(consoleUrl);
    }

    private static String link(@Nullable String consoleUrl) {
        return consoleUrl == null ? "" : "\n" + consoleUrl.replaceAll("/+$", "") + "/alerts\n";
    }

    /** {@code JOB_FAILED} as "job failed". */
    private static String words(AlertCondition.Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
