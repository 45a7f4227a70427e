package org.godwit.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.godwit.client.ClientDifference.Kind;
import org.godwit.client.Reconciliation.Figures;
import org.godwit.client.Reconciliation.Verdict;
import org.godwit.client.RecordStore.Stored;
import org.godwit.shared.Digests;
import org.jspecify.annotations.Nullable;

/** Compares the clients of a source with the records here, field by field, and counts what differs. */
final class SourceComparison {

    private final long hierarchyId;
    private final SourceSurvey survey;
    private final SmsIdTable lifted;
    private final Consumer<ClientDifference> sink;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<String, Long> byField = new TreeMap<>();
    private final SmsIdTable compared = new SmsIdTable();
    private final MessageDigest source = Digests.sha256();
    private final MessageDigest destination = Digests.sha256();
    private final ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES + 1);
    private long clients;
    private long records;
    private long different;
    private long otherSource;

    /**
     * @param survey of every row of the source
     * @param lifted SMSIDs whose block an admin of the destination has lifted
     * @param sink takes every difference
     */
    SourceComparison(long hierarchyId, SourceSurvey survey, SmsIdTable lifted, Consumer<ClientDifference> sink) {
        this.hierarchyId = hierarchyId;
        this.survey = survey;
        this.lifted = lifted;
        this.sink = sink;
    }

    /** @param records of the rows' SMSIDs */
    void take(List<SourceRow> rows, List<Stored> records) {
        Map<String, Stored> stored = new HashMap<>();
        records.forEach(record -> stored.put(record.known().smsId(), record));
        rows.forEach(row -> take(row, stored.get(row.migratedSmsId())));
    }

    private void take(SourceRow row, @Nullable Stored record) {
        String smsId = row.migratedSmsId();
        boolean blocked = survey.blocked(smsId);
        clients++;
        compared.add(smsId);
        digest(source, smsId, row.digest(), blocked);
        if (record == null || record.known().digest() == null) {
            add(new ClientDifference(Kind.MISSING, smsId, null, row.data().text(ClientField.NAME), null));
            return;
        }
        digest(destination, smsId, record.data().digest(), record.known().blocked());
        if (!Objects.equals(record.known().recordHierarchyId(), hierarchyId)) {
            otherSource++;
            return;
        }
        fields(smsId, row.data(), record.data());
        if (record.known().blocked() && !blocked) {
            add(new ClientDifference(Kind.BLOCKED_HERE_ONLY, smsId, null, "false", "true"));
        }
    }

    private void fields(String smsId, ClientData there, ClientData here) {
        boolean any = false;
        for (ClientField field : ClientField.values()) {
            Object one = there.value(field);
            Object other = here.value(field);
            if (!Objects.equals(one, other)) {
                any = true;
                byField.merge(field.name(), 1L, Long::sum);
                add(new ClientDifference(Kind.DIFFERENT, smsId, field.name(), text(one), text(other)));
            }
        }
        different += any ? 1 : 0;
    }

    /** A record here that came from this source, whether or not the source still has it. */
    void record(String smsId, @Nullable String name) {
        records++;
        if (compared.find(smsId) < 0) {
            add(new ClientDifference(Kind.EXTRA, smsId, null, survey.seen(smsId) ? "left out" : null, name));
        }
    }

    /** An SMSID that the source blocks. @param refused whether it is on the guard or its record is blocked */
    void blocked(String smsId, boolean refused) {
        if (lifted.find(smsId) >= 0) {
            add(new ClientDifference(Kind.LIFTED, smsId, null, "true", "false"));
        } else if (!refused) {
            add(new ClientDifference(Kind.NOT_BLOCKED_HERE, smsId, null, "true", "false"));
        }
    }

    private void add(ClientDifference difference) {
        counts.merge(difference.kind(), 1L, Long::sum);
        sink.accept(difference);
    }

    /** @return not sealed yet */
    Figures figures(long sourceRows) {
        long missing = count(Kind.MISSING);
        long extra = count(Kind.EXTRA);
        long notBlocked = count(Kind.NOT_BLOCKED_HERE);
        boolean equal = missing + extra + different + notBlocked == 0;
        return new Figures(
                equal ? Verdict.EQUAL : Verdict.DIFFERENT,
                sourceRows,
                clients,
                records,
                missing,
                extra,
                different,
                byField,
                otherSource,
                survey.blocked(),
                survey.blocked() - notBlocked - count(Kind.LIFTED),
                notBlocked,
                count(Kind.LIFTED),
                count(Kind.BLOCKED_HERE_ONLY),
                HexFormat.of().formatHex(source.digest()),
                HexFormat.of().formatHex(destination.digest()),
                "",
                "");
    }

    private long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    private void digest(MessageDigest over, String smsId, Digest record, boolean blocked) {
        over.update(smsId.getBytes(StandardCharsets.UTF_8));
        over.update(numbers.clear()
                .putLong(record.high())
                .putLong(record.low())
                .put((byte) (blocked ? 1 : 0))
                .flip());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
