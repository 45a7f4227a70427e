package org.godwit.audit;

import org.jspecify.annotations.Nullable;

/** Texts of events, fit for every database and for a log line: no control characters, no broken ones, bounded. */
final class AuditText {

    private static final char REPLACEMENT = '\uFFFD';

    private AuditText() {}

    static String clean(String text, int maxLength) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), maxLength));
        text.codePoints().forEach(c -> {
            boolean printable = !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
            if (clean.length() + Character.charCount(c) <= maxLength) {
                clean.appendCodePoint(printable ? c : REPLACEMENT);
            }
        });
        return clean.toString();
    }

    static @Nullable String cleanOrNull(@Nullable String text, int maxLength) {
        return text == null ? null : clean(text, maxLength);
    }
}
