package org.godwit.hierarchy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.godwit.credential.KerberosFailure;
import org.godwit.shared.GodwitException;
import org.godwit.site.SourceFailure;
import org.godwit.site.provider.ProviderAddress;
import org.godwit.site.provider.ProviderQuery;
import org.godwit.site.provider.SmsProvider;
import org.godwit.site.provider.SmsProviders;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Preflight of the SMS Provider: the way there, the sign-in, and the account's role. */
@Component
class ProviderChecks {

    private static final Duration SKEW_TOLERATED = Duration.ofMinutes(2);
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final SmsProviders providers;
    private final HostCheck hosts;
    private final Clock clock;

    ProviderChecks(SmsProviders providers, HostCheck hosts, Clock clock) {
        this.providers = providers;
        this.hosts = hosts;
        this.clock = clock;
    }

    void run(SourceSpecification.Provider given, Findings findings) {
        if (!reachable(given.urls(), findings)) {
            return;
        }
        findings.trying("PROVIDER_LOGIN");
        try (SmsProvider provider =
                providers.open(new ProviderAddress(given.urls(), given.certificateSha256()), given.account())) {
            List<String> siteCodes = new ArrayList<>();
            provider.each(
                    ProviderQuery.byText("SMS_Site", "SiteCode", "SiteCode"),
                    node -> siteCodes.add(node.path("SiteCode").asString()));
            findings.pass("PROVIDER_LOGIN", "The provider accepted the account.");
            role(provider, siteCodes, findings);
            clockSkew(provider, findings);
        } catch (SourceFailure e) {
            findings.fail(check(e), e.getMessage(), e.hint(), e.reason());
        } catch (GodwitException e) {
            findings.fail("PROVIDER_URL", e.getMessage(), e.hint(), null);
        }
    }

    /** One provider that answers is enough; those that do not are warned about. */
    private boolean reachable(List<String> urls, Findings findings) {
        List<Findings> each = new ArrayList<>();
        boolean any = false;
        for (String url : urls) {
            URI uri = URI.create(url);
            Findings one = new Findings("PROVIDER_NAME");
            findings.trying("PROVIDER_PORT");
            any |= hosts.resolves("PROVIDER", uri.getHost(), one)
                    && hosts.answers("PROVIDER", uri.getHost(), port(uri), one);
            each.add(one);
        }
        for (Findings one : each) {
            for (PreflightCheck check : one.soFar()) {
                boolean spare = any && check.failed();
                findings.add(spare ? PreflightCheck.warn(check.check(), check.detail(), check.hint()) : check);
            }
        }
        return any;
    }

    private static int port(URI uri) {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return "http".equals(uri.getScheme().toLowerCase(Locale.ROOT)) ? HTTP : HTTPS;
    }

    /** Objects outside of a role are left out of lists without a word; so a role that shows no site is too small. */
    private static void role(SmsProvider provider, List<String> siteCodes, Findings findings) {
        String check = "PROVIDER_ROLE";
        findings.trying(check);
        String hint = "Give the account the role Read-only Analyst with all scopes and collections at the source.";
        if (siteCodes.isEmpty()) {
            findings.fail(
                    check,
                    "The account's role shows no site at all.",
                    hint,
                    SourceFailure.Cause.NO_PROVIDER_PERMISSION);
        } else if (provider.get("SMS_Collection", "SMS00001").isEmpty()) {
            findings.warn(check, "The account's role does not show the collection All Systems.", hint);
        } else {
            findings.pass(
                    check, "The account's role shows sites (" + String.join(", ", siteCodes) + ") and collections.");
        }
    }

    private void clockSkew(SmsProvider provider, Findings findings) {
        provider.serverTime().ifPresent(time -> {
            Duration skew = Duration.between(clock.instant(), time).abs();
            String detail = "The clocks of this server and the provider differ by " + skew.toSeconds() + " s.";
            if (skew.compareTo(SKEW_TOLERATED) > 0) {
                findings.warn(
                        "PROVIDER_CLOCK_SKEW",
                        detail,
                        "Let both follow the same time source; Kerberos fails beyond 5 minutes.");
            } else {
                findings.pass("PROVIDER_CLOCK_SKEW", detail);
            }
        });
    }

    private static String check(SourceFailure failure) {
        @Nullable Throwable cause = failure.getCause();
        if (cause instanceof KerberosFailure) {
            return "PROVIDER_KERBEROS";
        }
        if (failure.reason() == SourceFailure.Cause.NO_PROVIDER_PERMISSION) {
            return "PROVIDER_ROLE";
        }
        return cause instanceof javax.net.ssl.SSLException ? "PROVIDER_TLS" : "PROVIDER_LOGIN";
    }
}
