package org.godwit.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code godwit content}: points, verify, repair, transfer, and what belongs to them. */
@Command(
        name = "content",
        footer = {"", "Examples:", "  godwit content points --source 1", "  godwit content verify 1 --wait"},
        description = "Content of distribution points.",
        subcommands = {
            ContentCommands.Points.class,
            ContentCommands.AddPoint.class,
            ContentCommands.Locate.class,
            ContentCommands.Verify.class,
            ContentCommands.Repair.class,
            ContentCommands.StopValidation.class,
            ContentCommands.Transfer.class,
            DistributionCommands.class,
            RetirementCommands.class,
            MediaCommands.class,
            TakeoverCommands.class
        })
final class ContentCommands {

    private static final String POINTS = "/distribution-points";

    @Command(name = "points", description = "List the destination's distribution points, or a source hierarchy's.")
    static final class Points extends ApiCommand {
        @Option(names = "--source", paramLabel = "ID", description = "Source hierarchy; without it, the destination.")
        private @Nullable Long source;

        @Mixin
        private Paging paging = new Paging();

        @Override
        int run(ApiClient api, Output output) {
            if (source == null) {
                output.list(
                        api.get(POINTS, paging.query()),
                        "id",
                        "name",
                        "siteCode",
                        "location.kind",
                        "packages",
                        "bytes");
            } else {
                output.list(
                        api.get(ofSource(source), paging.query()),
                        "id",
                        "serverName",
                        "siteCode",
                        "eligible",
                        "location.kind",
                        "location.path");
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "add-point", description = "Define a distribution point of the destination in a directory.")
    static final class AddPoint extends ApiCommand {
        @Option(names = "--name", required = true, description = "Name of the distribution point.")
        private String name = "";

        @Option(names = "--site-code", required = true, description = "Site code of the destination.")
        private String siteCode = "";

        @Option(names = "--path", required = true, description = "Its content library, as the server sees it.")
        private String path = "";

        @Option(names = "--scope", description = "A security scope to put it into; repeat for several.")
        private List<String> scopes = List.of();

        @Override
        int run(ApiClient api, Output output) {
            Map<String, Object> body = Map.of(
                    "name", name,
                    "siteCode", siteCode,
                    "location", Map.of("kind", "DIRECTORY", "path", path),
                    "securityScopes", scopes);
            output.one(api.create(POINTS, body), "id", "name", "siteCode", "location.path");
            return ExitCode.OK;
        }
    }

    @Command(name = "locate", description = "Say in which directory a source distribution point's library lies.")
    static final class Locate extends ApiCommand {
        @Option(names = "--source", required = true, paramLabel = "ID", description = "Source hierarchy.")
        private long source;

        @Option(names = "--server", required = true, description = "Server name of the source distribution point.")
        private String server = "";

        @Option(names = "--path", required = true, description = "Its content library, as the server sees it.")
        private String path = "";

        @Override
        int run(ApiClient api, Output output) {
            output.one(
                    api.put(
                            ofSource(source) + "/" + find(api) + "/location",
                            Map.of("kind", "DIRECTORY", "path", path)),
                    "id",
                    "serverName",
                    "location.path");
            return ExitCode.OK;
        }

        private long find(ApiClient api) {
            Paging paging = new Paging();
            paging.size = Paging.MOST;
            JsonNode items;
            do {
                items = api.get(ofSource(source), paging.query()).path("items");
                for (JsonNode point : items) {
                    if (point.path("serverName").asString("").equalsIgnoreCase(server)) {
                        return point.path("id").asLong();
                    }
                }
                paging.page++;
            } while (items.size() == Paging.MOST);
            throw new CliFailure(
                    ExitCode.NOT_FOUND,
                    "DISTRIBUTION_POINT_NOT_FOUND",
                    "The source has no distribution point on '" + server + "'.",
                    "List them: godwit content points --source " + source);
        }
    }

    private static String ofSource(long source) {
        return "/source-hierarchies/" + source + "/distribution-points";
    }

    /** Hashes everything a distribution point holds, whatever it does about what it finds. */
    abstract static class Validation extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Distribution point.")
        private long id;

        @Option(names = "--wait", description = "Follow it to its end.")
        private boolean wait;

        private final String action;

        Validation(String action) {
            this.action = action;
        }

        @Override
        int run(ApiClient api, Output output) throws Exception {
            JsonNode validation = api.post("/distribution-points/" + id + "/" + action, null);
            if (wait) {
                validation = new Follow(err(), connection.printsTables())
                        .validation(
                                api,
                                "/distribution-points/" + id + "/validations/"
                                        + validation.path("id").asLong());
            }
            output.one(validation);
            return switch (validation.path("status").asString("")) {
                case "FAILED", "STOPPED" -> ExitCode.UNSUCCESSFUL;
                default -> ExitCode.OK;
            };
        }
    }

    @Command(name = "verify", description = "Hash again what a destination distribution point holds.")
    static final class Verify extends Validation {
        Verify() {
            super("verify");
        }
    }

    @Command(
            name = "repair",
            description =
                    "Hash again what a destination distribution point holds, and bring what is damaged from whoever"
                            + " has it proven.")
    static final class Repair extends Validation {
        Repair() {
            super("repair");
        }
    }

    @Command(name = "stop-validation", description = "Let a verify or repair that is under way end at the next file.")
    static final class StopValidation extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Distribution point.")
        private long id;

        @Parameters(paramLabel = "VALIDATION", description = "What verify or repair printed as its id.")
        private long validation;

        @Override
        int run(ApiClient api, Output output) {
            output.one(api.post(POINTS + "/" + id + "/validations/" + validation + "/stop", null));
            return ExitCode.OK;
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
