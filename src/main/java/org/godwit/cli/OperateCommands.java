package org.godwit.cli;

import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.godwit.shared.KeyFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code godwit operate}: nodes, agents, backup, maintenance, support bundle. */
@Command(
        name = "operate",
        description = "Keeping the server: nodes, agents, backup, maintenance, support bundle.",
        subcommands = {
            OperateCommands.Nodes.class,
            AgentCommands.class,
            OperateCommands.Backup.class,
            OperateCommands.Maintenance.class,
            OperateCommands.Bundle.class
        },
        footer = {
            "",
            "Examples:",
            "  godwit operate nodes",
            "  godwit operate backup",
            "  godwit operate maintenance on --reason 'Upgrade until 03:00'",
            "  godwit operate support-bundle --to bundle.zip"
        })
final class OperateCommands {

    @Command(name = "nodes", description = "List the server nodes with their state and load.")
    static final class Nodes extends ApiCommand {
        @Override
        int run(ApiClient api, Output output) {
            output.list(
                    api.get("/nodes"),
                    "host",
                    "name",
                    "state",
                    "version",
                    "running",
                    "threads",
                    "cpuLoad",
                    "lastHeartbeat");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "backup",
            description = "Take a backup; its files lie under backups/ in the server's data directory.")
    static final class Backup extends ApiCommand {
        @Override
        int run(ApiClient api, Output output) {
            JsonNode backup = api.post("/backups", null);
            if (connection.printsTables()) {
                output.one(backup, "name", "database", "note");
                JsonNode files = ApiClient.JSON.createObjectNode().set("items", backup.path("files"));
                output.list(files, "name", "bytes", "sha256");
            } else {
                output.one(backup);
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "maintenance", description = "Read-only maintenance: show it, turn it on or off.")
    static final class Maintenance extends ApiCommand {

        enum Wanted {
            show,
            on,
            off
        }

        @Parameters(paramLabel = "WHAT", defaultValue = "show", description = "One of ${COMPLETION-CANDIDATES}.")
        private Wanted wanted = Wanted.show;

        @Option(names = "--reason", description = "Shown to who is refused; needed with 'on'.")
        private @Nullable String reason;

        @Override
        int run(ApiClient api, Output output) {
            JsonNode mode = wanted == Wanted.show
                    ? api.get("/maintenance")
                    : api.put(
                            "/maintenance",
                            Map.of("readOnly", wanted == Wanted.on, "reason", reason == null ? "" : reason));
            output.one(mode, "readOnly", "reason", "since", "by", "running");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "support-bundle",
            description = "Fetch a redacted support bundle, show it, and save it when you agree.")
    static final class Bundle extends ApiCommand {
        @Option(names = "--to", paramLabel = "FILE", required = true, description = "New ZIP file.")
        private Path file = Path.of("");

        @Option(names = "--yes", description = "Save it without asking, e.g. to read it there.")
        private boolean yes;

        @Override
        int run(ApiClient api, Output output) throws IOException {
            JsonNode files = api.post("/support-bundles", null).path("files");
            for (JsonNode text : files) {
                out().println("--- " + text.path("name").asString(""));
                text.path("text")
                        .asString("")
                        .lines()
                        .forEach(line -> out().println(line.replaceAll("\\p{Cntrl}", "?")));
            }
            out().flush();
            if (!yes && !agreed()) {
                err().println("Nothing was saved.");
                return ExitCode.UNSUCCESSFUL;
            }
            KeyFile.createOwnerOnly(file);
            try (OutputStream to = Files.newOutputStream(file, StandardOpenOption.WRITE);
                    ZipOutputStream zip = new ZipOutputStream(to)) {
                for (JsonNode text : files) {
                    zip.putNextEntry(new ZipEntry(text.path("name").asString("").replaceAll("[^A-Za-z0-9._-]", "_")));
                    zip.write(text.path("text").asString("").getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
            }
            err().println("Written to " + file);
            return ExitCode.OK;
        }

        private static boolean agreed() {
            Console console = System.console();
            String answer = console == null ? null : console.readLine("Save exactly this? [y/N] ");
            return answer != null && answer.strip().equalsIgnoreCase("y");
        }
    }
}
