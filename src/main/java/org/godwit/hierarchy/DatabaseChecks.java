package org.godwit.hierarchy;

import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.godwit.credential.KerberosFailure;
import org.godwit.shared.GodwitException;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceDatabases;
import org.godwit.site.SourceEndpoint;
import org.godwit.site.SourceFailure;
import org.godwit.site.SourceProbe;
import org.godwit.site.SourceProbes;
import org.godwit.site.SourceRight;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Preflight of the site database: the way there, the sign-in, and what the login may do. */
@Component
class DatabaseChecks {

    /** Kerberos itself gives up at five minutes. */
    private static final Duration SKEW_TOLERATED = Duration.ofMinutes(2);

    private static final String GRANTS = "deploy/sql/source-login.sql";

    private final SourceDatabases databases;
    private final SourceProbes probes;
    private final HostCheck hosts;
    private final SiteChecks sites;
    private final ContentChecks content;
    private final Clock clock;

    DatabaseChecks(
            SourceDatabases databases,
            SourceProbes probes,
            HostCheck hosts,
            SiteChecks sites,
            ContentChecks content,
            Clock clock) {
        this.databases = databases;
        this.probes = probes;
        this.hosts = hosts;
        this.sites = sites;
        this.content = content;
        this.clock = clock;
    }

    void run(SourceSpecification specification, long hierarchyId, FoundSource found, Findings findings) {
        Optional<SourceEndpoint> endpoint = url(specification.jdbcUrl(), findings);
        if (endpoint.isEmpty() || !reachable(endpoint.get(), findings)) {
            return;
        }
        AccountChecks.kind("DATABASE", specification.database(), findings);
        findings.trying("DATABASE_LOGIN");
        try (SourceProbe probe = probes.open(specification.jdbcUrl(), specification.database())) {
            findings.pass("DATABASE_LOGIN", "The database '" + endpoint.get().database() + "' accepted the account.");
            encryption(endpoint.get(), findings);
            if (isSiteDatabase(probe, findings)) {
                readOnly(probe, findings);
                rights(probe, specification.provider() != null, findings);
                clockSkew(probe, findings);
                site(specification, hierarchyId, probe, found, findings);
            }
        } catch (SourceFailure e) {
            findings.fail(loginCheck(e), e.getMessage(), e.hint(), e.reason());
        } catch (GodwitException e) {
            findings.fail("DATABASE_LOGIN", e.getMessage(), e.hint(), null);
        }
    }

    private Optional<SourceEndpoint> url(String jdbcUrl, Findings findings) {
        findings.trying("DATABASE_URL");
        try {
            SourceEndpoint endpoint = databases.check(jdbcUrl);
            findings.pass("DATABASE_URL", "The JDBC URL names the database '" + endpoint.database() + "'.");
            return Optional.of(endpoint);
        } catch (GodwitException e) {
            findings.fail("DATABASE_URL", e.getMessage(), e.hint(), null);
            return Optional.empty();
        }
    }

    private boolean reachable(SourceEndpoint endpoint, Findings findings) {
        String host = endpoint.host();
        if (host == null) {
            return true;
        }
        Integer port = endpoint.port();
        return hosts.resolves("DATABASE", host, findings)
                && (port == null || hosts.answers("DATABASE", host, port, findings));
    }

    private static void encryption(SourceEndpoint endpoint, Findings findings) {
        if (endpoint.kind() == SourceEndpoint.Kind.EMBEDDED_SAMPLE) {
            return;
        }
        if (!endpoint.encrypted()) {
            findings.warn(
                    "DATABASE_TLS",
                    "The connection to the database is not encrypted.",
                    "Take encrypt=false out of the JDBC URL, and give the SQL Server a certificate.");
        } else if (!endpoint.certificateVerified()) {
            findings.warn(
                    "DATABASE_TLS",
                    "The connection is encrypted, but nothing proves that the server is the right one.",
                    "Import the root of the server's certificate and take trustServerCertificate=true out of the JDBC URL.");
        } else {
            findings.pass("DATABASE_TLS", "The connection is encrypted and the server proved its name.");
        }
    }

    private static boolean isSiteDatabase(SourceProbe probe, Findings findings) {
        findings.trying("SITE_DATABASE");
        if (probe.access("v_Site") == SourceProbe.Access.MISSING
                && probe.access("v_R_System") == SourceProbe.Access.MISSING) {
            findings.fail(
                    "SITE_DATABASE",
                    "The database has neither the view v_Site nor v_R_System: it is not a site database, or the login may"
                            + " see nothing in it.",
                    "Name the site database (usually CM_ and the site code) in databaseName, and run " + GRANTS
                            + " in it.",
                    SourceFailure.Cause.SQL_ERROR);
            return false;
        }
        findings.pass("SITE_DATABASE", "The database is a Configuration Manager site database.");
        return true;
    }

