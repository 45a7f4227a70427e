package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * docs/configuration.md lists every property there is, from the metadata the compiler makes of the properties' records. With
 * {@code -Dgodwit.docs.write=true} the test writes the page instead of comparing it.
 */
class ConfigurationReferenceTest {

    private static final Path PAGE = Path.of("docs", "configuration.md");
    private static final String START = "<!-- properties -->\n";

    @Test
    void thePageListsEveryPropertyAndNoOther() throws IOException {
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);
        String head = page.substring(0, page.indexOf(START) + START.length());
        String expected = head + table();
        if (Boolean.getBoolean("godwit.docs.write")) {
            Files.writeString(PAGE, expected, StandardCharsets.UTF_8);
        }
        assertThat(Files.readString(PAGE, StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @Test
    void everyPropertyIsDescribed() throws IOException {
        assertThat(properties()
                        .valueStream()
                        .filter(p -> p.path("name").asString().startsWith("godwit.")))
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p.path("description").asString(""))
                        .as(p.path("name").asString())
                        .isNotBlank());
    }

    private static String table() throws IOException {
        StringBuilder table = new StringBuilder("| property | default | what |\n|---|---|---|\n");
        properties()
                .valueStream()
                .filter(p -> p.path("name").asString().startsWith("godwit."))
                .sorted(Comparator.comparing(p -> p.path("name").asString()))
                .forEach(p -> table.append("| `")
                        .append(p.path("name").asString())
                        .append("` | ")
                        .append(defaultValue(p.path("defaultValue")))
                        .append(" | ")
                        .append(markdown(p.path("description").asString("")))
                        .append(" |\n"));
        return table.toString();
    }

    private static String markdown(String javadoc) {
        return javadoc.replace("|", "\\|").replaceAll("\\s+", " ").replaceAll("\\{@(?:code|link) ([^}]+)\\}", "`$1`");
    }

    private static String defaultValue(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return "`" + (value.isContainer() ? value.toString() : value.asString()) + "`";
    }

    private static JsonNode properties() throws IOException {
        try (InputStream metadata = Objects.requireNonNull(
                Godwit.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            return JsonMapper.shared().readTree(metadata).path("properties");
        }
    }
}
