package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.godwit.catalog.EntityFilter;
import org.godwit.destination.DestinationObject;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request for a job may name, and what its choices do to the objects it migrates. */
class JobRequestTest extends JobFixture {

    static Stream<Arguments> namesWhatDoesNotExist() {
        return Stream.of(
                wrong("ENTITY_NOT_FOUND", r -> r.entityIds = Set.of(-5L)),
                wrong("ENTITY_NOT_FOUND", r -> r.except = Set.of(-5L)),
                wrong("ENTITY_NOT_FOUND", r -> r.conflicts = Map.of(-5L, ConflictResolution.RENAME)),
                wrong("PACKAGE_NOT_FOUND", r -> r.packages = new PackageChoice(false, Set.of("XXX00001"))),
                wrong("DISTRIBUTION_POINT_NOT_FOUND", r -> {
                    r.packages = PackageChoice.everything();
                    r.pointId = 987_654L;
                }),
                wrong("SECURITY_SCOPE_NOT_FOUND", r -> r.scopes = Set.of("Nowhere")),
                wrong(
                        "SECURITY_SCOPE_NOT_FOUND",
                        r -> r.scopesByType = Map.of(ObjectType.PACKAGE, Set.of("Default", "Nowhere"))),
                wrong("COLLECTION_NOT_FOUND", r -> r.clients = new ClientChoice(false, "XXX00001", List.of())),
                wrong("COLLECTION_NOT_FOUND", r -> r.collectionMapping = Map.of("XXX00001", "SMS00001")),
                wrong("SITE_NOT_FOUND", r -> r.siteCodeMapping = Map.of("XXX", "GDW")),
                wrong("SITE_CODE_INVALID", r -> r.siteCodeMapping = Map.of("PS1", "GODWIT")),
                wrong("SITE_CODE_INVALID", r -> r.contentOwner = "GODWIT"),
                wrong("SITE_NOT_FOUND", r -> r.clients = new ClientChoice(false, null, List.of(), "XXX", null, null)),
                wrong(
                        "CLIENT_NOT_FOUND",
                        r -> r.clients =
                                new ClientChoice(false, null, List.of("GUID:00000000-0000-0000-0000-00000000F00D"))),
                wrong("CLIENT_LIST_NOT_FOUND", r -> r.clients = ClientChoice.list(-5)),
                wrong(
                        "ORGANIZATIONAL_UNIT_INVALID",
                        r -> r.clients = new ClientChoice(false, null, List.of(), null, "Workstations", null)),
                wrong("DISTRIBUTION_POINT_NOT_FOUND", r -> {
                    r.type = JobType.DISTRIBUTION_POINT;
                    r.takeover = new TakeoverChoice(List.of(987_654L), null, null);
                }),
                wrong("BOOT_IMAGE_NOT_FOUND", r -> r.bootImages = Map.of(Architecture.X64, "GDW00001")));
    }

    private static Arguments wrong(String code, Consumer<RequestBuilder> request) {
        return Arguments.of(code, request);
    }

    @ParameterizedTest
    @MethodSource("namesWhatDoesNotExist")
    void what_does_not_exist_is_refused_when_the_job_is_created(String code, Consumer<RequestBuilder> request) {
        long before = jobs.list(JobFilter.any(), PageQuery.first(1)).total();

        assertCode(
                code,
                () -> jobs.create(
                        request("Wrong", r -> {
                            r.types = Set.of(ObjectType.BOUNDARY);
                            request.accept(r);
                        }),
                        null));

        assertThat(jobs.list(JobFilter.any(), PageQuery.first(1)).total()).isEqualTo(before);
    }

    @Test
    void clients_can_be_named_in_any_writing_also_those_that_will_be_left_out() {
        List<String> known = database.queryForList(
                "SELECT sms_id FROM (SELECT sms_id, ROW_NUMBER() OVER (PARTITION BY fate ORDER BY resource_id) AS n"
                        + " FROM gathered_client WHERE sms_id IS NOT NULL) AS numbered WHERE n = 1",
                String.class);
        assertThat(known).hasSizeGreaterThan(1);

        MigrationJob job = jobs.create(
                request("Some clients", r -> {
                    r.type = JobType.CLIENT;
                    r.clients = new ClientChoice(
                            false,
                            null,
                            known.stream()
                                    .map(id -> " " + id.toLowerCase(java.util.Locale.ROOT))
                                    .toList());
                }),
                null);

        assertThat(Objects.requireNonNull(job.select().clients()).smsIds()).hasSameSizeAs(Set.copyOf(known));
    }

    @Test
    void a_destination_collection_must_exist_to_be_mapped_to() {
        String source = anyCollection();

        assertCode(
                "COLLECTION_MAPPING_INVALID",
                () -> jobs.create(
                        request("Mapping", r -> {
                            r.types = ALL;
                            r.collectionMapping = Map.of(source, "GDW00042");
                        }),
                        null));
    }

