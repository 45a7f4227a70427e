package org.godwit.alert;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.godwit.alert.AlertSettings.Delivery;
import org.godwit.alert.AlertSettings.Recipient;
import org.godwit.alert.AlertSettings.Webhook;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.credential.Account;
import org.godwit.credential.CredentialVault;
import org.godwit.credential.Secret;
import org.godwit.mail.Mailer;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.godwit.shared.NetworkGuard;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Whom alerts are sent to, as an administrator sees, sets and tests it. */
@Service
@Transactional
public class AlertSettingsService {

    private static final String OBJECT_TYPE = "ALERT_SETTINGS";
    private static final int LONGEST_URL = 1000;
    private static final int MOST_RECIPIENTS = 100;

    private final AlertSettingsStore store;
    private final CredentialVault vault;
    private final Mailer mailer;
    private final WebhookSender webhooks;
    private final NetworkGuard network;
    private final AuditTrail audit;
    private final Clock clock;

    AlertSettingsService(
            AlertSettingsStore store,
            CredentialVault vault,
            Mailer mailer,
            WebhookSender webhooks,
            NetworkGuard network,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.vault = vault;
        this.mailer = mailer;
        this.webhooks = webhooks;
        this.network = network;
        this.audit = audit;
        this.clock = clock;
    }

    @Requires(Right.SETTINGS_MODIFY)
    @Transactional(readOnly = true)
    public AlertSettings get() {
        return store.settings(vault.describe(WebhookSender.OWNER).isPresent());
    }

    /**
     * Replaces the settings.
     *
     * @throws GodwitException {@code ALERT_SETTINGS_INVALID}, {@code MAIL_ADDRESS_INVALID}, {@code HOST_REFUSED}
     */
    @Requires(Right.SETTINGS_MODIFY)
    public AlertSettings put(AlertSettingsInput input) {
        AlertSettings before = get();
        LocalTime digestAt = time(input.digestAt());
        AlertSettings settings = new AlertSettings(
                input.enabled(),
                input.consoleUrl() == null ? null : url(input.consoleUrl()).toString(),
                digestAt.toString(),
                recipients(input.recipients() == null ? List.of() : input.recipients()),
                webhook(before.webhook(), input.webhook()));
        store.replace(settings, digestAt.getHour() * 60 + digestAt.getMinute(), clock.instant());
        AlertSettings after = get();
        audit.record(AuditEntry.success("ALERT_SETTINGS_CHANGED", OBJECT_TYPE, 1, null)
                .with("before", before)
                .with("after", after));
        return after;
    }

    /**
     * Posts a test to the webhook at once.
     *
     * @throws GodwitException {@code WEBHOOK_MISSING}, {@code WEBHOOK_FAILED}, {@code HOST_REFUSED}
     */
    @Requires(Right.SETTINGS_MODIFY)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void testWebhook() {
        try {
            webhooks.test();
            audit.recordApart(AuditEntry.success("WEBHOOK_TESTED", OBJECT_TYPE, 1, null));
        } catch (GodwitException e) {
            audit.recordApart(
                    AuditEntry.failed("WEBHOOK_TESTED", OBJECT_TYPE, 1, null).with("code", e.code()));
            throw e;
        }
    }

    private List<Recipient> recipients(List<AlertSettingsInput.Recipient> given) {
        if (given.size() > MOST_RECIPIENTS) {
            throw invalid("These are more than " + MOST_RECIPIENTS + " recipients.", "Use a distribution list.");
        }
        List<Recipient> recipients = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (AlertSettingsInput.Recipient recipient : given) {
            String address = mailer.address(recipient.address());
            if (!seen.add(address.toLowerCase(Locale.ROOT))) {
                throw invalid("The address " + address + " is given twice.", "Name each recipient once.");
            }
            Delivery delivery = recipient.delivery() == null ? Delivery.AT_ONCE : recipient.delivery();
            recipients.add(new Recipient(address, kinds(recipient.kinds()), delivery));
        }
        return recipients;
    }

    /** A stored secret signs posts to one address: it is not offered to another. */
    private @Nullable Webhook webhook(@Nullable Webhook before, AlertSettingsInput.@Nullable Webhook given) {
        if (given == null) {
            vault.remove(WebhookSender.OWNER);
            return null;
        }
        URI url = url(given.url());
        network.check(url.getHost());
        Secret secret = given.secret();
        boolean moved = before == null || !before.url().equals(url.toString());
        if (secret != null && !secret.isEmpty()) {
            vault.store(WebhookSender.OWNER, new Account.ServiceLogin("webhook", secret));
        } else if (secret != null || moved) {
            vault.remove(WebhookSender.OWNER);
        }
        return new Webhook(url.toString(), kinds(given.kinds()), false);
    }

    private static Set<AlertCondition.Kind> kinds(@Nullable Set<AlertCondition.Kind> given) {
        return given == null || given.isEmpty() ? EnumSet.allOf(AlertCondition.Kind.class) : EnumSet.copyOf(given);
    }

    private static LocalTime time(@Nullable String given) {
        try {
            return LocalTime.parse(given == null ? AlertSettings.NONE.digestAt() : given)
                    .withSecond(0)
                    .withNano(0);
        } catch (DateTimeParseException e) {
            throw invalid("The time of digests is none.", "Give it as HH:mm in UTC, for example 06:00.");
        }
    }

    private static URI url(String given) {
        try {
            URI url = new URI(given.strip());
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (web && url.getHost() != null && url.getUserInfo() == null && given.length() <= LONGEST_URL) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below, in our words
        }
        throw invalid("This is no web address.", "Give it as https://host/path, without user and password.");
    }

    private static GodwitException invalid(String sentence, String hint) {
        return GodwitException.invalid("ALERT_SETTINGS_INVALID", sentence, hint);
    }
}
