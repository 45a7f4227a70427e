package org.godwit.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code godwit job}: plan, create, approve, run, watch, report. */
@Command(
        name = "job",
        footer = {
            "",
            "Examples:",
            "  godwit job create --name All --type OBJECT --source 1 --types PACKAGE,COLLECTION --clients ALL --packages ALL",
            "  godwit job plan 1",
            "  godwit job start 1 --wait && godwit job report 1 --format html --to report.html"
        },
        description = "Migration jobs: create, plan, approve, run, watch, report.",
        subcommands = {
            JobCommands.Create.class,
            JobCommands.ListAll.class,
            JobCommands.Plan.class,
            JobCommands.Approve.class,
            JobCommands.Start.class,
            JobCommands.Stop.class,
            JobCommands.Watch.class,
            JobCommands.Retry.class,
            JobCommands.Report.class
        })
final class JobCommands {

    private static final String PATH = "/migration-jobs";
    private static final String[] SUMMARY = {
        "id",
        "name",
        "type",
        "status",
        "createdBy",
        "planDigest",
        "counts.total",
        "counts.migrated",
        "counts.skipped",
        "counts.failed",
        "verification.verdict",
        "failure.code",
        "failure.message"
    };

    /** A job by options. */
    static final class Definition {

        @Option(names = "--name", required = true, description = "Name of the job.")
        private String name = "";

        @Option(
                names = "--type",
                required = true,
                description = "OBJECT, COLLECTION, CLIENT, CONTENT, MODIFIED or DISTRIBUTION_POINT.")
        private String type = "";

        @Option(names = "--source", required = true, paramLabel = "ID", description = "Source hierarchy.")
        private long source;

        @Option(names = "--types", split = ",", description = "Object types, e.g. PACKAGE,COLLECTION.")
        private @Nullable List<String> types;

        @Option(names = "--entities", split = ",", description = "Entity ids.")
        private @Nullable List<Long> entities;

        @Option(names = "--clients", description = "ALL, or a CollectionID.")
        private @Nullable String clients;

        @Option(names = "--packages", split = ",", description = "ALL, or PackageIDs.")
        private @Nullable List<String> packages;

        @Option(names = "--distribution-points", split = ",", description = "Ids of destination distribution points.")
        private @Nullable List<Long> points;

        @Option(names = "--conflict", description = "SKIP or OVERWRITE.")
        private @Nullable String conflict;

        @Option(names = "--when", defaultValue = "LATER", description = "NOW or LATER (default: ${DEFAULT-VALUE}).")
        private String when = "LATER";

        Map<String, Object> body() {
            Map<String, Object> select = new LinkedHashMap<>();
            put(select, "types", types);
            put(select, "entityIds", entities);
            if (clients != null) {
                select.put("clients", clients.equalsIgnoreCase("ALL") ? "ALL" : Map.of("collectionId", clients));
            }
            if (packages != null) {
                boolean all = packages.size() == 1 && packages.get(0).equalsIgnoreCase("ALL");
                select.put("packages", all ? "ALL" : packages);
            }
            put(select, "distributionPoints", points);
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            body.put("type", type);
            body.put("sourceHierarchyId", source);
            body.put("select", select);
            put(body, "conflict", conflict);
            body.put("schedule", Map.of("when", when));
            return body;
        }

        private static void put(Map<String, Object> map, String key, @Nullable Object value) {
            if (value != null) {
                map.put(key, value);
            }
        }
    }

    /** A job by options, or the JSON of one in a file. */
    static final class Given {
        @ArgGroup(exclusive = false)
        private @Nullable Definition definition;

        @Option(names = "--file", description = "JSON file with the job, as REST takes it.")
        private @Nullable Path file;
    }

    @Command(name = "create", description = "Create a job.")
    static final class Create extends ApiCommand {
        @ArgGroup(exclusive = true, multiplicity = "1")
        private Given given = new Given();

        @Override
        int run(ApiClient api, Output output) throws Exception {
            Object body = given.definition != null
                    ? given.definition.body()
                    : ApiClient.JSON.readTree(Files.readAllBytes(java.util.Objects.requireNonNull(given.file)));
            output.one(api.create(PATH, body), SUMMARY);
            return ExitCode.OK;
        }
    }

