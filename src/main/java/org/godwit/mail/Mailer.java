package org.godwit.mail;

import org.godwit.security.SystemOnly;

/** Sends mail for other modules: alerts, reviews, subscriptions. */
@SystemOnly("Called by modules whose caller's right was checked, or by the schedule")
public interface Mailer {

    /** Whether a mail server is defined; without one nothing is sent. */
    boolean ready();

    /**
     * Hands the mail to the schedule, in the caller's transaction: it is sent if and only if that commits, tried again with
     * growing waits for about a day, and given up with an audit event {@code MAIL_GIVEN_UP}.
     *
     * @return false if no mail server is defined, so that nothing will be sent
     * @throws org.godwit.shared.GodwitException {@code MAIL_ADDRESS_INVALID}
     */
    boolean send(Mail mail);

    /**
     * Checks an address before it is kept anywhere.
     *
     * @return the address without blanks around it
     * @throws org.godwit.shared.GodwitException {@code MAIL_ADDRESS_INVALID}
     */
    String address(String given);
}
