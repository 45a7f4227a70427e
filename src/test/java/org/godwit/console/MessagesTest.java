package org.godwit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the templates to the message bundle: every text has its words, and no text stands in a template. */
class MessagesTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path SOURCES = Path.of("src/main/java/org/godwit/console");
    private static final Pattern IN_TEMPLATE = Pattern.compile("#\\{([a-zA-Z0-9.]+)[(}]");
    private static final Pattern IN_CODE = Pattern.compile(
            "(?:leave\\(\\s*flash,\\s*(?:enabled \\? )?|getMessage\\()\"([a-z.]*[a-z])\"(?:\\s*: \"([a-z.]+)\")?");

    @Test
    void everyTextThatIsAskedForIsThere() throws IOException {
        Set<String> asked = new TreeSet<>();
        find(TEMPLATES, ".html", IN_TEMPLATE, asked);
        find(SOURCES, ".java", IN_CODE, asked);

        assertThat(asked).hasSizeGreaterThan(300);
        assertThat(bundle().stringPropertyNames()).containsAll(asked);
    }

    @Test
    void everyTextCanBeFormatted() throws IOException {
        Properties bundle = bundle();
        assertThat(bundle.stringPropertyNames()).allSatisfy(key -> {
            String text = bundle.getProperty(key);
            assertThat(text).isNotBlank();
            if (text.contains("{0")) {
                assertThat(new MessageFormat(text, Locale.ENGLISH).format(new Object[] {1, 2, 3, 4}))
                        .doesNotContain("{0");
            }
        });
    }

    /** Only a text with places for arguments is formatted: there one apostrophe is none, elsewhere two are two. */
    @Test
    void apostrophesAreDoubledWhereATextIsFormattedAndNowhereElse() throws IOException {
        Properties bundle = bundle();
        assertThat(bundle.stringPropertyNames()).allSatisfy(key -> {
            String text = bundle.getProperty(key);
            if (text.contains("{")) {
                assertThat(text.replace("''", "")).doesNotContain("'");
            } else {
                assertThat(text).doesNotContain("''");
            }
        });
    }

    private static void find(Path directory, String suffix, Pattern pattern, Set<String> found) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> chosen = files.filter(f -> f.toString().endsWith(suffix)).toList();
            for (Path file : chosen) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    for (int group = 1; group <= matcher.groupCount(); group++) {
                        if (matcher.group(group) != null) {
                            found.add(matcher.group(group));
                        }
                    }
                }
            }
        }
    }

    private static Properties bundle() throws IOException {
        Properties bundle = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/messages.properties"))) {
            bundle.load(reader);
        }
        return bundle;
    }
}
