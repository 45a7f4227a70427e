package org.godwit.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.RequestOrigin;
import org.godwit.security.Right;
import org.godwit.security.SystemOnly;
import org.godwit.shared.Digests;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Signs in whoever presents an API token. */
@Service
@SystemOnly("sign-in comes before any right")
public class ApiTokens {

    static final String PREFIX = "gdw_";
    /** Last use is noted no more often. */
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private final ApiTokenRepository tokens;
    private final SignInThrottle throttle;
    private final AuditTrail audit;
    private final Clock clock;

    ApiTokens(ApiTokenRepository tokens, SignInThrottle throttle, AuditTrail audit, Clock clock) {
        this.tokens = tokens;
        this.throttle = throttle;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The token's user, with those of her rights that the token is limited to.
     *
     * @throws GodwitException {@code TOKEN_INVALID} if it is unknown, expired, or its user cannot sign in
     */
    @Transactional(noRollbackFor = GodwitException.class)
    public SignedInUser signIn(String token) {
        Instant now = clock.instant();
        String address = RequestOrigin.current().address();
        return tokens.findByTokenHash(Digests.sha256Hex(token))
                .filter(t -> !t.expiredAt(now) && t.user().enabled())
                .map(t -> used(t, now))
                .orElseGet(() -> {
                    if (!throttle.turnsAway(address)) {
                        throttle.failed(address);
                        audit.record(AuditEntry.failed("SIGN_IN_FAILED", "API_TOKEN", null, shown(token)));
                    }
                    throw new GodwitException(
                            GodwitException.Kind.UNAUTHENTICATED,
                            "TOKEN_INVALID",
                            "The API token is unknown, expired or withdrawn, or its user cannot sign in.",
                            "Make a new one with POST /api/v1/api-tokens.");
                });
    }

    private SignedInUser used(ApiTokenEntity token, Instant now) {
        Instant last = token.lastUsedAt();
        SignedInUser user = SignInEvents.signedIn(token.user());
        if (last == null || last.plus(USE_NOTED_EVERY).isBefore(now)) {
            tokens.used(token.id(), now);
        }
        Actor actor = user.actor();
        Set<String> authorities = new HashSet<>(actor.authorities());
        if (!token.rights().isEmpty()) {
            authorities.retainAll(token.rights().stream().map(Right::authority).collect(Collectors.toSet()));
        }
        Actor limited = new Actor(actor.name(), actor.address(), authorities, actor.scopes());
        return new SignedInUser(user.id(), limited, user.mustChangePassword(), user.passwordChangedAt());
    }

    /** Enough of a token to find it again, nothing to use it with. */
    static String shown(String token) {
        int length = PREFIX.length() + 6;
        return token.startsWith(PREFIX) && token.length() > 2 * length ? token.substring(0, length) : "?";
    }
}
