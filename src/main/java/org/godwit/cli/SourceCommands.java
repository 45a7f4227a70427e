package org.godwit.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code godwit source}: define, check, gather, finish. */
@Command(
        name = "source",
        footer = {"", "Examples:", "  godwit source preflight --file contoso.json", "  godwit source gather 1 --wait"},
        description = "Source hierarchies: define, check, gather, finish.",
        subcommands = {
            SourceCommands.Add.class,
            SourceCommands.Preflight.class,
            SourceCommands.ListAll.class,
            SourceCommands.Gather.class,
            SourceCommands.Stop.class,
            SourceCommands.Finish.class,
            GatheredCommands.Entities.class,
            GatheredCommands.NotMigrated.class,
            GatheredCommands.Purge.class,
            GatheredCommands.Archive.class
        })
final class SourceCommands {

    private static final String PATH = "/source-hierarchies";
    private static final Map<String, Object> COMPUTER_ACCOUNT = Map.of("kind", "COMPUTER_ACCOUNT");

    /** What a source hierarchy is defined by. */
    static final class Definition {

        @Option(names = "--name", required = true, description = "Name in Godwit.")
        private String name = "";

        @Option(names = "--site-server", required = true, description = "Site server of the top-level site.")
        private String siteServer = "";

        @Option(names = "--jdbc-url", required = true, description = "Its site database, jdbc:sqlserver://…")
        private String jdbcUrl = "";

        @ArgGroup(exclusive = false)
        private @Nullable AccountOptions account;

        @Option(names = "--provider-url", description = "AdminService of its SMS Provider.")
        private @Nullable String providerUrl;

        @Option(names = "--gather-every", description = "Interval of data gathering, e.g. PT4H.")
        private @Nullable String gatherEvery;

        @Option(names = "--scope", description = "A security scope to put it into; repeat for several.")
        private @Nullable List<String> scopes;

        @Option(names = "--data-class", description = "A class of information to read; repeat for several.")
        private @Nullable List<String> dataClasses;

        Map<String, Object> body() {
            Map<String, Object> site = new LinkedHashMap<>();
            site.put("siteServer", siteServer);
            site.put(
                    "database",
                    Map.of("jdbcUrl", jdbcUrl, "account", account == null ? COMPUTER_ACCOUNT : account.account()));
            if (providerUrl != null) {
                site.put("provider", Map.of("url", providerUrl, "account", COMPUTER_ACCOUNT));
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            body.put("topLevelSite", site);
            if (gatherEvery != null) {
                body.put("gatherEvery", gatherEvery);
            }
            if (scopes != null) {
                body.put("securityScopes", scopes);
            }
            if (dataClasses != null) {
                body.put("dataClasses", dataClasses);
            }
            return body;
        }
    }

    /** A definition by options, or the JSON of one in a file. */
    static final class Given {

        @ArgGroup(exclusive = false)
        private @Nullable Definition definition;

        @Option(names = "--file", description = "JSON file with the definition, as REST takes it.")
        private @Nullable Path file;

        Object body() throws Exception {
            if (file != null) {
                return ApiClient.JSON.readTree(Files.readAllBytes(file));
            }
            if (definition == null) {
                throw new CliFailure(
                        ExitCode.USAGE,
                        "DEFINITION_MISSING",
                        "No source hierarchy was given.",
                        "Give --name, --site-server and --jdbc-url, or --file.");
            }
            return definition.body();
        }
    }

    @Command(name = "add", description = "Define a source hierarchy, after preflight.")
    static final class Add extends ApiCommand {
        @ArgGroup(exclusive = true, multiplicity = "1")
        private Given given = new Given();

        @Override
        int run(ApiClient api, Output output) throws Exception {
            output.one(api.create(PATH, given.body()), "id", "name", "state", "siteCode", "gatherEvery");
            return ExitCode.OK;
        }
    }

    @Command(name = "preflight", description = "Check a definition and save nothing. Ends with 1 if a check fails.")
    static final class Preflight extends ApiCommand {
        @ArgGroup(exclusive = true, multiplicity = "1")
        private Given given = new Given();

        @Override
        int run(ApiClient api, Output output) throws Exception {
            JsonNode checks = api.post(PATH + "/preflight", given.body()).path("preflight");
            printChecks(output, checks);
            return anyFailed(checks) ? ExitCode.UNSUCCESSFUL : ExitCode.OK;
        }
    }

    @Command(name = "list", description = "List source hierarchies.")
    static final class ListAll extends ListCommand {
        ListAll() {
            super(PATH, "id", "name", "siteCode", "state", "gatherEvery", "createdBy");
        }
    }

    @Command(name = "gather", description = "Gather data now.")
    static final class Gather extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Source hierarchy.")
        private long id;

        @Option(names = "--wait", description = "Follow it to its end.")
        private boolean wait;

        @Override
        int run(ApiClient api, Output output) throws Exception {
            JsonNode gathering = api.post(PATH + "/" + id + "/gatherings", null);
            if (wait) {
                gathering = new Follow(err(), connection.printsTables())
                        .gathering(
                                api,
                                PATH + "/" + id + "/gatherings/"
                                        + gathering.path("number").asInt());
            }
            output.one(
                    gathering,
                    "number",
                    "status",
                    "phase",
                    "cause",
                    "message",
                    "hint",
                    "counts.sites",
                    "counts.objects",
                    "counts.clients",
                    "counts.blocked",
                    "counts.packages",
                    "added",
                    "modified",
                    "removed");
            return gathering.path("status").asString("").equals("FAILED") ? ExitCode.UNSUCCESSFUL : ExitCode.OK;
        }
    }

    @Command(name = "stop", description = "Stop data gathering.")
    static final class Stop extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Source hierarchy.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            output.one(api.post(PATH + "/" + id + "/stop-gathering", null), "id", "name", "state");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "finish",
            description = "Complete migration from a source: stop gathering and remove every stored credential.")
    static final class Finish extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Source hierarchy.")
        private long id;

        @Option(names = "--yes", description = "Do it; without this option, show only what would be done.")
        private boolean yes;

        @Option(names = "--clean-up", description = "Clean up migration data as well.")
        private boolean cleanUp;

        @Override
        int run(ApiClient api, Output output) {
            if (!yes) {
                output.one(api.get(PATH + "/" + id + "/finish"), "sitesToStop", "credentialsToRemove", "warnings");
                err().println("Nothing was changed. Add --yes to do it.");
                return ExitCode.OK;
            }
            JsonNode finished = api.post(PATH + "/" + id + "/finish", null);
            if (cleanUp) {
                finished = api.post(PATH + "/" + id + "/clean-up", null);
            }
            output.one(finished, "id", "name", "state", "finishedAt", "cleanedUpAt");
            return ExitCode.OK;
        }
    }

    static void printChecks(Output output, JsonNode checks) {
        var page = ApiClient.JSON.createObjectNode();
        page.set("items", checks.isArray() ? checks : new ArrayNode(ApiClient.JSON.getNodeFactory()));
        output.list(page, "check", "outcome", "detail", "hint");
    }

    private static boolean anyFailed(JsonNode checks) {
        return checks.valueStream().anyMatch(c -> c.path("outcome").asString("").equals("FAIL"));
    }
}
