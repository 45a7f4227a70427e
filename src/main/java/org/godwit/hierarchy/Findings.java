package org.godwit.hierarchy;

import java.util.ArrayList;
import java.util.List;
import org.godwit.site.SourceFailure;
import org.jspecify.annotations.Nullable;

/** What one group of checks has found so far. Another thread may take it away when the time is up. */
final class Findings {

    private final List<PreflightCheck> checks = new ArrayList<>();
    private String current;
    private boolean currentIsExtra;

    /** @param first name of the check the group begins with */
    Findings(String first) {
        this.current = first;
    }

    /** Says which check is being tried now: the one to name should its answer not come in time. */
    synchronized void trying(String check) {
        current = check;
        currentIsExtra = false;
    }

    /** As {@link #trying}, for a check without which a source can be used all the same. */
    synchronized void tryingExtra(String check) {
        current = check;
        currentIsExtra = true;
    }

    synchronized void pass(String check, String detail) {
        checks.add(PreflightCheck.pass(check, detail));
    }

    synchronized void warn(String check, String detail, String hint) {
        checks.add(PreflightCheck.warn(check, detail, hint));
    }

    synchronized void fail(String check, String detail, String hint, SourceFailure.@Nullable Cause cause) {
        checks.add(PreflightCheck.fail(check, detail, hint, cause));
    }

    synchronized void add(PreflightCheck check) {
        checks.add(check);
    }

    /** What was found until now. */
    synchronized List<PreflightCheck> soFar() {
        return List.copyOf(checks);
    }

    /** What was found until now, and that the check being tried did not answer in time. */
    synchronized List<PreflightCheck> outOfTime(long seconds) {
        List<PreflightCheck> all = new ArrayList<>(checks);
        String detail = "There was no answer within " + seconds + " s.";
        String hint = "Check that the server is up and that firewalls let the connection through, then try again.";
        all.add(
                currentIsExtra
                        ? PreflightCheck.warn(current, detail, hint)
                        : PreflightCheck.fail(current, detail, hint, SourceFailure.Cause.NETWORK_TIMEOUT));
        return all;
    }
}
