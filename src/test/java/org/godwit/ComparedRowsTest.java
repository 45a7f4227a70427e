package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The comparison with the built-in tool leaves out no row, and every test it names exists. */
class ComparedRowsTest {

    private static final int FIRST = 20;
    private static final int LAST = 124;
    private static final int BLOCKED_CLIENTS = 126;
    private static final Pattern ROW =
            Pattern.compile("\\| (CM-(\\d+)|beyond) \\|[^|]+\\| (\\w+)[^|]*\\| (`(\\w+)#(\\w+)`|–) \\|");

    private record Row(int number, String verdict, String type, String method) {}

    @Test
    void every_row_is_there_once() throws IOException {
        assertThat(rows().stream().map(Row::number).filter(n -> n > 0))
                .containsExactlyElementsOf(
                        IntStream.concat(IntStream.rangeClosed(FIRST, LAST), IntStream.of(BLOCKED_CLIENTS))
                                .boxed()
                                .toList());
    }

    @Test
    void every_row_names_a_test_that_exists_or_says_why_there_is_none() throws IOException {
        Map<String, String> sources = sources();
        for (Row row : rows()) {
            assertThat(row.verdict()).as("CM-" + row.number()).isIn("same", "more", "other", "not");
            if (row.type() == null) {
                assertThat(row.verdict())
                        .as("CM-" + row.number() + " names no test")
                        .isIn("not", "other");
            } else {
                assertThat(sources).as("CM-" + row.number()).containsKey(row.type());
                assertThat(sources.get(row.type()))
                        .as("CM-" + row.number())
                        .containsPattern("void " + row.method() + "\\(");
            }
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(Path.of("docs/compared-with-configuration-manager.md")).stream()
                .filter(line -> line.startsWith("| CM-") || line.startsWith("| beyond"))
                .toList();
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            assertThat(row.matches()).as(line).isTrue();
            rows.add(new Row(
                    row.group(2) == null ? 0 : Integer.parseInt(row.group(2)),
                    row.group(3),
                    row.group(5),
                    row.group(6)));
        }
        return rows;
    }

    /** The text of every test class by its name. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).collect(Collectors.toList())) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }
}
