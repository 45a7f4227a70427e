package org.godwit.mail;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.credential.Account;
import org.godwit.credential.CredentialVault;
import org.godwit.mail.MailServer.Security;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.godwit.shared.NetworkGuard;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The mail server, as an administrator defines, tests and removes it. Without one, no mail is ever sent. */
@Service
@Transactional
public class MailSettingsService {

    private static final String OBJECT_TYPE = "MAIL_SERVER";

    private final MailServerStore store;
    private final CredentialVault vault;
    private final SmtpSender sender;
    private final Mailer mailer;
    private final NetworkGuard network;
    private final AuditTrail audit;
    private final Clock clock;

    MailSettingsService(
            MailServerStore store,
            CredentialVault vault,
            SmtpSender sender,
            Mailer mailer,
            NetworkGuard network,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.vault = vault;
        this.sender = sender;
        this.mailer = mailer;
        this.network = network;
        this.audit = audit;
        this.clock = clock;
    }

    /** @return empty if no mail server is defined */
    @Requires(Right.SETTINGS_MODIFY)
    @Transactional(readOnly = true)
    public Optional<MailServer> find() {
        return store.find()
                .map(row -> new MailServer(
                        row.host(),
                        row.port(),
                        row.security(),
                        row.user(),
                        vault.describe(SmtpSender.OWNER).isPresent(),
                        row.sender()));
    }

    /**
     * Defines the mail server in place of what there was.
     *
     * @throws GodwitException {@code MAIL_SERVER_INVALID}, {@code MAIL_ADDRESS_INVALID}, {@code HOST_REFUSED}
     */
    @Requires(Right.SETTINGS_MODIFY)
    public MailServer put(MailServerInput input) {
        Security security = input.security() == null ? Security.STARTTLS : input.security();
        String host = name("host", input.host(), 255);
        String user = input.user() == null || input.user().isBlank() ? null : name("user", input.user(), 256);
        int port = input.port() == null ? usualPort(security) : input.port();
        if (port < 1 || port > 65_535) {
            throw invalid("The port " + port + " is none.", "Ports go from 1 to 65535.");
        }
        if (user != null && security == Security.NONE) {
            throw invalid(
                    "A password would cross the network in the clear.",
                    "Choose STARTTLS or TLS, or leave the user out.");
        }
        network.check(host);
        MailServerStore.Row row = new MailServerStore.Row(host, port, security, user, mailer.address(input.sender()));
        keepPassword(input, row);
        store.put(row, clock.instant(), Actor.current().name());
        audit.record(AuditEntry.success("MAIL_SERVER_DEFINED", OBJECT_TYPE, 1, host)
                .with("port", port)
                .with("security", security.name())
                .with("user", user)
                .with("sender", row.sender()));
        return find().orElseThrow();
    }

    /** Removes the mail server and its password; nothing is sent any more. Removing twice is no error. */
    @Requires(Right.SETTINGS_MODIFY)
    public void remove() {
        Optional<MailServerStore.Row> row = store.find();
        if (row.isEmpty()) {
            return;
        }
        vault.remove(SmtpSender.OWNER);
        store.remove();
        audit.record(AuditEntry.success(
                "MAIL_SERVER_REMOVED", OBJECT_TYPE, 1, row.get().host()));
    }

    /**
     * Sends a test mail at once and says how it went.
     *
     * @param to address
     * @throws GodwitException as {@code SmtpSender#send}, {@code MAIL_ADDRESS_INVALID}
     */
    @Requires(Right.SETTINGS_MODIFY)
    @Transactional(propagation = org.springframework.transaction.annotation.Propagation.NOT_SUPPORTED)
    public void test(String to) {
        String address = mailer.address(to);
        try {
            sender.send(new Mail(
                    "test-" + UUID.randomUUID(),
                    address,
                    "Godwit: test mail",
                    "This mail shows that Godwit can send mail. "
                            + Actor.current().name() + " asked for it.\n"));
        } catch (GodwitException e) {
            audit.recordApart(AuditEntry.failed("MAIL_TESTED", OBJECT_TYPE, 1, null)
                    .with("to", address)
                    .with("code", e.code()));
            throw e;
        }
        audit.recordApart(
                AuditEntry.success("MAIL_TESTED", OBJECT_TYPE, 1, null).with("to", address));
    }

    /** A stored password is for one user at one host: it is never offered to another. */
    private void keepPassword(MailServerInput input, MailServerStore.Row row) {
        String user = row.user();
        if (user == null) {
            vault.remove(SmtpSender.OWNER);
            return;
        }
        if (input.password() != null && !input.password().isEmpty()) {
            vault.store(SmtpSender.OWNER, new Account.ServiceLogin(user, input.password()));
            return;
        }
        boolean same = store.find()
                .filter(before -> user.equals(before.user()) && row.host().equalsIgnoreCase(before.host()))
                .isPresent();
        if (!same || vault.describe(SmtpSender.OWNER).isEmpty()) {
            throw invalid("The user's password is missing.", "Give it; it is kept sealed in the vault.");
        }
    }

    private static int usualPort(Security security) {
        return switch (security) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }

    private static String name(String part, @Nullable String given, int longest) {
        String text = given == null ? "" : given.strip();
        if (text.isEmpty() || text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid("The mail server's " + part + " is missing or not a name.", "Give its " + part + ".");
        }
        return text;
    }

    private static GodwitException invalid(String sentence, String hint) {
        return GodwitException.invalid("MAIL_SERVER_INVALID", sentence, hint);
    }
}