    @Command(name = "list", description = "List jobs.")
    static final class ListAll extends ListCommand {
        @Option(names = "--status", description = "Only jobs in this state.")
        private @Nullable String status;

        ListAll() {
            super(
                    PATH,
                    "id",
                    "name",
                    "type",
                    "status",
                    "createdBy",
                    "counts.migrated",
                    "counts.skipped",
                    "counts.failed",
                    "verification.verdict");
        }

        @Override
        void narrow(Map<String, @Nullable Object> query) {
            query.put("status", status);
        }
    }

    @Command(name = "plan", description = "Make the plan of a job and show it; nothing is written to the destination.")
    static final class Plan extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Job.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            JsonNode plan = api.post(PATH + "/" + id + "/plan", null);
            if (connection.printsTables()) {
                output.one(
                        plan,
                        "digest",
                        "clients.create",
                        "clients.update",
                        "clients.skip",
                        "clients.conflict",
                        "clients.blocked",
                        "content.packages",
                        "content.files",
                        "content.bytes",
                        "content.bytesAlreadyThere");
                output.list(plan, "type", "name", "fate", "reason");
            } else {
                output.one(plan);
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "approve", description = "Approve exactly this plan of a job.")
    static final class Approve extends ApiCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "Job.")
        private long id;

        @Parameters(index = "1", paramLabel = "DIGEST", description = "Digest of the plan you reviewed.")
        private String digest = "";

        @Override
        int run(ApiClient api, Output output) {
            output.one(api.post(PATH + "/" + id + "/approve", Map.of("planDigest", digest)), SUMMARY);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "start",
            description = "Start a job, or let a stopped one go on. With --wait: ends with 1 if it fails.")
    static final class Start extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Job.")
        private long id;

        @Option(names = "--wait", description = "Follow it to its end.")
        private boolean wait;

        @Override
        int run(ApiClient api, Output output) throws Exception {
            JsonNode job = api.post(PATH + "/" + id + "/start", null);
            return wait ? follow(this, api, output, id) : show(output, job);
        }
    }

    @Command(name = "stop", description = "Ask a running job to stop at its next safe point.")
    static final class Stop extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Job.")
        private long id;

        @Override
        int run(ApiClient api, Output output) {
            return show(output, api.post(PATH + "/" + id + "/stop", null));
        }
    }

    @Command(name = "watch", description = "Follow a job to its end. Ends with 1 if it fails.")
    static final class Watch extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Job.")
        private long id;

        @Override
        int run(ApiClient api, Output output) throws Exception {
            return follow(this, api, output, id);
        }
    }

    @Command(name = "retry", description = "Run again what failed.")
    static final class Retry extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Job.")
        private long id;

        @Option(names = "--wait", description = "Follow it to its end.")
        private boolean wait;

        @Override
        int run(ApiClient api, Output output) throws Exception {
            JsonNode job = api.post(PATH + "/" + id + "/retry-failed", null);
            return wait ? follow(this, api, output, id) : show(output, job);
        }
    }

    @Command(name = "report", description = "Fetch the report of a job.")
    static final class Report extends ApiCommand {
        @Parameters(paramLabel = "ID", description = "Job.")
        private long id;

        @Option(
                names = "--format",
                defaultValue = "json",
                description = "json, csv or html (default: ${DEFAULT-VALUE}).")
        private String format = "json";

        @Option(names = "--to", paramLabel = "FILE", required = true, description = "File to write.")
        private Path file = Path.of("report");

        @Override
        int run(ApiClient api, Output output) throws Exception {
            return save(api, PATH + "/" + id + "/report", Map.of("format", format), file);
        }
    }

    private static int show(Output output, JsonNode job) {
        output.one(job, SUMMARY);
        return ExitCode.OK;
    }

    private static int follow(ApiCommand command, ApiClient api, Output output, long id) throws InterruptedException {
        JsonNode job = new Follow(command.err(), command.connection.printsTables()).job(api, id);
        output.one(job, SUMMARY);
        return job.path("status").asString("").equals("COMPLETED") ? ExitCode.OK : ExitCode.UNSUCCESSFUL;
    }
}
