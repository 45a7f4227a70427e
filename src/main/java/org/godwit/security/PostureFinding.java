package org.godwit.security;

/**
 * One thing that was looked at for the security posture.
 *
 * @param check upper snake case name of what was looked at
 * @param detail what was found, one plain sentence
 * @param hint what to do about it; empty if nothing
 */
public record PostureFinding(String check, Outcome outcome, String detail, String hint) {

    public enum Outcome {
        PASS,
        WARN,
        FAIL
    }

    /** A finding whose hint is left out where there is nothing to do. */
    public static PostureFinding of(String check, Outcome outcome, String detail, String hint) {
        return new PostureFinding(check, outcome, detail, outcome == Outcome.PASS ? "" : hint);
    }
}
