package org.godwit.gathering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.catalog.CatalogueService;
import org.godwit.catalog.EntityFilter;
import org.godwit.catalog.MigrationEntity;
import org.godwit.credential.Account;
import org.godwit.credential.AccountInput;
import org.godwit.credential.Secret;
import org.godwit.hierarchy.SourceHierarchyDefinition;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.testing.CuttingProxy;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.OnSqlServer;
import org.godwit.testing.SignedInAs;
import org.godwit.testing.SqlServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The source is a SQL Server behind a network that breaks, somewhere in each phase of a gathering. */
@IntegrationTest
@SignedInAs
@OnSqlServer
class CutSourceOnSqlServerTest {

    private static final int CUTS = 12;

    private final String owner = SqlServers.newDatabase("CM_CUT");

    @Autowired
    SourceHierarchyService hierarchies;

    @Autowired
    GatheringService gatherings;

    @Autowired
    CatalogueService catalogue;

    @Autowired
    GodwitProperties properties;

    @Autowired
    JdbcClient jdbc;

    private CuttingProxy proxy;
    private long id;

    @BeforeEach
    void defineASourceBehindTheProxy() throws Exception {
        SampleSummary sample = SampleSite.generate(SampleSpec.small(properties
                        .dataDir()
                        .resolve("cut")
                        .resolve(UUID.randomUUID().toString()))
                .withClients(600)
                .withPackages(24)
                .withFiles(1, 100)
                .withJdbcUrl(owner));
        proxy = new CuttingProxy(
                new InetSocketAddress(part("//([^:;]+)"), Integer.parseInt(part("//[^:;]+:([0-9]+)"))),
                Long.MAX_VALUE,
                true);
        String url = "jdbc:sqlserver://127.0.0.1:" + proxy.port() + ";databaseName=" + part("databaseName=([^;]+)")
                + ";encrypt=" + (owner.contains("encrypt=false") ? "false" : "true;trustServerCertificate=true");
        id = hierarchies
                .create(
                        new SourceHierarchyDefinition(
                                "Cut " + UUID.randomUUID(),
                                new SourceHierarchyDefinition.TopLevelSite(
                                        sample.siteServer(),
                                        new SourceHierarchyDefinition.Database(
                                                url,
                                                new AccountInput(
                                                        Account.Kind.SQL_LOGIN,
                                                        null,
                                                        part("user=([^;]+)"),
                                                        Secret.of(part("password=([^;]+)")))),
                                        null,
                                        null),
                                Duration.ofDays(1),
                                null,
                                false),
                        null)
                .id();
    }

    private String part(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(owner);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    @AfterEach
    void deleteIt() throws Exception {
        hierarchies.stopGathering(id);
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(2))
                .until(() -> gatherings.state(id).status() != GatheringStatus.RUNNING);
        hierarchies.delete(id);
        proxy.close();
    }

    @Test
    void whereverItIsCutTheCatalogueStaysAndTheCycleSucceedsAtLast() {
        Gathering first = gather();
        assertThat(first.status()).as(String.valueOf(first.message())).isEqualTo(GatheringStatus.READY);
        List<MigrationEntity> before = entities();
        long clients = clients();
        forgetComparison();
        long bytes = proxy.passed();
        assertThat(gather().status()).isEqualTo(GatheringStatus.READY);
        bytes = proxy.passed() - bytes;

        Set<GatheringPhase> phases = EnumSet.noneOf(GatheringPhase.class);
        for (int i = 1; i <= CUTS; i++) {
            forgetComparison();
            proxy.cutAgainAfter(bytes * i / (CUTS + 1));
            int number = gatherings.start(id);
            await().pollInSameThread()
                    .atMost(Duration.ofMinutes(2))
                    .until(() ->
                            attempts(number) > 1 || gatherings.get(id, number).status() != GatheringStatus.RUNNING);

            assertThat(proxy.wasCut()).isTrue();
            assertThat(entities()).as("after cut %d", i).isEqualTo(before);
            assertThat(clients()).as("after cut %d", i).isEqualTo(clients);
            phases.add(Objects.requireNonNullElse(gatherings.get(id, number).phase(), GatheringPhase.HIERARCHY));
            Gathering ended = ended(number);
            assertThat(ended.status()).as(String.valueOf(ended.message())).isEqualTo(GatheringStatus.READY);
            assertThat(attempts(number)).isGreaterThan(1);
        }
        assertThat(phases).contains(GatheringPhase.OBJECTS, GatheringPhase.CLIENTS);
        assertThat(entities()).isEqualTo(before);
        assertThat(clients()).isEqualTo(clients);
    }

    /** Every row is read again. */
    private void forgetComparison() {
        jdbc.sql("DELETE FROM client_comparison WHERE hierarchy_id = ?")
                .param(id)
                .update();
    }

    private long clients() {
        return jdbc.sql("SELECT COUNT(*) FROM gathered_client WHERE hierarchy_id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    private int attempts(int number) {
        return jdbc.sql("SELECT attempt FROM gathering WHERE hierarchy_id = ? AND number = ?")
                .params(id, number)
                .query(Integer.class)
                .single();
    }

    private List<MigrationEntity> entities() {
        return catalogue.list(id, EntityFilter.ANY, PageQuery.first(1000)).items();
    }

    private Gathering gather() {
        return ended(gatherings.start(id));
    }

    private Gathering ended(int number) {
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(3))
                .until(() -> gatherings.get(id, number).status() != GatheringStatus.RUNNING);
        return gatherings.get(id, number);
    }
}
