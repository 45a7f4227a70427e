package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.catalog.EntityFilter;
import org.godwit.report.Report;
import org.godwit.report.ReportService;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The five reports of the built-in tool (reference CM section 7), over a job that was run. */
class ReportsTest extends JobFixture {

    @Autowired
    ReportService reports;

    @Test
    void the_five_reports_say_what_was_done_and_what_was_left_out() {
        MigrationJob job = jobs.create(
                request("Reported", r -> {
                    r.types = Set.of(ObjectType.BOUNDARY);
                    r.now = true;
                }),
                null);
        finished(job.id());
        List<Long> collections = catalogue
                .list(hierarchyId, new EntityFilter(ObjectType.COLLECTION, null, null), PageQuery.first(1000))
                .items()
                .stream()
                .map(e -> e.id())
                .toList();
        catalogue.replaceExclusionList(hierarchyId, collections, null);
        String source = Long.toString(hierarchyId);
        String collection = catalogue.exclusionList(hierarchyId).get(0).sourceKey();

        assertThat(report("migration-jobs", Map.of()).rows()).anyMatch(row -> row.contains("Reported"));
        assertThat(report("migration-job-properties", Map.of("jobId", Long.toString(job.id())))
                        .rows())
                .hasSize((int) job(job.id()).counts().total());
        assertThat(report("objects-that-failed-to-migrate", Map.of()).columns()).contains("Code", "Message");
        assertThat(report("dependency-on-a-collection", Map.of("sourceHierarchyId", source, "collectionId", collection))
                        .columns())
                .contains("Uses it as");
        assertThat(report("clients-in-exclusion-list", Map.of("sourceHierarchyId", source))
                        .rows())
                .isNotEmpty();
        catalogue.replaceExclusionList(hierarchyId, List.of(), null);
        assertThat(report("clients-in-exclusion-list", Map.of("sourceHierarchyId", source))
                        .rows())
                .isEmpty();
    }

    private MigrationJob job(long id) {
        return jobs.get(id);
    }

    private Report report(String name, Map<String, String> parameters) {
        return reports.report(name, parameters);
    }
}
