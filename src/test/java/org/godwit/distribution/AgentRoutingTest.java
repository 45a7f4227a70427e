package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.Execution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.godwit.agent.AgentLocation;
import org.godwit.agent.AgentService;
import org.godwit.agent.process.AgentLoad;
import org.godwit.agent.process.AgentRows;
import org.godwit.agent.wire.Envelope;
import org.godwit.agent.wire.Protocol;
import org.godwit.content.TestLibrary;
import org.godwit.distribution.ContentMigration.ContentSelection;
import org.godwit.distribution.ContentMigration.Outcome;
import org.godwit.distribution.ContentMigration.Run;
import org.godwit.shared.Carried;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Work goes to the agents near the destination, then to those near a source, then to the server. */
@IntegrationTest
@SignedInAs
class AgentRoutingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] KEY = Envelope.newKeys().getPublic().getEncoded();
    private static final long HIERARCHY = 6_000_001;

    @Autowired
    private ContentMigration migration;

    @Autowired
    private DistributionPointService points;

    @Autowired
    private SourceDistributionPointService sourcePoints;

    @Autowired
    private AgentService agents;

    @Autowired
    private GodwitProperties properties;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private long point;
    private final String near = "NEAR-" + UUID.randomUUID().toString().substring(0, 8);
    private final String far = "SOURCE-" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void forget() {
        for (String place : List.of(near, far)) {
            AgentRows.forget(jdbc, place);
        }
        for (String table :
                List.of("content_transfer", "source_distribution_point", "source_content", "source_package_location")) {
            jdbc.sql("DELETE FROM " + table + " WHERE hierarchy_id = ?")
                    .param(HIERARCHY)
                    .update();
        }
        for (String table :
                List.of("stored_package", "content_evidence", "verified_file", "distribution_point_scope")) {
            jdbc.sql("DELETE FROM " + table + " WHERE distribution_point_id = ?")
                    .param(point)
                    .update();
        }
        jdbc.sql("DELETE FROM distribution_point WHERE id = ?").param(point).update();
    }

    @Test
    void whoCannotReachItsShareSaysSoAndTheWorkGoesElsewhereAtLastToTheServer() throws Exception {
        Path dir = Files.createDirectories(properties.dataDir().resolve("content-" + UUID.randomUUID()));
        StatedSource source = new StatedSource();
        TestLibrary library = TestLibrary.random(dir.resolve("routed.contoso.com"), 1, 2, 3, 2_000);
        source.holds(source.point("routed.contoso.com"), library);
        migration.gather(HIERARCHY, source, RunControl.none());
        SourcePoint from =
                sourcePoints.list(HIERARCHY, PageQuery.first(10)).items().get(0);
        sourcePoints.setLocation(
                HIERARCHY,
                from.id(),
                new Location.Directory(dir.resolve(from.serverName()).toString(), List.of()));
        DistributionPoint to = points.create(new NewDistributionPoint(
                "routed" + UUID.randomUUID(),
                "GDW",
                new Location.Directory(dir.resolve("to").toString(), List.of()),
                null));
        point = to.id();
        agents.saveLocation(new AgentLocation(near, List.of(to.id()), List.of(), false, 0, 0));
        agents.saveLocation(new AgentLocation(far, List.of(), List.of(from.id()), true, 0, 0));
        long first = enrolled(near);
        long second = enrolled(far);

        Run run = new Run(HIERARCHY, HIERARCHY, HIERARCHY, new ContentSelection(true, Set.of(), List.of(to.id())));
        migration.plan(HIERARCHY, run.selection());
        AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(Carried.over(() -> outcome.set(migration.run(run, RunControl.none()))));
        refuses(first, near);
        refuses(second, far);
        running.get();

        Outcome done = Objects.requireNonNull(outcome.get());
        assertThat(done.failures()).isEmpty();
        assertThat(done.packagesPublished()).isEqualTo(2);
        assertThat(TestLibrary.published(dir.resolve("to"))).isEqualTo(library.packageIds());
        assertThat(jdbc.sql("SELECT COUNT(*) FROM agent_order WHERE state <> 'WITHDRAWN' AND location IN (?, ?)")
                        .param(near)
                        .param(far)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void refuses(long agent, String place) {
        AgentLoad load = new AgentLoad(dataSource, agent, place);
        Execution due = Awaitility.await()
                .atMost(PATIENCE)
                .until(load::poll, all -> !all.isEmpty())
                .get(0);
        Execution picked = load.pick(due);
        long order = ((Protocol.OrderData) picked.taskInstance.getData()).orderId();
        assertThat(load.take(order)).isTrue();
        load.refuse(order, agent, "The share cannot be reached from here.");
        load.remove(picked);
    }

    private long enrolled(String place) {
        return AgentRows.enrol(jdbc, place, KEY, clock.instant().plusSeconds(300));
    }
}
