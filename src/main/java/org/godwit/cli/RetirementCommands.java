package org.godwit.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code godwit content retirements}: packages that distribution points give up after a grace period. */
@Command(
        name = "retirements",
        description = "Packages that points give up after a grace period: plan, proposals, list, cancel.",
        subcommands = {
            RetirementCommands.Plan.class,
            RetirementCommands.Proposals.class,
            RetirementCommands.ListAll.class,
            RetirementCommands.Cancel.class
        },
        footer = {
            "",
            "Examples:",
            "  godwit content retirements proposals --point 1",
            "  godwit content retirements plan --point 1 --packages CAS00001 --why \"No longer licensed\"",
            "  godwit content retirements cancel 3"
        })
final class RetirementCommands {

    private static final String PATH = "/content-retirements";
    private static final String[] SUMMARY = {
        "id", "distributionPoint", "packageId", "status", "dueAt", "requestedBy", "why", "outcome"
    };

    private static String of(long point, String what) {
        return "/distribution-points/" + point + "/" + what;
    }

    private static JsonNode items(JsonNode all) {
        return ApiClient.JSON.createObjectNode().set("items", all);
    }

    @Command(name = "plan", description = "Have packages removed when the time is over; nothing changes until then.")
    static final class Plan extends ApiCommand {
        @Option(names = "--point", required = true, paramLabel = "ID", description = "Distribution point.")
        private long point;

        @Option(names = "--packages", required = true, split = ",", description = "PackageIDs published there.")
        private List<String> packages = List.of();

        @Option(names = "--why", description = "A short sentence, for the audit trail.")
        private @Nullable String why;

        @Option(names = "--grace", paramLabel = "DURATION", description = "How long it can be taken back, e.g. P14D.")
        private @Nullable String grace;

        @Override
        int run(ApiClient api, Output output) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("packageIds", packages);
            if (why != null) {
                body.put("why", why);
            }
            if (grace != null) {
                body.put("grace", grace);
            }
            output.list(items(api.post(of(point, "retirements"), body)), SUMMARY);
            return ExitCode.OK;
        }
    }

    @Command(name = "proposals", description = "List packages of a point that their source no longer states.")
    static final class Proposals extends ApiCommand {
        @Option(names = "--point", required = true, paramLabel = "ID", description = "Distribution point.")
        private long point;

        @Override
        int run(ApiClient api, Output output) {
            output.list(items(api.get(of(point, "retirement-proposals"))), "packageId", "files", "bytes", "why");
            return ExitCode.OK;
        }
    }

    @Command(name = "list", description = "List retirements, the newest first.")
    static final class ListAll extends ListCommand {
        @Option(names = "--point", paramLabel = "ID", description = "Of this distribution point only.")
        private @Nullable Long point;

        @Option(names = "--status", description = "PLANNED, CANCELLED, KEPT, REMOVED or FAILED.")
        private @Nullable String status;

        ListAll() {
            super(PATH, SUMMARY);
        }

        @Override
        void narrow(Map<String, @Nullable Object> query) {
            query.put("distributionPointId", point);
            query.put("status", status);
        }
    }

    @Command(name = "cancel", description = "Take a retirement back in time: the package stays.")
    static final class Cancel extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Retirement.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            output.one(api.post(PATH + "/" + id + "/cancel", null), SUMMARY);
            return ExitCode.OK;
        }
    }
}
