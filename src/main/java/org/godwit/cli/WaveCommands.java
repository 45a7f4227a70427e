package org.godwit.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code godwit wave}: plan, list, show, start, hold, delete. */
@Command(
        name = "wave",
        footer = {
            "",
            "Examples:",
            "  godwit wave plan --name Shops --source 1 --client-site PS1 --sizes 50,500 --pause PT12H",
            "  godwit wave start 1 --wait"
        },
        description = "Clients in waves: one migration job after the other, with pauses.",
        subcommands = {
            WaveCommands.Plan.class,
            WaveCommands.ListAll.class,
            WaveCommands.Show.class,
            WaveCommands.Start.class,
            WaveCommands.Hold.class,
            WaveCommands.Delete.class
        })
final class WaveCommands {

    private static final String PATH = "/client-waves";
    private static final String[] SUMMARY = {
        "id", "name", "status", "clients", "migrated", "nextAt", "expectedEnd", "heldBecause"
    };

    /** Which clients; everybody if nothing is said. */
    static final class Clients {
        @Option(names = "--collection", paramLabel = "ID", description = "Members of this collection.")
        private @Nullable String collection;

        @Option(names = "--client-site", paramLabel = "CODE", description = "Clients of this source site.")
        private @Nullable String site;

        @Option(names = "--unit", paramLabel = "DN", description = "Clients in this OU or below it.")
        private @Nullable String unit;

        @Option(names = "--smsids", split = ",", description = "These clients.")
        private @Nullable List<String> smsIds;

        Object body() {
            if (collection != null) {
                return Map.of("collectionId", collection);
            }
            if (site != null) {
                return Map.of("siteCode", site);
            }
            if (unit != null) {
                return Map.of("organizationalUnit", unit);
            }
            return smsIds == null ? "ALL" : Map.of("smsIds", smsIds);
        }
    }

    @Command(name = "plan", description = "Plan waves; nothing begins before they are started.")
    static final class Plan extends ApiCommand {
        @Option(names = "--name", required = true, description = "Name; each wave's job is named after it.")
        private String name = "";

        @Option(names = "--source", required = true, paramLabel = "ID", description = "Source hierarchy.")
        private long source;

        @ArgGroup(exclusive = true)
        private @Nullable Clients clients;

        @Option(
                names = "--sizes",
                required = true,
                split = ",",
                description = "Clients of each wave; the last one repeats.")
        private List<Integer> sizes = List.of();

        @Option(names = "--pause", description = "Between two waves, e.g. PT12H.")
        private @Nullable String pause;

        @Override
        int run(ApiClient api, Output output) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            body.put("sourceHierarchyId", source);
            body.put("clients", clients == null ? "ALL" : clients.body());
            body.put("sizes", sizes);
            if (pause != null) {
                body.put("pause", pause);
            }
            return show(this, output, api.create(PATH, body));
        }
    }

    @Command(name = "list", description = "List plans.")
    static final class ListAll extends ListCommand {
        ListAll() {
            super(PATH, "id", "name", "status", "clients", "migrated", "nextAt", "createdBy");
        }
    }

    @Command(name = "show", description = "Show a plan with its waves.")
    static final class Show extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Plan.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            return show(this, output, api.get(PATH + "/" + id));
        }
    }

    @Command(
            name = "start",
            description = "Begin with the first wave, or go on. With --wait: ends with 1 if the waves are held.")
    static final class Start extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Plan.")
        private long id;

        @Option(names = "--wait", description = "Follow it until all waves are done or held.")
        private boolean wait;

        @Override
        int run(ApiClient api, Output output) throws Exception {
            JsonNode plan = api.post(PATH + "/" + id + "/start", null);
            if (!wait) {
                return show(this, output, plan);
            }
            JsonNode ended = new Follow(err(), connection.printsTables()).until(api, PATH + "/" + id);
            show(this, output, ended);
            return ended.path("status").asString("").equals("COMPLETED") ? ExitCode.OK : ExitCode.UNSUCCESSFUL;
        }
    }

    @Command(name = "hold", description = "Let no further wave begin; one that runs goes on to its end.")
    static final class Hold extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Plan.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            return show(this, output, api.post(PATH + "/" + id + "/hold", null));
        }
    }

    @Command(name = "delete", description = "Remove a plan; its jobs stay.")
    static final class Delete extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Plan.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            api.delete(PATH + "/" + id);
            return ExitCode.OK;
        }
    }

    private static int show(ApiCommand command, Output output, JsonNode plan) {
        if (command.connection.printsTables()) {
            output.one(plan, SUMMARY);
            output.list(
                    ApiClient.JSON.createObjectNode().set("items", plan.path("waves")),
                    "number",
                    "status",
                    "clients",
                    "blocked",
                    "jobId",
                    "startedAt",
                    "finishedAt");
        } else {
            output.one(plan);
        }
        return ExitCode.OK;
    }
}
