package org.godwit.shared;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV as RFC 4180 says, safe to open in a spreadsheet: a cell that a spreadsheet would take for a formula is written
 * with an apostrophe before it.
 */
public final class Csv {

    private Csv() {}

    /** Appends one line, ended by CR LF; null is written as an empty cell. */
    public static void line(Appendable out, List<? extends @Nullable Object> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            Object cell = cells.get(i);
            out.append(cell == null ? "" : cell(cell));
        }
        out.append("\r\n");
    }

    private static String cell(Object value) {
        String text = value.toString();
        if (!(value instanceof Number) && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
