package org.godwit.api;

import java.util.Arrays;
import java.util.Locale;
import org.godwit.shared.GodwitException;

/** Reads {@code ?format=}. */
final class Formats {

    private Formats() {}

    /** @throws GodwitException {@code FORMAT_UNKNOWN} if the text names none of the constants, case aside */
    static <E extends Enum<E>> E of(Class<E> formats, String text) {
        return Arrays.stream(formats.getEnumConstants())
                .filter(f -> f.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> GodwitException.invalid(
                        "FORMAT_UNKNOWN",
                        "There is no such format.",
                        "Use one of "
                                + Arrays.stream(formats.getEnumConstants())
                                        .map(f -> f.name().toLowerCase(Locale.ROOT))
                                        .toList()
                                + "."));
    }
}
