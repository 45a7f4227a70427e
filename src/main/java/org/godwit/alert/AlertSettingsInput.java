package org.godwit.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;
import org.godwit.credential.Secret;
import org.godwit.shared.AlertCondition;
import org.jspecify.annotations.Nullable;

/**
 * Alert settings as an administrator gives them; they replace the former ones.
 *
 * @param digestAt {@code HH:mm} in UTC; null means 06:00
 * @param recipients null for none
 */
public record AlertSettingsInput(
        boolean enabled,
        @Nullable String consoleUrl,
        @Nullable String digestAt,
        @Nullable List<Recipient> recipients,
        @Nullable Webhook webhook) {

    /**
     * @param kinds null or empty means every kind
     * @param delivery null means AT_ONCE
     */
    public record Recipient(
            String address, @Nullable Set<AlertCondition.Kind> kinds, AlertSettings.@Nullable Delivery delivery) {}

    /**
     * @param kinds null or empty means every kind
     * @param secret key of the signature; null keeps the one stored for the same address, an empty text removes it
     */
    public record Webhook(
            String url,
            @Nullable Set<AlertCondition.Kind> kinds,

            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable Secret secret) {}
}
