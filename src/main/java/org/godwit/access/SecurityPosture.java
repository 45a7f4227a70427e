package org.godwit.access;

import java.util.List;
import org.godwit.credential.StoredCredential;

/**
 * How well this installation is kept.
 *
 * @param findings one for each thing looked at
 * @param storedCredentials every secret that is stored, without the secret, oldest first
 */
public record SecurityPosture(List<Finding> findings, List<StoredCredential> storedCredentials) {

    public enum Outcome {
        PASS,
        WARN,
        FAIL
    }

    /**
     * @param check upper snake case name of what was looked at
     * @param detail what was found, one plain sentence
     * @param hint what to do about it; empty if nothing
     */
    public record Finding(String check, Outcome outcome, String detail, String hint) {}
}
