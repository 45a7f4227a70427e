package org.godwit.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.godwit.alert.AlertSettings.Delivery;
import org.godwit.credential.Account;
import org.godwit.credential.CredentialOwner;
import org.godwit.credential.CredentialVault;
import org.godwit.credential.Secret;
import org.godwit.mail.MailServer.Security;
import org.godwit.mail.MailServerInput;
import org.godwit.mail.MailSettingsService;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.AlertCondition.Kind;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.testing.HttpSink;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.godwit.testing.TableDump;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** Each condition reaches a real mail server and a real web server, once. */
@IntegrationTest
@SignedInAs
class AlertDeliveryTest {

    private static final String PASSWORD = "Smtp-Passw0rd";
    private static final String SECRET = "webhook-secret-1";

    @Autowired
    MailSettingsService mailSettings;

    @Autowired
    AlertSettingsService alertSettings;

    @Autowired
    AlertService alerts;

    @Autowired
    AlertStore store;

    @Autowired
    AlertDelivery delivery;

    @Autowired
    AlertSettingsStore settingsStore;

    @Autowired
    CredentialVault vault;

    @Autowired
    GodwitProperties server;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    DataSource database;

    @Autowired
    MockMvc mvc;

    @Autowired
    Clock clock;

    private final String subject = UUID.randomUUID().toString();
    private final GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private HttpSink sink;

    @BeforeEach
    void startReceivers() throws Exception {
        smtp.start();
        sink = new HttpSink();
        mailSettings.put(new MailServerInput(
                "127.0.0.1", smtp.getSmtp().getPort(), Security.NONE, null, null, "godwit@contoso.com"));
    }

    @AfterEach
    void stopReceivers() {
        ActingAs.actor(
                Actor.SYSTEM,
                () -> { // MockMvc signs out
                    mailSettings.remove();
                    return alertSettings.put(new AlertSettingsInput(false, null, null, null, null));
                });
        sink.close();
        smtp.stop();
    }

    @Test
    void everyConditionArrivesByMailAndByWebhookOnce() {
        subscribe(true, Delivery.AT_ONCE);
        for (Kind kind : Kind.values()) {
            raise(kind);
            raise(kind); // still open: counted, not told again
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> mails().size() == Kind.values().length && posts().size() == Kind.values().length);
        assertThat(mails()).allSatisfy(mail -> assertThat(header(mail, "To")).isEqualTo("ana@contoso.com"));
        for (Kind kind : Kind.values()) {
            assertThat(posts())
                    .filteredOn(p -> p.body().contains("\"" + kind + "\""))
                    .hasSize(1);
            assertThat(mails())
                    .filteredOn(m -> text(m).contains(kind.name() + " ("))
                    .hasSize(1);
        }
        assertThat(mails().stream().map(m -> header(m, "Message-ID")).collect(Collectors.toSet()))
                .hasSize(Kind.values().length);
    }

