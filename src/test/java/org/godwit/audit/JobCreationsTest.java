package org.godwit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.godwit.audit.JobCreation.Unusual;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Job creations for a reviewer: what is unusual about them, and finding those that matter. */
@IntegrationTest
@SignedInAs
class JobCreationsTest {

    @Autowired
    AuditTrail trail;

    @Autowired
    AuditService service;

    @Autowired
    AuditStore store;

    private final String creator = "creator-" + UUID.randomUUID();
    private long before;

    @BeforeEach
    void createJobs() {
        before = store.head().events();
        for (int i = 1; i <= 3; i++) {
            created("small-" + i);
            planned("small-" + i, 40);
        }
        created("large");
        planned("large", 1_000_000);
        planned("large", 3);
        created("unplanned");
    }

    @Test
    void anUnusuallyLargePlanIsFlaggedAndStaysSoWhenItIsPlannedAnew() {
        assertThat(jobs(Unusual.LARGE, null)).containsExactly("large");
        assertThat(jobs(Unusual.NEW_CREATOR, null)).containsExactly("small-1");
        assertThat(jobs(null, null)).containsExactly("unplanned", "large", "small-3", "small-2", "small-1");
    }

    @Test
    void whatIsReviewedAndWhatIsNotYet() {
        service.markReviewed(id("large"), "It moves a whole site, as agreed.");
        assertThat(jobs(null, true)).containsExactly("large");
        assertThat(jobs(null, false)).containsExactly("unplanned", "small-3", "small-2", "small-1");
        assertThat(jobs(Unusual.LARGE, false)).isEmpty();
    }

    @Test
    void filteredPagesHaveATotal() {
        JobCreationFilter filter = new JobCreationFilter(creator, null, null, null, Set.of(), false);
        Page<JobCreation> page = service.jobCreations(filter, new PageQuery(1, 2, null));
        assertThat(page.total()).isEqualTo(5);
        assertThat(page.items()).extracting(JobCreation::jobId).containsExactly(id("small-3"), id("small-2"));
    }

    @Test
    void aJobIsFoundByItsNameOrId() {
        assertThat(service.jobCreations(
                                new JobCreationFilter(null, id("large"), null, null, Set.of(Unusual.LARGE), null),
                                PageQuery.first(5))
                        .total())
                .isEqualTo(1);
        assertThat(service.jobCreations(
                                new JobCreationFilter(creator, "Job unplanned", null, null, Set.of(), null),
                                PageQuery.first(5))
                        .items())
                .singleElement()
                .satisfies(job -> assertThat(job.jobId()).isEqualTo(id("unplanned")));
    }

    @Test
    void whatBecameUnusualSinceAnEventIsToldOnce() {
        long now = store.head().events();
        List<JobCreation> touched = touched(before, now);
        assertThat(touched).hasSize(5);
        assertThat(named(touched, "large").unusualSince(before)).contains(Unusual.LARGE);
        assertThat(named(touched, "large").unusualSince(now)).isEmpty();
        assertThat(named(touched, "small-1").unusualSince(before)).contains(Unusual.NEW_CREATOR);
        assertThat(touched(now, now)).isEmpty();
        planned("large", 2_000_000);
        List<JobCreation> again = touched(now, store.head().events());
        assertThat(again)
                .singleElement()
                .satisfies(job -> assertThat(job.unusualSince(now))
                        .as("it was large before")
                        .isEmpty());
        as(() -> trail.recordApart(AuditEntry.success("MIGRATION_JOB_APPROVED", "MIGRATION_JOB", id("large"), null)));
        assertThat(touched(now, store.head().events()))
                .singleElement()
                .satisfies(job -> assertThat(job.unusualSince(now)).containsExactly(Unusual.APPROVED_AT_ONCE));
    }

    @Test
    void theyAreExportedInEachFormat() {
        service.markReviewed(id("large"), "=1+1, \"fine\"");
        JobCreationFilter hers = new JobCreationFilter(creator, null, null, null, Set.of(), null);
        List<String> csv = export(hers, AuditExportFormat.CSV).lines().toList();
        assertThat(csv).hasSize(6);
        assertThat(csv.get(0)).startsWith("jobId,name,createdBy,createdAt");
        assertThat(csv.get(4)).contains("\"Job large\"").contains("LARGE").contains("\"'=1+1, \"\"fine\"\"\"");
        assertThat(export(hers, AuditExportFormat.JSONL).lines()).hasSize(5).allMatch(line -> line.startsWith("{"));
        assertThat(export(
                                new JobCreationFilter(creator, null, null, null, Set.of(Unusual.LARGE), true),
                                AuditExportFormat.CEF)
                        .lines())
                .singleElement()
                .asString()
                .startsWith("CEF:0|Godwit|Godwit|1|JOB_CREATION|job creation|3|rt=")
                .contains("suser=" + creator, "cs5Label=unusual", "cs6=admin", "msg=\\=1+1");
    }

    private String export(JobCreationFilter filter, AuditExportFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        service.exportJobCreations(filter, format, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<JobCreation> touched(long after, long upTo) {
        return service.jobCreationsTouched(
                after, upTo, new JobCreationFilter(creator, null, null, null, Set.of(), null));
    }

    private JobCreation named(List<JobCreation> jobs, String name) {
        return jobs.stream().filter(j -> j.jobId().equals(id(name))).findFirst().orElseThrow();
    }

    private List<String> jobs(@Nullable Unusual flag, @Nullable Boolean reviewed) {
        JobCreationFilter filter =
                new JobCreationFilter(creator, null, null, null, flag == null ? Set.of() : Set.of(flag), reviewed);
        return service.jobCreations(filter, PageQuery.first(20)).items().stream()
                .map(job -> job.jobId().substring(creator.length() + 1))
                .toList();
    }

    private String id(String name) {
        return creator + "-" + name;
    }

    private void created(String name) {
        as(() -> trail.recordApart(
                AuditEntry.success("MIGRATION_JOB_CREATED", "MIGRATION_JOB", id(name), "Job " + name)));
    }

    private void planned(String name, long records) {
        as(() -> trail.recordApart(AuditEntry.success("MIGRATION_JOB_PLANNED", "MIGRATION_JOB", id(name), "Job " + name)
                .with("planDigest", "d")
                .with("records", records)));
    }

    private void as(Runnable work) {
        Actor actor = new Actor(creator, null, Actor.SYSTEM.authorities(), Actor.SYSTEM.scopes());
        ActingAs.actor(actor, () -> {
            work.run();
            return true;
        });
    }
}
