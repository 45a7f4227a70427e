package org.godwit.alert;

import java.util.List;
import java.util.Set;
import org.godwit.shared.AlertCondition;
import org.jspecify.annotations.Nullable;

/**
 * Whom alerts are sent to. Nobody, until an administrator says otherwise.
 *
 * @param enabled false keeps everything as it is and sends nothing
 * @param consoleUrl address of the console for links in mails; null for none
 * @param digestAt time of day (UTC, {@code HH:mm}) at which digests are sent
 * @param recipients who gets mail about what
 * @param webhook where alerts are posted to; null for nowhere
 */
public record AlertSettings(
        boolean enabled,
        @Nullable String consoleUrl,
        String digestAt,
        List<Recipient> recipients,
        @Nullable Webhook webhook) {

    static final AlertSettings NONE = new AlertSettings(false, null, "06:00", List.of(), null);

    /** When a recipient's mail comes. */
    public enum Delivery {
        /** One mail for each alert, when it opens. */
        AT_ONCE,
        /** One mail a day with everything that opened since the last, if anything did. */
        DIGEST
    }

    /**
     * @param address mail address
     * @param kinds what the recipient is told; never empty
     */
    public record Recipient(String address, Set<AlertCondition.Kind> kinds, Delivery delivery) {}

    /**
     * @param url http or https
     * @param kinds what is posted; never empty
     * @param secretStored whether posts are signed with a secret from the vault
     */
    public record Webhook(String url, Set<AlertCondition.Kind> kinds, boolean secretStored) {}
}
