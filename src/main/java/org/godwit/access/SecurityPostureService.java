package org.godwit.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditEvent;
import org.godwit.audit.TrailCondition;
import org.godwit.credential.CredentialService;
import org.godwit.credential.StoredCredential;
import org.godwit.security.PostureChecks;
import org.godwit.security.PostureFinding;
import org.godwit.security.PostureFinding.Outcome;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.GodwitProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looks at what a security officer would ask about: stored secrets, accounts, tokens, transport, approval, the trail. */
@Service
public class SecurityPostureService {

    private static final Duration LONG_UNUSED = Duration.ofDays(90);
    private static final Duration OLD_SECRET = Duration.ofDays(180);
    private static final int MANY_CREATORS = 5;
    private static final int SHOWN = 20;
    private static final Duration VERIFIED_LATELY = Duration.ofDays(7);

    private final CredentialService credentials;
    private final AdminUserRepository users;
    private final ApiTokenRepository tokens;
    private final TrailCondition trail;
    private final GodwitProperties server;
    private final Environment environment;
    private final ObjectProvider<PostureChecks> modules;
    private final Clock clock;

    SecurityPostureService(
            CredentialService credentials,
            AdminUserRepository users,
            ApiTokenRepository tokens,
            TrailCondition trail,
            GodwitProperties server,
            Environment environment,
            ObjectProvider<PostureChecks> modules,
            Clock clock) {
        this.credentials = credentials;
        this.users = users;
        this.tokens = tokens;
        this.trail = trail;
        this.server = server;
        this.environment = environment;
        this.modules = modules;
        this.clock = clock;
    }

    @Requires(Right.SECURITY_POSTURE_READ)
    @Transactional(readOnly = true)
    public SecurityPosture posture() {
        Instant now = clock.instant();
        List<StoredCredential> stored = credentials.list();
        List<PostureFinding> findings = new ArrayList<>();
        findings.add(storedSecrets(stored, now));
        findings.add(fullAdministrators());
        findings.addAll(accounts(now));
        findings.add(apiTokens(now));
        findings.add(transport());
        findings.add(approval());
        findings.add(network());
        findings.add(jobCreators());
        findings.add(verification(now));
        modules.orderedStream().forEach(module -> findings.addAll(module.posture()));
        return new SecurityPosture(findings, stored);
    }

    private static PostureFinding storedSecrets(List<StoredCredential> stored, Instant now) {
        long old = stored.stream()
                .filter(c -> c.storedAt().plus(OLD_SECRET).isBefore(now))
                .count();
        return finding(
                "STORED_SECRETS",
                stored.isEmpty() ? Outcome.PASS : old > 0 ? Outcome.FAIL : Outcome.WARN,
                stored.isEmpty()
                        ? "No secret is stored."
                        : stored.size() + " secrets are stored, " + old + " of them for more than "
                                + OLD_SECRET.toDays() + " days.",
                "Use the computer account, or finish the source hierarchies that need them: that removes them.");
    }

    private PostureFinding fullAdministrators() {
        int count = users.findEnabledWithRole(BuiltInRole.FULL_ADMINISTRATOR.title())
                .size();
        return finding(
                "FULL_ADMINISTRATORS",
                count == 2 || count == 3 ? Outcome.PASS : Outcome.WARN,
                "Full Administrators who may sign in: " + count + ".",
                "Two or three are best: one alone can lock everybody out, and each more is one more to lose.");
    }

    private List<PostureFinding> accounts(Instant now) {
        List<AdminUserEntity> enabled =
                users.findAll().stream().filter(AdminUserEntity::enabled).toList();
        Instant longAgo = now.minus(LONG_UNUSED);
        return List.of(
                counted(
                        "UNUSED_ACCOUNTS",
                        enabled,
                        u -> Optional.ofNullable(u.view().lastSignInAt())
                                .orElse(u.view().createdAt())
                                .isBefore(longAgo),
                        "Accounts that nobody signed in to for " + LONG_UNUSED.toDays() + " days",
                        "Disable them."),
                counted(
                        "PASSWORDS_TO_CHANGE",
                        enabled,
                        AdminUserEntity::mustChangePassword,
                        "Accounts whose password was given by an administrator and not changed yet",
                        "Have it changed, or disable the account."),
                counted(
                        "LOCKED_ACCOUNTS",
                        enabled,
                        u -> u.lockedAt(now),
                        "Accounts locked after failed sign-ins",
                        "Look at the SIGN_IN_FAILED events: from where, and whether it was their owner."));
    }

