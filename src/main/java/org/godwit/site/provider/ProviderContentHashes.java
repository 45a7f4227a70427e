package org.godwit.site.provider;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.site.SourceContent;
import org.godwit.site.SourceFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Hashes of contents as an SMS Provider states them: SMS_Content has those of applications and updates, which no known view of
 * the database shows; those of packages only the database has (reference D).
 */
final class ProviderContentHashes {

    static final ProviderQuery CONTENTS = ProviderQuery.byNumber(
            "SMS_Content", "ContentID", "ContentID", "ContentUniqueID", "ContentVersion", "ContentHash");

    private static final Pattern SHA_256 = Pattern.compile("(?:SHA256:)?([0-9A-F]{64})");

    private final Map<String, String> hashes = new HashMap<>();

    private ProviderContentHashes() {}

    /** None if the site's release or the account's role does not show them: they are an extra. */
    static ProviderContentHashes read(SmsProvider provider) {
        ProviderContentHashes found = new ProviderContentHashes();
        try {
            provider.each(CONTENTS, found::add);
        } catch (SourceFailure e) {
            if (e.reason() != SourceFailure.Cause.NO_PROVIDER_PERMISSION) {
                throw e;
            }
            found.hashes.clear();
        }
        return found;
    }

    /** A hash that the database states stays. */
    SourceContent completed(SourceContent content) {
        @Nullable String hash = hashes.get(normal(content.contentId()));
        return content.hash() != null || hash == null
                ? content
                : new SourceContent(
                        content.packageId(), content.contentId(), content.version(), hash, content.sizeKb());
    }

    /** Distribution points name a content of an application with its version, those of updates without (reference D). */
    private void add(JsonNode node) {
        String id = normal(node.path("ContentUniqueID").asString(""));
        Matcher hash = SHA_256.matcher(normal(node.path("ContentHash").asString("")));
        if (!id.isEmpty() && hash.matches()) {
            hashes.put(id, hash.group(1));
            hashes.put(id + "." + node.path("ContentVersion").asLong(1), hash.group(1));
        }
    }

    private static String normal(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }
}
