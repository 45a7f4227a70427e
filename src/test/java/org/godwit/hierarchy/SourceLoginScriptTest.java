package org.godwit.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.godwit.site.SourceRight;
import org.junit.jupiter.api.Test;

/**
 * The grants that admins run are made from those that preflight asks for: {@code -Dgodwit.docs.write=true} writes them into the
 * script, without it the script must already have them.
 */
class SourceLoginScriptTest {

    static final Path SCRIPT = Path.of("deploy", "sql", "source-login.sql");

    private static final String BEGIN = "INSERT INTO @views (name) VALUES\n";
    private static final String END = "\n\nDECLARE @name";

    @Test
    void grantsExactlyWhatPreflightAsksFor() throws Exception {
        String script = Files.readString(SCRIPT);
        int begin = script.indexOf(BEGIN) + BEGIN.length();
        String expected = script.substring(0, begin) + grants() + script.substring(script.indexOf(END));
        if (Boolean.getBoolean("godwit.docs.write")) {
            Files.writeString(SCRIPT, expected);
        }

        assertThat(script).isEqualTo(expected);
    }

    private static String grants() {
        List<String> blocks = new ArrayList<>();
        for (SourceRight right : SourceRight.values()) {
            StringBuilder block = new StringBuilder(
                    "    -- RIGHT_" + right.name() + ": " + right.gives() + (right.needed() ? " (needed)" : ""));
            String line = "";
            for (String view : right.views()) {
                String value = "('" + view + "'),";
                if (line.isEmpty() || line.length() + value.length() > 125) {
                    block.append(line).append("\n    ");
                    line = value;
                } else {
                    line += " " + value;
                }
            }
            blocks.add(block.append(line).toString());
        }
        String all = String.join("\n", blocks);
        return all.substring(0, all.length() - 1) + ";";
    }
}
