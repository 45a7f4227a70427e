package org.godwit.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.godwit.client.DecisionStore.End;
import org.godwit.client.DecisionStore.Ended;
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.client.OriginQueries.Origin;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says in sentences why a client is as it is. */
@Component
class ClientExplanations {

    private final OriginQueries origins;
    private final GatheredStore gathered;
    private final LeftOutStore leftOut;
    private final DecisionStore ended;
    private final GuardStore guard;

    ClientExplanations(
            OriginQueries origins,
            GatheredStore gathered,
            LeftOutStore leftOut,
            DecisionStore ended,
            GuardStore guard) {
        this.origins = origins;
        this.gathered = gathered;
        this.leftOut = leftOut;
        this.ended = ended;
        this.guard = guard;
    }

    /** Empty if nothing is known of it. */
    List<ClientDecision> of(String smsId) {
        List<ClientDecision> decisions = new ArrayList<>();
        List<Ended> before = ended.of(smsId);
        before.forEach(decision -> decisions.add(past(decision)));
        origins.find(smsId).ifPresent(origin -> {
            record(origin, before, decisions);
            machine(smsId, origin, decisions);
            assignment(origin, decisions);
            block(origin, decisions);
        });
        leftOut(smsId, before, decisions);
        guard(smsId, decisions);
        decisions.addAll(origins.early(smsId));
        return decisions;
    }

    private static ClientDecision past(Ended decision) {
        String end = switch (decision.endedBy()) {
            case REDECIDED -> "then it was decided anew.";
            case OTHER_SMSID -> "then the source gave it another SMSID.";
            case GONE -> "then it was gone at the source.";
        };
        return new ClientDecision(
                "WAS_" + decision.fate(),
                decision.endedAt(),
                "Until then resource " + decision.resourceId() + " of source hierarchy " + decision.hierarchyId()
                        + " was "
                        + meaning(decision.fate()) + ", and the client was " + (decision.blocked() ? "" : "not ")
                        + "blocked there; " + end);
    }

    /** When the decision before the present one ended in this way; null if there was none. */
    private static @Nullable Instant since(List<Ended> before, End by, long hierarchyId, long resourceId) {
        return before.stream()
                .filter(decision -> decision.endedBy() == by)
                .filter(decision -> decision.hierarchyId() == hierarchyId && decision.resourceId() == resourceId)
                .map(Ended::endedAt)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private void record(Origin origin, List<Ended> before, List<ClientDecision> decisions) {
        if (origin.hierarchyId() == null || origin.resourceId() == null) {
            return;
        }
        String source = "resource " + origin.resourceId() + " of source hierarchy " + origin.hierarchyId();
        if (origin.status() == ClientStatus.BLOCK_ONLY) {
            decisions.add(new ClientDecision(
                    "BLOCKED_FIRST", null, "Its block came first; the record of " + source + " is still to come."));
        } else {
            decisions.add(new ClientDecision(
                    "MIGRATED",
                    origin.migratedAt(),
                    "Run " + origin.runId() + " of job " + origin.jobId() + " took its record from " + source + "."));
        }
        long id = origin.resourceId();
        List<Gathered> rows = gathered.between(origin.hierarchyId(), id - 1, id);
        decisions.add(
                rows.isEmpty()
                        ? new ClientDecision(
                                "GONE_AT_SOURCE",
                                since(before, End.GONE, origin.hierarchyId(), id),
                                "The source has no " + source + " any more; its record is kept.")
                        : new ClientDecision(
                                "GATHERED_AS_" + rows.get(0).fate(),
                                since(before, End.REDECIDED, origin.hierarchyId(), id),
                                "Last gathered, " + source + " was "
                                        + meaning(rows.get(0).fate()) + "."));
    }

    /** What is known of the machine: its SMSID before it was re-imaged, and blocked clients of the same hardware. */
    private void machine(String smsId, Origin origin, List<ClientDecision> decisions) {
        if (origin.previousSmsId() != null && !origin.previousSmsId().equalsIgnoreCase(smsId)) {
            decisions.add(new ClientDecision(
                    "RE_IMAGED",
                    null,
                    "Its machine had the SMSID " + origin.previousSmsId()
                            + " before; that is another client, with a record and a block of its own."));
        }
        if (origin.hardwareId() != null) {
            guard.blockedBy(GuardStore.Kind.HARDWARE_ID, origin.hardwareId()).stream()
                    .filter(other -> !other.equals(smsId))
                    .forEach(other -> decisions.add(new ClientDecision(
                            "HARDWARE_OF_A_BLOCKED_CLIENT",
                            null,
                            "The blocked client " + other
                                    + " has the same hardware id, so an assignment that gives this"
                                    + " hardware id is refused; the record itself is not blocked by that.")));
        }
    }

    /** Rows of the same SMSID that are not its record, each with the rule that left it out. */
    private void leftOut(String smsId, List<Ended> before, List<ClientDecision> decisions) {
        for (LeftOutStore.LeftOut row : leftOut.of(smsId)) {
            Fate fate = row.row().fate();
            String active = row.row().lastActive() == Long.MIN_VALUE
                    ? "never"
                    : Instant.ofEpochMilli(row.row().lastActive()).toString();
            decisions.add(new ClientDecision(
                    "LEFT_OUT_" + fate,
                    since(before, End.REDECIDED, row.hierarchyId(), row.row().resourceId()),
                    "Resource " + row.row().resourceId() + " of source hierarchy " + row.hierarchyId()
                            + " has the same SMSID and is left out: it is " + meaning(fate) + ". It was last active: "
                            + active + "."
                            + (row.row().ownBlock() ? " It says blocked, and that blocks this client." : "")));
        }
    }

    private static String meaning(Fate fate) {
        return switch (fate) {
            case MIGRATE -> "the record of this client";
            case OBSOLETE -> "obsolete: another record of the same hardware has superseded it";
            case DECOMMISSIONED -> "decommissioned";
            case UNKNOWN -> "a record for unknown computers";
            case NOT_A_CLIENT -> "not a client";
            case NO_SMSID -> "without an SMSID";
            case DUPLICATE -> "a duplicate: another row of the same SMSID was active more recently";
        };
    }

    private static void assignment(Origin origin, List<ClientDecision> decisions) {
        if (origin.assignedAt() != null) {
            decisions.add(new ClientDecision(
                    "ASSIGNED", origin.assignedAt(), "It assigned itself to site " + origin.siteCode() + "."));
        }
    }

    private static void block(Origin origin, List<ClientDecision> decisions) {
        if (origin.blocked() && BlockOrigin.DESTINATION.name().equals(origin.blockOrigin())) {
            decisions.add(new ClientDecision(
                    "BLOCKED_HERE", null, "An admin of the destination has blocked it; the audit trail says who."));
        } else if (origin.blocked()) {
            decisions.add(new ClientDecision("BLOCKED_BY_SOURCE", null, "It is blocked because its source blocks it."));
        } else if (origin.blockLifted()) {
            decisions.add(new ClientDecision(
                    "BLOCK_LIFTED",
                    null,
                    "Its source blocks it and an admin of the destination has unblocked it; runs leave it so."));
        }
    }

    private void guard(String smsId, List<ClientDecision> decisions) {
        for (long hierarchyId : guard.blockingHierarchies(smsId)) {
            if (hierarchyId != GuardStore.DESTINATION) {
                decisions.add(new ClientDecision(
                        "ON_BLOCK_GUARD",
                        null,
                        "Source hierarchy " + hierarchyId
                                + " blocks this SMSID; a block on any of its rows counts, also on one left out."));
            }
        }
    }
}
