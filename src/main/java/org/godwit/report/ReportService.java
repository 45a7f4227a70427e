package org.godwit.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.godwit.catalog.CatalogueService;
import org.godwit.catalog.EntityDetail;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.ExcludedEntity;
import org.godwit.client.Client;
import org.godwit.client.ClientFilter;
import org.godwit.client.ClientService;
import org.godwit.job.ItemStatus;
import org.godwit.job.JobFilter;
import org.godwit.job.JobItem;
import org.godwit.job.MigrationJob;
import org.godwit.job.MigrationJobService;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.shared.Pages;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The migration reports (reference CM section 7), read with the caller's own rights.
 */
@Service
public class ReportService {

    /** Rows of one report; a list in the console or over REST has no such limit. */
    private static final int MOST_ROWS = 100_000;

    private final MigrationJobService jobs;
    private final CatalogueService catalogue;
    private final ClientService clients;
    private final ExcludedClients excluded;
    private final Map<String, Definition> definitions;

    ReportService(
            MigrationJobService jobs, CatalogueService catalogue, ClientService clients, ExcludedClients excluded) {
        this.jobs = jobs;
        this.catalogue = catalogue;
        this.clients = clients;
        this.excluded = excluded;
        this.definitions = Map.of(
                "migration-jobs",
                new Definition("Migration jobs", List.of(), (p, most) -> migrationJobs(most)),
                "migration-job-properties",
                new Definition(
                        "Migration job properties",
                        List.of("jobId"),
                        (p, most) -> jobProperties(number(p, "jobId"), most)),
                "objects-that-failed-to-migrate",
                new Definition("Objects that failed to migrate", List.of(), (p, most) -> failedObjects()),
                "dependency-on-a-collection",
                new Definition(
                        "Dependency on a Configuration Manager collection",
                        List.of("sourceHierarchyId", "collectionId"),
                        (p, most) -> collectionDependencies(number(p, "sourceHierarchyId"), text(p, "collectionId"))),
                "exclusion-list",
                new Definition(
                        "Objects in the exclusion list",
                        List.of("sourceHierarchyId"),
                        (p, most) -> exclusionList(number(p, "sourceHierarchyId"))),
                "clients-in-exclusion-list",
                new Definition(
                        "Clients in exclusion list",
                        List.of("sourceHierarchyId"),
                        (p, most) -> excludedClients(number(p, "sourceHierarchyId"), most)),
                "blocked-clients",
                new Definition("Blocked clients", List.of(), (p, most) -> blockedClients(most)));
    }

