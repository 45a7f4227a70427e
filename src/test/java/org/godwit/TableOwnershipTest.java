package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rule 4, second half: a table has one owner, the module whose migration makes it; no other module's SQL names it. */
class TableOwnershipTest {

    private static final Path SOURCES = Path.of("src/main/java/org/godwit");
    private static final Pattern MADE = Pattern.compile("(?i)CREATE\\s+TABLE\\s+(?:dbo\\.)?\\[?(\\w+)");
    private static final Pattern FILE = Pattern.compile("[VR]\\d*__([a-z]+).*\\.sql");

    @Test
    void noModuleNamesAnothersTable() {
        Map<String, String> owners = owners();
        assertThat(owners).containsEntry("admin_user", "access").containsEntry("audit_event", "audit");
        Pattern used = Pattern.compile(
                "(?i)\\b(?:from|join|into|update|table)\\s+(?:dbo\\.)?(" + String.join("|", owners.keySet()) + ")\\b");
        Set<String> strangers = new TreeSet<>();
        for (Path file : files(SOURCES, ".java")) {
            String module = SOURCES.relativize(file).getName(0).toString();
            Matcher matcher = used.matcher(read(file));
            while (matcher.find()) {
                String table = matcher.group(1).toLowerCase(java.util.Locale.ROOT);
                if (!module.equals(owners.get(table))) {
                    strangers.add(file.getFileName() + " names " + table + " of " + owners.get(table));
                }
            }
        }
        assertThat(strangers).isEmpty();
    }

    private static Map<String, String> owners() {
        Map<String, String> owners = new TreeMap<>();
        Set<String> modules =
                Stream.of(SOURCES.toFile().list()).filter(n -> !n.contains(".")).collect(Collectors.toSet());
        for (Path file : files(Path.of("db"), ".sql")) {
            Matcher name = FILE.matcher(file.getFileName().toString());
            assertThat(name.matches()).as(file + " is named V1xx__module…sql").isTrue();
            assertThat(modules).as("the module named by " + file).contains(name.group(1));
            Matcher made = MADE.matcher(read(file));
            while (made.find()) {
                String before = owners.put(made.group(1).toLowerCase(java.util.Locale.ROOT), name.group(1));
                assertThat(before == null || before.equals(name.group(1)))
                        .as(made.group(1) + " is made by one module")
                        .isTrue();
            }
        }
        return owners;
    }

    private static List<Path> files(Path root, String extension) {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(p -> p.toString().endsWith(extension)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
