package org.godwit.hierarchy;

import java.time.Duration;
import java.util.List;
import org.godwit.credential.Account;
import org.godwit.credential.KerberosFailure;
import org.godwit.shared.GodwitException;
import org.godwit.site.SourceDistributionPoint;
import org.godwit.site.SourceFailure;
import org.godwit.site.share.ContentShare;
import org.godwit.site.share.ContentShares;
import org.springframework.stereotype.Component;

/**
 * Preflight of content shares. They only warn: where content lies can be given later for each distribution point, and
 * clients and objects migrate without it.
 */
@Component
class ContentChecks {

    private static final String CHECK = "CONTENT_SHARES";
    private static final String LIBRARY = "SCCMContentLib$";
    private static final int SAMPLED = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final ContentShares shares;

    ContentChecks(ContentShares shares) {
        this.shares = shares;
    }

    void run(Account account, List<SourceDistributionPoint> points, Findings findings) {
        AccountChecks.kind("CONTENT", account, findings);
        findings.tryingExtra(CHECK);
        List<SourceDistributionPoint> sample =
                points.stream().filter(p -> !p.cloud()).limit(SAMPLED).toList();
        int readable = 0;
        for (SourceDistributionPoint point : sample) {
            if (readable(point.serverName(), account, findings)) {
                readable++;
            }
        }
        if (sample.isEmpty()) {
            findings.pass(CHECK, "The source shows no distribution point with a content share.");
        } else if (readable == sample.size()) {
            findings.pass(
                    CHECK,
                    "The content library is readable on " + readable + " of " + points.size() + " distribution points,"
                            + " as many as were tried.");
        }
    }

    private boolean readable(String server, Account account, Findings findings) {
        try (ContentShare share = shares.open(server, LIBRARY, account, true, TIMEOUT)) {
            if (share.disk().folderExists("PkgLib")) {
                return true;
            }
            findings.warn(
                    CHECK,
                    "\\\\" + server + "\\" + LIBRARY + " holds no PkgLib.",
                    "Give the library's location for this distribution point.");
        } catch (SourceFailure e) {
            KerberosFailure kerberos = AccountChecks.kerberosFailure(e);
            findings.warn(
                    kerberos == null ? CHECK : AccountChecks.kerberos("CONTENT", kerberos),
                    server + ": " + e.getMessage(),
                    e.hint());
        } catch (GodwitException e) {
            findings.warn(CHECK, e.getMessage(), e.hint());
        } catch (com.hierynomus.smbj.common.SMBRuntimeException e) {
            findings.warn(
                    CHECK,
                    "The content library on " + server + " could not be read.",
                    "Check that the account may read the share and the folders behind it.");
        }
        return false;
    }
}
