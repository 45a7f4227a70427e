package org.godwit.monitoring;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.shared.Digests;
import org.godwit.shared.SecretsInText;

/**
 * Takes out of a text what nobody who helps needs to know: secrets altogether, and names of people, computers and networks in
 * favour of marks that stay the same throughout one bundle, so that lines can still be told to be about the same thing.
 */
final class Redactor {

    private record Rule(Pattern pattern, String kind) {}

    /** Their first group is what is replaced. */
    private static final List<Rule> RULES = List.of(
            new Rule(
                    Pattern.compile("(?i)(GUID:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"),
                    "client"),
            new Rule(Pattern.compile("([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,})"), "mail"),
            new Rule(Pattern.compile("\\b([A-Za-z][A-Za-z0-9-]{0,14}\\\\{1,2}[A-Za-z0-9._$-]+)"), "account"),
            new Rule(Pattern.compile("(?i)jdbc:[a-z]+://([A-Za-z0-9_.-]+)"), "host"),
            new Rule(Pattern.compile("(?i)https?://(?!localhost)([A-Za-z0-9_.-]+)"), "host"),
            new Rule(Pattern.compile("\\\\\\\\([A-Za-z0-9_.-]+)\\\\"), "host"),
            new Rule(Pattern.compile("(?<![\\d.])(\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\d.])"), "address"));

    private static final int MARK_DIGITS = 8;

    private final String salt;

    /** @param salt of this bundle, so that marks of two bundles cannot be compared */
    Redactor(String salt) {
        this.salt = salt;
    }

    String redact(String text) {
        String redacted = SecretsInText.removed(text);
        for (Rule rule : RULES) {
            Matcher found = rule.pattern().matcher(redacted);
            StringBuilder next = new StringBuilder();
            int from = 0;
            while (found.find()) {
                next.append(redacted, from, found.start(1)).append(mark(rule.kind(), found.group(1)));
                from = found.end(1);
            }
            redacted = next.append(redacted, from, redacted.length()).toString();
        }
        return redacted;
    }

    private String mark(String kind, String value) {
        return "[" + kind + " "
                + Digests.sha256Hex(salt + value.toLowerCase(java.util.Locale.ROOT))
                        .substring(0, MARK_DIGITS)
                + "]";
    }
}
