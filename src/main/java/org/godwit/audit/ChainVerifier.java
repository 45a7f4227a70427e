package org.godwit.audit;

import java.util.Arrays;
import java.util.HexFormat;
import org.godwit.audit.AuditVerification.BrokenLink;
import org.godwit.audit.AuditVerification.Kind;
import org.godwit.audit.AuditVerification.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Walks along the chain, event by event, and finds the first that is not as it was written. Then it walks on, to tell what
 * happened there: it looks for the event that belongs to that place, and counts what is left.
 */
final class ChainVerifier {

    private final ChainHash hash;
    private final CheckpointReader checkpoints;
    private final SealedSegments sealed;
    /** Hash of the last event known to be good. */
    private byte[] good;

    private long expected;
    private long events;
    private long clockSteps;
    private long lastSecond = Long.MIN_VALUE;
    private int lastNano;
    private @Nullable Break broken;

    /** @param sealed verification begins after those of them that have left the database */
    ChainVerifier(ChainHash hash, CheckpointReader checkpoints, SealedSegments sealed) {
        this.hash = hash;
        this.checkpoints = checkpoints;
        this.sealed = sealed;
        expected = sealed.removed() + 1;
        good = sealed.removedHash();
        sealed.broken().ifPresent(link -> broken = new Break(link.sequence(), link.kind(), link.explanation()));
        passCheckpoints();
    }

    /** Takes the next event in the order of their numbers. */
    void accept(ChainedRow row) {
        events++;
        countClockStep(row.event());
        Break known = broken;
        if (known != null) {
            known.look(row);
        } else if (row.sequence() < expected) {
            broken = new Break(
                    row.sequence(),
                    Kind.INSERTED,
                    "An event stands at " + row.sequence() + ", before the first that is still there.");
        } else if (row.sequence() != expected) {
            broken = new Break(expected, Kind.REMOVED, "Event " + expected + " is missing.");
        } else if (!Arrays.equals(hash.event(good, expected, row.event()), row.hash())) {
            broken = new Break(expected, null, "");
        } else {
            good = row.hash();
            compareCheckpoint();
            sealed.compare(row).ifPresent(link -> broken = new Break(link.sequence(), link.kind(), link.explanation()));
            expected++;
        }
    }

    /** @param head read after the last event was taken */
    AuditVerification finish(AuditHead head) {
        BrokenLink link = firstBroken(head);
        return new AuditVerification(
                link == null ? Verdict.INTACT : Verdict.BROKEN,
                events,
                sealed.removed(),
                link,
                checkpoints.read(),
                clockSteps);
    }

    private @Nullable BrokenLink firstBroken(AuditHead head) {
        Break found = broken;
        if (found != null) {
            return found.link(head);
        }
        long last = expected - 1;
        if (last > head.events()) {
            return link(head.events() + 1, Kind.INSERTED, "An event stands after the last one that was written.");
        }
        if (last < head.events()) {
            return link(expected, Kind.CUT_OFF, "Events " + expected + " to " + head.events() + " are missing.");
        }
        boolean vouched = head.events() == 0 || Arrays.equals(head.mac(), hash.head(head.events(), head.lastHash()));
        if (!vouched || !Arrays.equals(head.lastHash(), good)) {
            return link(Math.max(1, last), Kind.HEAD_CHANGED, "The head of the trail was changed by hand.");
        }
        Checkpoint beyond = checkpoints.current();
        if (beyond != null) {
            return link(
                    expected,
                    Kind.RESTORED,
                    "On " + beyond.at() + " the trail had " + beyond.events()
                            + " events: an older state was restored.");
        }
        return null;
    }

    /** Goes past the checkpoints of what has left the database; only its end can still be compared. */
    private void passCheckpoints() {
        Checkpoint checkpoint = nextCheckpoint(0);
        while (checkpoint != null && broken == null && checkpoint.events() <= sealed.removed()) {
            if (checkpoint.events() == sealed.removed()
                    && !checkpoint.hash().equals(HexFormat.of().formatHex(good))) {
                broken = new Break(
                        checkpoint.events(),
                        Kind.RESTORED,
                        "Another event " + checkpoint.events() + " was on the trail on " + checkpoint.at()
                                + " than was sealed.");
            }
            checkpoint = nextCheckpoint(checkpoint.events());
        }
    }

    private void compareCheckpoint() {
        Checkpoint checkpoint = checkpoints.current();
        while (checkpoint != null && checkpoint.events() == expected && broken == null) {
            if (!checkpoint.hash().equals(HexFormat.of().formatHex(good))) {
                broken = new Break(
                        expected,
                        Kind.RESTORED,
                        "Another event " + expected + " was on the trail on " + checkpoint.at()
                                + ": an older state was restored and written on.");
            }
            checkpoint = nextCheckpoint(expected);
        }
    }

    private @Nullable Checkpoint nextCheckpoint(long reached) {
        Checkpoint next = checkpoints.next();
        if (broken != null) {
            return next;
        }
        if (checkpoints.forged()) {
            broken = new Break(
                    Math.max(1, reached),
                    Kind.CHECKPOINT_CHANGED,
                    "Line " + checkpoints.read() + " of the file of checkpoints is not what was written.");
        } else if (next != null && next.events() < reached) {
            broken = new Break(
                    next.events() + 1,
                    Kind.RESTORED,
                    "On " + next.at() + " the trail had only " + next.events() + " events again, after " + reached
                            + ": an older state was restored.");
        }
        return next;
    }

    private void countClockStep(AuditRow event) {
        long second = event.at().getEpochSecond();
        int nano = event.at().getNano();
        if (second < lastSecond || (second == lastSecond && nano < lastNano)) {
            clockSteps++;
        }
        lastSecond = second;
        lastNano = nano;
    }

    private static BrokenLink link(long sequence, Kind kind, String explanation) {
        return new BrokenLink(sequence, kind, explanation);
    }

    /** The first broken place; what happened there may only show further on. */
    private final class Break {

        private final long sequence;
        private final @Nullable Kind kind;
        private final String explanation;
        private long foundAt;

        Break(long sequence, @Nullable Kind kind, String explanation) {
            this.sequence = sequence;
            this.kind = kind;
            this.explanation = explanation;
        }

        /** Is this the event that belongs to the broken place? */
        void look(ChainedRow row) {
            if (kind == null && foundAt == 0 && Arrays.equals(hash.event(good, sequence, row.event()), row.hash())) {
                foundAt = row.sequence();
            }
        }

        BrokenLink link(AuditHead head) {
            if (kind != null) {
                return ChainVerifier.link(sequence, kind, explanation);
            }
            if (sealed.removed() + events > head.events()) {
                return ChainVerifier.link(
                        sequence, Kind.INSERTED, "An event that was never written stands at " + sequence + ".");
            }
            if (foundAt > 0) {
                return ChainVerifier.link(
                        sequence, Kind.REORDERED, "The event written as " + sequence + " stands at " + foundAt + ".");
            }
            if (sealed.removed() + events < head.events()) {
                return ChainVerifier.link(sequence, Kind.REMOVED, "The event written as " + sequence + " is missing.");
            }
            return ChainVerifier.link(sequence, Kind.CHANGED, "Event " + sequence + " is not what was written.");
        }
    }
}
