package org.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every command in README.md and docs/ is one there is: the command line's are parsed by it (curl's are matched with the routes
 * by RestGuideTest), and what this build cannot run is one of a short list, each with where it is run or why not.
 */
class DocumentedCommandsTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(?:sh|bash)\\n(.*?)^ *```");
    private static final Pattern GODWIT = Pattern.compile("^(?:java -jar \\S*godwit\\.jar|godwit)\\s+(.*)$");

    /** How a line begins, and who runs it. */
    private static final Map<String, String> ELSEWHERE = new LinkedHashMap<>();

    static {
        ELSEWHERE.put("./mvnw", "the build itself, see .ci/run");
        ELSEWHERE.put("curl", "RestGuideTest");
        ELSEWHERE.put("export ", "settings");
        ELSEWHERE.put("alias ", "settings");
        ELSEWHERE.put("GODWIT_DATA_DIR=", "RunningItTest starts servers so");
        ELSEWHERE.put("SPRING_", "settings");
        ELSEWHERE.put("G=", "settings");
        ELSEWHERE.put("A=", "settings");
        ELSEWHERE.put("docker ", "not runnable here: no container engine");
        ELSEWHERE.put("sqlcmd ", "not runnable here: DestinationDatabaseScriptTest runs the script over JDBC");
        ELSEWHERE.put("setspn ", "not runnable here: Windows");
        ELSEWHERE.put("ktpass ", "not runnable here: Windows");
        ELSEWHERE.put("kinit ", "not runnable here: needs a domain");
    }

    /** Words of the jar that are no commands of the command line; each has a test of its own. */
    private static final List<String> OF_THE_JAR = List.of("server", "agent", "demo", "sample-site", "restore");

    @Test
    void everyCommandIsOneThatThereIs() throws IOException {
        int parsed = 0;
        List<String> unknown = new ArrayList<>();
        for (Path page : pages()) {
            for (String command : commands(page)) {
                Matcher godwit = GODWIT.matcher(command);
                if (godwit.matches()) {
                    List<String> words = words(godwit.group(1));
                    if (!OF_THE_JAR.contains(words.get(0))) {
                        parse(page, command, words);
                        parsed++;
                    }
                } else if (ELSEWHERE.keySet().stream().noneMatch(command::startsWith)) {
                    unknown.add(page + ": " + command);
                }
            }
        }
        assertThat(unknown).as("neither parsed here nor said where it is run").isEmpty();
        assertThat(parsed).isGreaterThan(8);
    }

    @Test
    void everyCommandOfTheTableIsOneThatThereIs() throws IOException {
        String page = Files.readString(Path.of("docs", "cli.md"));
        Matcher named = Pattern.compile("`(source|job|client|content|audit|operate) ([a-z-]+)(?: (export|import))?\\b")
                .matcher(page);
        int found = 0;
        while (named.find()) {
            List<String> words = new ArrayList<>(List.of(named.group(1), named.group(2)));
            if (named.group(3) != null && named.group(2).equals("media")) {
                words.add(named.group(3));
            }
            words.add("--help");
            parse(Path.of("docs/cli.md"), named.group(), words);
            found++;
        }
        assertThat(found).isGreaterThan(20);
    }

    private static void parse(Path page, String command, List<String> words) {
        assertThatCode(() -> GodwitCli.commands(Map.of(), Path.of(".")).parseArgs(words.toArray(String[]::new)))
                .as(page + ": " + command)
                .doesNotThrowAnyException();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md")),
                            docs.filter(p -> p.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    /** The commands of a page's shell blocks: continued lines are one, what follows a here-document or quote belongs to it. */
    private static List<String> commands(Path page) throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
            StringBuilder command = new StringBuilder();
            for (String line : block.group(1).split("\n")) {
                command.append(command.isEmpty() ? "" : " ").append(line.strip());
                boolean quoted = command.chars().filter(c -> c == '\'').count() % 2 == 1;
                if (line.endsWith("\\")) {
                    command.setLength(command.length() - 1);
                } else if (!quoted) {
                    String whole = command.toString().strip();
                    if (!whole.isEmpty() && !whole.startsWith("#")) {
                        commands.add(whole);
                    }
                    command.setLength(0);
                }
            }
        }
        return commands;
    }

    /** Words as a shell splits them, without what follows a comment, a pipe or a redirection. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)").matcher(line);
        while (word.find()) {
            String text = word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3);
            if (text.startsWith("#") || text.equals("|") || text.equals("&&") || text.startsWith(">")) {
                break;
            }
            words.add(text.replace("ID", "1").replace("NAME", "x"));
        }
        return words;
    }
}