    /** The reports there are, by name. */
    @Requires(Right.REPORT_READ)
    public List<Report.Description> list() {
        return definitions.entrySet().stream()
                .map(e -> new Report.Description(
                        e.getKey(), e.getValue().title(), e.getValue().parameters()))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    /**
     * @param parameters by name; those a report does not know are ignored
     * @throws GodwitException {@code REPORT_UNKNOWN}; {@code REPORT_PARAMETER_MISSING}
     */
    @Requires(Right.REPORT_READ)
    public Report report(String name, Map<String, String> parameters) {
        return beginning(name, parameters, MOST_ROWS);
    }

    /**
     * The first rows of a report: a page need not wait for the rest.
     *
     * @param most rows
     * @throws GodwitException {@code REPORT_UNKNOWN}; {@code REPORT_PARAMETER_MISSING}
     */
    @Requires(Right.REPORT_READ)
    public Report beginning(String name, Map<String, String> parameters, int most) {
        Definition definition = definitions.get(name);
        if (definition == null) {
            throw GodwitException.notFound(
                    "REPORT_UNKNOWN",
                    "There is no such report.",
                    "The reports are " + definitions.keySet().stream().sorted().toList() + ".");
        }
        Table table = definition.table().apply(parameters, most);
        List<List<@Nullable Object>> rows = table.rows();
        return new Report(name, definition.title(), table.columns(), rows.subList(0, Math.min(most, rows.size())));
    }

    private Table migrationJobs(int most) {
        Table table = new Table(
                "Id",
                "Name",
                "Type",
                "Status",
                "Created by",
                "Created",
                "Started",
                "Finished",
                "Objects",
                "Migrated",
                "Skipped",
                "Failed",
                "Verdict");
        for (MigrationJob job : some(most, page -> jobs.list(JobFilter.any(), page))) {
            MigrationJob.Verification verification = job.verification();
            table.add(
                    job.id(),
                    job.name(),
                    job.type(),
                    job.status(),
                    job.createdBy(),
                    job.createdAt(),
                    job.startedAt(),
                    job.finishedAt(),
                    job.counts().total(),
                    job.counts().migrated(),
                    job.counts().skipped(),
                    job.counts().failed(),
                    verification == null ? null : verification.verdict());
        }
        return table;
    }

    private Table jobProperties(long jobId, int most) {
        jobs.get(jobId);
        Table table = new Table("Type", "Source key", "Name", "Fate", "Status", "Destination key", "Code", "Message");
        for (JobItem item : some(most, page -> jobs.items(jobId, null, null, page))) {
            table.add(
                    item.type(),
                    item.sourceKey(),
                    item.name(),
                    item.fate(),
                    item.status(),
                    item.destinationKey(),
                    item.code(),
                    item.message());
        }
        return table;
    }

    private Table failedObjects() {
        Table table = new Table("Job", "Job name", "Type", "Source key", "Name", "Code", "Message", "Finished");
        for (MigrationJob job : some(MOST_ROWS, page -> jobs.list(JobFilter.any(), page))) {
            if (job.counts().failed() == 0) {
                continue;
            }
            for (JobItem item : some(MOST_ROWS, page -> jobs.items(job.id(), ItemStatus.FAILED, null, page))) {
                table.add(
                        job.id(),
                        job.name(),
                        item.type(),
                        item.sourceKey(),
                        item.name(),
                        item.code(),
                        item.message(),
                        item.finishedAt());
            }
        }
        return table;
    }

    private Table collectionDependencies(long hierarchyId, String collectionId) {
        EntityFilter wanted = new EntityFilter(ObjectType.COLLECTION, null, collectionId);
        long entityId = Pages.all(page -> catalogue.list(hierarchyId, wanted, page))
                .filter(e -> e.sourceKey().equalsIgnoreCase(collectionId))
                .findFirst()
                .orElseThrow(() -> GodwitException.notFound(
                        "ENTITY_NOT_FOUND",
                        "No such collection was gathered.",
                        "Give the CollectionID, for example PS100014."))
                .id();
        Table table = new Table("Type", "Source key", "Name", "Uses it as", "Distance");
        for (EntityDetail.Dependency user : catalogue.get(hierarchyId, entityId).requiredBy()) {
            table.add(user.type(), user.sourceKey(), user.name(), user.kind(), user.distance());
        }
        return table;
    }

    private Table exclusionList(long hierarchyId) {
        Table table = new Table("Type", "Source key", "Name", "Excluded by", "Excluded", "Reason");
        catalogue
                .exclusionList(hierarchyId)
                .forEach(e -> table.add(e.type(), e.sourceKey(), e.name(), e.excludedBy(), e.excludedAt(), e.reason()));
        return table;
    }

    /** Members of excluded collections. */
    private Table excludedClients(long hierarchyId, int most) {
        clients.counts(); // refuses whoever may not read clients
        Table table = new Table("Collection", "Collection name", "Excluded by", "SMSID", "Name", "Site");
        List<ExcludedEntity> collections = catalogue.exclusionList(hierarchyId).stream()
                .filter(e -> e.type() == ObjectType.COLLECTION)
                .toList();
        excluded.each(
                hierarchyId,
                collections,
                most,
                (collection, client) -> table.add(
                        collection.sourceKey(),
                        collection.name(),
                        collection.excludedBy(),
                        client.smsId(),
                        client.name(),
                        client.siteCode()));
        return table;
    }

    private Table blockedClients(int most) {
        Table table = new Table("SMSID", "Name", "Domain", "Site", "Hardware id", "Certificate thumbprint");
        ClientFilter blocked = new ClientFilter(true, null, null);
        for (Client client : some(most, page -> clients.list(blocked, page))) {
            table.add(
                    client.smsId(),
                    client.name(),
                    client.domain(),
                    client.siteCode(),
                    client.hardwareId(),
                    client.certificateThumbprint());
        }
        return table;
    }

    /** @param most no more of them */
    private static <T> List<T> some(int most, Function<PageQuery, Page<T>> list) {
        return Pages.all(list).limit(most).toList();
    }

    private static long number(Map<String, String> parameters, String name) {
        try {
            return Long.parseLong(text(parameters, name));
        } catch (NumberFormatException e) {
            throw missing(name, "a number");
        }
    }

    private static String text(Map<String, String> parameters, String name) {
        String value = parameters.get(name);
        if (value == null || value.isBlank()) {
            throw missing(name, "a value");
        }
        return value.strip();
    }

    private static GodwitException missing(String name, String kind) {
        return GodwitException.invalid(
                "REPORT_PARAMETER_MISSING",
                "This report needs the parameter '" + name + "'.",
                "Add ?" + name + "= with " + kind + ".");
    }

    private record Definition(
            String title, List<String> parameters, BiFunction<Map<String, String>, Integer, Table> table) {}

    private record Table(List<String> columns, List<List<@Nullable Object>> rows) {
        Table(String... columns) {
            this(List.of(columns), new ArrayList<>());
        }

        void add(@Nullable Object... cells) {
            rows.add(Arrays.asList(cells));
        }
    }
}