    @Test
    void manyWhoRaiseItAtTheSameMomentMakeOneAlertAndOneMail() throws Exception {
        subscribe(true, Delivery.AT_ONCE);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> calls = IntStream.range(0, 16)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    raise(Kind.CONTENT_TAMPERED);
                    return true;
                })
                .toList();
        for (Future<Boolean> call : pool.invokeAll(calls)) {
            call.get();
        }
        pool.shutdown();
        await().atMost(Duration.ofSeconds(30)).until(() -> !mails().isEmpty() && !posts().isEmpty());
        assertThat(store.openSubjects(Kind.CONTENT_TAMPERED))
                .filteredOn(subject::equals)
                .hasSize(1);
        assertThat(mails()).hasSize(1);
        assertThat(posts()).hasSize(1);
    }

    @Test
    void whatWasRolledBackIsNotTold() {
        subscribe(true, Delivery.AT_ONCE);
        transactions.executeWithoutResult(status -> {
            events.publishEvent(new AlertCondition(Kind.JOB_FAILED, "TEST", subject, "rolled back"));
            status.setRollbackOnly();
        });
        raise(Kind.DISK_LOW);
        await().atMost(Duration.ofSeconds(30)).until(() -> mails().size() == 1 && posts().size() == 1);
        assertThat(text(mails().get(0))).contains("DISK_LOW");
    }

    @Test
    void aConditionThatWasOverIsToldAnew() {
        subscribe(true, Delivery.AT_ONCE);
        raise(Kind.GATHERING_FAILED);
        events.publishEvent(new AlertCleared(Kind.GATHERING_FAILED, "TEST", subject));
        assertThat(store.openSubjects(Kind.GATHERING_FAILED)).doesNotContain(subject);
        raise(Kind.GATHERING_FAILED);
        await().atMost(Duration.ofSeconds(30)).until(() -> mails().size() == 2 && posts().size() == 2);
    }

    @Test
    void nothingIsSentUnlessAskedFor() {
        raise(Kind.JOB_FAILED);
        subscribe(false, Delivery.AT_ONCE);
        raise(Kind.DISK_LOW);
        alertSettings.put(settings(true, Delivery.AT_ONCE, EnumSet.of(Kind.AGENT_GONE)));
        raise(Kind.EARLY_ASSIGNMENT);
        raise(Kind.AGENT_GONE);
        await().atMost(Duration.ofSeconds(30)).until(() -> mails().size() == 1 && posts().size() == 1);
        assertThat(text(mails().get(0))).contains("AGENT_GONE");
    }

    @Test
    void aDigestTellsOnceADayWhatOpenedSince() {
        subscribe(true, Delivery.DIGEST);
        raise(Kind.JOB_FAILED);
        raise(Kind.AUDIT_BROKEN);
        delivery.digest();
        Instant yesterday = clock.instant().minus(Duration.ofDays(1)).minusSeconds(60);
        settingsStore.digestSent(yesterday);
        delivery.digest();
        delivery.digest();
        await().atMost(Duration.ofSeconds(30)).until(() -> mails().size() == 1);
        assertThat(text(mails().get(0))).contains("JOB_FAILED", "AUDIT_BROKEN", "https://godwit.contoso.com/alerts");
        assertThat(settingsStore.lastDigestAt())
                .hasValueSatisfying(last -> assertThat(last).isAfter(yesterday.plusSeconds(3600)));
    }

    @Test
    void aDigestIsDueAtItsTimeOfDay() {
        Instant last = Instant.parse("2026-11-20T06:00:00Z");
        assertThat(DigestTime.after(last, "06:00")).isEqualTo("2026-11-21T06:00:00Z");
        assertThat(DigestTime.after(last.minusSeconds(1), "06:00")).isEqualTo("2026-11-20T06:00:00Z");
        assertThat(DigestTime.after(last, "23:30")).isEqualTo("2026-11-20T23:30:00Z");
    }

    @Test
    void aWebhookThatRefusesIsTriedAgainAndItsPostsAreSigned() throws Exception {
        subscribe(true, Delivery.AT_ONCE);
        sink.refuse(1);
        assertThatThrownBy(() -> alertSettings.testWebhook())
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("WEBHOOK_FAILED"));
        alertSettings.testWebhook();
        HttpSink.Post post = sink.posts().get(0);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(post.signature())
                .isEqualTo("sha256="
                        + HexFormat.of().formatHex(mac.doFinal(post.body().getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void whatTheServerWatchesByItself() {
        AlertWatch watch = new AlertWatch(
                new AlertProperties(Duration.ofMinutes(5), DataSize.ofGigabytes(1), Duration.ofSeconds(-60)),
                store,
                vault,
                server,
                events,
                clock);
        watch.disk(5_000_000);
        assertThat(store.openSubjects(Kind.DISK_LOW)).isNotEmpty();
        watch.disk(5_000_000_000L);
        CredentialOwner owner = new CredentialOwner("TEST", subject.substring(0, 30), "TEST");
        vault.store(owner, new Account.SqlLogin("reader", Secret.of("pw")));
        String id = Long.toString(vault.describe(owner).orElseThrow().id());
        transactions.executeWithoutResult(status -> watch.look());
        assertThat(store.openSubjects(Kind.CREDENTIAL_KEPT_TOO_LONG)).contains(id);
        vault.remove(owner);
        transactions.executeWithoutResult(status -> watch.look());
        assertThat(store.openSubjects(Kind.CREDENTIAL_KEPT_TOO_LONG)).doesNotContain(id);
        assertThat(store.openSubjects(Kind.DISK_LOW)).isEmpty();
    }

    @Test
    void secretsStayInTheVaultAndAreNeverOfferedToAnotherHost() throws Exception {
        mailSettings.put(new MailServerInput(
                "127.0.0.1", 2525, Security.STARTTLS, "godwit", Secret.of(PASSWORD), "godwit@contoso.com"));
        assertThat(mailSettings.find())
                .hasValueSatisfying(s -> assertThat(s.passwordStored()).isTrue());
        subscribe(true, Delivery.AT_ONCE);
        assertThat(TableDump.of(database))
                .doesNotContain(PASSWORD, SECRET)
                .doesNotContain(HexFormat.of().formatHex(PASSWORD.getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> mailSettings.put(new MailServerInput(
                        "127.0.0.2", 2525, Security.STARTTLS, "godwit", null, "godwit@contoso.com")))
                .hasMessageContaining("password is missing");
        mvc.perform(get("/api/v1/settings/mail"))
                .andExpect(status().isOk())
                .andExpect(r -> assertThat(r.getResponse().getContentAsString()).doesNotContain(PASSWORD));
        mvc.perform(get("/api/v1/settings/alerts"))
                .andExpect(r -> assertThat(r.getResponse().getContentAsString())
                        .contains("\"secretStored\":true")
                        .doesNotContain(SECRET));
        mvc.perform(put("/api/v1/settings/alerts")
                        .contentType("application/json")
                        .content("{\"enabled\":true,\"webhook\":{\"url\":\"http://127.0.0.9/\"}}"))
                .andExpect(status().isOk());
        assertThat(vault.describe(WebhookSender.OWNER)).isEmpty();
        mvc.perform(
                        put("/api/v1/settings/mail")
                                .contentType("application/json")
                                .content(
                                        "{\"host\":\"h\",\"security\":\"NONE\",\"user\":\"u\",\"password\":\"p\",\"sender\":\"a@b.c\"}"))
                .andExpect(status().isBadRequest());
    }

    @Test
    void aTestMailSaysHowItWent() {
        mailSettings.test("bo@contoso.com");
        assertThat(smtp.getReceivedMessages()).hasSize(1);
        mailSettings.put(new MailServerInput("127.0.0.1", 1, Security.NONE, null, null, "godwit@contoso.com"));
        assertThatThrownBy(() -> mailSettings.test("bo@contoso.com"))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("MAIL_SERVER_UNREACHABLE"));
        assertThatThrownBy(() -> mailSettings.test("bo@contoso.com\r\nBcc: eve@contoso.com"))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("MAIL_ADDRESS_INVALID"));
    }

    private void subscribe(boolean enabled, Delivery how) {
        alertSettings.put(settings(enabled, how, Set.of()));
    }

    private AlertSettingsInput settings(boolean enabled, Delivery how, Set<Kind> kinds) {
        return new AlertSettingsInput(
                enabled,
                "https://godwit.contoso.com/",
                "00:00",
                List.of(new AlertSettingsInput.Recipient("ana@contoso.com", kinds, how)),
                new AlertSettingsInput.Webhook(sink.url(), kinds, Secret.of(SECRET)));
    }

    private void raise(Kind kind) {
        transactions.executeWithoutResult(status ->
                events.publishEvent(new AlertCondition(kind, "TEST", subject, "Something about " + subject + ".")));
    }

    /** Mails about this test's subject: the server may have other things to tell. */
    private List<MimeMessage> mails() {
        return Arrays.stream(smtp.getReceivedMessages())
                .filter(mail -> text(mail).contains(subject))
                .toList();
    }

    private List<HttpSink.Post> posts() {
        return sink.posts().stream().filter(p -> p.body().contains(subject)).toList();
    }

    private static String text(MimeMessage mail) {
        try {
            return mail.getContent().toString();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String header(MimeMessage mail, String name) {
        try {
            return mail.getHeader(name)[0];
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
