package org.godwit.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaStoreTest {

    private static final Pattern ADDED =
            Pattern.compile("^ALTER TABLE \\w+ ADD (?!CONSTRAINT)(\\w+)", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    private static final Pattern NEXT = Pattern.compile(", (\\w+) (?:N?VARCHAR|BIT|INT|BIGINT|DATETIME|VARBINARY)");

    @Test
    void whatUsesAnAddedColumnIsCompiledInItsTurn() {
        assertThat(SchemaStore.compiledInTurn("""
                        -- A comment that ends so;
                        UPDATE t SET a = 1;
                        ALTER TABLE t ADD b NVARCHAR(3);

                        -- Another.
                        UPDATE t SET b = 'it''s'
                            WHERE a = 'x';
                        ALTER TABLE t ADD CONSTRAINT uq UNIQUE (b);
                        INSERT INTO u (c) SELECT b FROM t""")).isEqualTo("""
                        -- A comment that ends so;
                        UPDATE t SET a = 1;
                        ALTER TABLE t ADD b NVARCHAR(3);

                        -- Another.
                        EXEC(N'UPDATE t SET b = ''it''''s''
                            WHERE a = ''x''');
                        ALTER TABLE t ADD CONSTRAINT uq UNIQUE (b);
                        EXEC(N'INSERT INTO u (c) SELECT b FROM t');
                        """);
    }

    @Test
    void scriptsThatAddNothingToTablesStayAsTheyAre() throws IOException {
        for (Path file : scripts()) {
            String script = Files.readString(file);
            if (!ADDED.matcher(script).find()) {
                assertThat(SchemaStore.compiledInTurn(script).strip())
                        .as(file.toString())
                        .isEqualTo(withoutCommentsWithin(script));
            }
        }
    }

    @Test
    void noScriptUsesAColumnThatItAddsBeforeThatIsThere() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path file : scripts()) {
            String script = Files.readString(file);
            List<String> added = new ArrayList<>();
            for (Matcher matcher : List.of(ADDED.matcher(script), NEXT.matcher(script))) {
                while (matcher.find()) {
                    added.add(matcher.group(1));
                }
            }
            if (!ADDED.matcher(script).find()) {
                continue;
            }
            for (String statement : SchemaStore.compiledInTurn(script).split(";\n")) {
                String bare = statement.replaceAll("(?m)^--.*$", "").strip();
                if (bare.matches("(?is)(SELECT|INSERT|UPDATE|DELETE|MERGE)\\b.*")) {
                    added.stream()
                            .filter(column -> bare.matches("(?is).*\\b" + column + "\\b.*"))
                            .forEach(column -> used.add(file.getFileName() + " uses " + column));
                }
            }
        }
        assertThat(used).isEmpty();
    }

    private static String withoutCommentsWithin(String script) {
        StringBuilder kept = new StringBuilder();
        boolean within = false;
        for (String line : script.split("\\R", -1)) {
            boolean comment = line.strip().startsWith("--");
            if (!(comment && within)) {
                kept.append(line).append('\n');
            }
            if (!comment && !line.isBlank()) {
                within = !line.stripTrailing().endsWith(";");
            }
        }
        return kept.toString().strip();
    }

    private static List<Path> scripts() throws IOException {
        List<Path> scripts = new ArrayList<>();
        for (String directory : List.of("db/migration", "db/vendor/sqlserver")) {
            try (Stream<Path> files = Files.list(Path.of(directory))) {
                files.filter(f -> f.toString().endsWith(".sql")).sorted().forEach(scripts::add);
            }
        }
        return scripts;
    }
}
