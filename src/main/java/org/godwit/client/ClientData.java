package org.godwit.client;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.SourceClient;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of a client, in normal form: the same values give the same digest wherever they are read, from the
 * source or back from the destination. The block is not part of it, since it belongs to the SMSID and not to one row.
 */
final class ClientData {

    private static final ClientField[] FIELDS = ClientField.values();

    private final @Nullable Object[] values;

    /** @param values in the order of {@link ClientField}, in normal form; not copied */
    ClientData(@Nullable Object[] values) {
        this.values = values;
    }

    static ClientData of(SourceClient client) {
        @Nullable Object[] values = new @Nullable Object[FIELDS.length];
        for (int i = 0; i < FIELDS.length; i++) {
            values[i] = FIELDS[i].normal(client);
        }
        return new ClientData(values);
    }

    @Nullable Object value(ClientField field) {
        return values[field.ordinal()];
    }

    @Nullable String text(ClientField field) {
        return (String) values[field.ordinal()];
    }

    /** As it is shown; fields without a value are left out. */
    ClientRecord record(String smsId) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (ClientField field : FIELDS) {
            Object value = values[field.ordinal()];
            if (value != null && field != ClientField.ATTRIBUTES) {
                fields.put(field.name(), value.toString());
            }
        }
        Map<String, String> attributes = new TreeMap<>();
        String json = text(ClientField.ATTRIBUTES);
        if (json != null) {
            CanonicalJson.read(json, Map.class)
                    .forEach((name, value) -> attributes.put(String.valueOf(name), String.valueOf(value)));
        }
        return new ClientRecord(smsId, fields, attributes);
    }

    /** Digest over every field, each with its length, so that no two records share a text. */
    Digest digest() {
        DigestText text = new DigestText();
        for (Object value : values) {
            if (value == null) {
                text.absent();
            } else if (value instanceof String string) {
                text.text(string);
            } else {
                text.number(number(value));
            }
        }
        return text.digest();
    }

    private static long number(Object value) {
        if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC).toEpochMilli();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        return ((Integer) value).longValue();
    }
}
