package org.godwit.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.godwit.credential.Account;
import org.godwit.credential.CredentialOwner;
import org.godwit.credential.CredentialVault;
import org.godwit.shared.Digests;
import org.godwit.shared.GodwitException;
import org.godwit.shared.NetworkGuard;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Hands one mail to the mail server, now. */
@Component
class SmtpSender {

    static final CredentialOwner OWNER = new CredentialOwner("MAIL_SERVER", "1", "SMTP");

    private static final String TIMEOUT_MILLIS = "15000";

    private final MailServerStore store;
    private final CredentialVault vault;
    private final NetworkGuard network;
    private final Clock clock;

    SmtpSender(MailServerStore store, CredentialVault vault, NetworkGuard network, Clock clock) {
        this.store = store;
        this.vault = vault;
        this.network = network;
        this.clock = clock;
    }

    /**
     * @throws GodwitException {@code MAIL_SERVER_MISSING}, {@code HOST_REFUSED}, {@code MAIL_SIGN_IN_REFUSED},
     *     {@code MAIL_SERVER_UNREACHABLE}, {@code MAIL_REFUSED}
     */
    void send(Mail mail) {
        MailServerStore.Row server = store.find()
                .orElseThrow(() -> GodwitException.conflict(
                        "MAIL_SERVER_MISSING", "No mail server is defined.", "Define it first: PUT /settings/mail."));
        network.check(server.host());
        JavaMailSenderImpl sender = sender(server);
        try {
            sender.send(message(sender, server, mail));
        } catch (MailAuthenticationException e) {
            throw failure(
                    "MAIL_SIGN_IN_REFUSED",
                    "The mail server " + server.host() + " refused the sign-in.",
                    "Give the user's password again, or leave both out if the server wants none.",
                    e);
        } catch (MailSendException e) {
            boolean connected = e.getCause() == null; // else it is why the connection failed
            throw failure(
                    connected ? "MAIL_REFUSED" : "MAIL_SERVER_UNREACHABLE",
                    connected
                            ? "The mail server " + server.host() + " refused the mail to " + mail.to() + "."
                            : "The mail server " + server.host() + ":" + server.port()
                                    + " does not answer as it should.",
                    connected
                            ? "Look whether it lets " + server.sender() + " send to this address."
                            : "Check host, port, and whether it offers " + server.security() + ".",
                    e);
        } catch (MailException | MessagingException e) {
            throw failure("MAIL_REFUSED", "The mail could not be sent.", "The server's log says why.", e);
        }
    }

    private JavaMailSenderImpl sender(MailServerStore.Row server) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(server.host());
        sender.setPort(server.port());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        Properties properties = sender.getJavaMailProperties();
        for (String timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.put("mail.smtp." + timeout, TIMEOUT_MILLIS);
        }
        boolean startTls = server.security() == MailServer.Security.STARTTLS;
        properties.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(startTls));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(server.security() == MailServer.Security.TLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        Optional<Account> account = server.user() == null ? Optional.empty() : vault.find(OWNER);
        if (account.orElse(null) instanceof Account.ServiceLogin login) {
            properties.put("mail.smtp.auth", "true");
            sender.setUsername(login.user());
            sender.setPassword(new String(login.secret().reveal()));
        }
        return sender;
    }

    private MimeMessage message(JavaMailSenderImpl sender, MailServerStore.Row server, Mail mail)
            throws MessagingException {
        String id = "<" + Digests.sha256Hex(mail.key() + "|" + mail.to()).substring(0, 32) + "@"
                + server.sender().substring(server.sender().lastIndexOf('@') + 1) + ">";
        MimeMessage message = new MimeMessage(sender.getSession()) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        MimeMessageHelper helper = new MimeMessageHelper(message, false, StandardCharsets.UTF_8.name());
        helper.setFrom(server.sender());
        helper.setTo(mail.to());
        helper.setSubject(mail.subject().replaceAll("\\p{Cntrl}+", " "));
        helper.setText(mail.text());
        helper.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers, please
        return message;
    }

    private static GodwitException failure(String code, String sentence, String hint, Exception cause) {
        return new GodwitException(GodwitException.Kind.UNAVAILABLE, code, sentence, hint, cause);
    }
}
