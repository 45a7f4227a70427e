package org.godwit.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit client}: list, show, block, reconcile, live. */
@Command(
        name = "client",
        footer = {"", "Examples:", "  godwit client list --blocked", "  godwit client list PC0 --output csv"},
        description = "Client records of the destination.",
        subcommands = {
            ClientCommands.ListAll.class,
            ClientCommands.Show.class,
            ClientCommands.Block.class,
            ReconcileCommand.class,
            LiveCommand.class
        })
final class ClientCommands {

    private static final String PATH = "/clients";

    @Command(name = "list", description = "List client records.")
    static final class ListAll extends ListCommand {
        @Option(
                names = "--blocked",
                negatable = true,
                description = "Only blocked clients; --no-blocked: only the others.")
        private @Nullable Boolean blocked;

        @Option(names = "--site-code", description = "Only clients of this site.")
        private @Nullable String siteCode;

        @Parameters(arity = "0..1", paramLabel = "TEXT", description = "Beginning of the name or of the SMSID.")
        private @Nullable String text;

        ListAll() {
            super(PATH, "smsId", "name", "domain", "siteCode", "blocked", "clientVersion", "status");
        }

        @Override
        void narrow(Map<String, @Nullable Object> query) {
            query.put("blocked", blocked);
            query.put("siteCode", siteCode);
            query.put("q", text);
        }
    }

    @Command(name = "show", description = "Show a client record.")
    static final class Show extends ApiCommand {
        @Parameters(paramLabel = "SMSID", description = "GUID:xxxxxxxx-…")
        private String smsId = "";

        @Override
        int run(ApiClient api, Output output) {
            output.one(api.get(path(smsId)));
            return ExitCode.OK;
        }
    }

    @Command(name = "block", description = "Block a client at the destination, or unblock it.")
    static final class Block extends ApiCommand {
        @Parameters(paramLabel = "SMSID", description = "GUID:xxxxxxxx-…")
        private String smsId = "";

        @Option(names = "--undo", description = "Unblock it.")
        private boolean undo;

        @Option(names = "--reason", description = "Why, for the audit trail.")
        private @Nullable String reason;

        @Override
        int run(ApiClient api, Output output) {
            Map<String, Object> body = reason == null ? Map.of() : Map.of("reason", reason);
            output.one(api.post(path(smsId) + (undo ? "/unblock" : "/block"), body), "smsId", "name", "blocked");
            return ExitCode.OK;
        }
    }

    private static String path(String smsId) {
        return PATH + "/" + URLEncoder.encode(smsId, StandardCharsets.UTF_8);
    }
}
