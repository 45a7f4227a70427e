package org.godwit.shared;

import java.util.Map;
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

    /** As {@link #write} of texts in ascending order of their names, without the mapper where JSON escapes nothing in them. */
    public static String writeTexts(Map<String, String> texts) {
        StringBuilder json = new StringBuilder(64 * texts.size() + 2).append('{');
        for (Map.Entry<String, String> text : texts.entrySet()) {
            if (!plain(text.getKey()) || !plain(text.getValue())) {
                return write(texts);
            }
            json.append(json.length() == 1 ? "\"" : ",\"").append(text.getKey());
            json.append("\":\"").append(text.getValue()).append('"');
        }
        return json.append('}').toString();
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c > '~') {
                return false;
            }
        }
        return true;
    }

    public static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /** SHA-256 (lower-case hex) of the canonical text. */
    public static String digest(Object value) {
        return Digests.sha256Hex(write(value));
    }
}
