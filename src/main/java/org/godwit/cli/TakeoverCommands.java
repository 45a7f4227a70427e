package org.godwit.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code godwit content reassignments}: source distribution points on their way to the destination; jobs begin them. */
@Command(
        name = "reassignments",
        description = "Reassignments of source distribution points: list, checklist, resume, abort, removed.",
        subcommands = {
            TakeoverCommands.ListAll.class,
            TakeoverCommands.Checklist.class,
            TakeoverCommands.Resume.class,
            TakeoverCommands.Abort.class,
            TakeoverCommands.Removed.class
        },
        footer = {
            "",
            "Examples:",
            "  godwit content reassignments list",
            "  godwit content reassignments checklist 1",
            "  godwit content reassignments resume 1"
        })
final class TakeoverCommands {

    private static final String PATH = "/takeovers";

    @Command(name = "list", description = "List reassignments and how far each is.")
    static final class ListAll extends ListCommand {
        ListAll() {
            super(
                    PATH,
                    "id",
                    "serverName",
                    "siteCode",
                    "status",
                    "lastDone",
                    "pauseBefore",
                    "packages",
                    "packagesMissing",
                    "failureMessage");
        }
    }

    @Command(name = "checklist", description = "What the source's administrator has to do, with the cmdlets.")
    static final class Checklist extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Reassignment.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            JsonNode items = ApiClient.JSON.createObjectNode().set("items", api.get(PATH + "/" + id + "/checklist"));
            output.list(items, "number", "what", "command");
            return ExitCode.OK;
        }
    }

    /** Asks something of one reassignment. */
    abstract static class Act extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Reassignment.")
        private long id;

        private final String action;

        Act(String action) {
            this.action = action;
        }

        @Override
        int run(ApiClient api, Output output) {
            output.one(api.post(PATH + "/" + id + "/" + action, null));
            return ExitCode.OK;
        }
    }

    @Command(name = "resume", description = "Carry on one that is paused or failed.")
    static final class Resume extends Act {
        Resume() {
            super("resume");
        }
    }

    @Command(name = "abort", description = "Give one up; the source keeps the distribution point.")
    static final class Abort extends Act {
        Abort() {
            super("abort");
        }
    }

    @Command(name = "removed", description = "Say that the source's administrator has worked off the checklist.")
    static final class Removed extends Act {
        Removed() {
            super("removed-at-source");
        }
    }
}
