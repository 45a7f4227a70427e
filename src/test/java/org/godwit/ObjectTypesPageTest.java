package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.godwit.catalog.NotMigrated;
import org.godwit.site.ArrivalRules;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.Link;
import org.godwit.site.sql.definition.ObjectDefinition;
import org.godwit.site.sql.definition.ObjectDefinitions;
import org.godwit.site.sql.definition.Reading;
import org.junit.jupiter.api.Test;

/**
 * docs/object-types.md says what is read of each object type, from the definitions that the reading follows. With
 * {@code -Dgodwit.docs.write=true} the test writes the page instead of comparing it.
 */
class ObjectTypesPageTest {

    private static final Path PAGE = Path.of("docs", "object-types.md");

    @Test
    void thePageSaysWhatTheDefinitionsSay() throws IOException {
        String expected = page();
        if (Boolean.getBoolean("godwit.docs.write")) {
            Files.writeString(PAGE, expected, StandardCharsets.UTF_8);
        }
        assertThat(Files.readString(PAGE, StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Object types

                What is gathered of each object type of a source, from which views, and what becomes of it. Of several views \
                the first that the source has is read; views and columns that a release lacks are left out. Members of \
                collections, counters and times of the last evaluation are never read.

                | type | class | read from | key | refers to | becomes |
                |---|---|---|---|---|---|
                """);
        ObjectDefinitions.all().forEach(d -> page.append(row(d)));
        page.append("""

                ## What is different on arrival

                Rules that hold for every object of a type: a plan's payload, its advice, the run and its verification all follow them.

                | type | arrives without | arrives with | what a plan says of it |
                |---|---|---|---|
                """);
        Arrays.stream(ObjectType.values())
                .filter(type -> !ObjectDefinitions.rules(type).equals(ArrivalRules.NONE))
                .forEach(type -> page.append(rules(type)));
        page.append("\n## Columns\n\n| type | view | columns |\n|---|---|---|\n");
        for (ObjectDefinition definition : ObjectDefinitions.all()) {
            Reading reading = definition.reading();
            page.append(columns(definition, code(reading.views(), " or "), reading.columns()));
            for (Reading.Detail detail : reading.details()) {
                String view = "`" + detail.view() + "`"
                        + (detail.join() == null
                                ? ""
                                : " with `" + detail.join().view() + "`");
                page.append(columns(definition, view, detail.columns()));
            }
        }
        page.append("\n## What does not migrate\n\n| what | why | what to do instead |\n|---|---|---|\n");
        for (NotMigrated kind : NotMigrated.values()) {
            page.append("| ")
                    .append(words(kind))
                    .append(" | ")
                    .append(kind.reason())
                    .append(" | ")
                    .append(kind.instead())
                    .append(" |\n");
        }
        return page.toString();
    }

    private static String row(ObjectDefinition definition) {
        Reading reading = definition.reading();
        List<String> which = new ArrayList<>();
        reading.only()
                .forEach(c -> which.add("`" + c.column() + "` "
                        + (c.wanted() ? "" : "not ")
                        + c.values().stream().map(String::valueOf).collect(Collectors.joining(", "))));
        return "| " + words(definition.type()) + " | " + words(definition.type().dataClass()) + " | "
                + code(reading.views(), " or ")
                + (which.isEmpty() ? "" : ", " + String.join(", ", which)) + " | "
                + code(definition.key(), " or ") + " | " + links(definition) + " | " + definition.outcome() + " |\n";
    }

    private static String rules(ObjectType type) {
        ArrivalRules rules = ObjectDefinitions.rules(type);
        return "| " + words(type) + " | " + code(List.copyOf(rules.without()), ", ") + " | "
                + rules.with().entrySet().stream()
                        .map(e -> "`" + e.getKey() + "` " + e.getValue())
                        .collect(Collectors.joining(", "))
                + " | " + String.join(" ", rules.advice()) + " |\n";
    }

    private static String columns(ObjectDefinition definition, String view, List<String> columns) {
        return "| " + words(definition.type()) + " | " + view + " | " + code(columns, ", ") + " |\n";
    }

    private static String links(ObjectDefinition definition) {
        return definition.links().stream()
                .flatMap(link -> link.targets().values().stream())
                .map(Link.Target::type)
                .distinct()
                .sorted()
                .map(ObjectTypesPageTest::words)
                .collect(Collectors.joining(", "));
    }

    private static String code(List<String> names, String between) {
        return names.stream().map(n -> "`" + n + "`").collect(Collectors.joining(between));
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
