package org.godwit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.client.SourceClients.smsId;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.client.GuardStore.Kind;
import org.godwit.shared.SiteCode;
import org.godwit.shared.SmsId;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Refusals are audited and alerted, and a swarm of them floods neither. */
class RefusalReportsTest {

    private Instant now = SourceClients.LONG_AGO;
    private final List<AuditEntry> audited = new ArrayList<>();
    private final List<Object> alerts = new ArrayList<>();
    private final RefusalReports reports = new RefusalReports(new Trail(), alerts::add, new Hand(), new NoDatabase());

    @Test
    void aSwarmOfManyClientsGivesSixtyEventsAMinuteAndTheRestAreCounted() {
        for (int n = 1; n <= 10_000; n++) {
            refuse(n);
        }
        assertThat(audited).hasSize(60);
        assertThat(alerts).hasSize(60);

        now = now.plus(Duration.ofMinutes(1));
        refuse(20_000);

        assertThat(audited).hasSize(61);
        assertThat(audited.get(60).details()).containsEntry("refusalsNotReported", 9_940L);
    }

    @Test
    void oneClientThatTriesAgainAndAgainIsToldOnceInTenMinutes() {
        for (int i = 0; i < 500; i++) {
            refuse(1);
            now = now.plusMillis(100);
        }
        assertThat(audited).hasSize(1);

        now = now.plus(Duration.ofMinutes(10));
        refuse(1);

        assertThat(audited).hasSize(2);
        assertThat(audited.get(1).details())
                .containsEntry("refusalsNotReported", 499L)
                .containsEntry("recognisedBy", "THUMBPRINT");
    }

    private void refuse(long n) {
        reports.refused(new Assignment(new SmsId(smsId(n)), new SiteCode("PRI")), Kind.THUMBPRINT);
    }

    private final class Trail implements AuditTrail {

        @Override
        public void record(AuditEntry entry) {
            audited.add(entry);
        }

        @Override
        public void recordApart(AuditEntry entry) {
            audited.add(entry);
        }
    }

    private final class Hand extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
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
