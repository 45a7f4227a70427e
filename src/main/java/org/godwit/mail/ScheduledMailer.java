package org.godwit.mail;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Mail as tasks of the schedule. */
@Service
@Transactional
class ScheduledMailer implements Mailer {

    private static final int LONGEST_ADDRESS = 320;

    private final MailServerStore store;
    private final SchedulerClient scheduler;
    private final Clock clock;

    ScheduledMailer(MailServerStore store, SchedulerClient scheduler, Clock clock) {
        this.store = store;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public boolean ready() {
        return store.find().isPresent();
    }

    @Override
    public boolean send(Mail mail) {
        address(mail.to());
        if (!ready()) {
            return false;
        }
        scheduler.scheduleIfNotExists(MailTask.instance(mail), clock.instant());
        return true;
    }

    @Override
    public String address(String given) {
        String address = given.strip();
        try {
            InternetAddress parsed = new InternetAddress(address, true);
            parsed.validate();
            if (address.length() <= LONGEST_ADDRESS
                    && address.equals(parsed.getAddress())
                    && address.contains("@")
                    && address.chars().noneMatch(Character::isISOControl)) {
                return address;
            }
        } catch (AddressException e) {
            // said below, in our words
        }
        throw GodwitException.invalid(
                "MAIL_ADDRESS_INVALID", "This is no mail address.", "Give one address, as in ana@contoso.com.");
    }
}
