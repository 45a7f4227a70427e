package org.godwit.shared;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of a text what looks like a secret, should one have got into it against all rules. */
public final class SecretsInText {

    private static final String REMOVED = "[removed]";

    /** Their first group is the secret. */
    private static final List<Pattern> RULES = List.of(
            Pattern.compile("(?i)(?:password|passwd|pwd|secret|token|authorization|api[-_]?key|credential)\\b"
                    + "[\"']?\\s*[=:]\\s*[\"']?((?:Basic |Bearer )?[^\\s\"',;}&]+)"),
            Pattern.compile("\\b(gdwa?_[A-Za-z0-9_-]{8,})"),
            Pattern.compile("(?i)://([^/\\s:@]+:[^/\\s@]+)@"));

    private SecretsInText() {}

    /** The text without them. */
    public static String removed(String text) {
        String clean = text;
        for (Pattern rule : RULES) {
            Matcher found = rule.matcher(clean);
            StringBuilder next = new StringBuilder();
            int from = 0;
            while (found.find()) {
                next.append(clean, from, found.start(1)).append(REMOVED);
                from = found.end(1);
            }
            clean = next.append(clean, from, clean.length()).toString();
        }
        return clean;
    }
}
