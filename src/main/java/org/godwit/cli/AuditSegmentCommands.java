package org.godwit.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit audit segment}: old events sealed in files. */
@Command(
        name = "segment",
        description = "Old audit events, sealed in files.",
        subcommands = {
            AuditSegmentCommands.ListAll.class,
            AuditSegmentCommands.Seal.class,
            AuditSegmentCommands.Verify.class,
            AuditSegmentCommands.Remove.class,
            AuditSegmentCommands.Get.class
        })
final class AuditSegmentCommands {

    private static final String PATH = "/audit-segments";
    private static final String[] FIELDS = {"first", "last", "file", "sha256", "sealedAt", "sealedBy", "removedAt"};

    @Command(name = "list", description = "List the sealed segments, the oldest first.")
    static final class ListAll extends ApiCommand {
        @Override
        int run(ApiClient api, Output output) {
            output.list(api.get(PATH, Map.of()), FIELDS);
            return ExitCode.OK;
        }
    }

    @Command(name = "seal", description = "Seal the next segment of old events in a file.")
    static final class Seal extends ApiCommand {
        @Option(
                names = "--before",
                paramLabel = "INSTANT",
                required = true,
                description = "Only events older than this, e.g. 2026-01-01.")
        private String before = "";

        @Override
        int run(ApiClient api, Output output) {
            output.one(api.post(PATH, Map.of("before", before)), FIELDS);
            return ExitCode.OK;
        }
    }

    @Command(name = "verify", description = "Verify a segment's file. Ends with 1 if it is BROKEN.")
    static final class Verify extends ApiCommand {
        @Parameters(paramLabel = "FIRST", description = "Number of the segment's first event.")
        private long first;

        @Override
        int run(ApiClient api, Output output) {
            return verdict(output, api.post(PATH + "/" + first + "/verify", null));
        }
    }

    @Command(name = "remove", description = "Remove a segment's events from the database; its file stays.")
    static final class Remove extends ApiCommand {
        @Parameters(paramLabel = "FIRST", description = "Number of the segment's first event.")
        private long first;

        @Override
        int run(ApiClient api, Output output) {
            output.one(api.post(PATH + "/" + first + "/remove", null), FIELDS);
            return ExitCode.OK;
        }
    }

    @Command(name = "get", description = "Fetch a segment's file.")
    static final class Get extends ApiCommand {
        @Parameters(paramLabel = "FIRST", description = "Number of the segment's first event.")
        private long first;

        @Option(names = "--to", paramLabel = "FILE", required = true, description = "File to write.")
        private Path file = Path.of("segment.jsonl.gz");

        @Override
        int run(ApiClient api, Output output) throws Exception {
            return save(api, PATH + "/" + first + "/content", Map.of(), file);
        }
    }
}
