package org.godwit.cli;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Sealed archives of sources' own audits: {@code godwit audit archives}, {@code archive-verify}, {@code archive-download}. */
final class ArchiveCommands {

    static final String PATH = "/source-audit-archives";

    private ArchiveCommands() {}

    @Command(name = "archives", description = "List the archives of sources' own audits, newest first.")
    static final class ListAll extends ApiCommand {
        @Mixin
        private Paging paging = new Paging();

        @Override
        int run(ApiClient api, Output output) {
            output.list(
                    api.get(PATH, paging.query()),
                    "id",
                    "hierarchyId",
                    "status",
                    "messages",
                    "bytes",
                    "sha256",
                    "requestedBy",
                    "endedAt");
            return ExitCode.OK;
        }
    }

    @Command(name = "archive-verify", description = "Verify an archive. Ends with 1 if it is BROKEN.")
    static final class Verify extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Archive.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            JsonNode answer = api.post(PATH + "/" + id + "/verify", null);
            output.one(answer);
            return answer.path("verdict").asString("").equals("INTACT") ? ExitCode.OK : ExitCode.UNSUCCESSFUL;
        }
    }

    @Command(name = "archive-download", description = "Write an archive to a file: gzipped JSON Lines.")
    static final class Download extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Archive.")
        private long id;

        @Option(names = "--to", paramLabel = "FILE", required = true, description = "File to write.")
        private Path file = Path.of("archive");

        @Override
        int run(ApiClient api, Output output) throws Exception {
            try (OutputStream to = Files.newOutputStream(file)) {
                api.download(PATH + "/" + id + "/content", java.util.Map.of(), to);
            }
            err().println("Written to " + file);
            return ExitCode.OK;
        }
    }
}
