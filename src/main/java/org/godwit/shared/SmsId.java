package org.godwit.shared;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An SMSID: the client's GUID, {@code GUID:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}. It survives migration and is the key of
 * a client record. Compared without case and without outer blanks, so it is kept stripped and in upper case (design 5).
 *
 * @param value normalised text, at most 255 characters
 */
public record SmsId(String value) {

    private static final Pattern CANONICAL =
            Pattern.compile("GUID:[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}");

    /** @throws GodwitException {@code SMSID_INVALID} if the text is blank or longer than 255 characters */
    public SmsId {
        value = normalise(value);
        if (value.isEmpty() || value.length() > 255) {
            throw GodwitException.invalid(
                    "SMSID_INVALID",
                    "An SMSID must have 1 to 255 characters.",
                    "Give the client's GUID, for example GUID:6F1C0D2A-1111-2222-3333-444455556666.");
        }
    }

    /** The one normal form of an SMSID as it stands in a source database: stripped, upper case (root locale). */
    public static String normalise(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }

    /**
     * An SMSID given by a caller from outside, who must give the full documented form.
     *
     * @throws GodwitException {@code SMSID_INVALID} if it has not the form {@code GUID:8-4-4-4-12} hex digits
     */
    public static SmsId parse(String text) {
        String normal = normalise(text);
        if (!CANONICAL.matcher(normal).matches()) {
            throw GodwitException.invalid(
                    "SMSID_INVALID",
                    "The SMSID given is not of the form GUID:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx.",
                    "Give the client's GUID, for example GUID:6F1C0D2A-1111-2222-3333-444455556666.");
        }
        return new SmsId(normal);
    }

    @Override
    public String toString() {
        return value;
    }
}
