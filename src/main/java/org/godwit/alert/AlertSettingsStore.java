package org.godwit.alert;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.godwit.alert.AlertSettings.Delivery;
import org.godwit.alert.AlertSettings.Recipient;
import org.godwit.alert.AlertSettings.Webhook;
import org.godwit.shared.AlertCondition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables that say whom alerts are sent to. */
@Component
class AlertSettingsStore {

    private static final String MAIL = "MAIL";
    private static final String WEBHOOK = "WEBHOOK";
    private static final int MINUTES_AN_HOUR = 60;

    private final JdbcClient jdbc;

    AlertSettingsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(
            boolean enabled,
            @Nullable String consoleUrl,
            int digestMinute,
            @Nullable String webhook) {}

    private record Line(String channel, String address, AlertCondition.Kind kind, Delivery delivery) {}

    /** @param webhookSecretStored what the vault says; it is no column here */
    AlertSettings settings(boolean webhookSecretStored) {
        Optional<Row> found = jdbc.sql(
                        "SELECT enabled, console_url, digest_minute, webhook_url FROM alert_settings WHERE id = 1")
                .query((rs, n) -> new Row(
                        rs.getBoolean("enabled"),
                        rs.getString("console_url"),
                        rs.getInt("digest_minute"),
                        rs.getString("webhook_url")))
                .optional();
        if (found.isEmpty()) {
            return AlertSettings.NONE;
        }
        Map<String, Recipient> recipients = new LinkedHashMap<>();
        Set<AlertCondition.Kind> posted = EnumSet.noneOf(AlertCondition.Kind.class);
        for (Line line : lines()) {
            if (line.channel().equals(WEBHOOK)) {
                posted.add(line.kind());
            } else {
                recipients
                        .computeIfAbsent(
                                line.address(),
                                address -> new Recipient(
                                        address, EnumSet.noneOf(AlertCondition.Kind.class), line.delivery()))
                        .kinds()
                        .add(line.kind());
            }
        }
        Row row = found.get();
        String time = String.format(
                java.util.Locale.ROOT,
                "%02d:%02d",
                row.digestMinute() / MINUTES_AN_HOUR,
                row.digestMinute() % MINUTES_AN_HOUR);
        return new AlertSettings(
                row.enabled(),
                row.consoleUrl(),
                time,
                new ArrayList<>(recipients.values()),
                row.webhook() == null ? null : new Webhook(row.webhook(), posted, webhookSecretStored));
    }

    private List<Line> lines() {
        return jdbc.sql("SELECT channel, address, kind, delivery FROM alert_recipient ORDER BY id")
                .query((rs, n) -> new Line(
                        rs.getString("channel"),
                        rs.getString("address"),
                        AlertCondition.Kind.valueOf(rs.getString("kind")),
                        Delivery.valueOf(rs.getString("delivery"))))
                .list();
    }

    /** @param at from when on digests count what opened, if there were no settings before */
    void replace(AlertSettings settings, int digestMinute, Instant at) {
        Instant since = lastDigestAt().orElse(at);
        jdbc.sql("DELETE FROM alert_recipient").update();
        jdbc.sql("DELETE FROM alert_settings").update();
        Webhook webhook = settings.webhook();
        jdbc.sql("INSERT INTO alert_settings (id, enabled, console_url, digest_minute, last_digest_at, webhook_url)"
                        + " VALUES (1, :enabled, :console, :minute, :since, :webhook)")
                .param("enabled", settings.enabled())
                .param("console", settings.consoleUrl())
                .param("minute", digestMinute)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("webhook", webhook == null ? null : webhook.url())
                .update();
        for (Recipient recipient : settings.recipients()) {
            recipient.kinds().forEach(kind -> insert(MAIL, recipient.address(), kind, recipient.delivery()));
        }
        if (webhook != null) {
            webhook.kinds().forEach(kind -> insert(WEBHOOK, "", kind, Delivery.AT_ONCE));
        }
    }

    private void insert(String channel, String address, AlertCondition.Kind kind, Delivery delivery) {
        jdbc.sql("INSERT INTO alert_recipient (channel, address, kind, delivery) VALUES (?, ?, ?, ?)")
                .params(channel, address, kind.name(), delivery.name())
                .update();
    }

    /** Until when digests are sent; empty if there are no settings. */
    Optional<Instant> lastDigestAt() {
        return jdbc.sql("SELECT last_digest_at FROM alert_settings WHERE id = 1")
                .query((rs, n) ->
                        rs.getObject("last_digest_at", OffsetDateTime.class).toInstant())
                .optional();
    }

    void digestSent(Instant until) {
        jdbc.sql("UPDATE alert_settings SET last_digest_at = ? WHERE id = 1")
                .param(until.atOffset(ZoneOffset.UTC))
                .update();
    }
}
