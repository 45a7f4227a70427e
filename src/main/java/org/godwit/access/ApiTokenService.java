package org.godwit.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.Digests;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** API tokens for machines: made by a user for herself, within her own rights, for a limited time. */
@Service
@Transactional
public class ApiTokenService {

    private static final Duration DEFAULT_LIFE = Duration.ofDays(90);
    private static final Duration LONGEST_LIFE = Duration.ofDays(366);
    private static final int SECRET_BYTES = 32;

    private final ApiTokenRepository tokens;
    private final AdminUserRepository users;
    private final AuditTrail audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ApiTokenService(ApiTokenRepository tokens, AdminUserRepository users, AuditTrail audit, Clock clock) {
        this.tokens = tokens;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    /** One's own tokens, newest first; those of everybody for who may read administrative users. */
    @Requires(Right.API_TOKEN_CREATE)
    @Transactional(readOnly = true)
    public List<ApiToken> list() {
        Actor actor = Actor.current();
        List<ApiTokenEntity> found = actor.may(Right.ADMIN_USER_READ)
                ? tokens.findAllByOrderByCreatedAtDesc()
                : tokens.findByUserNameIgnoreCaseOrderByCreatedAtDesc(actor.name());
        return found.stream().map(ApiTokenEntity::view).toList();
    }

    /**
     * Makes a token that acts as the caller.
     *
     * @param rights it is limited to; empty for all the caller has at the time of each use
     * @param life how long it can be used; null for 90 days; at most a year
     * @throws GodwitException {@code TOKEN_RIGHTS_BEYOND} if a right is named that the caller does not hold herself,
     *     {@code TOKEN_LIFE_INVALID}, {@code TOKEN_NAME_INVALID}
     */
    @Requires(Right.API_TOKEN_CREATE)
    public NewApiToken create(String name, Set<Right> rights, @Nullable Duration life) {
        Actor actor = Actor.current();
        Names.check("TOKEN_NAME_INVALID", name, 100);
        Duration granted = life == null ? DEFAULT_LIFE : life;
        if (granted.isNegative() || granted.isZero() || granted.compareTo(LONGEST_LIFE) > 0) {
            throw GodwitException.invalid(
                    "TOKEN_LIFE_INVALID",
                    "A token cannot last " + granted + ".",
                    "Give a duration between PT1S and P" + LONGEST_LIFE.toDays() + "D, for example P30D.");
        }
        List<String> beyond = rights.stream()
                .filter(r -> !actor.may(r))
                .map(Right::authority)
                .sorted()
                .toList();
        if (!beyond.isEmpty()) {
            throw GodwitException.invalid(
                    "TOKEN_RIGHTS_BEYOND",
                    "You do not hold " + beyond + " yourself.",
                    "Leave these rights out, or have them granted to you first.");
        }
        AdminUserEntity user = users.findByNameIgnoreCase(actor.name())
                .orElseThrow(() -> GodwitException.conflict(
                        "TOKEN_NEEDS_USER",
                        "Only an administrative user can have API tokens.",
                        "Sign in as one and make the token then."));
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String token =
                ApiTokens.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant now = clock.instant();
        ApiTokenEntity made = tokens.save(new ApiTokenEntity(
                user, name.strip(), ApiTokens.shown(token), Digests.sha256Hex(token), rights, now, now.plus(granted)));
        audit.record(AuditEntry.success("API_TOKEN_CREATED", "API_TOKEN", made.id(), made.name())
                .with("prefix", made.view().prefix())
                .with("rights", rights.stream().map(Right::authority).sorted().toList())
                .with("expiresAt", now.plus(granted).toString()));
        return new NewApiToken(made.view(), token);
    }

    /**
     * Withdraws one's own token; anybody's for who may change administrative users.
     *
     * @throws GodwitException {@code TOKEN_NOT_FOUND}
     */
    @Requires(Right.API_TOKEN_CREATE)
    public void revoke(long id) {
        Actor actor = Actor.current();
        ApiTokenEntity token = tokens.findById(id)
                .filter(t ->
                        actor.may(Right.ADMIN_USER_MODIFY) || t.user().name().equalsIgnoreCase(actor.name()))
                .orElseThrow(() -> GodwitException.notFound(
                        "TOKEN_NOT_FOUND", "There is no API token " + id + ".", "List them with GET /api-tokens."));
        tokens.delete(token);
        audit.record(AuditEntry.success("API_TOKEN_REVOKED", "API_TOKEN", id, token.name())
                .with("user", token.user().name()));
    }
}
