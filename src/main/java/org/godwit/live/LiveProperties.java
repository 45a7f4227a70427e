package org.godwit.live;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import java.util.List;
import org.godwit.shared.Digests;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The real Configuration Manager site that blocks are carried to. It is asked with the computer account of this server.
 *
 * @param enabled whether there is one
 * @param urls base addresses of its AdminServices, e.g. {@code https://cm.contoso.com/AdminService}; the first is tried first
 * @param certificateSha256 SHA-256 of the certificate they show (lower-case hex); not set to trust what the roots vouch for
 * @param mode whether scheduled runs only compare, or also block what is not blocked there, once one has only compared since the connection was
 *     set; nothing is ever unblocked there
 * @param every how long after a scheduled run the next one begins
 */
@Validated
@ConfigurationProperties("godwit.live-destination")
record LiveProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue List<String> urls,
        @Nullable String certificateSha256,
        @DefaultValue("DRY_RUN") LiveComparison.Mode mode,
        @DefaultValue("1h") Duration every) {

    /** SHA-256 of what says which site is asked: a dry run counts for these settings alone. */
    String connection() {
        return Digests.sha256Hex(urls + " " + certificateSha256);
    }

    @AssertTrue(message = "godwit.live-destination.urls must be given when it is enabled") boolean isComplete() {
        return !enabled || !urls.isEmpty();
    }
}
