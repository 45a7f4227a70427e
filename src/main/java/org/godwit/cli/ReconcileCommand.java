package org.godwit.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code godwit client reconcile}: reads a source whole and compares it with the records here. */
@Command(
        name = "reconcile",
        description = "Compare the clients of a source with the records here. Ends with 1 if they differ.")
final class ReconcileCommand extends ApiCommand {

    private static final String[] SUMMARY = {
        "id",
        "status",
        "failure",
        "figures.verdict",
        "figures.sourceClients",
        "figures.destinationRecords",
        "figures.missing",
        "figures.extra",
        "figures.different",
        "figures.blockedAtSource",
        "figures.notBlockedHere",
        "figures.digest"
    };

    @Parameters(paramLabel = "SOURCE", description = "Source hierarchy.")
    private long source;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report here.")
    private @Nullable Path report;

    @Option(names = "--format", defaultValue = "csv", description = "csv or html (default: ${DEFAULT-VALUE}).")
    private String format = "csv";

    @Override
    int run(ApiClient api, Output output) throws Exception {
        String path = "/source-hierarchies/" + source + "/reconciliations";
        String begun = path + "/" + api.post(path, null).path("id").asLong();
        JsonNode done = new Follow(err(), connection.printsTables()).until(api, begun);
        output.one(done, SUMMARY);
        if (report != null) {
            save(api, begun + "/report", Map.of("format", format), report);
        }
        boolean equal = done.path("figures").path("verdict").asString("").equals("EQUAL");
        return equal ? ExitCode.OK : ExitCode.UNSUCCESSFUL;
    }
}
