package org.godwit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Mistakes that a template engine takes without a word. */
class TemplatesTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern TAG = Pattern.compile("<[a-z:]+(?:[^>\"]|\"[^\"]*\")*>");
    private static final Pattern OWN = Pattern.compile("th:(?:if|unless|each|with)=");

    /** Thymeleaf replaces an element before it looks at anything else on it: a condition there would never be asked. */
    @Test
    void whatIsReplacedHasNoConditionOfItsOwn() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            List<Path> templates =
                    files.filter(f -> f.toString().endsWith(".html")).toList();
            assertThat(templates)
                    .hasSizeGreaterThan(50)
                    .allSatisfy(file -> assertThat(TAG.matcher(Files.readString(file))
                                    .results()
                                    .map(MatchResult::group))
                            .filteredOn(tag -> tag.contains("th:replace="))
                            .noneMatch(tag -> OWN.matcher(tag).find()));
        }
    }
}
