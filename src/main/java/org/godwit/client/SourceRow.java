package org.godwit.client;

import org.godwit.site.SourceClient;
import org.jspecify.annotations.Nullable;

/**
 * One row of a source, prepared for comparing and writing.
 *
 * @param smsId normalised; null if the row has none
 * @param digest of the data
 * @param fate by the row alone
 * @param blocks whether this row says that its SMSID is blocked
 * @param mark the row's change mark at the source; null if that offers none
 * @param lastActive milliseconds since 1970; {@link Long#MIN_VALUE} if not known
 */
record SourceRow(
        long resourceId,
        @Nullable String smsId,
        ClientData data,
        Digest digest,
        @Nullable Long mark,
        Fate fate,
        boolean blocks,
        long lastActive) {

    static SourceRow of(SourceClient client) {
        ClientData data = ClientData.of(client);
        return new SourceRow(
                client.resourceId(),
                Fate.smsId(client),
                data,
                data.digest(),
                client.mark(),
                Fate.byItself(client),
                Fate.blocks(client),
                Fate.lastActive(client));
    }

    /** Its SMSID, of a row that is to be migrated and so has one. */
    String migratedSmsId() {
        if (smsId == null) {
            throw new IllegalStateException("resource " + resourceId + " has no SMSID");
        }
        return smsId;
    }
}
