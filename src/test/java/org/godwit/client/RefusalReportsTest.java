package org.godwit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.godwit.client.SourceClients.smsId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.client.GuardStore.Kind;
import org.godwit.security.RunAs;
import org.godwit.shared.SiteCode;
import org.godwit.shared.SmsId;
import org.godwit.testing.MovableClock;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Refusals are audited and alerted, and a swarm of them floods neither. */
class RefusalReportsTest {

    private final MovableClock clock = new MovableClock(SourceClients.LONG_AGO);
    private boolean broken;
    private final List<AuditEntry> audited = new ArrayList<>();
    private final List<Object> alerts = new ArrayList<>();
    private final RefusalReports reports = new RefusalReports(new Trail(), alerts::add, clock, new NoDatabase());

    @Test
    void aSwarmOfManyClientsGivesSixtyEventsAMinuteAndTheRestAreOnTheTrailWhenItIsOver() {
        for (int n = 1; n <= 9_000; n++) {
            refuse(n);
        }
        assertThat(audited).hasSize(60);
        assertThat(alerts).hasSize(60);

        reports.summarise();
        reports.summarise();

        assertThat(audited).hasSize(61);
        AuditEntry summary = audited.get(60);
        assertThat(summary.action()).isEqualTo("CLIENT_ASSIGNMENTS_REFUSED");
        assertThat(summary.details())
                .containsEntry("refusals", 8_940L)
                .containsEntry("clients", 8_940)
                .containsEntry("since", clock.instant().toString());
        assertThat((List<?>) summary.details().get("smsIds"))
                .hasSize(100)
                .first()
                .isEqualTo(smsId(61));
    }

    @Test
    void oneClientThatTriesAgainAndAgainIsToldOnceInTenMinutes() {
        for (int i = 0; i < 500; i++) {
            refuse(1);
            clock.forward(Duration.ofMillis(100));
        }
        assertThat(audited).hasSize(1);

        clock.forward(Duration.ofMinutes(10));
        refuse(1);
        reports.summarise();

        assertThat(audited).hasSize(3);
        assertThat(audited.get(1).details()).containsEntry("recognisedBy", "THUMBPRINT");
        assertThat(audited.get(2).details()).containsEntry("refusals", 499L).containsEntry("clients", 1);
    }

    @Test
    void whatCannotBePutOnTheTrailNowIsToldLater() {
        refuse(1);
        refuse(1);
        broken = true;
        assertThatThrownBy(reports::summarise).isInstanceOf(IllegalStateException.class);
        refuse(1);
        broken = false;

        reports.summarise();

        assertThat(audited).hasSize(2);
        assertThat(audited.get(1).details()).containsEntry("refusals", 2L).containsEntry("clients", 1);
    }

    @Test
    void whatIsHeldBackIsToldWhenTheServerStopsAfterItsWebServer() {
        RefusalSummaries summaries = new RefusalSummaries(reports, new AsSystem());
        summaries.start();
        refuse(1);
        refuse(1);

        summaries.stop();

        assertThat(summaries.isRunning()).isFalse();
        assertThat(audited).extracting(AuditEntry::action).last().isEqualTo("CLIENT_ASSIGNMENTS_REFUSED");
        assertThat(summaries.getPhase()).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
    }

    private void refuse(long n) {
        reports.refused(new Assignment(new SmsId(smsId(n)), new SiteCode("PRI")), Kind.THUMBPRINT);
    }

    private final class Trail implements AuditTrail {

        @Override
        public void record(AuditEntry entry) {
            if (broken) {
                throw new IllegalStateException("the database is away");
            }
            audited.add(entry);
        }

        @Override
        public void recordApart(AuditEntry entry) {
            audited.add(entry);
        }
    }

    private static final class AsSystem implements RunAs {

        @Override
        public <T> T user(String userName, Supplier<T> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T system(Supplier<T> work) {
            return work.get();
        }
    }

    private static final class NoDatabase extends AbstractPlatformTransactionManager {

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
