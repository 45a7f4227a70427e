package org.godwit.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code godwit content}: verify, transfer. */
@Command(
        name = "content",
        description = "Content of distribution points.",
        subcommands = {ContentCommands.Verify.class, ContentCommands.Transfer.class})
final class ContentCommands {

    @Command(name = "verify", description = "Hash again what a destination distribution point holds.")
    static final class Verify extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Distribution point.")
        private long id;

        @Option(names = "--wait", description = "Follow it to its end.")
        private boolean wait;

        @Override
        int run(ApiClient api, Output output) throws Exception {
            JsonNode validation = api.post("/distribution-points/" + id + "/verify", null);
            if (wait) {
                validation = new Follow(err(), connection.printsTables())
                        .validation(
                                api,
                                "/distribution-points/" + id + "/validations/"
                                        + validation.path("id").asLong());
            }
            output.one(validation);
            return validation.path("status").asString("").equals("FAILED") ? ExitCode.UNSUCCESSFUL : ExitCode.OK;
        }
    }

    @Command(
            name = "transfer",
            description = "Move content of packages to distribution points, as a job that starts at once.")
    static final class Transfer extends ApiCommand {
        @Option(names = "--source", required = true, paramLabel = "ID", description = "Source hierarchy.")
        private long source;

        @Option(names = "--packages", split = ",", defaultValue = "ALL", description = "ALL, or PackageIDs.")
        private List<String> packages = List.of("ALL");

        @Option(
                names = "--to",
                split = ",",
                paramLabel = "ID",
                description = "Distribution points; all if none is given.")
        private List<Long> to = List.of();

        @Option(names = "--wait", description = "Follow it to its end.")
        private boolean wait;

        @Override
        int run(ApiClient api, Output output) throws Exception {
            boolean all = packages.size() == 1 && packages.get(0).equalsIgnoreCase("ALL");
            Map<String, Object> select = new LinkedHashMap<>();
            select.put("packages", all ? "ALL" : packages);
            select.put("distributionPoints", to == null ? List.of() : to);
            JsonNode job = api.create(
                    "/migration-jobs",
                    Map.of(
                            "name",
                            "Content transfer from the command line",
                            "type",
                            "CONTENT",
                            "sourceHierarchyId",
                            source,
                            "select",
                            select,
                            "schedule",
                            Map.of("when", "NOW")));
            if (wait) {
                job = new Follow(err(), connection.printsTables())
                        .job(api, job.path("id").asLong());
            }
            output.one(job, "id", "status", "counts.total", "counts.migrated", "counts.failed", "verification.verdict");
            return job.path("status").asString("").equals("FAILED") ? ExitCode.UNSUCCESSFUL : ExitCode.OK;
        }
    }
}
