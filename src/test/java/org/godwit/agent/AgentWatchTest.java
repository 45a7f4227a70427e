package org.godwit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.godwit.alert.Alert;
import org.godwit.alert.AlertService;
import org.godwit.alert.AlertSettings.Delivery;
import org.godwit.alert.AlertSettingsInput;
import org.godwit.alert.AlertSettingsService;
import org.godwit.mail.MailServer.Security;
import org.godwit.mail.MailServerInput;
import org.godwit.mail.MailSettingsService;
import org.godwit.schedule.ScheduleProperties;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.PageQuery;
import org.godwit.testing.HttpSink;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An agent that is not heard of any more is told by mail and webhook, once, until it is back. */
@IntegrationTest
@SignedInAs
class AgentWatchTest {

    @Autowired
    RecurringTask<Void> agentWatch;

    @Autowired
    MailSettingsService mailSettings;

    @Autowired
    AlertSettingsService alertSettings;

    @Autowired
    AlertService alerts;

    @Autowired
    ScheduleProperties schedule;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private final String place = "PLACE-" + UUID.randomUUID().toString().substring(0, 8);
    private long agent;

    @AfterEach
    void forget() {
        mailSettings.remove();
        alertSettings.put(new AlertSettingsInput(false, null, null, null, null));
        jdbc.sql("DELETE FROM agent_beat WHERE agent_id = ?").param(agent).update();
        jdbc.sql("DELETE FROM agent WHERE id = ?").param(agent).update();
        jdbc.sql("DELETE FROM agent_location WHERE name = ?").param(place).update();
    }

    @Test
    void anAgentThatIsGoneIsToldOnceAndAgainOnlyAfterItWasBack() throws Exception {
        GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        try (HttpSink sink = new HttpSink()) {
            mailSettings.put(new MailServerInput(
                    "127.0.0.1", smtp.getSmtp().getPort(), Security.NONE, null, null, "godwit@contoso.com"));
            alertSettings.put(new AlertSettingsInput(
                    true,
                    null,
                    "00:00",
                    List.of(new AlertSettingsInput.Recipient("ana@contoso.com", Set.of(), Delivery.AT_ONCE)),
                    new AlertSettingsInput.Webhook(sink.url(), Set.of(), null)));
            enrolled();

            heardOf(clock.instant());
            watch();
            assertThat(open()).isEmpty();

            Instant longAgo = clock.instant().minus(schedule.missedAfter()).minusSeconds(60);
            for (int episode = 1; episode <= 2; episode++) {
                int expected = episode;
                heardOf(longAgo);
                watch();
                watch();
                assertThat(open()).hasSize(1);
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    assertThat(Arrays.stream(smtp.getReceivedMessages()).filter(mail -> {
                                try {
                                    return mail.getContent().toString().contains(place);
                                } catch (Exception e) {
                                    throw new AssertionError(e);
                                }
                            }))
                            .hasSize(expected);
                    assertThat(sink.posts().stream().filter(post -> post.body().contains(place)))
                            .hasSize(expected);
                });
                heardOf(clock.instant());
                watch();
                assertThat(open()).isEmpty();
            }
        } finally {
            smtp.stop();
        }
    }

    private void watch() {
        agentWatch.execute(null, null); // asks neither
    }

    private List<Alert> open() {
        return alerts.list(true, new PageQuery(0, 200, null)).items().stream()
                .filter(alert -> alert.kind() == AlertCondition.Kind.AGENT_GONE
                        && alert.subjectId().equals(Long.toString(agent)))
                .toList();
    }

    private void enrolled() {
        jdbc.sql("INSERT INTO agent_location (name, server_may_help, megabytes_per_second) VALUES (?, 1, 0)")
                .param(place)
                .update();
        jdbc.sql("INSERT INTO agent (name, location, public_key, database_user, enrolled_at, enrolled_by)"
                        + " VALUES ('branch', ?, ?, 'nobody', ?, 'test')")
                .param(place)
                .param(new byte[] {1})
                .param(AgentStore.utc(clock.instant()))
                .update();
        agent = jdbc.sql("SELECT id FROM agent WHERE location = ?")
                .param(place)
                .query(Long.class)
                .single();
        jdbc.sql("INSERT INTO agent_beat (agent_id, at, godwit_version, protocol, running, bytes_done,"
                        + " bytes_per_second, in_maintenance) VALUES (?, ?, '1', 2, 0, 0, 0, 0)")
                .param(agent)
                .param(AgentStore.utc(clock.instant()))
                .update();
    }

    private void heardOf(Instant at) {
        jdbc.sql("UPDATE agent_beat SET at = ? WHERE agent_id = ?")
                .param(AgentStore.utc(at))
                .param(agent)
                .update();
    }
}
