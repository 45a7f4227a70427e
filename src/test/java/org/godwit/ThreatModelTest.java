package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/threat-model.md names the tests that hold each flow: they exist, and every row names one or says that none does. */
class ThreatModelTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
    private static final Pattern ROW = Pattern.compile("^\\| [STRIDE] \\|.*\\|$", Pattern.MULTILINE);

    @Test
    void everyNamedTestExists() throws IOException {
        Set<String> known;
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            known = files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".java"))
                    .map(n -> n.substring(0, n.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
        Set<String> named = new TreeSet<>();
        Matcher matcher = TEST.matcher(page());
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(known).containsAll(named);
    }

    @Test
    void everyThreatNamesATestOrSaysThatNoneHoldsIt() throws IOException {
        assertThat(ROW.matcher(page()).results().map(r -> r.group()).toList())
                .hasSizeGreaterThan(35)
                .allSatisfy(row -> {
                    String shownBy = row.substring(row.lastIndexOf('|', row.length() - 2));
                    assertThat(TEST.matcher(shownBy).find() || shownBy.contains("not tested"))
                            .as(row)
                            .isTrue();
                });
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "threat-model.md"));
    }
}
