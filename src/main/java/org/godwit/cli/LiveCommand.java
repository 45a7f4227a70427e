package org.godwit.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code godwit client live}: whether the blocks are in force at a real site. */
@Command(
        name = "live",
        description = "Show the live destination, or compare its blocks with those here."
                + " With --compare: ends with 1 if a client is not blocked there.")
final class LiveCommand extends ApiCommand {

    private static final String PATH = "/live-destination";
    private static final String[] SUMMARY = {
        "id",
        "mode",
        "status",
        "failure",
        "figures.blockedHere",
        "figures.notBlockedThere",
        "figures.blockedNow",
        "figures.failed"
    };

    @Option(
            names = "--compare",
            paramLabel = "MODE",
            description =
                    "dry-run: only compare; block: also block there what is blocked here, once a dry run has completed. Nothing is ever unblocked.")
    private @Nullable String mode;

    @Override
    int run(ApiClient api, Output output) throws Exception {
        if (mode == null) {
            output.one(api.get(PATH));
            return ExitCode.OK;
        }
        String wanted = mode.replace('-', '_').toUpperCase(Locale.ROOT);
        long id = api.post(PATH + "/comparisons", Map.of("mode", wanted))
                .path("id")
                .asLong();
        JsonNode done = new Follow(err(), connection.printsTables()).until(api, PATH + "/comparisons/" + id);
        output.one(done, SUMMARY);
        JsonNode figures = done.path("figures");
        boolean allBlocked = figures.path("notBlockedThere").asLong(1) == 0
                && figures.path("failed").asLong(1) == 0;
        return allBlocked ? ExitCode.OK : ExitCode.UNSUCCESSFUL;
    }
}
