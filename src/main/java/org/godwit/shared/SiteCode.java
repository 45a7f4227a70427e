package org.godwit.shared;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A Configuration Manager site code: three letters or digits, kept in upper case (reference A, SMS_Site.SiteCode).
 *
 * @param value the three characters
 */
public record SiteCode(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Z0-9]{3}");

    /** @throws GodwitException {@code SITE_CODE_INVALID} if the text is not three letters or digits */
    public SiteCode {
        value = value.strip().toUpperCase(Locale.ROOT);
        if (!FORM.matcher(value).matches()) {
            throw GodwitException.invalid(
                    "SITE_CODE_INVALID",
                    "'" + value + "' is not a site code.",
                    "A site code has exactly three letters or digits, for example PS1.");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
