package org.godwit.hierarchy;

import org.godwit.site.SourceFailure;
import org.jspecify.annotations.Nullable;

/**
 * The result of one preflight check.
 *
 * @param check stable upper snake case name of the check, e.g. {@code DATABASE_LOGIN}
 * @param detail one plain sentence: what was tried and what was found
 * @param hint what to do; empty for a check that passed
 * @param cause the product's own cause of a failed gathering (reference CM 2.2); null where it has none
 */
public record PreflightCheck(
        String check, Outcome outcome, String detail, String hint, SourceFailure.@Nullable Cause cause) {

    public enum Outcome {
        PASS,
        WARN,
        FAIL
    }

    public static PreflightCheck pass(String check, String detail) {
        return new PreflightCheck(check, Outcome.PASS, detail, "", null);
    }

    public static PreflightCheck warn(String check, String detail, String hint) {
        return new PreflightCheck(check, Outcome.WARN, detail, hint, null);
    }

    public static PreflightCheck fail(String check, String detail, String hint, SourceFailure.@Nullable Cause cause) {
        return new PreflightCheck(check, Outcome.FAIL, detail, hint, cause);
    }

    public boolean failed() {
        return outcome == Outcome.FAIL;
    }
}
