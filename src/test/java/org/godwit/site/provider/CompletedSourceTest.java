package org.godwit.site.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.godwit.site.ClientRead;
import org.godwit.site.Disclosure;
import org.godwit.site.ObjectType;
import org.godwit.site.PackageStatus;
import org.godwit.site.SourceContent;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceDistributionPoint;
import org.godwit.site.SourceFailure;
import org.godwit.site.SourceObject;
import org.godwit.site.SourceObject.Reference;
import org.godwit.site.SourceRight;
import org.godwit.site.SourceSiteInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompletedSourceTest {

    private static final String HASH = "AB".repeat(32);

    private final TestAdminService service = new TestAdminService()
            .has("SMS_Boundary", "BoundaryID")
            .has("SMS_BoundaryGroup", "GroupID")
            .has("SMS_BoundaryGroupMembers", "GroupID")
            .has("SMS_BoundaryGroupSiteSystems", "GroupID")
            .has("SMS_Collection", "CollectionID", "CollectionRules")
            .has("SMS_Content", "ContentID");
    private final AtomicInteger opened = new AtomicInteger();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void sitesGetTheModeThatTheirViewDoesNotShow() {
        service.has("SMS_Site", "SiteCode");
        service.with("SMS_Site", "SiteCode", "cas", "Version", "5.00.9128.1000", "Mode", 3, "Status", 5);

        SourceSiteInfo site = completed().sites().get(0);

        assertThat(site.mode()).isEqualTo(3);
        assertThat(site.status()).isEqualTo(5);
        assertThat(site.version()).isEqualTo("5.00.9128.1000");
    }

    @Test
    void boundariesComeFromTheProviderWhereTheLoginSeesNone() {
        service.with("SMS_Boundary", "BoundaryID", 2, "BoundaryType", 1, "Value", "Paris", "DisplayName", " AD site ");
        service.with(
                "SMS_Boundary", "BoundaryID", 1, "BoundaryType", 3, "Value", "10.0.0.1-10.0.0.9", "DisplayName", "");
        SourceDatabase source = completed(SourceRight.BOUNDARIES);

        assertThat(source.objectTypes()).contains(ObjectType.BOUNDARY, ObjectType.BOUNDARY_GROUP, ObjectType.PACKAGE);
        List<SourceObject> found = objects(source, ObjectType.BOUNDARY);

        assertThat(found).extracting(SourceObject::key).containsExactly("1", "2");
        assertThat(found).extracting(SourceObject::name).containsExactly("10.0.0.1-10.0.0.9", "AD site");
        assertThat(found.get(0).payload()).containsEntry("BoundaryType", 3L).containsEntry("BoundaryID", 1L);
        assertThat(source.lacking()).isEmpty();
        assertThat(opened).hasValue(1);
    }

    @Test
    void boundaryGroupsComeWithTheirBoundariesAndServers() {
        service.with("SMS_BoundaryGroup", "GroupID", 7, "Name", "Head office", "Description", "d");
        for (int boundary = 1; boundary <= 3; boundary++) {
            service.with("SMS_BoundaryGroupMembers", "GroupID", 7, "BoundaryID", boundary);
        }
        service.with("SMS_BoundaryGroupSiteSystems", "GroupID", 7, "ServerNALPath", "nal", "Flags", 0);

        List<SourceObject> found = objects(completed(SourceRight.BOUNDARY_GROUPS), ObjectType.BOUNDARY_GROUP);

        assertThat(found).hasSize(1);
        assertThat(found.get(0).payload())
                .containsEntry("SiteSystems", List.of(Map.of("ServerNALPath", "nal", "Flags", 0L)))
                .containsEntry(
                        "Boundaries",
                        List.of(Map.of("BoundaryID", 1L), Map.of("BoundaryID", 2L), Map.of("BoundaryID", 3L)));
        assertThat(found.get(0).references())
                .containsExactly(
                        new Reference(ObjectType.BOUNDARY, "1", "BOUNDARY"),
                        new Reference(ObjectType.BOUNDARY, "2", "BOUNDARY"),
                        new Reference(ObjectType.BOUNDARY, "3", "BOUNDARY"));
    }

    @Test
    void collectionsGetTheirIncludeAndExcludeRules() {
        service.with(
                "SMS_Collection",
                "CollectionID",
                "ABC00001",
                "CollectionRules",
                List.of(
                        Map.of("RuleName", "in", "IncludeCollectionID", "ABC00002"),
                        Map.of("RuleName", "out", "ExcludeCollectionID", "ABC00003"),
                        Map.of("RuleName", "query", "QueryExpression", "select *")));
        SourceDatabase source = completed(SourceRight.COLLECTION_INCLUDES);

        SourceObject collection = objects(source, ObjectType.COLLECTION).get(0);

        assertThat(collection.payload())
                .containsEntry("Comment", "kept")
                .containsEntry(
                        "CollectionRules",
                        List.of(
                                Map.of("QueryName", "in", "RuleType", 3, "ReferencedCollectionID", "ABC00002"),
                                Map.of("QueryName", "out", "RuleType", 4, "ReferencedCollectionID", "ABC00003")));
        assertThat(collection.references())
                .containsExactly(
                        new Reference(ObjectType.COLLECTION, "SMS00001", "LIMITING_COLLECTION"),
                        new Reference(ObjectType.COLLECTION, "ABC00002", "INCLUDE_COLLECTION"),
                        new Reference(ObjectType.COLLECTION, "ABC00003", "EXCLUDE_COLLECTION"));
        assertThat(source.lacking()).isEmpty();
    }

    @Test
    void aCollectionThatTheRoleDoesNotShowIsSaidToLackItsRules() {
        SourceDatabase source = completed(SourceRight.COLLECTION_INCLUDES);

        assertThat(objects(source, ObjectType.COLLECTION)).hasSize(1);
        assertThat(source.lacking()).containsExactly(SourceRight.COLLECTION_INCLUDES);
    }

    @Test
    void contentsGetTheHashesThatOnlyTheProviderStates() {
        service.with(
                "SMS_Content",
                "ContentID",
                1,
                "ContentUniqueID",
                "Content_a",
                "ContentVersion",
                2,
                "ContentHash",
                HASH);
        service.with(
                "SMS_Content",
                "ContentID",
                2,
                "ContentUniqueID",
                "ABC00001.1",
                "ContentVersion",
                1,
                "ContentHash",
                "other");
        service.with(
                "SMS_Content",
                "ContentID",
                3,
                "ContentUniqueID",
                "ABC00002.1",
                "ContentVersion",
                1,
                "ContentHash",
                "CD".repeat(32));
        List<SourceContent> contents = new ArrayList<>();

        completed(SourceRight.CONTENT_HASHES).contents(contents::add);

        assertThat(contents).extracting(SourceContent::hash).containsExactly(HASH, null, "EF".repeat(32));
    }

    @Test
    void contentsWithoutHashesAreReadAllTheSame() {
        service.refusing("SMS_Content", 403);
        List<SourceContent> contents = new ArrayList<>();
        SourceDatabase source = completed(SourceRight.CONTENT_HASHES);

        source.contents(contents::add);

        assertThat(contents).hasSize(3);
        assertThat(source.lacking()).containsExactly(SourceRight.CONTENT_HASHES);
    }

    @Test
    void nothingIsAskedWhereTheLoginSeesEverything() {
        SourceDatabase source = completed();

        assertThat(objects(source, ObjectType.BOUNDARY)).isEmpty();
        assertThat(objects(source, ObjectType.COLLECTION)).hasSize(1);
        assertThat(service.requests).isEmpty();
        assertThat(opened).hasValue(0);
    }

    @Test
    void aNeededProviderThatCannotBeAskedFailsTheReading() {
        SourceDatabase source = completed(SourceRight.BOUNDARIES);
        service.refusing("SMS_Boundary", 401);

        assertThatThrownBy(() -> objects(source, ObjectType.BOUNDARY))
                .isInstanceOfSatisfying(
                        SourceFailure.class, e -> assertThat(e.reason()).isEqualTo(SourceFailure.Cause.UNAUTHORISED));
    }

    @Test
    void disclosesWhatItAsksTheProviderFor() {
        service.with("SMS_Boundary", "BoundaryID", 1, "BoundaryType", 1, "Value", "Paris", "DisplayName", "p");

        assertThat(completed(SourceRight.BOUNDARIES).disclosures())
                .extracting(Disclosure::view, Disclosure::rows)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("SMS_Boundary", 1L),
                        org.assertj.core.groups.Tuple.tuple("SMS_Content", 0L));
    }

    private SourceDatabase completed(SourceRight... lacking) {
        return new CompletedSource(new Database(Set.of(lacking)), () -> {
            opened.incrementAndGet();
            return service.provider();
        });
    }

    private static List<SourceObject> objects(SourceDatabase source, ObjectType type) {
        List<SourceObject> found = new ArrayList<>();
        source.objects(type, found::add);
        return found;
    }

    private record Database(Set<SourceRight> lacking) implements SourceDatabase {

        @Override
        public List<SourceSiteInfo> sites() {
            return List.of(new SourceSiteInfo(
                    "CAS", "Top", "srv", null, SourceSiteInfo.Kind.CENTRAL_ADMINISTRATION_SITE, null, 0, 1, 0));
        }

        @Override
        public Set<ObjectType> objectTypes() {
            return Set.of(ObjectType.PACKAGE, ObjectType.COLLECTION);
        }

        @Override
        public void objects(ObjectType type, Consumer<SourceObject> sink) {
            if (type == ObjectType.COLLECTION) {
                sink.accept(new SourceObject(
                        type,
                        "ABC00001",
                        "Mine",
                        null,
                        Map.of("CollectionID", "ABC00001", "Comment", "kept"),
                        List.of(new Reference(ObjectType.COLLECTION, "SMS00001", "LIMITING_COLLECTION"))));
            }
        }

        @Override
        public void clients(ClientRead read, ClientSink sink) {}

        @Override
        public long countClients(ClientRead read) {
            return 0;
        }

        @Override
        public void contents(Consumer<SourceContent> sink) {
            sink.accept(new SourceContent("ABC00005", "Content_a.2", 2, null, 1));
            sink.accept(new SourceContent("ABC00001", "ABC00001.1", 1, null, 1));
            sink.accept(new SourceContent("ABC00002", "ABC00002.1", 1, "EF".repeat(32), 1));
        }

        @Override
        public List<SourceDistributionPoint> distributionPoints() {
            return List.of();
        }

        @Override
        public void packageStatus(Consumer<PackageStatus> sink) {}

        @Override
        public List<Disclosure> disclosures() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
