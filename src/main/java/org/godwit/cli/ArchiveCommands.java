package org.godwit.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sealed archives of sources' own audits: {@code godwit audit archives}, {@code archive-verify}, {@code archive-download}. */
final class ArchiveCommands {

    static final String PATH = "/source-audit-archives";

    private ArchiveCommands() {}

    @Command(name = "archives", description = "List the archives of sources' own audits, newest first.")
    static final class ListAll extends ListCommand {
        ListAll() {
            super(PATH, "id", "hierarchyId", "status", "messages", "bytes", "sha256", "requestedBy", "endedAt");
        }
    }

    @Command(name = "archive-verify", description = "Verify an archive. Ends with 1 if it is BROKEN.")
    static final class Verify extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Archive.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            return verdict(output, api.post(PATH + "/" + id + "/verify", null));
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
            return save(api, PATH + "/" + id + "/content", Map.of(), file);
        }
    }
}