    private PostureFinding apiTokens(Instant now) {
        Instant longAgo = now.minus(LONG_UNUSED);
        return counted(
                "API_TOKENS",
                tokens.findAll().stream().filter(t -> !t.expiredAt(now)).toList(),
                t -> t.rights().isEmpty()
                        || Optional.ofNullable(t.lastUsedAt())
                                .orElse(t.view().createdAt())
                                .isBefore(longAgo),
                "API tokens that are not limited to certain rights, or unused for " + LONG_UNUSED.toDays() + " days",
                "Withdraw them, and make new ones with only the rights they need.");
    }

    private PostureFinding transport() {
        boolean tls = environment.containsProperty("server.ssl.bundle")
                || environment.containsProperty("server.ssl.key-store")
                || environment.containsProperty("server.ssl.certificate");
        boolean behindProxy = environment.containsProperty("server.forward-headers-strategy");
        return finding(
                "TRANSPORT",
                tls || behindProxy ? Outcome.PASS : Outcome.WARN,
                tls
                        ? "The server speaks TLS."
                        : behindProxy
                                ? "A proxy in front of the server is configured."
                                : "The server speaks plain HTTP.",
                "Set server.ssl.certificate and server.ssl.certificate-private-key, or put a TLS proxy in front.");
    }

    private PostureFinding approval() {
        boolean required = "required".equalsIgnoreCase(environment.getProperty("godwit.jobs.approval"));
        return finding(
                "JOB_APPROVAL",
                required ? Outcome.PASS : Outcome.WARN,
                required ? "A job runs only after somebody else approved its plan." : "Jobs run without approval.",
                "Set godwit.jobs.approval=required and give somebody the role Job Approver.");
    }

    /** Who creates jobs reads all data of a source, and decides what comes into the destination. */
    private PostureFinding jobCreators() {
        List<String> names = users.findAll().stream()
                .filter(AdminUserEntity::enabled)
                .filter(AdminUserEntity::mayCreateJobs)
                .map(AdminUserEntity::name)
                .sorted()
                .toList();
        return finding(
                "JOB_CREATORS",
                names.size() > MANY_CREATORS ? Outcome.WARN : Outcome.PASS,
                names.size() + " accounts may create migration jobs"
                        + (names.isEmpty()
                                ? "."
                                : ": " + names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                                        + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more." : ".")),
                "Give only those the right MIGRATION_JOB:CREATE who need it; others can run jobs as Operators.");
    }

    private PostureFinding network() {
        boolean loopback = server.network().allowLoopback();
        return finding(
                "NETWORK",
                loopback ? Outcome.WARN : Outcome.PASS,
                loopback
                        ? "Hosts given by administrators may be this machine itself."
                        : "Hosts given by administrators cannot be this machine itself.",
                "Set godwit.network.allow-loopback=false outside demonstrations.");
    }

    private PostureFinding verification(Instant now) {
        Optional<AuditEvent> last = trail.lastVerification();
        if (last.isEmpty()) {
            return finding(
                    "AUDIT_VERIFIED", Outcome.WARN, "The audit trail was never verified.", "Verify it once a week.");
        }
        AuditEvent event = last.get();
        if (event.outcome() != AuditEntry.Outcome.SUCCESS) {
            return finding(
                    "AUDIT_VERIFIED",
                    Outcome.FAIL,
                    "The audit trail was found broken on " + event.at() + ".",
                    "Read event " + event.sequence() + ", and compare the database with your backups.");
        }
        boolean lately = event.at().plus(VERIFIED_LATELY).isAfter(now);
        return finding(
                "AUDIT_VERIFIED",
                lately ? Outcome.PASS : Outcome.WARN,
                "The audit trail was last found intact on " + event.at() + ".",
                "Verify it once a week.");
    }

    private static <T> PostureFinding counted(
            String check, List<T> among, Predicate<T> wanting, String what, String hint) {
        long count = among.stream().filter(wanting).count();
        return finding(check, count == 0 ? Outcome.PASS : Outcome.WARN, what + ": " + count + ".", hint);
    }

    private static PostureFinding finding(String check, Outcome outcome, String detail, String hint) {
        return PostureFinding.of(check, outcome, detail, hint);
    }
}
