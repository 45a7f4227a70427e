package org.godwit.client;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a job writes of a client record, as it is kept for undo.
 *
 * @param fields values by the names of {@link ClientField}, as text
 * @param digest as it was stored, in hex; null if none was
 */
record RecordState(
        SortedMap<String, String> fields,
        @Nullable String digest,
        @Nullable Long hierarchyId,
        @Nullable Long resourceId,
        @Nullable Long jobId,
        @Nullable Long runId,
        @Nullable LocalDateTime migratedAt,
        ClientStatus status,
        @Nullable String siteCode,
        @Nullable LocalDateTime assignedAt,
        boolean blocked,
        boolean blockLifted,
        @Nullable String blockOrigin) {

    static SortedMap<String, String> fields(ClientData data) {
        SortedMap<String, String> fields = new TreeMap<>();
        for (ClientField field : ClientField.values()) {
            Object value = data.value(field);
            if (value != null) {
                fields.put(field.name(), value.toString());
            }
        }
        return fields;
    }

    /** The value of a field in its normal form. */
    @Nullable Object value(ClientField field) {
        String text = fields.get(field.name());
        if (text == null) {
            return null;
        }
        return switch (field.kind()) {
            case NUMBER -> Integer.valueOf(text);
            case FLAG -> Boolean.valueOf(text);
            case TIME -> LocalDateTime.parse(text);
            default -> text;
        };
    }

    /** Whether somebody but a job has touched the record since: its assignment or what is said of its block. */
    boolean touchedSince(RecordState now) {
        return !Objects.equals(assignedAt, now.assignedAt)
                || blockLifted != now.blockLifted
                || blocked && !now.blocked
                || !blocked && now.blocked && !BlockOrigin.SOURCE.name().equals(now.blockOrigin);
    }
}