    @Test
    void scopes_and_owner_are_put_on_what_is_migrated_by_type() {
        MigrationJob job = jobs.create(
                request("Scopes", r -> {
                    r.types = Set.of(ObjectType.PACKAGE, ObjectType.BOUNDARY);
                    r.scopesByType = Map.of(ObjectType.PACKAGE, Set.of("All", "Default"));
                    r.contentOwner = "DS1";
                    r.priority = JobPriority.HIGH;
                    r.now = true;
                }),
                null);
        assertThat(finished(job.id()).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.priority()).isEqualTo(JobPriority.HIGH);

        assertThat(objects(ObjectType.PACKAGE))
                .isNotEmpty()
                .allSatisfy(o -> assertThat(o.securityScopes()).containsExactlyInAnyOrder("All", "Default"))
                .allSatisfy(o -> assertThat(o.contentOwner()).isEqualTo("DS1"));
        assertThat(objects(ObjectType.BOUNDARY))
                .isNotEmpty()
                .allSatisfy(o -> assertThat(o.securityScopes()).containsExactly("Default"))
                .allSatisfy(o -> assertThat(o.contentOwner()).isNull());
    }

    @Test
    void a_collection_job_over_the_sample_takes_its_deployments_and_what_they_deploy() {
        MigrationJob job = jobs.create(
                request("Collections", r -> {
                    r.type = JobType.COLLECTION;
                    r.types = Set.of(ObjectType.COLLECTION);
                    r.now = true;
                }),
                null);
        assertThat(finished(job.id()).status()).isEqualTo(JobStatus.COMPLETED);

        assertThat(objects(ObjectType.DEPLOYMENT)).isNotEmpty();
        assertThat(objects(ObjectType.PACKAGE)).isNotEmpty();
        assertThat(objects(ObjectType.FOLDER))
                .extracting(DestinationObject::name)
                .contains("Departments");
    }

    @Test
    void a_query_selects_by_name() {
        MigrationJob job = jobs.create(
                request("Query", r -> r.query = new ObjectQuery(Set.of(ObjectType.COLLECTION), "all", null, null)),
                null);

        assertThat(jobs.makePlan(job.id()).items())
                .isNotEmpty()
                .anyMatch(i -> i.type() == ObjectType.COLLECTION
                        && i.name().toLowerCase().contains("all"));
        assertThat(Objects.requireNonNull(jobs.get(job.id()).select().query()).name())
                .isEqualTo("all");
    }

    @Test
    void excluding_an_object_excludes_what_needs_it_and_says_who_and_why() {
        long image = catalogue
                .list(hierarchyId, new EntityFilter(ObjectType.BOOT_IMAGE, null, null), PageQuery.first(1))
                .items()
                .get(0)
                .id();
        Set<Long> users = new java.util.HashSet<>();
        catalogue.get(hierarchyId, image).requiredBy().stream()
                .filter(d -> d.type() == ObjectType.TASK_SEQUENCE)
                .forEach(d -> users.add(Objects.requireNonNull(d.entityId())));
        assertThat(users).isNotEmpty();

        var list = catalogue.changeExclusionList(hierarchyId, Set.of(image), Set.of(), true, "Too old");

        assertThat(list).extracting(e -> e.entityId()).contains(image).containsAll(users);
        assertThat(list).allMatch(e -> e.excludedBy().equals("admin") && "Too old".equals(e.reason()));
        MigrationJob job = jobs.create(request("Excluded", r -> r.types = Set.of(ObjectType.TASK_SEQUENCE)), null);
        assertThat(jobs.makePlan(job.id()).items())
                .noneMatch(i -> users.contains(i.entityId()) || i.entityId() == image);
        MigrationJob byHand = jobs.create(request("By hand", r -> r.entityIds = Set.of(image)), null);
        assertThat(jobs.makePlan(byHand.id()).items())
                .extracting(MigrationPlan.Item::entityId)
                .contains(image);
        assertCode(
                "EXCLUSION_CONTRADICTORY",
                () -> catalogue.changeExclusionList(hierarchyId, Set.of(image), Set.of(image), false, null));

        assertThat(catalogue.changeExclusionList(
                        hierarchyId,
                        Set.of(),
                        list.stream().map(e -> e.entityId()).toList(),
                        false,
                        null))
                .isEmpty();
    }

    private String anyCollection() {
        return catalogue
                .list(hierarchyId, new EntityFilter(ObjectType.COLLECTION, null, null), PageQuery.first(1))
                .items()
                .get(0)
                .sourceKey();
    }

    private java.util.List<DestinationObject> objects(ObjectType type) {
        return destination.list(type, null, PageQuery.first(1000)).items();
    }
}
