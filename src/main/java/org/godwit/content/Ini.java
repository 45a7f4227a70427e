package org.godwit.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The INI text of a content library (reference E): sections and keys are looked up without case, blanks around key and
 * value do not count, lines that begin with {@code ;} are comments, and lines outside a section are ignored. UTF-16 with a
 * byte order mark, UTF-8 and, where that does not decode, single bytes are understood. Written as UTF-8 with CRLF.
 */
final class Ini {

    private static final int MAX_LINE = 4096;

    private final Map<String, Map<String, Entry>> sections = new LinkedHashMap<>();
    private final Map<String, String> sectionNames = new LinkedHashMap<>();

    private record Entry(String key, String value) {}

    Ini() {}

    /** @throws ContentException {@code CONTENT_REFUSED} if a line is absurdly long */
    static Ini parse(byte[] bytes) throws ContentException {
        Ini ini = new Ini();
        String section = null;
        for (String raw : decode(bytes).lines().toList()) {
            String line = raw.strip();
            if (line.length() > MAX_LINE) {
                throw ContentException.refused("A line has more than " + MAX_LINE + " characters.");
            }
            if (line.isEmpty() || line.startsWith(";")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1).strip();
                ini.section(section);
            } else if (section != null) {
                int equals = line.indexOf('=');
                String key = equals < 0 ? line : line.substring(0, equals).strip();
                String value = equals < 0 ? "" : line.substring(equals + 1).strip();
                if (!key.isEmpty()) {
                    ini.section(section).putIfAbsent(lower(key), new Entry(key, value));
                }
            }
        }
        return ini;
    }

    /** Sets a value, making the section where there is none. */
    Ini with(String section, String key, String value) {
        section(section).put(lower(key), new Entry(key, value));
        return this;
    }

    /** Makes an empty section where there is none. */
    Ini withSection(String section) {
        section(section);
        return this;
    }

    /** The value of the key, or of the first key that begins with it (libraries may add a suffix); null if there is none. */
    @Nullable String value(String section, String key) {
        Map<String, Entry> entries = sections.getOrDefault(lower(section), Map.of());
        Entry exact = entries.get(lower(key));
        if (exact != null) {
            return exact.value();
        }
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (entry.getKey().startsWith(lower(key))) {
                return entry.getValue().value();
            }
        }
        return null;
    }

    /** The keys of a section as they are written, in order; empty if there is no such section. */
    List<String> keys(String section) {
        List<String> keys = new ArrayList<>();
        sections.getOrDefault(lower(section), Map.of()).values().forEach(e -> keys.add(e.key()));
        return keys;
    }

    /** The name of the first section; null if there is none. */
    @Nullable String firstSection() {
        return sectionNames.isEmpty() ? null : sectionNames.values().iterator().next();
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        sections.forEach((name, entries) -> {
            text.append('[').append(sectionNames.get(name)).append("]\r\n");
            entries.values()
                    .forEach(e ->
                            text.append(e.key()).append('=').append(e.value()).append("\r\n"));
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, Entry> section(String name) {
        sectionNames.putIfAbsent(lower(name), name);
        return sections.computeIfAbsent(lower(name), n -> new LinkedHashMap<>());
    }

    private static String decode(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        int skip = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        ByteBuffer text = ByteBuffer.wrap(bytes, skip, bytes.length - skip);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException e) {
            Charset singleByte = StandardCharsets.ISO_8859_1;
            return new String(bytes, skip, bytes.length - skip, singleByte);
        }
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
