package org.godwit.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.godwit.client.ClientMigration.ClientPlan;
import org.godwit.client.DestinationIndex.Decision;
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.shared.Digests;
import org.springframework.stereotype.Component;

/** What a job would do with the clients of its selection. */
@Component
class ClientPlanning {

    private final Selections selections;
    private final RecordStore records;

    ClientPlanning(Selections selections, RecordStore records) {
        this.selections = selections;
        this.records = records;
    }

    ClientPlan plan(long hierarchyId, ClientSelection selection) {
        DestinationIndex index = new DestinationIndex(hierarchyId);
        records.eachKnown(index::put);
        Tally tally = new Tally(index);
        selections.each(hierarchyId, selection, tally::take);
        return tally.plan();
    }

    /** Counts, and the digest over all. */
    private static final class Tally {

        private final DestinationIndex index;
        private final Map<Decision, Long> decisions = new EnumMap<>(Decision.class);
        private final Map<Fate, Long> leftOut = new EnumMap<>(Fate.class);
        private final MessageDigest digest = Digests.sha256();
        private final ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES + 2);
        private long blocked;

        Tally(DestinationIndex index) {
            this.index = index;
        }

        void take(Gathered row) {
            if (row.fate() != Fate.MIGRATE) {
                leftOut.merge(row.fate(), 1L, Long::sum);
                return;
            }
            String smsId = Objects.requireNonNull(row.smsId());
            Decision decision = index.decide(smsId, row.digest(), row.blocked(), row.lastActive());
            decisions.merge(decision, 1L, Long::sum);
            blocked += row.blocked() ? 1 : 0;
            digest.update(smsId.getBytes(StandardCharsets.UTF_8));
            digest.update(numbers.clear()
                    .putLong(row.digest().high())
                    .putLong(row.digest().low())
                    .put((byte) decision.ordinal())
                    .put((byte) (row.blocked() ? 1 : 0))
                    .flip());
        }

        ClientPlan plan() {
            Map<String, Long> reasons = new LinkedHashMap<>();
            leftOut.forEach((fate, count) -> reasons.put(fate.name(), count));
            return new ClientPlan(
                    count(Decision.CREATE) + count(Decision.COMPLETE),
                    count(Decision.UPDATE),
                    count(Decision.SKIP),
                    count(Decision.CONFLICT),
                    blocked,
                    reasons,
                    HexFormat.of().formatHex(digest.digest()));
        }

        private long count(Decision decision) {
            return decisions.getOrDefault(decision, 0L);
        }
    }
}
