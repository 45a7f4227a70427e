package org.godwit.distribution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one validation has found so far, and what a repair made of it. */
final class ValidationFindings {

    private static final int MOST = 1000;

    long packages;
    long files;
    long bytes;
    final List<String> findings = new ArrayList<>();
    final List<String> repairs = new ArrayList<>();
    final List<Repairs.Damage> damages = new ArrayList<>();

    /** What a repair did not make good again, or was not asked to. */
    final List<Repairs.Damage> left = new ArrayList<>();

    /** Contents that were looked at and are what they were, with the time. */
    final Map<String, Instant> confirmed = new TreeMap<>();

    /** Contents of which nothing says what they were. */
    int unproven;

    /** Hashes of stored files that no content uses. */
    Set<String> orphans = Set.of();

    List<String> removed = List.of();

    /** Whether a run that is over has left something half written. */
    boolean halfWritten;

    /** The first thing that was missing or different. */
    String example = "";

    void differ(Repairs.Damage damage, List<String> what) {
        example = example.isEmpty() ? what.get(0) : example;
        what.forEach(this::find);
        damages.add(damage);
        left.add(damage);
    }

    void became(Repairs.Outcome outcome) {
        repairs.addAll(outcome.mended());
        if (outcome.whole() != null) {
            left.remove(outcome.damage());
        }
        if (outcome.failure() != null) {
            find(outcome.failure());
        }
    }

    void find(String finding) {
        if (findings.size() < MOST) {
            findings.add(finding);
        }
    }
}
