package org.godwit.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code godwit content jobs}: content from distribution points of the destination to others of it. */
@Command(
        name = "jobs",
        description = "Jobs from point to point of the destination: create, list, show, start, stop, packages, delete.",
        subcommands = {
            DistributionCommands.Create.class,
            DistributionCommands.ListAll.class,
            DistributionCommands.Show.class,
            DistributionCommands.Start.class,
            DistributionCommands.Stop.class,
            DistributionCommands.Packages.class,
            DistributionCommands.Delete.class
        },
        footer = {
            "",
            "Examples:",
            "  godwit content jobs create --name Branches --from 1 --to 2,3 --every PT24H",
            "  godwit content jobs start 1 --wait"
        })
final class DistributionCommands {

    private static final String PATH = "/distribution-jobs";
    private static final String[] RUN = {
        "id",
        "status",
        "packages",
        "published",
        "unchanged",
        "skipped",
        "failed",
        "bytesMoved",
        "startedAt",
        "finishedAt"
    };

    @Command(name = "create", description = "Define a job; it brings what is not there in the same version.")
    static final class Create extends ApiCommand {
        @Option(names = "--name", required = true, description = "Name of the job.")
        private String name = "";

        @Option(
                names = "--from",
                required = true,
                split = ",",
                paramLabel = "ID",
                description = "Giving distribution points; of several, the newest version counts.")
        private List<Long> from = List.of();

        @Option(
                names = "--to",
                required = true,
                split = ",",
                paramLabel = "ID",
                description = "Distribution points that get it.")
        private List<Long> to = List.of();

        @Option(
                names = "--packages",
                split = ",",
                description = "PackageIDs; all of the giving points if none is given.")
        private @Nullable List<String> packages;

        @Option(
                names = "--every",
                paramLabel = "WHEN",
                description = "How it repeats: PT24H, or cron and zone; else not.")
        private @Nullable String every;

        @Override
        int run(ApiClient api, Output output) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            body.put("pairs", from.stream().flatMap(this::pairs).toList());
            if (packages != null) {
                body.put("packageIds", packages);
            }
            if (every != null) {
                body.put("every", every);
            }
            output.one(api.create(PATH, body), "id", "name", "every", "nextRunAt", "createdBy");
            return ExitCode.OK;
        }

        private Stream<Pair> pairs(Long giver) {
            return to.stream().filter(point -> !point.equals(giver)).map(point -> new Pair(giver, point));
        }

        record Pair(long from, long to) {}
    }

    @Command(name = "list", description = "List jobs with their last run.")
    static final class ListAll extends ListCommand {
        ListAll() {
            super(PATH, "id", "name", "every", "nextRunAt", "lastRun.status", "lastRun.finishedAt", "createdBy");
        }
    }

    /** About one job. */
    abstract static class OfOne extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Job.")
        private long id;

        final String path() {
            return PATH + "/" + id;
        }
    }

    @Command(name = "show", description = "Show a job with its runs, the newest first.")
    static final class Show extends OfOne {
        @Mixin
        private Paging paging = new Paging();

        @Override
        int run(ApiClient api, Output output) {
            JsonNode job = api.get(path());
            if (!connection.printsTables()) {
                output.one(job);
                return ExitCode.OK;
            }
            output.one(job, "id", "name", "every", "nextRunAt", "createdBy");
            output.list(
                    ApiClient.JSON.createObjectNode().set("items", job.path("pairs")),
                    "from",
                    "fromName",
                    "to",
                    "toName");
            output.list(api.get(path() + "/runs", paging.query()), RUN);
            return ExitCode.OK;
        }
    }

    @Command(name = "start", description = "Run a job now. With --wait: ends with 1 unless everything was brought.")
    static final class Start extends OfOne {
        @Option(names = "--wait", description = "Follow it to its end.")
        private boolean wait;

        @Override
        int run(ApiClient api, Output output) throws Exception {
            JsonNode run = api.post(path() + "/start", null);
            if (wait) {
                run = new Follow(err(), connection.printsTables())
                        .until(api, path() + "/runs/" + run.path("id").asLong());
            }
            output.one(run, RUN);
            String status = run.path("status").asString("");
            return status.equals("RUNNING") || status.equals("COMPLETED") ? ExitCode.OK : ExitCode.UNSUCCESSFUL;
        }
    }

    @Command(name = "stop", description = "Let the present run end at the next safe point.")
    static final class Stop extends OfOne {
        @Override
        int run(ApiClient api, Output output) {
            output.one(api.post(path() + "/stop", null), "id", "name", "lastRun.status");
            return ExitCode.OK;
        }
    }

    @Command(name = "packages", description = "What a run brought, left out or failed to bring, with the reason.")
    static final class Packages extends OfOne {
        @Option(names = "--run", required = true, paramLabel = "ID", description = "Run of the job.")
        private long run;

        @Mixin
        private Paging paging = new Paging();

        @Override
        int run(ApiClient api, Output output) {
            output.list(
                    api.get(path() + "/runs/" + run + "/items", paging.query()),
                    "packageId",
                    "from",
                    "to",
                    "status",
                    "files",
                    "bytesMoved",
                    "reason");
            return ExitCode.OK;
        }
    }

    @Command(name = "delete", description = "Remove a job with its runs; what it brought stays.")
    static final class Delete extends OfOne {
        @Override
        int run(ApiClient api, Output output) {
            api.delete(path());
            return ExitCode.OK;
        }
    }
}
