package org.godwit.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.godwit.audit.AuditTrail;
import org.godwit.client.BlockedClients;
import org.godwit.live.LiveComparison.Mode;
import org.godwit.live.LiveComparison.Status;
import org.godwit.security.RunAs;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.godwit.shared.PageQuery;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Comparisons are kept, audited, and told of; the live destination is off unless it is configured. */
@IntegrationTest
@SignedInAs
class LiveDestinationTest {

    private static final String HERE_ONLY = "GUID:11FE0000-0000-0000-0000-00000000FFFF";
    private static final String MARK = "GUID:11FE0000-0000-0000-0000-%012d";

    @Autowired
    LiveDestinationService live;

    @Autowired
    LiveStore store;

    @Autowired
    BlockedClients blocked;

    @Autowired
    AuditTrail audit;

    @Autowired
    RunAs runAs;

    @Autowired
    SchedulerClient scheduler;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private final RecordedSite site = new RecordedSite();

    @BeforeEach
    void guard() {
        for (int n = 1; n <= 3; n++) {
            String smsId = MARK.formatted(n);
            jdbc.sql(
                            "INSERT INTO block_guard (hierarchy_id, sms_id, kind, guarded_value) VALUES (9901, :id, 'SMS_ID', :id)")
                    .param("id", smsId)
                    .update();
            site.client(100 + n, smsId, n == 3);
        }
    }

    @AfterEach
    void clean() {
        site.close();
        jdbc.sql("DELETE FROM block_guard WHERE hierarchy_id = 9901").update();
        jdbc.sql("DELETE FROM client_record WHERE sms_id = :id")
                .param("id", HERE_ONLY)
                .update();
        jdbc.sql("DELETE FROM live_comparison").update();
    }

    @Test
    void offByDefault() {
        assertThat(live.get().enabled()).isFalse();
        assertThat(live.get().mode()).isEqualTo(Mode.DRY_RUN);
        assertThatThrownBy(() -> live.begin(Mode.DRY_RUN))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("LIVE_DESTINATION_OFF"));
    }

    @Test
    void scheduledRunsCompareFirstAndBlockWhenTold() {
        jdbc.sql("INSERT INTO client_record (sms_id, status, blocked, block_lifted) VALUES (:id, 'MIGRATED', 1, 0)")
                .param("id", HERE_ONLY)
                .update();
        runs(Mode.BLOCK).scheduled();
        LiveComparison dry = live.comparisons(PageQuery.first(1)).items().get(0);
        runs(Mode.BLOCK).scheduled();
        LiveComparison wet = live.comparisons(PageQuery.first(1)).items().get(0);

        assertThat(dry.mode()).as("the first by these settings").isEqualTo(Mode.DRY_RUN);
        assertThat(wet.mode()).isEqualTo(Mode.BLOCK);
        assertThat(dry.status()).isEqualTo(Status.COMPLETED);
        assertThat(figures(dry).blockedHereOnly()).isPositive();
        assertThat(live.differences(dry.id(), LiveDifference.Kind.BLOCKED_HERE_ONLY, PageQuery.first(1000))
                        .items())
                .contains(new LiveDifference(
                        LiveDifference.Kind.BLOCKED_HERE_ONLY,
                        HERE_ONLY,
                        null,
                        "It is blocked here, and no source blocks it."));
        assertThat(figures(dry).notBlockedThere()).isEqualTo(2);
        assertThat(live.differences(dry.id(), LiveDifference.Kind.NOT_BLOCKED_THERE, PageQuery.first(9))
                        .items())
                .extracting(LiveDifference::resourceId)
                .containsExactly(101L, 102L);
        assertThat(figures(wet).blockedNow()).isEqualTo(2);
        assertThat(figures(wet).notBlockedThere()).isZero();
        assertThat(site.blocked(101)).isTrue();
        assertThat(events("LIVE_DESTINATION_COMPARED")).isPositive();
        assertThat(events("LIVE_DESTINATION_BLOCKED")).isPositive();
        assertThat(alerts(dry)).isPositive();
    }

    @Test
    void aRunThatHasEndedIsNotRunAgainAndAFailedOneSaysWhy() {
        site.server.resetMappings();
        LiveRuns runs = runs(Mode.BLOCK);
        runs.scheduled();
        LiveComparison failed = live.comparisons(PageQuery.first(1)).items().get(0);
        runs.run(failed.id());

        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.failure()).isNotBlank();
        assertThat(live.comparison(failed.id())).isEqualTo(failed);
        assertThatThrownBy(() -> live.comparison(-1)).isInstanceOf(GodwitException.class);
    }

    @Test
    void nothingIsBlockedBeforeADryRunByTheSameSettings() {
        LiveProperties first = properties(Mode.DRY_RUN, null);
        LiveProperties other = properties(Mode.DRY_RUN, "00".repeat(32));
        assertThat(manager(first).get().dryRunDone()).isFalse();
        refused(first);

        runs(first).scheduled();

        assertThat(manager(first).get().dryRunDone()).isTrue();
        LiveComparison begun = inTransaction(() -> manager(first).begin(Mode.BLOCK));
        assertThat(begun.mode()).isEqualTo(Mode.BLOCK);
        refused(other);
        runs(other).run(begun.id());
        assertThat(live.comparison(begun.id()).status()).isEqualTo(Status.FAILED);
        assertThat(live.comparison(begun.id()).failure()).contains("DRY_RUN");
        assertThat(site.calls()).isEmpty();
        runs(other).scheduled();
        refused(first);
    }

    private void refused(LiveProperties properties) {
        assertThatThrownBy(() -> manager(properties).begin(Mode.BLOCK))
                .isInstanceOfSatisfying(GodwitException.class, e -> {
                    assertThat(e.code()).isEqualTo("LIVE_DRY_RUN_FIRST");
                    assertThat(e.hint()).contains("DRY_RUN");
                });
    }

    /** Begins what is executed by the test alone. */
    private LiveComparison inTransaction(Supplier<LiveComparison> work) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            LiveComparison begun = work.get();
            jdbc.sql("DELETE FROM scheduled_tasks WHERE task_name = 'live-destination-comparison'")
                    .update();
            return begun;
        }));
    }

    private LiveDestinationManager manager(LiveProperties properties) {
        return new LiveDestinationManager(properties, store, scheduler, audit, Clock.systemUTC());
    }

    private static LiveComparison.Figures figures(LiveComparison comparison) {
        return java.util.Objects.requireNonNull(comparison.figures());
    }

    private LiveProperties properties(Mode mode, @Nullable String certificateSha256) {
        return new LiveProperties(true, List.of(site.server.baseUrl()), certificateSha256, mode, Duration.ofHours(1));
    }

    private LiveRuns runs(Mode mode) {
        return runs(properties(mode, null));
    }

    private LiveRuns runs(LiveProperties on) {
        return new LiveRuns(
                on,
                site::open,
                blocked,
                store,
                audit,
                event -> {
                    if (event instanceof AlertCondition condition) {
                        alerts.add(condition);
                    }
                },
                runAs,
                transaction,
                Clock.systemUTC());
    }

    private final List<AlertCondition> alerts = new java.util.ArrayList<>();

    private long alerts(LiveComparison comparison) {
        return alerts.stream()
                .filter(a -> a.kind() == AlertCondition.Kind.LIVE_BLOCKS_DIFFERENT)
                .count();
    }

    private long events(String action) {
        return jdbc.sql("SELECT COUNT(*) FROM audit_event WHERE action = :action")
                .param("action", action)
                .query(Long.class)
                .single();
    }
}
