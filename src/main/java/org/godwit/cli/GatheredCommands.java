package org.godwit.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What was gathered of a source: {@code godwit source entities}, {@code not-migrated}, {@code purge}, {@code archive}. */
final class GatheredCommands {

    private static final String PATH = "/source-hierarchies/";

    private GatheredCommands() {}

    @Command(name = "entities", description = "List what was gathered of a source.")
    static final class Entities extends ListCommand {
        @Parameters(paramLabel = "ID", description = "Source hierarchy.")
        private long id;

        @Option(names = "--type", description = "Only objects of this type.")
        private @Nullable String type;

        @Option(names = "--status", description = "Only objects of this status.")
        private @Nullable String status;

        @Option(names = "--site", paramLabel = "CODE", description = "Only objects that this site owns.")
        private @Nullable String site;

        @Option(names = "--name", description = "Part of the name or key.")
        private @Nullable String name;

        Entities() {
            super(PATH, "id", "type", "sourceKey", "name", "version", "status");
        }

        @Override
        String path() {
            return super.path() + id + "/entities";
        }

        @Override
        void narrow(Map<String, @Nullable Object> query) {
            query.put("type", type);
            query.put("status", status);
            query.put("site", site);
            query.put("name", name);
        }
    }

    @Command(name = "not-migrated", description = "List what no migration moves, and what to do about it.")
    static final class NotMigrated extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Source hierarchy.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            output.list(api.get(PATH + id + "/not-migrated"), "kind", "reason", "instead");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "purge",
            description = "Remove for good what was read of a class of information that is not read any more.")
    static final class Purge extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Source hierarchy.")
        private long id;

        @Option(
                names = "--data-class",
                paramLabel = "CLASS",
                required = true,
                description = "The class, e.g. PEOPLE or NETWORK_ADDRESSES.")
        private String dataClass = "";

        @Option(names = "--yes", description = "Do it; without this option, nothing is changed.")
        private boolean yes;

        @Override
        int run(ApiClient api, Output output) {
            if (!yes) {
                err().println("Everything that was read of " + dataClass + " would be removed for good. Nothing was"
                        + " changed. Add --yes to do it.");
                return ExitCode.OK;
            }
            output.one(api.delete(PATH + id + "/data-classes/" + dataClass));
            return ExitCode.OK;
        }
    }

    @Command(name = "archive", description = "Copy the source's own audit messages into a sealed archive.")
    static final class Archive extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Source hierarchy.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            JsonNode archive = api.post(PATH + id + "/audit-archives", null);
            output.one(archive, "id", "status", "requestedBy", "requestedAt");
            return ExitCode.OK;
        }
    }
}
