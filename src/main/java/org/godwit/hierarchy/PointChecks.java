package org.godwit.hierarchy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.site.SourceRight;

/** Preflight of sharing and reassigning distribution points: what the other checks mean for them. */
final class PointChecks {

    private static final Set<String> SHARING = Set.of(right(SourceRight.GATHER_PACKAGE_STATUS), "CONTENT_SHARES");
    private static final Set<String> REASSIGNING =
            Set.of(right(SourceRight.GATHER_PACKAGE_STATUS), right(SourceRight.SERVER_ROLES), "CONTENT_SHARES");

    private PointChecks() {}

    /** Empty where the database was not asked at all. */
    static List<PreflightCheck> of(List<PreflightCheck> checks) {
        boolean asked = checks.stream().anyMatch(c -> c.check().equals(right(SourceRight.GATHER_PACKAGE_STATUS)));
        List<PreflightCheck> found = new ArrayList<>();
        if (asked) {
            found.add(check(
                    "SHARE_DISTRIBUTION_POINTS",
                    "Distribution points of the source can be shared",
                    hindering(checks, SHARING)));
            found.add(check(
                    "REASSIGN_DISTRIBUTION_POINTS",
                    "Distribution points of the source can be reassigned; their role at the source is removed there, by somebody"
                            + " with Modify on the site",
                    hindering(checks, REASSIGNING)));
        }
        return found;
    }

    private static PreflightCheck check(String check, String can, Set<String> hindering) {
        return hindering.isEmpty()
                ? PreflightCheck.pass(check, can + ".")
                : PreflightCheck.warn(
                        check,
                        can + " only when these checks pass: " + String.join(", ", hindering) + ".",
                        "Do what they say.");
    }

    private static Set<String> hindering(List<PreflightCheck> checks, Set<String> among) {
        return checks.stream()
                .filter(c -> c.outcome() != PreflightCheck.Outcome.PASS)
                .map(PreflightCheck::check)
                .filter(c -> among.contains(c) || c.startsWith("CONTENT_") && !c.equals("CONTENT_ACCOUNT"))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    private static String right(SourceRight right) {
        return "RIGHT_" + right.name();
    }
}
