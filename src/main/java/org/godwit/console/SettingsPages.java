package org.godwit.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.godwit.alert.AlertSettings;
import org.godwit.alert.AlertSettingsInput;
import org.godwit.alert.AlertSettingsService;
import org.godwit.console.page.Notice;
import org.godwit.credential.Secret;
import org.godwit.mail.MailServer;
import org.godwit.mail.MailServerInput;
import org.godwit.mail.MailSettingsService;
import org.godwit.shared.AlertCondition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Mail server and whom alerts are sent to; both are off until somebody sets them. */
@Controller
@RequestMapping("/settings")
class SettingsPages {

    private static final String BACK = "redirect:/settings";

    private final MailSettingsService mail;
    private final AlertSettingsService alerts;

    SettingsPages(MailSettingsService mail, AlertSettingsService alerts) {
        this.mail = mail;
        this.alerts = alerts;
    }

    @GetMapping
    String show(Model model) {
        AlertSettings settings = alerts.get();
        model.addAttribute("mail", mail.find().orElse(null));
        model.addAttribute("alerts", settings);
        model.addAttribute("kinds", AlertCondition.Kind.values());
        model.addAttribute("securities", MailServer.Security.values());
        return "settings/show";
    }

    /** @param password empty keeps the one that is stored */
    record MailForm(
            @Nullable String host,
            @Nullable Integer port,
            MailServer.@Nullable Security security,
            @Nullable String user,
            @Nullable Secret password,
            @Nullable String sender) {}

    @PostMapping("/mail")
    String mail(@ModelAttribute MailForm form, RedirectAttributes flash) {
        Secret password = form.password();
        mail.put(new MailServerInput(
                text(form.host()),
                form.port(),
                form.security(),
                text(form.user()).isEmpty() ? null : text(form.user()),
                password == null || password.isEmpty() ? null : password,
                text(form.sender())));
        Notice.leave(flash, "settings.mail.saved");
        return BACK;
    }

    @PostMapping("/mail/remove")
    String removeMail(RedirectAttributes flash) {
        mail.remove();
        Notice.leave(flash, "settings.mail.removed");
        return BACK;
    }

    @PostMapping("/mail/test")
    String testMail(@RequestParam(defaultValue = "") String to, RedirectAttributes flash) {
        mail.test(to);
        Notice.leave(flash, "settings.mail.tested", to);
        return BACK;
    }

    /**
     * @param address of recipients, row by row; an empty one removes its row
     * @param delivery of the same rows
     * @param webhookSecret empty keeps the one that is stored
     */
    record AlertForm(
            @Nullable Boolean enabled,
            @Nullable String consoleUrl,
            @Nullable String digestAt,
            @Nullable List<String> address,
            @Nullable List<AlertSettings.Delivery> delivery,
            @Nullable Set<AlertCondition.Kind> kinds,
            @Nullable String webhookUrl,
            @Nullable Set<AlertCondition.Kind> webhookKinds,
            @Nullable Secret webhookSecret) {}

    @PostMapping("/alerts")
    String alerts(@ModelAttribute AlertForm form, RedirectAttributes flash) {
        String url = text(form.webhookUrl());
        Secret secret = form.webhookSecret();
        alerts.put(new AlertSettingsInput(
                Boolean.TRUE.equals(form.enabled()),
                text(form.consoleUrl()).isEmpty() ? null : text(form.consoleUrl()),
                text(form.digestAt()).isEmpty() ? null : text(form.digestAt()),
                recipients(form, alerts.get()),
                url.isEmpty()
                        ? null
                        : new AlertSettingsInput.Webhook(
                                url, form.webhookKinds(), secret == null || secret.isEmpty() ? null : secret)));
        Notice.leave(flash, "settings.alerts.saved");
        return BACK;
    }

    @PostMapping("/alerts/test-webhook")
    String testWebhook(RedirectAttributes flash) {
        alerts.testWebhook();
        Notice.leave(flash, "settings.webhook.tested");
        return BACK;
    }

    /** Who was there before keeps what she is told, unless the form names kinds for all. */
    private static List<AlertSettingsInput.Recipient> recipients(AlertForm form, AlertSettings before) {
        List<String> addresses = Objects.requireNonNullElse(form.address(), List.of());
        List<AlertSettings.Delivery> deliveries = Objects.requireNonNullElse(form.delivery(), List.of());
        List<AlertSettingsInput.Recipient> recipients = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            String address = text(addresses.get(i));
            if (!address.isEmpty()) {
                Set<AlertCondition.Kind> kinds = form.kinds() != null
                        ? form.kinds()
                        : Stream.ofNullable(before.recipients())
                                .flatMap(List::stream)
                                .filter(r -> r.address().equalsIgnoreCase(address))
                                .map(AlertSettings.Recipient::kinds)
                                .findFirst()
                                .orElse(null);
                recipients.add(new AlertSettingsInput.Recipient(
                        address, kinds, i < deliveries.size() ? deliveries.get(i) : null));
            }
        }
        return recipients;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
