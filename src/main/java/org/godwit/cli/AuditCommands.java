package org.godwit.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code godwit audit}: list, verify, export. */
@Command(
        name = "audit",
        footer = {
            "",
            "Examples:",
            "  godwit audit list --action MIGRATION_JOB_CREATED",
            "  godwit audit verify",
            "  godwit audit export --format cef --to trail.cef",
            "  godwit audit segment seal --before 2026-01-01",
            "  godwit audit archives",
            "  godwit audit archive-download 1 --to source-audit.jsonl.gz"
        },
        description = "The audit trail.",
        subcommands = {
            AuditCommands.ListAll.class,
            AuditCommands.Verify.class,
            AuditCommands.Export.class,
            AuditSegmentCommands.class,
            ArchiveCommands.ListAll.class,
            ArchiveCommands.Verify.class,
            ArchiveCommands.Download.class
        })
final class AuditCommands {

    private static final String PATH = "/audit-events";

    /** Which events. */
    static final class Filter {
        @Option(names = "--actor", description = "Only events of this user.")
        private @Nullable String actor;

        @Option(names = "--action", description = "Only events of this action.")
        private @Nullable String action;

        @Option(names = "--object", description = "Only events about this object.")
        private @Nullable String object;

        @Option(names = "--from", paramLabel = "INSTANT", description = "Not before, e.g. 2026-11-20T00:00:00Z.")
        private @Nullable String from;

        @Option(names = "--to-time", paramLabel = "INSTANT", description = "Before.")
        private @Nullable String to;

        void addTo(Map<String, @Nullable Object> query) {
            query.put("actor", actor);
            query.put("action", action);
            query.put("object", object);
            query.put("from", from);
            query.put("to", to);
        }
    }

    @Command(name = "list", description = "List audit events, newest first.")
    static final class ListAll extends ListCommand {
        @Mixin
        private Filter filter = new Filter();

        ListAll() {
            super(PATH, "sequence", "at", "actor", "action", "objectType", "objectId", "objectName", "outcome");
        }

        @Override
        void narrow(Map<String, @Nullable Object> query) {
            filter.addTo(query);
        }
    }

    @Command(name = "verify", description = "Verify the whole trail. Ends with 1 if it is BROKEN.")
    static final class Verify extends ApiCommand {
        @Override
        int run(ApiClient api, Output output) {
            return verdict(output, api.post(PATH + "/verify", null));
        }
    }

    @Command(name = "export", description = "Export audit events to a file.")
    static final class Export extends ApiCommand {
        @Option(
                names = "--format",
                defaultValue = "jsonl",
                description = "csv, jsonl or cef (default: ${DEFAULT-VALUE}).")
        private String format = "jsonl";

        @Option(names = "--to", paramLabel = "FILE", required = true, description = "File to write.")
        private Path file = Path.of("audit");

        @Mixin
        private Filter filter = new Filter();

        @Override
        int run(ApiClient api, Output output) throws Exception {
            Map<String, @Nullable Object> query = new LinkedHashMap<>();
            query.put("format", format);
            filter.addTo(query);
            return save(api, PATH + "/export", query, file);
        }
    }
}
