package org.godwit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what the console shows of the documentation, and its pictures, to the files of {@code docs/}. */
class DocumentationTest {

    private static final Path DOCS = Path.of("docs");
    private static final Path IMAGES = DOCS.resolve("images");
    private static final Pattern TAKEN = Pattern.compile("browser\\.picture\\(\"([a-z-]+)\"\\)");
    private static final Pattern SHOWN = Pattern.compile("!\\[[^]]+]\\((?:docs/)?images/([a-z-]+)\\.png\\)");

    @Test
    void everyPageIsInTheHelpOfTheConsole() throws IOException {
        assertThat(DocPages.PAGES).containsExactlyInAnyOrderElementsOf(names(DOCS, ".md"));
    }

    @Test
    void picturesAreThoseThatTheBrowserTestsTake() throws IOException {
        assertThat(found(Path.of("src/test/java"), ".java", TAKEN)).isEqualTo(names(IMAGES, ".png"));
    }

    @Test
    void everyPictureIsShownSomewhere() throws IOException {
        Set<String> shown = found(DOCS, ".md", SHOWN);
        shown.addAll(found(Path.of("README.md"), ".md", SHOWN));
        assertThat(shown).isEqualTo(names(IMAGES, ".png"));
    }

    private static Set<String> names(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> found(Path place, String suffix, Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(place)) {
            List<Path> chosen = files.filter(f -> f.toString().endsWith(suffix)).toList();
            for (Path file : chosen) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
        }
        return found;
    }
}
