package org.godwit.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit operate agents}: agents, where they are, and what is asked of them. */
@Command(
        name = "agents",
        description = "Agents near distribution points: list, places, invite, rest, revoke.",
        subcommands = {
            AgentCommands.ListAll.class,
            AgentCommands.Places.class,
            AgentCommands.Place.class,
            AgentCommands.Invite.class,
            AgentCommands.Log.class,
            AgentCommands.Work.class,
            AgentCommands.Rest.class,
            AgentCommands.Revoke.class
        },
        footer = {
            "",
            "Examples:",
            "  godwit operate agents place PARIS --points 4,5",
            "  godwit operate agents invite PARIS",
            "  godwit operate agents list",
            "  godwit operate agents rest 3 --end"
        })
final class AgentCommands {

    private static final String PLACES = "/agent-locations";
    private static final String[] SUMMARY = {
        "id", "name", "location", "state", "version", "running", "bytesDone", "lastHeartbeat", "said"
    };

    @Command(name = "list", description = "List agents with their state and load.")
    static final class ListAll extends ApiCommand {
        @Override
        int run(ApiClient api, Output output) {
            output.list(api.get("/agents"), SUMMARY);
            return ExitCode.OK;
        }
    }

    @Command(name = "places", description = "List the places and which distribution points their agents serve.")
    static final class Places extends ApiCommand {
        @Override
        int run(ApiClient api, Output output) {
            output.list(
                    api.get(PLACES),
                    "name",
                    "distributionPoints",
                    "sourcePoints",
                    "serverMayHelp",
                    "megabytesPerSecond",
                    "pointsAtATime");
            return ExitCode.OK;
        }
    }

    @Command(name = "place", description = "Make or change a place.")
    static final class Place extends ApiCommand {
        @Parameters(paramLabel = "NAME", description = "Name of the place.")
        private String name = "";

        @Option(names = "--points", split = ",", paramLabel = "ID", description = "Distribution points it serves.")
        private List<Long> points = List.of();

        @Option(
                names = "--sources",
                split = ",",
                paramLabel = "ID",
                description = "Source distribution points it is near.")
        private List<Long> sources = List.of();

        @Option(names = "--agents-only", description = "No server does their work when no agent of the place can.")
        private boolean agentsOnly;

        @Option(
                names = "--megabytes-per-second",
                paramLabel = "N",
                description = "What its agents move at most, together.")
        private @Nullable Integer megabytesPerSecond;

        @Option(
                names = "--points-at-a-time",
                paramLabel = "N",
                description = "Distribution points its agents work on at a time, together.")
        private @Nullable Integer pointsAtATime;

        @Override
        int run(ApiClient api, Output output) {
            Map<String, Object> place = new LinkedHashMap<>();
            place.put("distributionPoints", points);
            place.put("sourcePoints", sources);
            place.put("serverMayHelp", !agentsOnly);
            if (megabytesPerSecond != null) {
                place.put("megabytesPerSecond", megabytesPerSecond);
            }
            if (pointsAtATime != null) {
                place.put("pointsAtATime", pointsAtATime);
            }
            output.one(api.put(PLACES + "/" + name, place));
            return ExitCode.OK;
        }
    }

    @Command(name = "invite", description = "Make a token that enrols one agent; it is shown once.")
    static final class Invite extends ApiCommand {
        @Parameters(paramLabel = "NAME", description = "Place of the new agent.")
        private String place = "";

        @Override
        int run(ApiClient api, Output output) {
            output.one(api.post(PLACES + "/" + place + "/enrolments", null));
            return ExitCode.OK;
        }
    }

    @Command(name = "log", description = "The last lines of an agent's log, the newest first.")
    static final class Log extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Agent.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            output.list(api.get("/agents/" + id + "/log"), "at", "severity", "message", "correlationId");
            return ExitCode.OK;
        }
    }

    @Command(name = "work", description = "What an agent works on now.")
    static final class Work extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Agent.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            output.list(
                    api.get("/agents/" + id + "/work"), "orderId", "kind", "runId", "distributionPointId", "bytesDone");
            return ExitCode.OK;
        }
    }

    @Command(name = "rest", description = "Let an agent finish what it has and take nothing new.")
    static final class Rest extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Agent.")
        private long id;

        @Option(names = "--end", description = "Let it work again.")
        private boolean end;

        @Override
        int run(ApiClient api, Output output) {
            String path = "/agents/" + id + "/maintenance";
            output.one(end ? api.delete(path) : api.put(path, Map.of()), SUMMARY);
            return ExitCode.OK;
        }
    }

    @Command(name = "revoke", description = "Take an agent's login for good.")
    static final class Revoke extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Agent.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            output.one(api.post("/agents/" + id + "/revoke", null), SUMMARY);
            return ExitCode.OK;
        }
    }
}
