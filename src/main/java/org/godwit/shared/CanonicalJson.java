package org.godwit.shared;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON in one fixed form, for what is digested or stored: keys of maps sorted, components of records as declared, no white
 * space, nothing left out, dates as ISO text. Equal values give the same text.
 */
public final class CanonicalJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private CanonicalJson() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    public static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /** SHA-256 (lower-case hex) of the canonical text. */
    public static String digest(Object value) {
        return Digests.sha256Hex(write(value));
    }
}