    private static void readOnly(SourceProbe probe, Findings findings) {
        findings.trying("DATABASE_READ_ONLY");
        if (probe.mayWrite()) {
            findings.warn(
                    "DATABASE_READ_ONLY",
                    "The login could change data in the site database. Godwit reads only, but needs no such right.",
                    "Use a login that has no more than the grants of " + GRANTS + ".");
        } else {
            findings.pass("DATABASE_READ_ONLY", "The login can read and cannot change data.");
        }
    }

    /** Where a provider is given, what it gives is no concern of the login. */
    private static void rights(SourceProbe probe, boolean provider, Findings findings) {
        for (SourceRight right : SourceRight.values()) {
            String check = "RIGHT_" + right.name();
            findings.trying(check);
            List<String> denied = with(probe, right, SourceProbe.Access.DENIED);
            List<String> missing = with(probe, right, SourceProbe.Access.MISSING);
            boolean unreadable = !denied.isEmpty() || !missing.isEmpty();
            if (unreadable && provider && right.givenByProvider()) {
                findings.pass(check, "The SMS Provider is asked for " + right.gives() + ".");
            } else if (!denied.isEmpty()) {
                String detail = "The login may not read " + String.join(", ", denied) + " (" + right.gives() + ").";
                String hint = "In the site database: " + grants(denied);
                findings.add(
                        right.needed()
                                ? PreflightCheck.fail(check, detail, hint, SourceFailure.Cause.UNAUTHORISED)
                                : PreflightCheck.warn(check, detail, hint));
            } else if (!missing.isEmpty()) {
                String detail = "The database has no " + String.join(", ", missing) + " (" + right.gives() + ").";
                String hint = "This release may not have it; if it has, the login may not see it: run " + GRANTS + ".";
                findings.add(
                        right.needed()
                                ? PreflightCheck.fail(check, detail, hint, SourceFailure.Cause.SQL_ERROR)
                                : PreflightCheck.warn(check, detail, hint));
            } else {
                findings.pass(check, "The login can read " + right.gives() + ".");
            }
        }
    }

    private static List<String> with(SourceProbe probe, SourceRight right, SourceProbe.Access access) {
        return right.views().stream()
                .filter(v -> probe.access(v) == access)
                .filter(v -> SourceRight.standIn(v)
                        .filter(other -> probe.access(other) == SourceProbe.Access.READABLE)
                        .isEmpty())
                .toList();
    }

    private static String grants(List<String> views) {
        return String.join(
                " ",
                views.stream()
                        .map(v -> "GRANT SELECT ON dbo." + v + " TO <login>;")
                        .toList());
    }

    private void clockSkew(SourceProbe probe, Findings findings) {
        findings.trying("CLOCK_SKEW");
        Duration skew = Duration.between(clock.instant(), probe.now()).abs();
        String detail = "The clocks of this server and the database differ by " + skew.toSeconds() + " s.";
        if (skew.compareTo(SKEW_TOLERATED) > 0) {
            findings.warn(
                    "CLOCK_SKEW", detail, "Let both follow the same time source; Kerberos fails beyond 5 minutes.");
        } else {
            findings.pass("CLOCK_SKEW", detail);
        }
    }

    private void site(
            SourceSpecification specification,
            long hierarchyId,
            SourceProbe probe,
            FoundSource found,
            Findings findings) {
        findings.trying("TOP_LEVEL_SITE");
        if (probe.access("v_Site") != SourceProbe.Access.READABLE) {
            return; // named by its right already
        }
        try (SourceDatabase database = databases.open(specification.jdbcUrl(), specification.database())) {
            sites.run(specification.siteServer(), probe.siteCode(), database.sites(), hierarchyId, found, findings);
            boolean onServers = databases.check(specification.jdbcUrl()).kind() == SourceEndpoint.Kind.SQL_SERVER;
            if (onServers && probe.access("v_DistributionPointInfo") == SourceProbe.Access.READABLE) {
                content.run(specification.content(), database.distributionPoints(), findings);
            }
        } catch (SourceFailure e) {
            findings.fail("TOP_LEVEL_SITE", e.getMessage(), e.hint(), e.reason());
        }
    }

    private static String loginCheck(SourceFailure failure) {
        KerberosFailure kerberos = AccountChecks.kerberosFailure(failure);
        if (kerberos != null) {
            return AccountChecks.kerberos("DATABASE", kerberos);
        }
        for (@Nullable Throwable t = failure.getCause(); t != null; t = t.getCause()) {
            if (t instanceof SSLException || t instanceof CertificateException) {
                return "DATABASE_TLS";
            }
        }
        return "DATABASE_LOGIN";
    }
}
