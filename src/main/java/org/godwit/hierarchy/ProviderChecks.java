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
import org.godwit.site.provider.ProviderSites;
import org.godwit.site.provider.SmsProvider;
import org.godwit.site.provider.SmsProviders;
import org.springframework.stereotype.Component;

/** Preflight of the SMS Provider: the way there, the sign-in, and the account's role. */
@Component
class ProviderChecks {

    private static final Duration SKEW_TOLERATED = Duration.ofMinutes(2);
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final SmsProviders providers;
    private final HostCheck hosts;
    private final ProviderRights rights;
    private final Clock clock;

    ProviderChecks(SmsProviders providers, HostCheck hosts, ProviderRights rights, Clock clock) {
        this.providers = providers;
        this.rights = rights;
        this.hosts = hosts;
        this.clock = clock;
    }

    void run(SourceSpecification.Provider given, FoundSource found, Findings findings) {
        if (!reachable(given.urls(), findings)) {
            return;
        }
        AccountChecks.kind("PROVIDER", given.account(), findings);
        findings.trying("PROVIDER_LOGIN");
        try (SmsProvider provider =
                providers.open(new ProviderAddress(given.urls(), given.certificateSha256()), given.account())) {
            List<ProviderSites.Site> sites = ProviderSites.read(provider);
            findings.pass("PROVIDER_LOGIN", "The provider accepted the account.");
            found.providerSites(sites.stream().map(ProviderSites.Site::siteCode).toList());
            rights.run(provider, sites, findings);
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
        KerberosFailure kerberos = AccountChecks.kerberosFailure(failure);
        if (kerberos != null) {
            return AccountChecks.kerberos("PROVIDER", kerberos);
        }
        if (failure.reason() == SourceFailure.Cause.NO_PROVIDER_PERMISSION) {
            return "PROVIDER_ROLE";
        }
        return failure.getCause() instanceof javax.net.ssl.SSLException ? "PROVIDER_TLS" : "PROVIDER_LOGIN";
    }
}
