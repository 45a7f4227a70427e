package org.godwit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.godwit.client.Reconciliation.Figures;
import org.godwit.client.Reconciliation.Status;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.shared.Digests;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SampleHierarchies;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** A reconciliation of the sample site by the schedule: kept, audited with its digest, and exported. */
@IntegrationTest
@DirtiesContext // it leaves a source behind
@SignedInAs
class ReconciliationTest {

    @Autowired
    ReconciliationService reconciliations;

    @Autowired
    SourceHierarchyService hierarchies;

    @Autowired
    GodwitProperties properties;

    @Autowired
    ReconciliationStore store;

    @Autowired
    JdbcClient jdbc;

    @Test
    void isExecutedKeptAuditedAndExported() {
        Path directory = properties
                .dataDir()
                .resolve("reconciliation")
                .resolve(UUID.randomUUID().toString());
        SampleSummary sample = SampleSite.generate(SampleSpec.small(directory)
                .withSeed(77)
                .withClients(60)
                .withPackages(24)
                .withFiles(1, 100));
        long hierarchy = SampleHierarchies.define(hierarchies, "Reconciled " + UUID.randomUUID(), sample, false);

        long id = reconciliations.begin(hierarchy).id();
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(1))
                .until(() -> reconciliations.get(hierarchy, id).status() != Status.RUNNING);

        Reconciliation done = reconciliations.get(hierarchy, id);
        Figures figures = Objects.requireNonNull(done.figures(), () -> "failed: " + done.failure());
        assertThat(figures.sourceClients()).isEqualTo(sample.clients()).isEqualTo(figures.missing());
        assertThat(figures.blockedAtSource())
                .isEqualTo(figures.notBlockedHere())
                .isPositive();
        assertThat(reconciliations.list(hierarchy, PageQuery.first(5)).items()).containsExactly(done);
        assertThat(reconciliations
                        .differences(hierarchy, id, ClientDifference.Kind.MISSING, PageQuery.first(5))
                        .total())
                .isEqualTo(figures.missing());
        String csv = reconciliations.csv(hierarchy, id);
        assertThat(csv).contains("digest," + figures.digest(), "MISSING,GUID:");
        String differences = csv.substring(csv.indexOf("kind,smsId,"));
        assertThat(figures)
                .as("whoever has the file and the figures comes to the digests")
                .isEqualTo(figures.sealed(Digests.sha256Hex(differences)));
        assertThat(jdbc.sql(
                                "SELECT COUNT(*) FROM audit_event WHERE action = 'CLIENTS_RECONCILED' AND details LIKE :digest")
                        .param("digest", "%" + figures.digest() + "%")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        String page = reconciliations.html(hierarchy, id);
        assertThat(page)
                .contains(figures.digest(), "MISSING", "<td>GUID:")
                .doesNotContain("<script", "http://", "https://");
        assertThatThrownBy(() -> reconciliations.get(hierarchy + 1, id)).isInstanceOf(GodwitException.class);
        assertThatThrownBy(() -> reconciliations.begin(-1)).isInstanceOf(GodwitException.class);
    }

    @Test
    void isBegunByItselfWhereRecordsCameFromAndNoneIsRecent() {
        long known = 990_001;
        long unknown = 990_002;
        jdbc.sql("INSERT INTO client_record (sms_id, hierarchy_id, digest, status, blocked, block_lifted)"
                        + " VALUES ('GUID:9900AAAA-0000-0000-0000-000000000001', :id, :digest, 'MIGRATED', 0, 0)")
                .param("id", known)
                .param("digest", new byte[16])
                .update();
        for (long id : List.of(known, unknown)) {
            jdbc.sql("INSERT INTO client_comparison (hierarchy_id, compared_at, data_classes) VALUES (:id, :at, '')")
                    .param("id", id)
                    .param("at", Instant.EPOCH.atOffset(ZoneOffset.UTC))
                    .update();
        }
        Instant now = Instant.parse("2026-02-01T00:00:00Z");

        assertThat(store.due(now)).contains(known).doesNotContain(unknown);
        long begun = store.begin(known, "system", now.plusSeconds(1));
        assertThat(store.due(now)).doesNotContain(known);
        assertThat(store.due(now.plusSeconds(2))).contains(known);

        store.failed(begun, "it was not meant", now);
        jdbc.sql("DELETE FROM client_record WHERE hierarchy_id = :id")
                .param("id", known)
                .update();
        jdbc.sql("DELETE FROM client_comparison WHERE hierarchy_id IN (990001, 990002)")
                .update();
    }
}
