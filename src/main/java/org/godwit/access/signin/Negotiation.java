package org.godwit.access.signin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import org.godwit.access.KerberosSignIn;
import org.godwit.access.SignedInUser;
import org.godwit.access.directory.ActiveDirectory;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.FileSystemResource;
import org.springframework.security.kerberos.authentication.KerberosTicketValidation;
import org.springframework.security.kerberos.authentication.KerberosTicketValidator;
import org.springframework.security.kerberos.authentication.sun.SunJaasKerberosTicketValidator;
import org.springframework.stereotype.Component;

/**
 * Takes the tickets that browsers and other clients send with {@code Authorization: Negotiate} (RFC 4559). Java's Kerberos
 * checks each: that it is for this service, in time, and was not sent before.
 */
@Component
class Negotiation {

    static final String SCHEME = "Negotiate";

    private static final Logger LOG = LoggerFactory.getLogger(Negotiation.class);

    private final @Nullable KerberosTicketValidator tickets;
    private final KerberosSignIn signIn;

    Negotiation(NegotiateProperties properties, ActiveDirectory directory, KerberosSignIn signIn) {
        this.signIn = signIn;
        this.tickets = properties.configured() ? tickets(properties, directory) : null;
    }

    private static KerberosTicketValidator tickets(NegotiateProperties properties, ActiveDirectory directory) {
        Path keytab = Objects.requireNonNull(properties.keytab());
        if (!Files.isReadable(keytab) || !directory.configured()) {
            throw GodwitException.refused(
                    "KERBEROS_SIGN_IN_INCOMPLETE",
                    "Single sign-on needs a readable keytab, and the domain whose accounts may sign in.",
                    "Check godwit.sign-in.kerberos.keytab and set godwit.sign-in.active-directory.domain and urls.");
        }
        SunJaasKerberosTicketValidator validator = new SunJaasKerberosTicketValidator();
        validator.setServicePrincipal(Objects.requireNonNull(properties.servicePrincipal()));
        validator.setKeyTabLocation(new FileSystemResource(keytab.toAbsolutePath()));
        try {
            validator.afterPropertiesSet();
        } catch (Exception e) {
            throw new IllegalStateException("The keytab " + keytab + " cannot be used", e);
        }
        return validator;
    }

    boolean configured() {
        return tickets != null;
    }

    /**
     * @param user who signed in
     * @param answer by which this server proves in turn who it is, as a value of {@code WWW-Authenticate}
     */
    record Accepted(SignedInUser user, String answer) {}

    /** The token of an {@code Authorization} header, if it is one of this scheme and tickets are taken; else null. */
    @Nullable String token(@Nullable String header) {
        boolean ours = tickets != null
                && header != null
                && header.regionMatches(true, 0, SCHEME + " ", 0, SCHEME.length() + 1);
        return ours
                ? Objects.requireNonNull(header).substring(SCHEME.length() + 1).strip()
                : null;
    }

    /**
     * Signs in whoever sent this token.
     *
     * @param token base64
     * @throws GodwitException {@code TICKET_REFUSED}, {@code TICKET_CLOCK_SKEW}, {@code TOO_MANY_ATTEMPTS}; and as
     *     {@link KerberosSignIn#withTicket}
     */
    Accepted accept(String token) {
        signIn.checkAttempts();
        KerberosTicketValidation ticket;
        try {
            ticket = Objects.requireNonNull(tickets)
                    .validateTicket(Base64.getDecoder().decode(token));
        } catch (RuntimeException e) { // what Java's parsers throw at a token that is none is not written anywhere
            throw refused(e);
        }
        SignedInUser user = signIn.withTicket(ticket.username());
        byte[] answer = ticket.responseToken();
        return new Accepted(
                user,
                answer.length == 0 ? SCHEME : SCHEME + " " + Base64.getEncoder().encodeToString(answer));
    }

    private GodwitException refused(RuntimeException thrown) {
        String why = String.valueOf(rootOf(thrown).getMessage());
        boolean skew = why.toLowerCase(Locale.ROOT).contains("clock skew");
        LOG.warn("A Kerberos ticket was refused: {}", why);
        signIn.refused(skew ? "CLOCK_SKEW" : why.contains("replay") ? "TICKET_REPLAYED" : "TICKET_REFUSED");
        return new GodwitException(
                GodwitException.Kind.UNAUTHENTICATED,
                skew ? "TICKET_CLOCK_SKEW" : "TICKET_REFUSED",
                skew
                        ? "The clocks of your computer and of this server differ too much for Kerberos."
                        : "The Kerberos ticket was not accepted.",
                skew
                        ? "Let both follow the same time source; Kerberos tolerates 5 minutes."
                        : "Sign in with name and password; the server's log says what was wrong with the ticket.");
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }
}
