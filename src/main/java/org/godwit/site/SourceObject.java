package org.godwit.site;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Digests;
import org.jspecify.annotations.Nullable;

/**
 * One object as a source site holds it.
 *
 * @param type its kind
 * @param key its key at the source, e.g. the PackageID or CollectionID; unique within type and hierarchy
 * @param name its display name; never blank (the key where the source has none)
 * @param version its version text; null where the type has none
 * @param payload everything read of it, JSON-able, keyed by the source's own column names
 * @param references what it needs or belongs to
 */
public record SourceObject(
        ObjectType type,
        String key,
        String name,
        @Nullable String version,
        Map<String, @Nullable Object> payload,
        List<Reference> references) {

    /** What the ids of built-in collections begin with. */
    private static final String BUILT_IN = "SMS";

    /** Ids that begin with the code of the site that made the object: eight characters, the last five hex digits. */
    private static final Pattern OF_SITE = Pattern.compile("([A-Z0-9]{3})[0-9A-F]{5}");

    /** The code of the site that owns it: SourceSite, else what its id begins with; null where neither says. */
    public @Nullable String sourceSite() {
        if (payload.get("SourceSite") instanceof String site && site.strip().length() == 3) {
            return site.strip().toUpperCase(Locale.ROOT);
        }
        Matcher id = OF_SITE.matcher(key.toUpperCase(Locale.ROOT));
        return id.matches() && !key.toUpperCase(Locale.ROOT).startsWith(BUILT_IN) ? id.group(1) : null;
    }

    /** SHA-256 (lower-case hex) over name, version, payload and references: the digest the catalogue keeps. */
    public String digest() {
        return digest(CanonicalJson.write(payload));
    }

    /** As {@link #digest()}, for who has the payload's canonical text already. */
    public String digest(String canonicalPayload) {
        Map<String, @Nullable Object> rest = new HashMap<>();
        rest.put("name", name);
        rest.put("version", version);
        rest.put(
                "references",
                references.stream()
                        .map(r -> r.type() + " " + r.key() + " " + r.kind())
                        .sorted()
                        .toList());
        return Digests.sha256Hex(canonicalPayload + CanonicalJson.write(rest));
    }

    /**
     * A directed reference to another object of the same source.
     *
     * @param type kind of the object referred to
     * @param key its key at the source
     * @param kind how it is used, upper snake case, e.g. {@code BOOT_IMAGE}, {@code LIMITING_COLLECTION}
     */
    public record Reference(ObjectType type, String key, String kind) {}
}
