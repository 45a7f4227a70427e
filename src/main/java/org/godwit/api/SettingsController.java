package org.godwit.api;

import org.godwit.alert.AlertSettings;
import org.godwit.alert.AlertSettingsInput;
import org.godwit.alert.AlertSettingsService;
import org.godwit.mail.MailServer;
import org.godwit.mail.MailServerInput;
import org.godwit.mail.MailSettingsService;
import org.godwit.shared.GodwitException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/settings}: the mail server, and whom alerts are sent to. */
@RestController
@RequestMapping("/api/v1/settings")
class SettingsController {

    private final MailSettingsService mail;
    private final AlertSettingsService alerts;

    SettingsController(MailSettingsService mail, AlertSettingsService alerts) {
        this.mail = mail;
        this.alerts = alerts;
    }

    /** Where a test mail goes. */
    record TestMail(String to) {}

    @GetMapping("/mail")
    MailServer mail() {
        return mail.find()
                .orElseThrow(() -> GodwitException.notFound(
                        "MAIL_SERVER_MISSING", "No mail server is defined.", "Define it with PUT."));
    }

    @PutMapping("/mail")
    MailServer mail(@RequestBody MailServerInput input) {
        return mail.put(input);
    }

    @DeleteMapping("/mail")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeMail() {
        mail.remove();
    }

    @PostMapping("/mail/test")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void testMail(@RequestBody TestMail test) {
        mail.test(test.to());
    }

    @GetMapping("/alerts")
    AlertSettings alerts() {
        return alerts.get();
    }

    @PutMapping("/alerts")
    AlertSettings alerts(@RequestBody AlertSettingsInput input) {
        return alerts.put(input);
    }

    @PostMapping("/alerts/test-webhook")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void testWebhook() {
        alerts.testWebhook();
    }
}
